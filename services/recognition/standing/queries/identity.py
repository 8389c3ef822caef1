"""Who an employer is, for its article: legal form, trade, links, size, and the parts of its group."""

import datetime
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import articles
from services.recognition.standing.queries.facts import chunks
from services.recognition.standing.queries.groups import PublicGroup, employers
from services.recognition.standing.tables import employer_mark, employer_version, membership
from shared.clock import SOFIA
from shared.events.intake import EmployerRegistered
from web.grammar.latin import transliterate

FORMS = ("ood", "eood", "ad", "ead", "kd", "sd", "et", "cooperative", "foundation", "association", "hybrid", "public")
KINDS = {"foundation": "foundation", "association": "association", "cooperative": "cooperative", "public": "public"}
ROLES = ("trains", "gives_work", "employs", "produces", "sells", "houses", "supports")
SITES = {
    "facebook.com": "facebook", "instagram.com": "instagram", "linkedin.com": "linkedin", "x.com": "x",
    "twitter.com": "x", "youtube.com": "youtube", "youtu.be": "youtube",
}  # fmt: skip
Said = tuple[articles.Text, articles.Text]
"""What an entity does, and for whom, as the group states it."""


def legal_form(form: str) -> Any:
    return form if form in FORMS else "other"


def trade_word(lead: EmployerRegistered) -> articles.TradeWord | None:
    if not lead.trade_word or lead.trade_gender not in ("m", "f", "n"):
        return None
    return articles.TradeWord(word=lead.trade_word, gender=lead.trade_gender)  # type: ignore[arg-type]


def names(employer: EmployerRegistered) -> articles.Names:
    return articles.Names(original=employer.name, latin=employer.name_en or transliterate(employer.name))


def links(lead: EmployerRegistered) -> tuple[articles.Link, ...]:
    """Its own site first; every address by the name of the network it leads to."""
    found = [articles.Link(kind=_network(url), url=url) for url in lead.links if url.startswith("https://")]
    return tuple(sorted(found, key=lambda link: link.kind != "site"))


def _network(url: str) -> Any:
    host = (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")
    return next((kind for site, kind in SITES.items() if host == site or host.endswith(f".{site}")), "site")


def entities(session: Session, found: PublicGroup, said: dict[str, Said], today: datetime.date) -> Any:
    """The parts of a group, lead first; none for a group of one. Who has not joined is not named."""
    if len(found.entities) < 2:
        return ()
    known, agreed = employers(session, found.entities), joined(session, found, today)
    roles: dict[str, Any] = {}
    query = sa.select(membership).where(membership.c.group == found.group).order_by(membership.c.since)
    for one in session.execute(query):
        roles[one.entity] = one
    ordered = sorted(found.entities, key=lambda entity: entity != found.lead.employer)
    return tuple(
        entity(known[each], roles.get(each), said.get(each, ({}, {})), named=each in agreed)
        for each in ordered
        if each in known
    )


def entity(employer: EmployerRegistered, member: Any, said: Said, *, named: bool = True) -> articles.Entity:
    kind: Any = (member.kind if member is not None else None) or KINDS.get(employer.legal_form, "company")
    role: Any = member.role if member is not None and member.role in ROLES else None
    return articles.Entity(
        names=names(employer),
        kind=kind,
        legal_form=legal_form(employer.legal_form),
        role=role,
        what=said[0],
        for_whom=said[1],
        named=named,
        related_party=kind in ("foundation", "association"),
    )


def joined(session: Session, found: PublicGroup, today: datetime.date) -> set[str]:
    """The entities of a group that agreed to be named."""
    return agreed(session, found.entities, today)


def agreed(session: Session, entities: Collection[str], today: datetime.date) -> set[str]:
    """Which entities agreed to be named: verified, joined, not closed, as decided until the day."""
    table = employer_mark.c
    query = sa.select(table.entity, table.what).where(table.on <= today).order_by(table.recorded, table.event_id)
    now: dict[str, set[str]] = {}
    for some in chunks(sorted(entities), 500):
        for one, what in session.execute(query.where(table.entity.in_(some))):
            marks = now.setdefault(one, set())
            if what == "left":
                marks.discard("joined")
            else:
                marks.add(what)
    return {one for one, marks in now.items() if {"verified", "joined"} <= marks and "closed" not in marks}


def last_told(session: Session, found: PublicGroup) -> datetime.date:
    """The day the lead's own facts (name, town, links) were last told."""
    query = sa.select(sa.func.max(employer_version.c.recorded)).where(employer_version.c.entity == found.lead.employer)
    recorded = session.scalar(query)
    return recorded.astimezone(SOFIA).date() if recorded else datetime.date.min
