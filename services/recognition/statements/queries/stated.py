"""Approved answers and statements of one group, as its article shows them."""

import datetime
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import articles
from services.recognition.statements.model.interview import QUESTIONS, Answer
from services.recognition.statements.model.stated import StatedFigure
from services.recognition.statements.tables import answer, figure

SPEAKERS = {
    "manager": {"bg": "управителят", "en": "the manager", "lv": "vadītājs", "pl": "kierownik"},
    "owner": {"bg": "собственикът", "en": "the owner", "lv": "īpašnieks", "pl": "właściciel"},
    "hr": {
        "bg": "отговорникът за персонала",
        "en": "the head of staff",
        "lv": "personāla vadītājs",
        "pl": "szef działu kadr",
    },
    "head_of_training": {
        "bg": "ръководителят на обученията",
        "en": "the head of training",
        "lv": "apmācības vadītājs",
        "pl": "szef działu szkoleń",
    },
    "team_lead": {
        "bg": "ръководителят на екипа",
        "en": "the team leader",
        "lv": "grupas vadītājs",
        "pl": "lider zespołu",
    },
}


MOST_REVISIONS = 5


class StatedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What one group states, sorted into what an article may say."""

    figures: tuple[articles.Figure, ...] = ()
    commitments: tuple[articles.Commitment, ...] = ()
    claims: tuple[articles.Claim, ...] = ()
    contexts: tuple[articles.Context, ...] = ()
    delivery: articles.Delivery | None = None
    family: bool = False
    partners: tuple[Any, ...] = ()
    roles: dict[str, tuple[articles.Text, articles.Text]] = {}
    """Per entity: what it does, and for whom."""


def spoken(session: Session, group: str) -> tuple[articles.SpokenAnswer, ...]:
    query = sa.select(Answer).where(answer.c.group == group, answer.c.approved_on.is_not(None))
    return in_order(_answer(one) for one in session.scalars(query))


def in_order(answers: Iterable[articles.SpokenAnswer]) -> tuple[articles.SpokenAnswer, ...]:
    """As the questions are put."""
    return tuple(sorted(answers, key=lambda one: QUESTIONS.index(one.question)))


def would_say(one: Answer, today: datetime.date) -> articles.SpokenAnswer:
    """What the public would read of this answer if its words as they stand were approved today."""
    return articles.SpokenAnswer(
        id=one.question,
        question=one.question,  # type: ignore[arg-type]
        text=one.text,
        language=one.language,
        approved_on=today,
        speaker=SPEAKERS.get(one.speaker, SPEAKERS["manager"]),
        translations=_text(one.translation_bg, one.translation_en),
        translated_by=one.translated_by,  # type: ignore[arg-type]
        by_telephone=one.taken_on is not None and one.confirmed_on is None,
    )


def _answer(one: Answer) -> articles.SpokenAnswer:
    by: Any = one.approved_translated_by or "employer"
    return articles.SpokenAnswer(
        id=f"{one.question}",
        question=one.question,  # type: ignore[arg-type]
        text=one.approved_text,
        language=one.approved_language or one.language,
        approved_on=one.approved_on or datetime.date.min,
        speaker=SPEAKERS.get(one.approved_speaker or one.speaker, SPEAKERS["manager"]),
        translations=_text(one.approved_translation_bg, one.approved_translation_en),
        translated_by=by,
        by_telephone=one.approved_taken_on is not None,
    )


def approved_figures(session: Session, group: str, gone: Collection[str] = ()) -> list[StatedFigure]:
    """What is public of a group's statements, oldest first, without what is taken down (`gone`: subjects)."""
    query = sa.select(StatedFigure).where(figure.c.group == group, figure.c.approved_on.is_not(None))
    found = session.scalars(query.where(figure.c.withdrawn_on.is_(None)).order_by(figure.c.id))
    return [one for one in found if one.subject not in gone]


def stated_facts(some: Iterable[StatedFigure]) -> StatedFacts:
    by: dict[str, list[StatedFigure]] = {}
    for one in some:
        by.setdefault(one.kind, []).append(one)
    return StatedFacts(
        figures=tuple(told_figure(one) for one in by.get("figure", ())),
        commitments=tuple(articles.Commitment(id=_id(one), text=_scope(one)) for one in by.get("commitment", ())),
        claims=tuple(articles.Claim(id=_id(one), text=_scope(one)) for one in by.get("claim", ())),
        contexts=tuple(_context(one) for one in by.get("context", ())),
        delivery=next((_delivery(one) for one in by.get("delivery", ())), None),
        family="family" in by,
        partners=tuple(code for one in by.get("partners", ()) for code in one.details.split()),
        roles={one.about: (_scope(one), _text(one.who_bg, one.who_en)) for one in by.get("role", ()) if one.about},
    )


def told_figure(one: StatedFigure) -> articles.Figure:
    return articles.Figure(
        id=_id(one),
        value=_number(one.value),
        unit=one.unit,  # type: ignore[arg-type]
        measure=one.measure,  # type: ignore[arg-type]
        qualifier=one.qualifier,  # type: ignore[arg-type]
        scope=_scope(one),
        who=_text(one.who_bg, one.who_en),
        composite=one.composite,
        from_=articles.When(year=one.from_year) if one.from_year else None,
        as_of=_when(one.as_of) if one.as_of else None,
        source=_text(one.source, one.source_en),
        definition=_text(one.definition_bg, one.definition_en),
        target=_target(one),
    )


def _target(one: StatedFigure) -> articles.Target | None:
    if not (one.target_value and one.target_date):
        return None
    unit: Any = one.target_unit or one.unit
    outcome = None
    if one.outcome_value:
        day = _when(one.outcome_date) if one.outcome_date else articles.When()
        outcome = articles.Outcome(value=_number(one.outcome_value), as_of=day)
    return articles.Target(value=_number(one.target_value), unit=unit, date=_when(one.target_date), outcome=outcome)


def _context(one: StatedFigure) -> articles.Context:
    details = one.details.split()
    return articles.Context(
        id=_id(one),
        text=_scope(one),
        source=_text(one.source, one.source_en),
        joins_groups="joins-groups" in details,
        without_base="without-base" in details,
    )


def _delivery(one: StatedFigure) -> articles.Delivery:
    details = one.details.split()
    own = tuple(code.removeprefix("own-") for code in details if code.startswith("own-"))
    return articles.Delivery(id=_id(one), own_countries=own, autonomous="autonomous" in details)


def revisions(session: Session, shown: Iterable[StatedFigure]) -> list[articles.Revision]:
    """Figures in public that took the place of others that had been: the newest few, newest first."""
    found = []
    for one in shown:
        before = session.get(StatedFigure, one.replaces) if one.replaces and one.kind == "figure" else None
        if before is not None and before.approved_on and one.approved_on and before.words != one.words:
            note = articles.Revision(on=one.approved_on, before=told_figure(before), after=told_figure(one))
            found.append(note)
    return sorted(found, key=lambda revision: revision.on, reverse=True)[:MOST_REVISIONS]


def _id(one: StatedFigure) -> str:
    return one.id[-8:]


def _scope(one: StatedFigure) -> articles.Text:
    return _text(one.scope_bg, one.scope_en)


def _text(bulgarian: str, english: str) -> articles.Text:
    return {lang: text for lang, text in (("bg", bulgarian), ("en", english)) if text}


def _number(text: str) -> Any:
    return Decimal(text) if "." in text else int(text)


def _when(text: str) -> articles.When:
    """`2024-06-23`, `2024`, and without a year `--06-23`."""
    year, *rest = text.removeprefix("-").split("-")
    parts = [int(part) for part in rest]
    month, day = (*parts, None, None)[:2]
    return articles.When(year=int(year) if year else None, month=month, day=day)
