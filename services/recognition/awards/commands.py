"""What is asked about awards: by editors, by anybody with an account, by the jury."""

from typing import Annotated, Literal

import msgspec

from services.recognition.awards.model import FIRST_YEAR, LAST_YEAR
from services.recognition.codes import Short
from shared.readers.numbers import YEAR

Year = Annotated[int, msgspec.Meta(ge=FIRST_YEAR, le=LAST_YEAR, extra={"missing": "Enter the year", "unit": YEAR})]
Key = Annotated[str, msgspec.Meta(max_length=64)]
Firm = Annotated[str, msgspec.Meta(min_length=1, max_length=300, extra={"missing": "Name the employer"})]
"""Its name, or the address of its page."""
Closeness = Literal["family", "work", "business", "other"]
"""How a juror is close to an employer: a code, so that nobody is described."""
CategoryName = Annotated[
    str, msgspec.Meta(min_length=2, max_length=120, extra={"missing": "Enter the name in Bulgarian"})
]
EnglishName = Annotated[str, msgspec.Meta(min_length=2, max_length=120, extra={"missing": "Enter the name in English"})]
PrizeName = Annotated[
    str, msgspec.Meta(min_length=2, max_length=200, extra={"missing": "Enter what the prize is called"})
]
Giver = Annotated[str, msgspec.Meta(min_length=2, max_length=200, extra={"missing": "Enter who gave it"})]
UsedFor = Annotated[str, msgspec.Meta(max_length=400)]
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=2000, extra={"lines": True, "missing": "Say it in words"})]


class OpenAwards(msgspec.Struct, frozen=True, kw_only=True):
    """Nominations for a year begin."""

    year: Year


class AddCategory(msgspec.Struct, frozen=True, kw_only=True):
    """What an award is given for; only while nominations are open."""

    year: Year
    name: CategoryName
    name_en: EnglishName


class Nominate(msgspec.Struct, frozen=True, kw_only=True):
    """Anybody with an account puts an employer forward, with reasons that the jury reads."""

    year: Year
    category: Annotated[str, msgspec.Meta(min_length=1, max_length=64, extra={"missing": "Choose a category"})]
    employer: Firm
    reasons: Words


class GoOn(msgspec.Struct, frozen=True, kw_only=True):
    """From nominations to the vote of the jury, from there to the end: never back. `seen` = from where one goes on."""

    year: Year
    seen: Literal["nominations", "voting"]


class DeclareConflict(msgspec.Struct, frozen=True, kw_only=True):
    """A juror is close to a nominated employer, and does not vote where it is nominated."""

    nomination: Key
    reason: Annotated[Closeness, msgspec.Meta(extra={"missing": "Choose one"})]


class Vote(msgspec.Struct, frozen=True, kw_only=True):
    """One juror, one vote in each category; it can be changed until the voting is closed."""

    category: Key
    nomination: Annotated[str, msgspec.Meta(min_length=1, max_length=64, extra={"missing": "Choose one"})]


class GiveAward(msgspec.Struct, frozen=True, kw_only=True):
    """To the nomination with most votes; of several that have equally many, to the one the editor names."""

    category: Key
    nomination: Annotated[str, msgspec.Meta(min_length=1, max_length=64, extra={"missing": "Choose the winner"})]
    citation: Words
    citation_en: Words


class PrizeFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a prize of somebody else."""

    name: PrizeName
    giver: Giver
    year: Year
    used_for: UsedFor = ""
    source: Short = ""
    """Where it can be read: an address that begins with https://."""


class RecordPrize(PrizeFacts, frozen=True, kw_only=True):
    """A prize that somebody else gave: who, when, and what it was used for."""

    employer: Firm


class CorrectPrize(PrizeFacts, frozen=True, kw_only=True):
    """What is said of a prize, put right."""

    prize: Key


class RemovePrize(msgspec.Struct, frozen=True, kw_only=True):
    """A prize that was recorded by mistake, or of another employer."""

    prize: Key


class CorrectCitation(msgspec.Struct, frozen=True, kw_only=True):
    """The words with which an award was given, put right."""

    category: Key
    citation: Words
    citation_en: Words


class TakeBackAward(msgspec.Struct, frozen=True, kw_only=True):
    """An award that should not have been given; the votes stay as they were."""

    category: Key


class RenameCategory(msgspec.Struct, frozen=True, kw_only=True):
    """What an award is given for, in other words."""

    category: Key
    name: CategoryName
    name_en: EnglishName


class RemoveCategory(msgspec.Struct, frozen=True, kw_only=True):
    """A category with whoever was put forward in it; only while nominations are open."""

    category: Key


class WithdrawReasons(msgspec.Struct, frozen=True, kw_only=True):
    """Whoever put an employer forward takes back why."""

    nomination: Key


class TakeDownReasons(msgspec.Struct, frozen=True, kw_only=True):
    """An editor takes away the very words that were read, such as a name of somebody."""

    nomination: Key
    reasons: Words
