"""Recompute a draw from its published file: 对公布的抽签文件重新计算.

    python3 recompute.py draw.json [the hash of the seed that you noted before the draw]

Nothing but Python is needed. Every application has as many tickets as its weight. A ticket is
HMAC-SHA256(seed, "shufang-draw/1|activity|application|ticket") read as a number; an application's
key is its smallest ticket, and the smallest key is drawn first. Going through that order, a party
that fits into what is left gets its places, whole; all others wait, in that order.
"""

import hashlib
import hmac
import json
import sys
from typing import Any

FORMAT = "shufang-draw/1"
ZH, EN = 0, 1  # of the faults below: said in both languages
FAULTS = {
    "file": ("文件读不懂", "the file can't be read"),
    "undrawn": ("还没有抽签", "nothing has been drawn yet"),
    "seed": ("种子和事先公布的哈希对不上", "the seed does not fit the hash published before"),
    "noted": ("哈希和你记下的不一样", "the hash is not the one you noted"),
    "list": ("申请名单和公布的哈希对不上", "the applications do not fit their published hash"),
    "order": ("抽出的次序不对", "the order drawn is another"),
    "given": ("得到名额的不对", "the places went to others"),
    "waiting": ("候补名单不对", "the waiting list is another"),
    "rest": ("名额数、时间或别的内容改过", "places, a time or something else was changed"),
}


def hash_of_seed(seed: str) -> str:
    return hashlib.sha256(seed.encode()).hexdigest()


def hash_of_list(applications: list[dict[str, int]]) -> str:
    """Of one line for each application: number, places it takes, weight."""
    lines = sorted((a["number"], a["takes"], a["weight"]) for a in applications)
    text = "".join(f"{number} {takes} {weight}\n" for number, takes, weight in lines)
    return hashlib.sha256(text.encode()).hexdigest()


def hash_of_file(record: dict[str, Any]) -> str:
    """Of everything in the file but this hash itself; how it is laid out does not matter."""
    rest = {name: value for name, value in record.items() if name != "hash"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def key(seed: str, activity: int, number: int, weight: int) -> bytes:
    tickets = (f"{FORMAT}|{activity}|{number}|{ticket}" for ticket in range(1, weight + 1))
    return min(hmac.new(bytes.fromhex(seed), t.encode(), hashlib.sha256).digest() for t in tickets)


def drawn(
    seed: str, activity: int, places: int, applications: list[dict[str, int]]
) -> tuple[list[int], list[int], list[int]]:
    """The order, who gets places, and who waits: three lists of application numbers."""
    ordered = sorted(
        applications, key=lambda a: (key(seed, activity, a["number"], a["weight"]), a["number"])
    )
    given: list[int] = []
    waiting: list[int] = []
    for application in ordered:
        fits = application["takes"] <= places
        places -= application["takes"] if fits else 0
        (given if fits else waiting).append(application["number"])
    return [a["number"] for a in ordered], given, waiting


def fault_of(record: Any, noted: str = "") -> str:
    """What is wrong with a record, as a key of `FAULTS`; "" where all of it holds."""
    try:
        if record["format"] != FORMAT:
            return "file"
        if not record.get("seed"):
            return "undrawn"
        if len({a["number"] for a in record["applications"]}) != len(record["applications"]):
            return "list"
        if hash_of_seed(record["seed"]) != record["seed_hash"]:
            return "seed"
        if noted and noted.strip().lower() != record["seed_hash"]:
            return "noted"
        if hash_of_list(record["applications"]) != record["list_hash"]:
            return "list"
        order, given, waiting = drawn(
            record["seed"], record["activity"], record["places"], record["applications"]
        )
        for name, found in (("order", order), ("given", given), ("waiting", waiting)):
            if record[name] != found:
                return name
        if record["hash"] != hash_of_file(record):
            return "rest"
    except (AttributeError, KeyError, TypeError, ValueError):
        return "file"
    return ""


def verdict(path: str, noted: str = "") -> tuple[str, int]:
    """What to say about a file, and the exit code."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            record = json.load(file)
    except (OSError, ValueError):
        record = {}
    fault = fault_of(record, noted)
    if fault:
        return f"不一致：{FAULTS[fault][ZH]}。\nNot the same: {FAULTS[fault][EN]}.\n", 1
    same = "一致：用公布的种子和名单算出的结果就是公布的结果。\n"
    return same + "The same: the published seed and list give the published result.\n", 0


if __name__ == "__main__":
    said, code = verdict(*sys.argv[1:3]) if len(sys.argv) > 1 else (__doc__ or "", 2)
    sys.stdout.write(said)
    raise SystemExit(code)
