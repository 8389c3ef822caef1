"""Everything an article may know about an employer; what is not here cannot be written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from shared.tiers import Mark

from .codes import Kind, Language, LegalForm, Partner, PracticeCode, Role, Text
from .history import History
from .record import Fact, When
from .said import Claim, Commitment, Context, Delivery, Figure, SpokenAnswer


class Names(Fact, frozen=True):
    """As registered, and in Latin letters as stored at the first listing; neither is ever inflected."""

    original: str
    latin: str


class TradeWord(Fact, frozen=True):
    """What it is in one or two Bulgarian words, with the gender everything agrees with."""

    word: str
    gender: Literal["m", "f", "n"]


class SizeClass(Fact, frozen=True):
    """How many work there, as the employer declares it, and only between which bounds: the number is not published.

    The size classes of the Union's statistics: up to 9, 10 to 49, 50 to 249, 250 and more.
    """

    least: int
    most: int | None
    as_of: When

    @classmethod
    def of(cls, number: int, as_of: When) -> SizeClass:
        least, most = next(size for size in SIZES if size[1] is None or number <= size[1])
        return cls(least=least, most=most, as_of=as_of)

    @property
    def code(self) -> str:
        """As a filter says it: `10-49`."""
        return _code(self.least, self.most)


SIZES: tuple[tuple[int, int | None], ...] = ((0, 9), (10, 49), (50, 249), (250, None))


def _code(least: int, most: int | None) -> str:
    return f"{least}-{most}" if most else str(least)


SIZE_CODES = tuple(_code(*size) for size in SIZES)
SMALL = SIZE_CODES[:2]
"""Of employers that state fewer than fifty staff: the Union's small and micro enterprises, by their staff."""


class Link(Fact, frozen=True):
    kind: Literal["site", "facebook", "instagram", "linkedin", "x", "youtube", "other"]
    url: str


class Entity(Fact, frozen=True):
    """One legal entity of the group; it is named only if it joined (`named`)."""

    names: Names
    kind: Kind
    legal_form: LegalForm = "other"
    role: Role | None = None
    what: Text = {}
    for_whom: Text = {}
    named: bool = False
    related_party: bool = False
    """It belongs to the group and might confirm its placements: its word does not count as independent."""


class ArticleEdition(Fact, frozen=True):
    """A published board: the `ordinal`-th of `year`, counted up to the day `as_of` (T)."""

    year: int
    ordinal: int
    as_of: date
    correction: int = 0


class Frequency(Fact, frozen=True):
    times: int
    per: Literal["week", "month"]


class Practice(Fact, frozen=True):
    """Something good the employer does, confirmed by somebody else (evidence 1) or a register (2)."""

    code: PracticeCode
    evidence: Literal[1, 2] = 1
    frequency: Frequency | None = None
    in_paid_time: bool = False
    place: Literal["on_site", "off_site", "online"] | None = None
    covers: tuple[str, ...] = ()
    """Details that mean something of this practice (`shared.practices`): `bonus` of a mentor, `rent` of housing, ..."""
    language: Language = "bg"
    """The language taught, for `language` only."""
    since: int | None = None
    """The year from which every edition has counted it, where that is an earlier year than this edition's."""


class Counted(Fact, frozen=True):
    """What an edition published of a rated group; exact numbers never come this far."""

    tier: Mark | None
    kept_floor10: int | None = None
    points_floor5: int | None = None
    practices: tuple[Practice, ...] = ()
    first_listed: bool = False
    raised: bool = False
    history: History = History()
    form: str | None = None
    """The form of headline that the edition gives it, another than to anybody before it in its town; empty where none
    is left, None where nobody has compared."""

    def __post_init__(self) -> None:
        if self.kept_floor10 is not None and (self.kept_floor10 < 10 or self.kept_floor10 % 10):
            raise ValueError("kept_floor10 is a multiple of ten, or absent")
        if self.points_floor5 is not None and (not 0 < self.points_floor5 <= 100 or self.points_floor5 % 5):
            raise ValueError("points_floor5 is a multiple of five up to 100, or absent")


class Vacancies(Fact, frozen=True):
    """Places open now and the adverts that offer them: one advert may look for several people.

    `link` leads to the adverts; the template puts its language before it.
    """

    openings: int
    link: str
    adverts: int = 1
    titles: tuple[str, ...] = ()
    """What the adverts are called by the employer, in its own language."""


class HeldSubject(Fact, frozen=True):
    """Marks (`contested`) or removes (`withdrawn`) a subject at once; it never adds anything.

    Subjects: `tier`, `points`, `kept`, `headcount`, `practice-<code>`, `figure-<id>`, `answer-<id>`,
    `commitment-<id>`, `claim-<id>`, `context-<id>`, `delivery-<id>`.
    """

    subject: str
    kind: Literal["contested", "withdrawn"]


class Revision(Fact, frozen=True):
    """What was changed after it had been public, and when: a correction with the editors' note, or a stated figure."""

    on: date
    note: Text = {}
    before: Figure | None = None
    after: Figure | None = None


class ProfileFacts(Fact, frozen=True):
    """All an article may say. Counted changes with the edition only, told once approved, holds at once."""

    slug: str
    names: Names
    legal_form: LegalForm
    town: str
    told_on: date
    """Day on which the told part was last approved; the clock for targets while there is no edition."""
    sector: str = ""
    """NACE section letter or longer code."""
    trade_word: TradeWord | None = None
    family_firm: bool = False
    town_latin: str = ""
    founded: int | None = None
    headcount: SizeClass | None = None
    links: tuple[Link, ...] = ()
    entities: tuple[Entity, ...] = ()
    """All entities of the group, lead first; empty for a group of one."""
    edition: ArticleEdition | None = None
    counted: Counted | None = None
    """None for a participant."""
    answers: tuple[SpokenAnswer, ...] = ()
    figures: tuple[Figure, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    claims: tuple[Claim, ...] = ()
    seeks_partners: bool = False
    partners: tuple[Partner, ...] = ()
    """Whom it looks for, if it says so."""
    delivery: Delivery | None = None
    contexts: tuple[Context, ...] = ()
    vacancies: Vacancies | None = None
    holds: tuple[HeldSubject, ...] = ()
    revisions: tuple[Revision, ...] = ()

    def __post_init__(self) -> None:
        if self.counted and self.counted.tier and self.edition is None:
            raise ValueError("a tier is shown only with the edition that gave it")

    @property
    def publish_state(self) -> Literal["rated", "participant"]:
        return "rated" if self.counted and self.counted.tier else "participant"

    @property
    def clock(self) -> date:
        """The day that decides whether a target's date has passed: the edition's T or the newest approval, whichever is
        later; never the day of reading."""
        return max(self.edition.as_of, self.told_on) if self.edition else self.told_on

    @property
    def has_old_headcount(self) -> bool:
        """Whether the headcount is over a year old, so that it is told in the past."""
        year_before = self.clock - timedelta(days=365)
        return self.headcount is not None and self.headcount.as_of.passed_by(year_before)

    @property
    def structure(self) -> Literal["hybrid", "cooperative", "family"] | None:
        if self.legal_form == "hybrid":
            return "hybrid"
        if self.legal_form == "cooperative":
            return "cooperative"
        return "family" if self.family_firm else None
