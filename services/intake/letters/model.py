"""A letter: what it leads to, and whether it has been sent, put off or given up."""

import datetime
from dataclasses import dataclass

DAY = datetime.timedelta(days=1)
FIRST_WAIT, LONGEST_WAIT = datetime.timedelta(minutes=2), datetime.timedelta(hours=6)
TRIED_FOR = datetime.timedelta(days=3)
"""How long a letter that its mail server will not take now is tried again, and after which pauses."""


BY_ANYBODY = frozenset({"confirm", "known", "reset", "no-account", "own-code"})
"""Letters that somebody who is not signed in can cause."""
OWN_WAY_IN = frozenset({"reset", "no-account", "own-code"})
"""Those by which somebody comes in again: a flood of registrations takes nothing from their total, nor they from its."""
BUDGETS = (("to", datetime.timedelta(hours=1), 3), ("to", DAY, 6), ("network", DAY, 60), ("", DAY, 1000))
"""How many of those may go in how much time: of one kind to one address, for one network, in all."""


def counted_with(kind: str, whose: str) -> frozenset[str]:
    """The kinds of letters that share this one's budget: whoever names a stranger's address uses up one kind only."""
    if whose == "to":
        return frozenset({kind})
    return OWN_WAY_IN if kind in OWN_WAY_IN else BY_ANYBODY - OWN_WAY_IN


@dataclass(eq=False, kw_only=True)
class Letter:
    """A mail that waits to be sent: address and link sealed, words chosen by `kind` and `lang`."""

    id: str
    kind: str
    address: str
    path: str
    lang: str
    made: datetime.datetime
    to: str = ""
    network: str = ""
    taken: datetime.datetime | None = None
    sent: datetime.datetime | None = None
    refused: datetime.datetime | None = None
    not_before: datetime.datetime | None = None
    given_up: datetime.datetime | None = None

    def refuse(self, now: datetime.datetime, *, for_good: bool, ends: bool = True) -> None:
        """It did not go out: tried again after two minutes, then after twice as long each time; for three days.

        Where nothing is wrong with the letter itself that does not end (`ends` = False), nor is it part of the three days.
        """
        self.refused = self.refused or now
        since = now - self.refused
        if not ends:
            self.refused = max(self.refused, now - LONGEST_WAIT)
        if for_good or (ends and since >= TRIED_FOR):
            self.given_up = now
        else:
            self.not_before = now + min(since + FIRST_WAIT, LONGEST_WAIT)

    def try_again(self) -> None:
        """As if it had never been refused."""
        self.refused = self.not_before = self.given_up = None
