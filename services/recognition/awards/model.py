"""The rules of a year's awards: what is done when, who may vote, who has most votes. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Literal

from shared.transaction import Refused

State = Literal["nominations", "voting", "closed"]
NEXT: dict[State, State] = {"nominations": "voting", "voting": "closed"}
"""No way leads back: what was sealed is opened once."""
FIRST_YEAR, LAST_YEAR = 2000, 2100
NEEDED: dict[State, str] = {
    "nominations": "Nominations for this year are over",
    "voting": "The jury does not vote now",
    "closed": "Votes are sealed until the voting is closed",
}


def must_be(state: State, wanted: State) -> None:
    """Raises Refused, saying what is not open now."""
    if state != wanted:
        raise Refused("", NEEDED[wanted])


def may_vote(nominated: Collection[str], declared: Collection[str]) -> bool:
    """Who declared a conflict with one of those nominated in a category does not vote in it at all."""
    return not set(nominated) & set(declared)


def leading(votes: Iterable[str]) -> tuple[str, ...]:
    """The nominations with most votes, several where they have equally many; none without a vote."""
    counted = Counter(votes)
    return tuple(sorted(one for one, number in counted.items() if number == max(counted.values())))
