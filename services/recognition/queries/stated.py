"""Approved answers and figures of one group, as its article shows them."""

import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import articles
from services.recognition.model import QUESTIONS, Answer, StatedFigure
from services.recognition.tables import answer, figure

SPEAKERS = {
    "manager": {"bg": "управителят", "en": "the manager"},
    "owner": {"bg": "собственикът", "en": "the owner"},
    "hr": {"bg": "отговорникът за персонала", "en": "the head of staff"},
    "head_of_training": {"bg": "ръководителят на обученията", "en": "the head of training"},
    "team_lead": {"bg": "ръководителят на екипа", "en": "the team leader"},
}


def spoken(session: Session, group: str) -> tuple[articles.Answer, ...]:
    query = sa.select(Answer).where(answer.c.group == group, answer.c.approved_on.is_not(None))
    return tuple(
        articles.Answer(
            id=f"{one.question}",
            question=one.question,  # type: ignore[arg-type]
            text=one.approved_text,
            language=one.approved_language or one.language,
            approved_on=one.approved_on or datetime.date.min,
            speaker=SPEAKERS.get(one.approved_speaker or one.speaker, SPEAKERS["manager"]),
        )
        for one in sorted(session.scalars(query), key=lambda one: QUESTIONS.index(one.question))
    )


def approved_figures(session: Session, group: str) -> list[StatedFigure]:
    query = sa.select(StatedFigure).where(figure.c.group == group, figure.c.approved_on.is_not(None))
    return list(session.scalars(query.where(figure.c.withdrawn_on.is_(None)).order_by(figure.c.id)))


def told_figure(one: StatedFigure) -> articles.Figure:
    target = None
    if one.target_value and one.target_date:
        unit: Any = one.target_unit or one.unit
        target = articles.Target(value=_number(one.target_value), unit=unit, date=_when(one.target_date))
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
