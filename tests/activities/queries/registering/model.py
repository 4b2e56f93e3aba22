"""The published rule of the waiting list, written again from its words alone.

Nothing here is taken from the product: it is what a reader with pencil and paper would do.
"""

from dataclasses import dataclass, field


@dataclass
class Party:
    """Somebody on the paper."""

    name: int
    wants: int
    whole: bool = False
    times_passed: int = 0


@dataclass
class Paper:
    """Places, who has some, and the list of those who wait, in the order in which they came."""

    places: int
    skips: int
    divides: bool
    room_to_wait: int = 1000
    least: int = 1  # places that are of use to anybody
    has: dict[int, int] = field(default_factory=dict)
    waits: list[Party] = field(default_factory=list)

    @property
    def free(self) -> int:
        return self.places - sum(self.has.values())

    def may_split(self, party: Party) -> bool:
        return self.divides and not party.whole

    def blocks(self, party: Party) -> bool:
        """Point 5: more than all the places there are blocks nobody."""
        return party.wants <= self.places or self.may_split(party)

    def hand_out(self) -> list[tuple[int, int]]:
        """Start again from the beginning of the list after every party that got places."""
        given = []
        while (found := self.next_one()) is not None:
            place, party, share = found
            for earlier in self.waits[:place]:
                if self.blocks(earlier):
                    earlier.times_passed += 1
            self.waits.remove(party)
            self.has[party.name] = share
            given.append((party.name, share))
        return given

    def next_one(self) -> tuple[int, Party, int] | None:
        if self.free <= 0:
            return None
        for place, party in enumerate(self.waits):
            if not self.blocks(party):
                continue
            if party.wants <= self.free:
                return place, party, party.wants
            if self.may_split(party) and self.free >= self.least:
                return place, party, self.free
            if party.times_passed >= self.skips:
                return None  # nobody passes it any more
        return None

    def comes(self, party: Party) -> str:
        """The last of the list; places at once if the rule gives them now."""
        self.waits.append(party)
        self.hand_out()
        if party.name in self.has:
            return "confirmed" if self.has[party.name] == party.wants else "offered"
        if sum(other.wants for other in self.waits) > self.room_to_wait:
            self.waits.remove(party)
            return "full"
        return "waiting"

    def leaves(self, name: int) -> None:
        self.has.pop(name, None)
        self.waits = [party for party in self.waits if party.name != name]
        self.hand_out()
