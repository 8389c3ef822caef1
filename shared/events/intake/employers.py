"""What intake tells of employers, organisations, practices and vacancies."""

from typing import ClassVar

import msgspec

from shared.events import Code, Date, Event, Flag, Int, PublicText, Ref


class EmployerRegistered(Event, frozen=True, kw_only=True):
    """An employer exists, with what is public about it; the same fields again whenever one of them changes."""

    TYPE: ClassVar[str] = "intake.employer.registered"
    SUBJECT: ClassVar[str] = "employer"

    employer: Ref
    country: Code
    national_id: PublicText
    name: PublicText
    name_en: PublicText
    legal_form: Code
    sector: Code
    town: PublicText
    founded: Int | None = None
    links: tuple[PublicText, ...] = ()
    countries: tuple[Code, ...] = ()
    trade_word: PublicText = ""
    trade_gender: Code | None = None
    seeks_partners: Flag = False
    self_registered: Flag = True


class EmployerChanged(EmployerRegistered, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "intake.employer.changed"


class EmployerVerified(Event, frozen=True, kw_only=True):
    """An officer or editor checked that the employer is who it says it is."""

    TYPE: ClassVar[str] = "intake.employer.verified"
    SUBJECT: ClassVar[str] = "employer"

    employer: Ref
    on: Date


class EmployerJoined(Event, frozen=True, kw_only=True):
    """The employer agrees to be listed publicly."""

    TYPE: ClassVar[str] = "intake.employer.joined"
    SUBJECT: ClassVar[str] = "employer"

    employer: Ref
    on: Date
    points: Flag = False
    """Agrees that a points floor may be shown once it rests on fifty settled people."""


class EmployerLeft(Event, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "intake.employer.left"
    SUBJECT: ClassVar[str] = "employer"

    employer: Ref
    on: Date


class EmployerClosed(Event, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "intake.employer.closed"
    SUBJECT: ClassVar[str] = "employer"

    employer: Ref
    on: Date


class EmployerSuspended(Event, frozen=True, kw_only=True):
    """A confirmed serious breach of labour law; corrections carry a higher `rev`."""

    TYPE: ClassVar[str] = "intake.employer.suspended"
    SUBJECT: ClassVar[str] = "employer"

    employer: Ref
    suspension: Ref
    rev: Int = 0
    begins: Date
    ends: Date | None = None


class EmployerHeadcount(Event, frozen=True, kw_only=True):
    """How many people the employer had on a day, as it declared."""

    TYPE: ClassVar[str] = "intake.employer.headcount"
    SUBJECT: ClassVar[str] = "employer"

    employer: Ref
    headcount: Int
    on: Date


class EmployerGroup(Event, frozen=True, kw_only=True):
    """From a day on the employer belongs to a group (its ultimate owner); its own id as group = alone again."""

    TYPE: ClassVar[str] = "intake.employer.group"
    SUBJECT: ClassVar[str] = "employer"

    employer: Ref
    group: Ref
    on: Date
    lead: Flag = False
    role: Code | None = None
    kind: Code | None = None


class OrganisationRegistered(Event, frozen=True, kw_only=True):
    """A municipal centre or NGO that records hires; `group` when it belongs to an employer's group."""

    TYPE: ClassVar[str] = "intake.organisation.registered"
    SUBJECT: ClassVar[str] = "organisation"

    organisation: Ref
    name: PublicText
    town: PublicText
    zone: PublicText = "Europe/Sofia"
    group: Ref | None = None


class OrganisationChanged(OrganisationRegistered, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "intake.organisation.changed"


class PracticeConfirmed(Event, frozen=True, kw_only=True):
    """Somebody other than the employer confirms something good it does."""

    TYPE: ClassVar[str] = "intake.practice.confirmed"
    SUBJECT: ClassVar[str] = "employer"

    employer: Ref
    practice: Code
    details: tuple[Code, ...] = ()
    on: Date
    evidence: Int = 1


class PracticeWithdrawn(Event, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "intake.practice.withdrawn"
    SUBJECT: ClassVar[str] = "employer"

    employer: Ref
    practice: Code
    on: Date


class VacancyPublished(Event, frozen=True, kw_only=True):
    """A vacancy anybody may read; published again after a change or when it is reopened."""

    TYPE: ClassVar[str] = "intake.vacancy.published"
    VERSION: ClassVar[int] = 2
    SUBJECT: ClassVar[str] = "vacancy"

    vacancy: Ref
    employer: Ref
    title: PublicText
    kind: Code
    openings: Int
    town: PublicText = ""
    closes: Date | None = None
    skills: tuple[Code, ...] = ()
    speaks: tuple[Code, ...] = ()
    """Language and level: `bg.A2`."""
    courses: tuple[Code, ...] = ()
    """Kinds of courses to have completed. What is asked for was not told before: then it is not known."""


class VacancyPublished1(Event, frozen=True, kw_only=True):
    """As it was told before it said what the vacancy asks for."""

    TYPE: ClassVar[str] = "intake.vacancy.published"
    SUBJECT: ClassVar[str] = "vacancy"

    vacancy: Ref
    employer: Ref
    title: PublicText
    kind: Code
    openings: Int
    town: PublicText = ""
    closes: Date | None = None

    def upcast(self) -> VacancyPublished:
        return VacancyPublished(**msgspec.structs.asdict(self))


class VacancyChanged(VacancyPublished, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "intake.vacancy.changed"


class VacancyChanged1(VacancyPublished1, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "intake.vacancy.changed"

    def upcast(self) -> VacancyChanged:
        return VacancyChanged(**msgspec.structs.asdict(self))


class VacancyClosed(Event, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "intake.vacancy.closed"
    SUBJECT: ClassVar[str] = "vacancy"

    vacancy: Ref
    employer: Ref
    on: Date
