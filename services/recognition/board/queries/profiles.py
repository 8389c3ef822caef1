"""Profiles: the facts of an article, from the edition, from what is told, and from holds."""

import contextlib
import datetime
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import articles
from services.recognition.board.model import Listing
from services.recognition.board.queries import identity as identity_queries
from services.recognition.board.queries.board import shown_row
from services.recognition.board.queries.counted import counted
from services.recognition.board.tables import listing
from services.recognition.editions.model import Edition
from services.recognition.editions.queries.editions import editions_before, latest_edition, row_of
from services.recognition.editions.rules.rows import Row
from services.recognition.standing.queries import identity
from services.recognition.standing.queries.groups import PublicGroup, open_titles, openings, public_group
from services.recognition.statements.model.hold import Hold
from services.recognition.statements.model.stated import StatedFigure
from services.recognition.statements.queries.stated import approved_figures, revisions, spoken, stated_facts
from services.recognition.statements.queries.statements import (
    answer_to,
    answers_of,
    figures_of,
    holds_of,
    is_participant,
    open_holds,
    waiting_answers,
    waiting_figures,
)
from services.recognition.statements.tables import answer, hold
from shared.clock import SOFIA
from shared.transaction import Missing
from web.grammar.latin import is_cyrillic, transliterate

__all__ = [
    "Formerly",
    "answer_to",
    "answers_of",
    "figures_of",
    "holds_of",
    "latest_interviews",
    "listing_of",
    "profile",
    "shown_group",
    "subjects_of",
    "waiting_answers",
    "waiting_figures",
]


class Formerly(Exception):
    """Listed once, not listed now: the address answers 410."""


def listing_of(session: Session, slug: str) -> Listing:
    found = session.scalars(sa.select(Listing).where(listing.c.slug == slug)).first()
    if found is None:
        raise Missing(slug)
    return found


def slug_of(session: Session, group: str) -> str | None:
    """The address of a group's page, whether or not it has one now; None for who never had."""
    return session.scalar(sa.select(listing.c.slug).where(listing.c.group == group))


def shown_group(session: Session, listed: Listing, today: datetime.date) -> PublicGroup:
    """The group of a page. Raises Formerly where the page is gone."""
    found = public_group(session, listed.group, today)
    if found is None or not found.listable:
        raise Formerly(listed.slug)
    return found


CONTESTABLE = (
    "tier",
    "points",
    "kept",
    "headcount",
    "practice",
    "figure",
    "commitment",
    "claim",
    "context",
    "delivery",
)


def subjects_of(session: Session, group: str, today: datetime.date) -> list[str]:
    """What a group's public page says that can be contested, in the order of reading; nothing without a page."""
    found = session.scalars(sa.select(Listing).where(listing.c.group == group)).first()
    if found is None:
        return []
    try:
        article = articles.compose(profile(session, found.slug, today))
    except Formerly:
        return []
    said = [entry.ref for entry in article.known if entry.ref.split("-")[0] in CONTESTABLE]
    return [*said, *(f"answer-{one.id}" for one in article.facts.answers)]


def profile(session: Session, slug: str, today: datetime.date) -> articles.ProfileFacts:
    """The facts of one public profile. Raises Missing for an unknown address, Formerly for one no longer listed."""
    listed = listing_of(session, slug)
    found = shown_group(session, listed, today)
    edition, row = counted_now(session, found)
    if row is None and not is_participant(session, found):
        raise Formerly(slug)
    return article_facts(session, listed, found, edition, row, today)


def counted_now(session: Session, found: PublicGroup) -> tuple[Edition | None, Row | None]:
    """The latest edition, and what of its row the public sees of this group."""
    edition = latest_edition(session)
    row = row_of(edition, found.group) if edition else None
    if row is not None:
        row = shown_row(row, found, open_holds(session, [found.group], "withdrawn")[found.group])
    return edition, row


PASSED_OVER = 12
"""How many interviews of employers that have no page any more are passed over, at most, to find the newest ones."""


def latest_interviews(session: Session, today: datetime.date, most: int) -> list[articles.ProfileFacts]:
    """The profiles whose interviews were approved last, of those with a page; a mark has no say in it."""
    newest = sa.func.max(answer.c.approved_on)
    query = sa.select(listing.c.slug).join(answer, answer.c.group == listing.c.group)
    down = sa.exists().where(hold.c.group == answer.c.group, hold.c.subject == "answer-" + answer.c.question)
    standing = ~down.where(hold.c.kind == "withdrawn", hold.c.until.is_(None))
    query = query.where(answer.c.approved_on.is_not(None), standing).group_by(listing.c.slug)
    query = query.order_by(newest.desc(), listing.c.slug).limit(most + PASSED_OVER)
    found: list[articles.ProfileFacts] = []
    for slug in session.scalars(query).all():
        with contextlib.suppress(Formerly):
            found.append(profile(session, slug, today))
        if len(found) == most:
            break
    return found


def article_facts(
    session: Session,
    listed: Listing,
    found: PublicGroup,
    edition: Edition | None,
    row: Row | None,
    today: datetime.date,
) -> articles.ProfileFacts:
    lead = found.lead
    gone = open_holds(session, [found.group], "withdrawn")[found.group]
    answers, figures = spoken(session, found.group), approved_figures(session, found.group, gone)
    said, corrections = stated_facts(figures), _corrected(session, edition, row)
    return articles.ProfileFacts(
        slug=listed.slug,
        names=articles.Names(original=lead.name, latin=listed.name_latin),
        legal_form=identity.legal_form(lead.legal_form),
        town=lead.town,
        town_latin=transliterate(lead.town),
        sector=lead.sector,
        told_on=_told_on(session, listed, found, answers, figures),
        trade_word=identity.trade_word(lead),
        family_firm=said.family,
        founded=lead.founded,
        headcount=identity_queries.headcount(session, found, edition if row else None, today),
        links=identity.links(lead),
        entities=identity.entities(session, found, said.roles, today),
        edition=identity_queries.edition_facts(edition, bool(corrections)),
        counted=counted(session, found, edition, row),
        answers=answers,
        figures=said.figures,
        commitments=said.commitments,
        claims=said.claims,
        contexts=said.contexts,
        delivery=said.delivery,
        seeks_partners=lead.seeks_partners,
        partners=said.partners,
        vacancies=_vacancies(session, found, today),
        holds=tuple(_holds(session, found.group)),
        revisions=(*corrections, *revisions(session, figures)),
    )


def _told_on(
    session: Session,
    listed: Listing,
    found: PublicGroup,
    answers: Collection[articles.SpokenAnswer],
    figures: Collection[StatedFigure],
) -> datetime.date:
    """When the told part was last told or approved; never today, or the page would change without anything new."""
    approved = [one.approved_on for one in answers] + [one.approved_on for one in figures if one.approved_on]
    return max([listed.listed_on, identity.last_told(session, found), *approved])


def _corrected(session: Session, edition: Edition | None, row: Row | None) -> list[articles.Revision]:
    """The corrections that changed what is counted of this very group, newest first, each with the editors' note."""
    if edition is None or edition.corrects is None or row is None:
        return []
    line = [*editions_before(session, edition), edition]
    rows = [row_of(each, row.group) for each in line]
    steps = zip(line[1:], rows[:-1], rows[1:], strict=True)
    return [_revision(one) for one, before, after in steps if before != after][::-1]


def _revision(correction: Edition) -> articles.Revision:
    note = correction.note.strip()
    by_language = {"bg" if is_cyrillic(note) else "en": note} if note else {}
    return articles.Revision(on=correction.published_at.astimezone(SOFIA).date(), note=by_language)


MOST_TITLES = 3


def _vacancies(session: Session, found: PublicGroup, today: datetime.date) -> articles.Vacancies | None:
    """Of all entities; the link names none that has not agreed to be named."""
    open_ = openings(session, found.entities)
    if not open_:
        return None
    named = identity.joined(session, found, today)
    only = "&".join(f"employer={entity}" for entity in sorted(open_)) if named.issuperset(open_) else ""
    places, adverts = (sum(counts) for counts in zip(*open_.values(), strict=True))
    titles = open_titles(session, open_)[:MOST_TITLES] if only else ()
    return articles.Vacancies(
        openings=places, adverts=adverts, titles=titles, link="/vacancies" + (f"?{only}" if only else "")
    )


def _holds(session: Session, group: str) -> list[articles.HeldSubject]:
    """What is marked or removed; words that were taken back are gone by themselves."""
    shown = ("contested", "withdrawn")
    query = sa.select(Hold).where(hold.c.group == group, hold.c.until.is_(None), hold.c.kind.in_(shown))
    return [articles.HeldSubject(subject=one.subject, kind=one.kind) for one in session.scalars(query)]  # type: ignore[arg-type]
