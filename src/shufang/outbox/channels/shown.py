"""For trying things out: messages are kept in a folder and shown on the staff's page, not sent.

The folder holds texts with people's names and links, so it belongs to the data folder's owner
alone, keeps the newest few, and exists only where the settings ask for it.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from shufang.outbox.channels.carrier import Parcel

MOST = 200


@dataclass(frozen=True)
class Showing:
    at: datetime
    to: str  # its ending
    title: str
    body: str
    link: str


class Shown:
    idempotent = True  # the same file again

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def carry(self, parcel: Parcel) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        now = timezone.now()
        showing = Showing(now, ending(parcel.to), parcel.title, parcel.body, parcel.link)
        text = json.dumps({**asdict(showing), "at": now.isoformat()}, ensure_ascii=False)
        path = self.folder / f"{parcel.key}.json"
        path.touch(mode=0o600)
        path.write_text(text, "utf-8")
        for old in _newest_first(self.folder)[MOST:]:
            old.unlink(missing_ok=True)


def showings(limit: int = 50) -> list[Showing]:
    """The newest messages that were shown instead of sent; none where the settings forbid it."""
    if not settings.SHOW_MESSAGES:
        return []
    found = []
    for path in _newest_first(settings.SHUFANG_HOME / "messages")[:limit]:
        raw = json.loads(path.read_text("utf-8"))
        found.append(Showing(**{**raw, "at": datetime.fromisoformat(raw["at"])}))
    return found


def ending(address: str) -> str:
    """What staff may see of an address: the last four, or of an e-mail its beginning and host; its
    owner sees more (`people.phones.masked`)."""
    name, at, host = address.rpartition("@")
    return f"{name[:1]}…@{host}" if at else f"…{address[-4:]}"


def _newest_first(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
