"""What a vacancy asks for and what is known of a person, thing by thing; and what an employer is told of papers."""

import datetime
from collections.abc import Iterator
from typing import Literal, Protocol

import msgspec

from services.intake.codes import LEVELS, language_of

Answer = Literal["has", "nearly", "not-known", "no"]
HAS: Answer = "has"
NEARLY: Answer = "nearly"
NOT_KNOWN: Answer = "not-known"
NO: Answer = "no"

NEAR_SKILLS = (
    {"care", "healthcare", "childminding"},
    {"childminding", "teaching"},
    {"construction", "electrical"},
    {"electrical", "mechanics"},
    {"manufacturing", "warehouse"},
    {"sales", "customer-service"},
    {"office", "it"},
    {"cooking", "cleaning"},
    {"driving", "warehouse"},
)
"""Work so close that whoever knows the one learns the other in weeks."""


class Asks(Protocol):
    """A vacancy, as far as it asks for something."""

    @property
    def skills(self) -> tuple[str, ...]: ...
    @property
    def languages(self) -> tuple[str, ...]: ...
    @property
    def courses(self) -> tuple[str, ...]: ...


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is asked for, and whether this person has it."""

    kind: Literal["skill", "language", "course"]
    code: str
    answer: Answer
    instead: str = ""
    """What the person has that comes near, or the level it has; a code."""


def needs(asked: Asks, known: Asks) -> tuple[Need, ...]:
    """What `asked` (a vacancy) asks for, each with what is `known` of the person, in the order of the form."""
    return (
        *(_skill(code, known.skills) for code in asked.skills),
        *(_language(level, known.languages) for level in asked.languages),
        *(_course(code, known.courses) for code in asked.courses),
    )


def met(found: tuple[Need, ...]) -> int:
    """How many of the asked things are there."""
    return sum(need.answer == HAS for need in found)


def _skill(code: str, known: tuple[str, ...]) -> Need:
    """Nothing ticked in the file is a question nobody asked; something else ticked is an answer."""
    if code in known:
        return Need(kind="skill", code=code, answer=HAS)
    near = next((each for each in known if any({code, each} <= group for group in NEAR_SKILLS)), "")
    return Need(kind="skill", code=code, answer=NEARLY if near else NO if known else NOT_KNOWN, instead=near)


def _language(asked: str, known: tuple[str, ...]) -> Need:
    """One level below is nearly."""
    language, _, level = asked.partition(":")
    spoken = max((each for each in known if language_of(each) == language), key=_rank, default="")
    missing = LEVELS.index(level) - _rank(spoken) if spoken else len(LEVELS)
    answer: Answer = HAS if missing <= 0 else NEARLY if missing == 1 else NO if known else NOT_KNOWN
    return Need(kind="language", code=asked, answer=answer, instead=spoken if missing > 0 else "")


def _rank(level: str) -> int:
    return LEVELS.index(level.partition(":")[2])


def _course(code: str, known: tuple[str, ...]) -> Need:
    return Need(kind="course", code=code, answer=HAS if code in known else NO if known else NOT_KNOWN)


PAPERS = ("unrestricted", "from", "until", "permit")
"""What an employer has to keep, by what the document says: never which status it is about."""
NAMED_IN = ("interview", "offered")
"""Steps of a referral from which on a name may be shown."""


def obstacles(*, open_: bool, permitted: bool, referred: bool, ready: bool = True) -> Iterator[str]:
    """What stands in the way of sending an application; it can be sent where there is nothing."""
    if referred:
        yield "under-way"
    if not open_:
        yield "not-open"
    if not ready:
        yield "not-ready"
    if not permitted:
        yield "no-permission"


class Papers(msgspec.Struct, frozen=True, kw_only=True):
    """The coded consequence of somebody's right to work, as an employer is told it."""

    code: str
    """Which papers to keep: one of PAPERS; empty where nothing was noted."""
    day: datetime.date | None = None
    """From when or until when the person may work."""
