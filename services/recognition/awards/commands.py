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
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=2000, extra={"lines": True, "missing": "Say it in words"})]


class OpenAwards(msgspec.Struct, frozen=True, kw_only=True):
    """Nominations for a year begin."""

    year: Year


class AddCategory(msgspec.Struct, frozen=True, kw_only=True):
    """What an award is given for; only while nominations are open."""

    year: Year
    name: Annotated[str, msgspec.Meta(min_length=2, max_length=120, extra={"missing": "Enter the name in Bulgarian"})]
    name_en: Annotated[str, msgspec.Meta(min_length=2, max_length=120, extra={"missing": "Enter the name in English"})]


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


class RecordPrize(msgspec.Struct, frozen=True, kw_only=True):
    """A prize that somebody else gave: who, when, and what it was used for."""

    employer: Firm
    name: Annotated[
        str, msgspec.Meta(min_length=2, max_length=200, extra={"missing": "Enter what the prize is called"})
    ]
    giver: Annotated[str, msgspec.Meta(min_length=2, max_length=200, extra={"missing": "Enter who gave it"})]
    year: Year
    used_for: Annotated[str, msgspec.Meta(max_length=400)] = ""
    source: Short = ""
    """Where it can be read: an address that begins with https://."""
