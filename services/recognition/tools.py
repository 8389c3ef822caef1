"""What recognition's handlers work with besides the database: the way up to the list of public pages."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from shared.service import Runtime
from shared.transaction import Transaction

LOOKED_AT = "groups whose page is looked at"


@dataclass(frozen=True, kw_only=True)
class Honour:
    """An award given here, or a prize of another `giver`; `words` say why, or what it was used for."""

    year: int
    name: str
    name_en: str
    words: str
    words_en: str
    subject: str
    """How a hold names it."""
    giver: str = ""
    source: str = ""
    contested: bool = False


@dataclass(frozen=True, kw_only=True)
class Tools:
    """Made once, when the service opens."""

    look_over: Callable[[Transaction, Collection[str], bool], None]
    """Gives public pages to groups and takes them back. What employers say stands below the board and may not see it."""
    sector_words: Callable[[str], Collection[str]]
    """The words that a sector is asked for by, as public pages write it; what has no pages may not see those."""
    honours: Callable[[Session, str], tuple[Honour, ...]]
    """What a group was given and is not taken down, newest first: awards stand above the board that shows them."""
    honour_names: Callable[[Session, Collection[str]], dict[str, tuple[str, str]]]
    """Of everything these groups were given, by the subject of a hold: what it is called in Bulgarian and in English."""
    places_of: Callable[[Session, str], Sequence[tuple[Any, int]]]
    """In which public series the interview at an address stands, and as which issue: series are made of pages."""
    network_mark: Callable[[str], str]
    """A keyed mark of whoever's network it is, by which what comes from it in a day is counted."""


def tools_of(at: Runtime | Transaction) -> Tools:
    """The tools of an open service or of one of its transactions. Raises TypeError for another service's."""
    if not isinstance(at.tools, Tools):
        raise TypeError(f"these are not the tools of recognition: {at.tools!r}")
    return at.tools


def look_at(tx: Transaction, groups: Collection[str], *, takes: bool = True) -> None:
    """Look over these groups once, at the end of the transaction; `takes` unless nothing they said is taken down."""
    wanted: dict[str, bool] = tx.session.info.setdefault(LOOKED_AT, {})
    wanted.update({group: takes or wanted.get(group, False) for group in groups})
    tx.before_commit(_look_at_some)


def _look_at_some(tx: Transaction) -> None:
    wanted: dict[str, bool] = tx.session.info.pop(LOOKED_AT, {})
    for takes in (True, False):
        if some := {group for group, is_taken in wanted.items() if is_taken is takes}:
            tools_of(tx).look_over(tx, some, takes)
