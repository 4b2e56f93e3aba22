"""Anybody recomputes a draw, with plain Python and the published file alone."""

import hashlib
import hmac
import json
import subprocess
import sys
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from shufang.activities.queries.drawing import recompute

SEED = "00112233445566778899aabbccddeeff" * 2


def a_record(weights: tuple[int, ...] = (1, 3, 1, 2), places: int = 3) -> dict[str, Any]:
    applications = [
        {"number": 40 + i, "takes": 1 + i % 2, "weight": weight} for i, weight in enumerate(weights)
    ]
    order, given, waiting = recompute.drawn(SEED, 7, places, applications)
    record = {
        "format": recompute.FORMAT,
        "activity": 7,
        "seed": SEED,
        "seed_hash": recompute.hash_of_seed(SEED),
        "committed_at": "2026-11-02T08:00:00+08:00",
        "places": places,
        "applications": applications,
        "list_hash": recompute.hash_of_list(applications),
        "order": order,
        "given": given,
        "waiting": waiting,
    }
    return {**record, "hash": recompute.hash_of_file(record)}


def test_an_honest_file_holds() -> None:
    assert recompute.fault_of(a_record()) == ""


def test_the_published_rule_gives_the_order_to_whoever_writes_it_anew() -> None:
    """The rule as the page says it, written a second time."""
    record = a_record()
    tickets = sorted(
        (
            hmac.new(
                bytes.fromhex(SEED),
                f"shufang-draw/1|7|{a['number']}|{ticket}".encode(),
                hashlib.sha256,
            ).hexdigest(),
            a["number"],
        )
        for a in record["applications"]
        for ticket in range(1, a["weight"] + 1)
    )
    assert record["order"] == list(dict.fromkeys(number for _ticket, number in tickets))
    assert record["seed_hash"] == hashlib.sha256(SEED.encode()).hexdigest()
    lines = "".join(f"{a['number']} {a['takes']} {a['weight']}\n" for a in record["applications"])
    assert record["list_hash"] == hashlib.sha256(lines.encode()).hexdigest()


def test_a_known_draw_stays_as_it_is() -> None:
    """A change of the rule would make every draw of the past look wrong."""
    record = a_record()
    assert (record["order"], record["given"], record["waiting"]) == (
        [41, 42, 43, 40],
        [41, 42],
        [43, 40],
    )


TAMPERED: dict[str, tuple[str, Any]] = {
    "another seed": ("seed", lambda r: r.update(seed="ff" * 32)),
    "another hash": ("seed", lambda r: r.update(seed_hash="0" * 64)),
    "an application more": (
        "list",
        lambda r: r["applications"].append({"number": 99, "takes": 1, "weight": 1}),
    ),
    "an application less": ("list", lambda r: r["applications"].pop()),
    "an application twice": (
        "list",
        lambda r: r["applications"].append(dict(r["applications"][0])),
    ),
    "a weight": ("list", lambda r: r["applications"][0].update(weight=9)),
    "the size of a party": ("list", lambda r: r["applications"][0].update(takes=2)),
    "the order": ("order", lambda r: r["order"].reverse()),
    "who got places": ("given", lambda r: r["given"].append(r["waiting"][0])),
    "who waits": ("waiting", lambda r: r.update(waiting=[])),
    "fewer places": ("given", lambda r: r.update(places=1)),
    "another activity": ("order", lambda r: r.update(activity=8)),
    "a weight of nothing": ("file", lambda r: weighed(r, 0)),
    "a weight with its hash": ("order", lambda r: weighed(r, 9)),
    "the time of the seed": ("rest", lambda r: r.update(committed_at="2026-11-02T09:00:00+08:00")),
    "something added": ("rest", lambda r: r.update(note="")),
    "no hash": ("file", lambda r: r.pop("hash")),
    "no order": ("file", lambda r: r.pop("order")),
    "another format": ("file", lambda r: r.update(format="x")),
    "no seed yet": ("undrawn", lambda r: r.pop("seed")),
}


def weighed(record: dict[str, Any], weight: int) -> None:
    """One weight changed and the list's hash made to fit."""
    record["applications"][-1]["weight"] = weight
    record["list_hash"] = recompute.hash_of_list(record["applications"])


@pytest.mark.parametrize("what", TAMPERED)
def test_whatever_is_tampered_with_is_found(what: str) -> None:
    fault, change = TAMPERED[what]
    record = deepcopy(a_record())
    change(record)
    assert recompute.fault_of(record) == fault


def test_a_wholly_new_draw_is_found_by_the_hash_that_somebody_noted() -> None:
    noted = a_record()["seed_hash"]
    other = a_record()
    other["seed"] = "ab" * 32
    other["seed_hash"] = recompute.hash_of_seed(other["seed"])
    other["order"], other["given"], other["waiting"] = recompute.drawn(
        other["seed"], 7, 3, other["applications"]
    )
    other["hash"] = recompute.hash_of_file(other)
    assert recompute.fault_of(other) == ""
    assert recompute.fault_of(other, noted) == "noted"
    assert recompute.fault_of(a_record(), f" {noted.upper()} ") == ""


def test_places_that_nobody_needed_count_too() -> None:
    record = a_record(places=50)
    record["places"] = 51
    assert recompute.fault_of(record) == "rest"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_file_that_another_program_saved_anew_holds(
    mark: str, ending: str, tmp_path: Path
) -> None:
    text = json.dumps(dict(reversed(a_record().items())), indent=3)
    file = tmp_path / "draw.json"
    file.write_bytes((mark + text.replace("\n", ending)).encode())
    assert recompute.verdict(str(file))[1] == 0


def test_every_byte_counts(tmp_path: Path) -> None:
    """One character more, anywhere within the text of a value or a name, is found."""
    text = json.dumps(a_record())
    for place in [n for n, c in enumerate(text) if c.isalnum()]:
        file = tmp_path / "draw.json"
        file.write_text(text[:place] + text[place] + text[place:], "utf-8")
        assert recompute.verdict(str(file))[1] == 1, place


@pytest.mark.parametrize("junk", [None, [], 3, "x", {"format": recompute.FORMAT, "seed": "zz"}])
def test_junk_is_no_draw(junk: Any) -> None:
    assert recompute.fault_of(junk) == "file"


def test_parties_stay_whole_and_smaller_ones_may_fill_what_is_left() -> None:
    applications = [{"number": n, "takes": takes, "weight": 1} for n, takes in enumerate((2, 3, 1))]
    for number in range(40):
        seed = f"{number:064x}"
        order, given, waiting = recompute.drawn(seed, 1, 3, applications)
        takes = {a["number"]: a["takes"] for a in applications}
        assert sum(takes[n] for n in given) <= 3
        assert given[0] == order[0]  # the first fits always
        assert sorted(given + waiting) == [0, 1, 2]
        assert [n for n in order if n in waiting] == waiting
        left = 3 - sum(takes[n] for n in given)
        assert all(takes[n] > left for n in waiting)  # no place is left for who would fit


def test_three_tickets_win_three_times_as_often() -> None:
    """Over 6,000 seeds: two ordinary families and one with three tickets; 3 in 5 go to it."""
    applications = [{"number": n, "takes": 1, "weight": w} for n, w in enumerate((1, 1, 3))]
    won = Counter(
        recompute.drawn(hashlib.sha256(b"%d" % n).hexdigest(), 1, 1, applications)[1][0]
        for n in range(6000)
    )
    assert abs(won[2] / 6000 - 0.6) < 0.03
    assert abs(won[0] / 6000 - 0.2) < 0.03


def test_equal_tickets_have_equal_chances_wherever_they_stand_in_the_list() -> None:
    applications = [{"number": n, "takes": 1, "weight": 1} for n in range(5)]
    won = Counter(
        recompute.drawn(hashlib.sha256(b"x%d" % n).hexdigest(), 1, 1, applications)[1][0]
        for n in range(5000)
    )
    assert all(abs(won[n] / 5000 - 0.2) < 0.03 for n in range(5))


class TestTheProgram:
    """The file that the page offers, outside of everything that is ours."""

    def run(self, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        program = tmp_path / "recompute.py"
        program.write_text(Path(recompute.__file__).read_text("utf-8"), "utf-8")
        return subprocess.run(
            [sys.executable, "-I", "-S", str(program), *arguments],
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
            cwd=tmp_path,
        )

    def test_it_says_the_same(self, tmp_path: Path) -> None:
        record = a_record()
        (tmp_path / "draw.json").write_text(json.dumps(record), "utf-8")
        done = self.run(tmp_path, "draw.json", record["seed_hash"])
        assert done.returncode == 0, done.stderr
        assert "一致" in done.stdout
        assert "The same" in done.stdout

    def test_it_says_what_is_wrong(self, tmp_path: Path) -> None:
        record = a_record()
        record["given"], record["waiting"] = record["waiting"], record["given"]
        (tmp_path / "draw.json").write_text(json.dumps(record), "utf-8")
        done = self.run(tmp_path, "draw.json")
        assert done.returncode == 1
        assert "不一致：得到名额的不对" in done.stdout

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        assert self.run(tmp_path, "no.json").returncode == 1
        assert self.run(tmp_path).returncode == 2
