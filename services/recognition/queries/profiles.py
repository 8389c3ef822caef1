"""Profiles: the facts of an article, from the edition, from what is told, and from holds."""

import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import articles, editions
from services.recognition.model import QUESTIONS, Answer, Edition, Hold, Listing, StatedFigure
from services.recognition.queries.editions import latest_edition, rows_of
from services.recognition.queries.groups import PublicGroup, employers, openings, public_group
from services.recognition.tables import answer, edition_basis, figure, hold, listing, membership, practice_detail
from services.recognition.tables import edition as edition_table
from shared.events.intake import EmployerRegistered
from shared.transaction import Missing
from web.grammar.latin import transliterate

LEGAL_FORMS = {"social_enterprise": "other", "branch": "other"}
SPEAKERS = {
    "manager": {"bg": "управителят", "en": "the manager"},
    "owner": {"bg": "собственикът", "en": "the owner"},
    "hr": {"bg": "отговорникът за персонала", "en": "the head of staff"},
    "head_of_training": {"bg": "ръководителят на обученията", "en": "the head of training"},
    "team_lead": {"bg": "ръководителят на екипа", "en": "the team leader"},
}
FORMS = ("ood", "eood", "ad", "ead", "kd", "sd", "et", "cooperative", "foundation", "association", "hybrid", "public")
PRACTICES = {"diplomas": "recognition"}


class Formerly(Exception):
    """Listed once, not listed now: the address answers 410."""


def is_participant(session: Session, found: PublicGroup) -> bool:
    """A listable group with an approved interview answer or an open vacancy (told, from its first day)."""
    approved = sa.select(answer.c.id).where(answer.c.group == found.group, answer.c.approved_on.is_not(None))
    return session.execute(approved.limit(1)).first() is not None or openings(session, found.entities) > 0


def answer_to(session: Session, group: str, question: str) -> Answer | None:
    query = sa.select(Answer).where(answer.c.group == group, answer.c.question == question)
    return session.scalars(query).first()


def answers_of(session: Session, group: str) -> list[Answer]:
    return list(session.scalars(sa.select(Answer).where(answer.c.group == group)))


def waiting_answers(session: Session) -> list[tuple[Answer, str]]:
    """Answers sent to the editors, oldest first, each with the employer's name."""
    found = list(session.scalars(sa.select(Answer).where(answer.c.state == "sent").order_by(answer.c.sent_on)))
    names = employers(session, {one.group for one in found})
    return [(one, names[one.group].name if one.group in names else one.group) for one in found]


def waiting_figures(session: Session) -> list[StatedFigure]:
    return list(session.scalars(sa.select(StatedFigure).where(figure.c.approved_on.is_(None))))


def listing_of(session: Session, slug: str) -> Listing:
    found = session.scalars(sa.select(Listing).where(listing.c.slug == slug)).first()
    if found is None:
        raise Missing(slug)
    return found


def profile(session: Session, slug: str, today: datetime.date) -> articles.ProfileFacts:
    """The facts of one public profile. Raises Missing for an unknown address, Formerly for one that is no longer listed."""
    listed = listing_of(session, slug)
    found = public_group(session, listed.group, today)
    if found is None or not found.listable:
        raise Formerly(slug)
    edition = latest_edition(session)
    row = next((row for row in rows_of(edition) if row.group == listed.group), None) if edition else None
    if row is None and not is_participant(session, found):
        raise Formerly(slug)
    return _facts(session, listed, found, edition, row, today)


def _facts(
    session: Session,
    listed: Listing,
    found: PublicGroup,
    edition: Edition | None,
    row: editions.Row | None,
    today: datetime.date,
) -> articles.ProfileFacts:
    lead = found.lead
    answers = _answers(session, found.group)
    return articles.ProfileFacts(
        slug=listed.slug,
        names=articles.Names(original=lead.name, latin=listed.name_latin),
        legal_form=_form(lead.legal_form),
        town=lead.town,
        town_latin=transliterate(lead.town),
        sector=lead.sector,
        told_on=max((one.approved_on for one in answers), default=today),
        trade_word=_trade_word(lead),
        founded=lead.founded,
        links=tuple(articles.Link(kind="site", url=url) for url in lead.links if url.startswith("https://")),
        entities=_entities(session, found),
        edition=_edition(edition),
        counted=_counted(session, found, edition, row),
        answers=answers,
        figures=tuple(_figure(one) for one in _approved_figures(session, found.group)),
        seeks_partners=("companies", "organisations") if lead.seeks_partners else (),
        vacancies=_vacancies(session, found),
        holds=tuple(_holds(session, found.group)),
    )


def _form(form: str) -> Any:
    return form if form in FORMS else "other"


def _trade_word(lead: EmployerRegistered) -> articles.TradeWord | None:
    if not lead.trade_word or lead.trade_gender not in ("m", "f", "n"):
        return None
    return articles.TradeWord(word=lead.trade_word, gender=lead.trade_gender)  # type: ignore[arg-type]


def _edition(edition: Edition | None) -> articles.Edition | None:
    if edition is None:
        return None
    base, _, correction = edition.number.partition(".")
    return articles.Edition(
        year=int(base[:4]), ordinal=int(base[5:]), as_of=edition.as_of, correction=int(correction or 0)
    )


def _counted(
    session: Session, found: PublicGroup, edition: Edition | None, row: editions.Row | None
) -> articles.Counted | None:
    if row is None or edition is None:
        return None
    before = _tiers_before(session, found.group, edition)
    rank = {"bronze": 1, "silver": 2, "gold": 3}
    return articles.Counted(
        tier=row.tier,  # type: ignore[arg-type]
        kept_floor10=row.kept_floor,
        points_floor5=row.points_floor,
        practices=_practices(session, found, edition, row),
        first_listed=not any(tier in rank for tier in before),
        raised=bool(before) and before[0] in rank and rank[row.tier] > rank[before[0]],
    )


def _tiers_before(session: Session, group: str, edition: Edition) -> list[str]:
    """The group's tiers in earlier quarters, newest first."""
    query = (
        sa.select(edition_basis.c.tier)
        .join(edition_table, edition_table.c.number == edition_basis.c.edition)
        .where(edition_basis.c.group == group, edition_table.c.as_of < edition.as_of)
        .order_by(edition_table.c.as_of.desc(), edition_table.c.published_at.desc())
    )
    return list(session.scalars(query))


def _practices(
    session: Session, found: PublicGroup, edition: Edition, row: editions.Row
) -> tuple[articles.Practice, ...]:
    """The counted practices of the row with their details, and unscored ones confirmed until the edition's K."""
    table = practice_detail
    query = sa.select(table).where(table.c.entity.in_(found.entities), table.c.recorded <= edition.known_at)
    newest = {one.practice: one for one in session.execute(query.order_by(table.c.on, table.c.confirmed.desc()))}
    shown = [
        one
        for one in newest.values()
        if one.confirmed and one.evidence >= 1 and 0 <= (edition.as_of - one.on).days < 730
    ]
    shown = [one for one in shown if one.practice in row.practices or one.practice not in editions.scoring.PRACTICES]
    return tuple(_practice(one.practice, one.evidence, one.details.split()) for one in shown)


def _practice(code: str, evidence: int, details: list[str]) -> articles.Practice:
    weekly = next((int(word[-1]) for word in details if word.startswith("frequency-weekly-")), None)
    monthly = next((int(word[-1]) for word in details if word.startswith("frequency-monthly-")), None)
    frequency = None
    if weekly or monthly:
        frequency = articles.Frequency(times=weekly or monthly or 1, per="week" if weekly else "month")
    place = next((name for name in ("on_site", "off_site", "online") if name.replace("_", "-") in details), None)
    taught = next((word.removeprefix("teaches-") for word in details if word.startswith("teaches-")), "bg")
    known = {"bonus", "rent", "deposit", "shift_bus", "tickets", "fees"}
    return articles.Practice(
        code=PRACTICES.get(code, code),  # type: ignore[arg-type]
        evidence=2 if evidence >= 2 else 1,
        frequency=frequency,
        in_paid_time="in-paid-time" in details,
        place=place,  # type: ignore[arg-type]
        covers=tuple(word.replace("-", "_") for word in details if word.replace("-", "_") in known),
        language=taught,
    )


def _entities(session: Session, found: PublicGroup) -> tuple[articles.Entity, ...]:
    if len(found.entities) < 2:
        return ()
    known = employers(session, found.entities)
    roles: dict[str, Any] = {}
    query = sa.select(membership).where(membership.c.group == found.group).order_by(membership.c.since)
    for one in session.execute(query):
        roles[one.entity] = one
    ordered = sorted(found.entities, key=lambda entity: entity != found.lead.employer)
    return tuple(_entity(known[entity], roles.get(entity)) for entity in ordered if entity in known)


def _entity(employer: EmployerRegistered, one: Any) -> articles.Entity:
    kinds = {"foundation": "foundation", "association": "association", "cooperative": "cooperative"}
    kind = (one.kind if one is not None and one.kind else None) or kinds.get(employer.legal_form, "company")
    role = (
        one.role if one is not None and one.role in ("trains", "gives_work", "employs", "produces", "sells") else None
    )
    return articles.Entity(
        names=articles.Names(original=employer.name, latin=employer.name_en or transliterate(employer.name)),
        kind=kind,
        legal_form=_form(employer.legal_form),
        role=role,
        named=True,
        related_party=kind == "foundation",
    )


def _answers(session: Session, group: str) -> tuple[articles.Answer, ...]:
    query = sa.select(Answer).where(answer.c.group == group, answer.c.approved_on.is_not(None))
    return tuple(
        articles.Answer(
            id=f"{one.question}",
            question=one.question,  # type: ignore[arg-type]
            text=one.approved_text,
            language=one.language,
            approved_on=one.approved_on or datetime.date.min,
            speaker=SPEAKERS.get(one.speaker, SPEAKERS["manager"]),
        )
        for one in sorted(session.scalars(query), key=lambda one: QUESTIONS.index(one.question))
    )


def _approved_figures(session: Session, group: str) -> list[StatedFigure]:
    query = sa.select(StatedFigure).where(figure.c.group == group, figure.c.approved_on.is_not(None))
    return list(session.scalars(query.order_by(figure.c.id)))


def _figure(one: StatedFigure) -> articles.Figure:
    target = None
    if one.target_value and one.target_date:
        target = articles.Target(
            value=_number(one.target_value), unit=one.target_unit or one.unit, date=_when(one.target_date)
        )  # type: ignore[arg-type]
    return articles.Figure(
        id=one.id[-8:],
        value=_number(one.value),
        unit=one.unit,  # type: ignore[arg-type]
        measure=one.measure,  # type: ignore[arg-type]
        qualifier=one.qualifier,  # type: ignore[arg-type]
        scope={lang: text for lang, text in (("bg", one.scope_bg), ("en", one.scope_en)) if text},
        composite=one.composite,
        from_=articles.When(year=one.from_year) if one.from_year else None,
        as_of=_when(one.as_of),
        source={"bg": one.source, "en": one.source} if one.source else {},
        target=target,
    )


def _number(text: str) -> Any:
    return Decimal(text) if "." in text else int(text)


def _when(text: str) -> articles.When:
    parts = [int(part) for part in text.split("-")]
    return articles.When(**dict(zip(("year", "month", "day"), parts, strict=False)))


def _vacancies(session: Session, found: PublicGroup) -> articles.Vacancies | None:
    number = openings(session, found.entities)
    return articles.Vacancies(openings=number, link="/bg/vacancies") if number else None


def _holds(session: Session, group: str) -> list[articles.Hold]:
    query = sa.select(Hold).where(hold.c.group == group, hold.c.until.is_(None))
    return [articles.Hold(subject=one.subject, kind=one.kind) for one in session.scalars(query)]  # type: ignore[arg-type]
