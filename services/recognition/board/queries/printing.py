"""Single statements as articles: what an employer and an editor look at before it is public."""

import datetime
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import articles
from services.recognition.board.queries.identity import edition_facts
from services.recognition.editions.queries.editions import latest_edition
from services.recognition.standing.queries.groups import PublicGroup, employers, public_groups
from services.recognition.standing.queries.identity import entity, legal_form, names, trade_word
from services.recognition.standing.tables import membership
from services.recognition.statements.model.stated import StatedFigure
from services.recognition.statements.queries.stated import StatedFacts, stated_facts


def statement_articles(session: Session, some: Collection[StatedFigure]) -> dict[str, articles.Article]:
    """Per statement, an article of nothing but it; none for an employer of whom nothing is known yet."""
    now = datetime.date.max
    moment = datetime.datetime.max.replace(tzinfo=datetime.UTC)
    known = public_groups(session, now, moment, {one.group for one in some})
    return {one.id: articles.compose(_facts(session, one, known[one.group])) for one in some if one.group in known}


def replaced(session: Session, some: Collection[StatedFigure]) -> dict[str, StatedFigure]:
    """Per statement, the one it would take the place of, if there is one."""
    found = {one.id: session.get(StatedFigure, one.replaces) for one in some if one.replaces}
    return {key: before for key, before in found.items() if before is not None}


def _facts(session: Session, one: StatedFigure, found: PublicGroup) -> articles.ProfileFacts:
    """An article of nothing but this one statement."""
    lead, said = found.lead, stated_facts([one])
    return articles.ProfileFacts(
        slug=found.group,
        names=names(lead),
        legal_form=legal_form(lead.legal_form),
        town=lead.town,
        told_on=one.approved_on or datetime.date.min,
        edition=edition_facts(latest_edition(session), is_corrected=False),
        trade_word=trade_word(lead),
        family_firm=said.family,
        entities=_entities(session, one, said),
        figures=said.figures,
        commitments=said.commitments,
        claims=said.claims,
        contexts=said.contexts,
        delivery=said.delivery,
        seeks_partners=bool(said.partners),
        partners=said.partners,
    )


def _entities(session: Session, one: StatedFigure, said: StatedFacts) -> tuple[articles.Entity, ...]:
    about = employers(session, [one.about]).get(one.about) if one.about else None
    if about is None or one.about is None:
        return ()
    query = sa.select(membership).where(membership.c.entity == one.about).order_by(membership.c.since.desc()).limit(1)
    return (entity(about, session.execute(query).first(), said.roles[one.about]),)
