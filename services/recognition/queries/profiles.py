"""Profiles: the facts of an article, from the edition, from what is told, and from holds."""

import datetime
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import articles, editions
from services.recognition.model import Edition, Hold, Listing, StatedFigure
from services.recognition.queries.counted import counted
from services.recognition.queries.editions import latest_edition, rows_of
from services.recognition.queries.groups import PublicGroup, employers, openings, public_group
from services.recognition.queries.stated import approved_figures, spoken, told_figure
from services.recognition.queries.told import (
    answer_to,
    answers_of,
    figures_of,
    holds_of,
    is_participant,
    open_holds,
    shown_row,
    waiting_answers,
    waiting_figures,
)
from services.recognition.tables import hold, listing, membership
from shared.events.intake import EmployerRegistered
from shared.transaction import Missing
from web.grammar.latin import transliterate

__all__ = [
    "Formerly",
    "answer_to",
    "answers_of",
    "figures_of",
    "holds_of",
    "listing_of",
    "profile",
    "waiting_answers",
    "waiting_figures",
]

LEGAL_FORMS = {"social_enterprise": "other", "branch": "other"}
FORMS = ("ood", "eood", "ad", "ead", "kd", "sd", "et", "cooperative", "foundation", "association", "hybrid", "public")


class Formerly(Exception):
    """Listed once, not listed now: the address answers 410."""


def listing_of(session: Session, slug: str) -> Listing:
    found = session.scalars(sa.select(Listing).where(listing.c.slug == slug)).first()
    if found is None:
        raise Missing(slug)
    return found


def profile(session: Session, slug: str, today: datetime.date) -> articles.ProfileFacts:
    """The facts of one public profile. Raises Missing for an unknown address, Formerly for one no longer listed."""
    listed = listing_of(session, slug)
    found = public_group(session, listed.group, today)
    if found is None or not found.listable:
        raise Formerly(slug)
    edition = latest_edition(session)
    row = next((row for row in rows_of(edition) if row.group == listed.group), None) if edition else None
    if row is not None:
        row = shown_row(row, found, open_holds(session, [found.group], "withdrawn")[found.group])
    if row is None and not is_participant(session, found):
        raise Formerly(slug)
    return _facts(session, listed, found, edition, row)


def _facts(
    session: Session,
    listed: Listing,
    found: PublicGroup,
    edition: Edition | None,
    row: editions.Row | None,
) -> articles.ProfileFacts:
    lead = found.lead
    answers, figures = spoken(session, found.group), approved_figures(session, found.group)
    return articles.ProfileFacts(
        slug=listed.slug,
        names=articles.Names(original=lead.name, latin=listed.name_latin),
        legal_form=_form(lead.legal_form),
        town=lead.town,
        town_latin=transliterate(lead.town),
        sector=lead.sector,
        told_on=_told_on(listed, answers, figures),
        trade_word=_trade_word(lead),
        founded=lead.founded,
        links=tuple(articles.Link(kind="site", url=url) for url in lead.links if url.startswith("https://")),
        entities=_entities(session, found),
        edition=_edition(edition),
        counted=counted(session, found, edition, row),
        answers=answers,
        figures=tuple(told_figure(one) for one in figures),
        seeks_partners=("companies", "organisations") if lead.seeks_partners else (),
        vacancies=_vacancies(session, found),
        holds=tuple(_holds(session, found.group)),
    )


def _told_on(listed: Listing, answers: Collection[articles.Answer], figures: Collection[StatedFigure]) -> datetime.date:
    """When the told part was last approved; never today's date, or the page would change without anything new."""
    approved = [one.approved_on for one in answers] + [one.approved_on for one in figures if one.approved_on]
    return max([listed.listed_on, *approved])


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
    kind: Any = (one.kind if one is not None and one.kind else None) or kinds.get(employer.legal_form, "company")
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


def _vacancies(session: Session, found: PublicGroup) -> articles.Vacancies | None:
    number = openings(session, found.entities)
    return articles.Vacancies(openings=number, link="/bg/vacancies") if number else None


def _holds(session: Session, group: str) -> list[articles.Hold]:
    query = sa.select(Hold).where(hold.c.group == group, hold.c.until.is_(None))
    return [articles.Hold(subject=one.subject, kind=one.kind) for one in session.scalars(query)]  # type: ignore[arg-type]
