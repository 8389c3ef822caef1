"""Everything an article may know about an employer; what is not here cannot be written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

Language = str
"""ISO 639-1 code, `bg` or `en`."""

Text = dict[Language, str]
"""One approved wording per language; a missing language is shown in another one and marked as such."""

LegalForm = Literal[
    "ood", "eood", "ad", "ead", "kd", "sd", "et", "cooperative", "foundation", "association", "hybrid", "public",
    "other",
]  # fmt: skip
Kind = Literal["company", "foundation", "association", "cooperative", "public"]
Role = Literal["trains", "gives_work", "employs", "produces", "sells", "houses", "supports"]
Tier = Literal["bronze", "silver", "gold"]
PracticeCode = Literal[
    "mentor", "language", "skills", "adjustments", "shared",
    "housing", "paperwork", "transport", "childcare", "recognition",
]  # fmt: skip
Measure = Literal["received", "completed", "trained", "hired", "consulted", "reactivated", "operates", "other"]
Unit = Literal[
    "people", "participants", "women", "visitors", "mentors", "employees", "countries", "towns", "partners",
    "organisations", "companies", "contracts", "courses", "lessons", "meetings", "consultations", "hours", "days",
    "months", "percent", "eur", "bgn",
]  # fmt: skip
PEOPLE_UNITS = ("people", "participants", "women", "visitors", "mentors", "employees")
PEOPLE_MEASURES = ("received", "completed", "trained", "hired", "consulted", "reactivated")
Qualifier = Literal["exact", "almost", "about", "over", "at_least"]
Question = Literal["activity", "decision", "hiring", "advice", "free"]
Partner = Literal["companies", "organisations", "municipalities", "schools", "services"]


class Fact(msgspec.Struct, frozen=True, omit_defaults=True):
    """A frozen record; two facts with the same content are equal."""


class When(Fact, frozen=True):
    """A date no more precise than its source: any of the parts may be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> When:
        return cls(year=day.year, month=day.month, day=day.day)

    def passed_by(self, day: date) -> bool:
        """Whether all of it lies before `day`; a date without a year has never passed."""
        if self.year is None:
            return False
        return (self.year, self.month or 13, self.day or 32) < (day.year, day.month, day.day)


class Names(Fact, frozen=True):
    """As registered, and in Latin letters as stored at the first listing; neither is ever inflected."""

    original: str
    latin: str


class TradeWord(Fact, frozen=True):
    """What it is in one or two Bulgarian words, with the gender everything agrees with; English if known."""

    word: str
    gender: Literal["m", "f", "n"]
    english: str = ""


class Headcount(Fact, frozen=True):
    number: int
    as_of: When
    source: Literal["employer", "register"] = "employer"


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
    """It also confirms placements, so its word about the group does not count as independent."""


class Edition(Fact, frozen=True):
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
    """Detail codes: `bonus` (mentor), `rent`, `deposit` (housing), `shift_bus`, `tickets` (transport), `fees`."""
    language: Language = "bg"
    """The language taught, for `language` only."""


class Counted(Fact, frozen=True):
    """What an edition published of a rated group; exact numbers never come this far."""

    tier: Tier | None
    kept_floor10: int | None = None
    points_floor5: int | None = None
    practices: tuple[Practice, ...] = ()
    first_listed: bool = False
    raised: bool = False

    def __post_init__(self) -> None:
        if self.kept_floor10 is not None and (self.kept_floor10 < 10 or self.kept_floor10 % 10):
            raise ValueError("kept_floor10 is a multiple of ten, or absent")
        if self.points_floor5 is not None and (not 0 < self.points_floor5 <= 100 or self.points_floor5 % 5):
            raise ValueError("points_floor5 is a multiple of five up to 100, or absent")


class Reading(Fact, frozen=True):
    """An answer as one article shows it."""

    text: str
    language: Language
    translated_from: Language | None = None


class Answer(Fact, frozen=True):
    """An approved interview answer: somebody's own words, never paraphrased."""

    id: str
    question: Question
    text: str
    language: Language
    approved_on: date
    speaker: Text = {}
    """The role with its article: `управителят`, `the manager`; never a personal name."""
    translations: Text = {}

    def reading(self, language: Language) -> Reading:
        """The words for a reader of `language`: original, else translation, else original and marked foreign."""
        if language != self.language and self.translations.get(language):
            return Reading(text=self.translations[language], language=language, translated_from=self.language)
        return Reading(text=self.text, language=self.language)


class Outcome(Fact, frozen=True):
    value: int | Decimal
    as_of: When = When()


class Target(Fact, frozen=True):
    value: int | Decimal
    unit: Unit
    date: When
    outcome: Outcome | None = None


class Figure(Fact, frozen=True):
    """A number the employer states, with the words that limit it."""

    id: str
    value: int | Decimal
    unit: Unit
    measure: Measure = "other"
    qualifier: Qualifier = "exact"
    scope: Text = {}
    """What was received, completed or counted: a noun phrase, as stated."""
    who: Text = {}
    """The group as the source labels it, after the noun: `засегнати от конфликти`."""
    composite: bool = False
    from_: When | None = msgspec.field(default=None, name="from")
    as_of: When | None = None
    source: Text = {}
    """Title of the document it stands in; empty = the employer's own record."""
    definition: Text = {}
    target: Target | None = None

    def __post_init__(self) -> None:
        if self.measure in PEOPLE_MEASURES and self.unit not in PEOPLE_UNITS:
            raise ValueError(f"{self.measure} counts people, not {self.unit}")
        if self.measure in ("received", "completed") and not any(self.scope.values()):
            raise ValueError(f"{self.measure} needs a scope: what was {self.measure}")


class Commitment(Fact, frozen=True):
    id: str
    text: Text


class Claim(Fact, frozen=True):
    id: str
    text: Text


class Context(Fact, frozen=True):
    """A statistic about a place or a group of people, never about this employer."""

    id: str
    text: Text
    source: Text
    joins_groups: bool = False
    without_base: bool = False


class Delivery(Fact, frozen=True):
    """Work outside `own_countries` is done by local partners, who may be autonomous."""

    own_countries: tuple[str, ...]
    autonomous: bool = True


class Vacancies(Fact, frozen=True):
    openings: int
    link: str


class Hold(Fact, frozen=True):
    """Marks (`contested`) or removes (`withdrawn`) a subject at once; it never adds anything.

    Subjects: `tier`, `points`, `kept`, `headcount`, `practice-<code>`, `figure-<id>`, `answer-<id>`,
    `commitment-<id>`, `claim-<id>`, `context-<id>`.
    """

    subject: str
    kind: Literal["contested", "withdrawn"]


class Revision(Fact, frozen=True):
    on: date
    note: Text


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
    headcount: Headcount | None = None
    links: tuple[Link, ...] = ()
    entities: tuple[Entity, ...] = ()
    """All entities of the group, lead first; empty for a group of one."""
    edition: Edition | None = None
    counted: Counted | None = None
    """None for a participant."""
    answers: tuple[Answer, ...] = ()
    figures: tuple[Figure, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    claims: tuple[Claim, ...] = ()
    seeks_partners: tuple[Partner, ...] = ()
    delivery: Delivery | None = None
    contexts: tuple[Context, ...] = ()
    vacancies: Vacancies | None = None
    holds: tuple[Hold, ...] = ()
    author: str = ""
    written: When | None = None
    revisions: tuple[Revision, ...] = ()
    report_link: str = ""

    def __post_init__(self) -> None:
        if self.counted and self.counted.tier and self.edition is None:
            raise ValueError("a tier is shown only with the edition that gave it")

    @property
    def publish_state(self) -> Literal["rated", "participant"]:
        return "rated" if self.counted and self.counted.tier else "participant"

    @property
    def clock(self) -> date:
        """The day that decides whether a target's date has passed: the edition's T, not the day of reading."""
        return self.edition.as_of if self.edition else self.told_on

    @property
    def structure(self) -> Literal["hybrid", "cooperative", "family"] | None:
        if self.legal_form == "hybrid":
            return "hybrid"
        if self.legal_form == "cooperative":
            return "cooperative"
        return "family" if self.family_firm else None
