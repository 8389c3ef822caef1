"""A case: whose it is, what comes next in it, what was noted; and who has whose cases on days of absence."""

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shared.transaction import Refused
from shared.validity import still_lasts

OVERDUE, DUE, NONE, LATER, REST = range(5)
"""How cases are listed: the next step is overdue, due today, missing, still to come; or none is needed."""
CHANGED = (
    "The next step was changed meanwhile: above it stands as it is now. See whether what you wrote still fits, and "
    "send it once more"
)


@dataclass(eq=False, kw_only=True)
class CaseFile:
    """Of one person. Without an owner it is the case of whoever registered the person."""

    candidate: str
    owner: str | None = None
    taken_on: datetime.date | None = None
    next_step: str = ""
    """Sealed with the person's key."""
    next_due: datetime.date | None = None
    next_by: str = ""

    @property
    def seen(self) -> str:
        """Tells this next step from any other; empty where there is none."""
        return step_mark(self.next_step, self.next_due)

    def check(self, seen: str) -> None:
        """Raises Refused where the next step is not the one that somebody has `seen`."""
        if seen != self.seen:
            raise Refused("", CHANGED)

    def plan(self, sealed: str, due: datetime.date, by: str) -> None:
        self.next_step, self.next_due, self.next_by = sealed, due, by

    def finish(self) -> None:
        """Raises Refused where there is nothing to finish."""
        if not self.next_step:
            raise Refused("", "There is no next step to finish")
        self.next_step, self.next_due, self.next_by = "", None, ""

    def hand_over(self, to: str, today: datetime.date) -> None:
        self.owner, self.taken_on = to, today


@dataclass(eq=False, kw_only=True)
class CaseNote:
    """What somebody wrote, the step it finished, or both; sealed with the person's key, the name too."""

    id: str
    candidate: str
    at: datetime.datetime
    by: str
    by_name: str
    done: str = ""
    text: str = ""

    def check_removal(self, by: str, *, is_lead: bool) -> None:
        if by != self.by and not is_lead:
            raise Refused("", "Only who wrote a note, or a team lead, can remove it")


@dataclass(eq=False, kw_only=True)
class Absence:
    """A colleague has somebody's cases from the first of these days to the last, or until it is ended."""

    id: str
    organisation: str
    account: str
    stands_in: str
    begins: datetime.date
    ends: datetime.date | None = None
    by: str = ""

    def is_live(self, day: datetime.date) -> bool:
        return self.begins <= day and still_lasts(self.ends, day)

    def meets(self, begins: datetime.date, ends: datetime.date | None) -> bool:
        """Whether it has a day in common with these days."""
        return still_lasts(self.ends, begins) and still_lasts(ends, self.begins)

    def end(self, today: datetime.date) -> bool:
        """From today on the cases are the owner's again. Returns whether nothing is left of it; what is over stays."""
        if self.ends is not None and self.ends < today:
            return False
        self.ends = today - datetime.timedelta(days=1)
        return self.ends < self.begins


def step_mark(sealed: str, due: datetime.date | None) -> str:
    return hashlib.sha256(f"{due} {sealed}".encode()).hexdigest()[:32] if sealed else ""


def owner_of(owner: str | None, registered_by: str) -> str:
    return owner or registered_by


def acting(owner: str, stand_ins: Mapping[str, str]) -> str:
    """Who has this owner's cases on a day on which `stand_ins` (by who is away) are live. One step: no chain."""
    return stand_ins.get(owner, owner)


def acts_for(account: str, stand_ins: Mapping[str, str]) -> tuple[str, ...]:
    """Whose cases are with this account: its own unless somebody else has them, and those of whom it stands in for."""
    own = () if account in stand_ins else (account,)
    return (*own, *sorted(away for away, by in stand_ins.items() if by == account and away != account))


def check_absence(new: Absence, others: Iterable[Absence]) -> None:
    """Raises Refused where the days end before they begin, or either of the two is in another absence on one of them."""
    if new.account == new.stands_in:
        raise Refused("stands_in", "Choose a colleague: nobody stands in for themselves")
    if new.ends is not None and new.ends < new.begins:
        raise Refused("ends", "The last day cannot be before the first")
    for one in others:
        if not one.meets(new.begins, new.ends):
            continue
        if one.account == new.account:
            raise Refused("begins", "On one of these days somebody stands in already. End that first")
        if one.account == new.stands_in:
            raise Refused("stands_in", "This colleague is away on one of these days too. Choose another")
        if one.stands_in == new.account:
            raise Refused(
                "begins", "Somebody else’s cases are with this colleague on one of these days. End that first"
            )
