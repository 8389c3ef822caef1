"""What employers say of themselves, what waits for an editor, and what is held back."""

import re
from collections import defaultdict
from collections.abc import Collection
from difflib import SequenceMatcher
from typing import Literal

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.standing.queries.facts import chunks
from services.recognition.standing.queries.groups import PublicGroup, group_names, offers_work
from services.recognition.standing.tables import vacancy
from services.recognition.statements.model.hold import Hold
from services.recognition.statements.model.interview import Answer
from services.recognition.statements.model.stated import StatedFigure
from services.recognition.statements.tables import answer, figure, hold


def is_participant(session: Session, found: PublicGroup) -> bool:
    """A listable group with an approved interview answer or an open vacancy (told, from its first day)."""
    return found.listable and bool(participants_among(session, [found]))


def participants_among(session: Session, groups: Collection[PublicGroup]) -> set[str]:
    """Which of these groups have something told to show: an approved answer that is not taken down, or open work."""
    speaking = {group for group, ones in _standing_answers(session, [one.group for one in groups]).items() if ones}
    hiring: set[str] = set()
    for some in chunks(sorted({entity for one in groups for entity in one.entities}), 500):
        query = sa.select(vacancy.c.entity).where(vacancy.c.entity.in_(some), offers_work())
        hiring |= set(session.scalars(query))
    return {one.group for one in groups if one.group in speaking or not hiring.isdisjoint(one.entities)}


def _standing_answers(session: Session, groups: Collection[str]) -> dict[str, list[str]]:
    """Per group, the questions whose approved answer nothing has taken down."""
    found: dict[str, list[str]] = defaultdict(list)
    for some in chunks(sorted(groups), 500):
        query = sa.select(answer.c.group, answer.c.question).where(answer.c.group.in_(some))
        for group, question in session.execute(query.where(answer.c.approved_on.is_not(None))):
            found[group].append(question)
    gone = open_holds(session, list(found), "withdrawn")
    return {group: [one for one in some if f"answer-{one}" not in gone[group]] for group, some in found.items()}


def open_holds(session: Session, groups: Collection[str], kind: str) -> dict[str, set[str]]:
    """Per group, the subjects now contested, or taken down."""
    found: dict[str, set[str]] = defaultdict(set)
    for some in chunks(sorted(groups), 500):
        query = sa.select(hold.c.group, hold.c.subject).where(hold.c.group.in_(some), hold.c.kind == kind)
        for group, subject in session.execute(query.where(hold.c.until.is_(None))):
            found[group].add(subject)
    return found


def answer_to(session: Session, group: str, question: str) -> Answer | None:
    query = sa.select(Answer).where(answer.c.group == group, answer.c.question == question)
    return session.scalars(query).first()


def answers_of(session: Session, group: str) -> list[Answer]:
    return list(session.scalars(sa.select(Answer).where(answer.c.group == group)))


def figures_of(session: Session, group: str) -> list[StatedFigure]:
    """Everything the employer states or stated, withdrawn ones too, oldest first."""
    return list(session.scalars(sa.select(StatedFigure).where(figure.c.group == group).order_by(figure.c.id)))


def holds_of(session: Session, group: str) -> list[Hold]:
    """Everything contested or taken down on a group's page, resolved ones too, newest first."""
    query = sa.select(Hold).where(hold.c.group == group).order_by(hold.c.since.desc(), hold.c.id.desc())
    return list(session.scalars(query))


def taken_back(session: Session, group: str, subject: str) -> list[Hold]:
    """What the employer took back and nobody has approved new words for."""
    query = sa.select(Hold).where(hold.c.group == group, hold.c.subject == subject, hold.c.kind == "taken_back")
    return list(session.scalars(query.where(hold.c.until.is_(None))))


def waiting_answers(session: Session) -> list[tuple[Answer, str]]:
    """Answers sent to the editors, oldest first, each with the employer's name."""
    query = sa.select(Answer).where(answer.c.state == "sent").order_by(answer.c.sent_on, answer.c.id)
    found = list(session.scalars(query))
    names = group_names(session, {one.group for one in found})
    return [(one, names[one.group]) for one in found]


def sent_answer(session: Session, answer_id: str) -> tuple[Answer, str] | None:
    """An answer that was sent or is public, with the employer's name; a draft is nobody's but the employer's."""
    one = session.get(Answer, answer_id)
    if one is None or one.state == "draft":
        return None
    return one, group_names(session, {one.group})[one.group]


def waiting_figures(session: Session) -> list[StatedFigure]:
    """Figures that no editor has read yet, oldest first."""
    query = sa.select(StatedFigure).where(figure.c.approved_on.is_(None), figure.c.withdrawn_on.is_(None))
    return list(session.scalars(query.where(figure.c.returned == "").order_by(figure.c.id)))


def waiting_disputes(session: Session, kind: str = "contested") -> list[tuple[Hold, str]]:
    """What is contested (or `withdrawn`) and not resolved, oldest first, each with the employer's name."""
    query = sa.select(Hold).where(hold.c.until.is_(None), hold.c.kind == kind)
    found = list(session.scalars(query.order_by(hold.c.since, hold.c.id)))
    names = group_names(session, {one.group for one in found})
    return [(one, names[one.group]) for one in found]


class Rewording(msgspec.Struct, frozen=True, kw_only=True):
    """What is public now and what is asked to be, word by word; `before` is empty for the first time."""

    before: str
    after: str
    parts: tuple[tuple[Literal["same", "gone", "new"], str], ...]


def change_of(one: Answer) -> Rewording:
    """The difference an editor approves: from the approved answer to the one sent."""
    return difference(one.approved_text, one.text)


def changes_of(one: Answer) -> dict[str, Rewording]:
    """All that an approval covers, by language: the words, then each translation there is or was."""
    found = {one.language: change_of(one)}
    for lang in ("bg", "en"):
        before, after = getattr(one, f"approved_translation_{lang}"), getattr(one, f"translation_{lang}")
        if lang != one.language and (before or after):
            found[lang] = difference(before, after)
    return found


def difference(before: str, after: str) -> Rewording:
    """Two texts side by side, split at words; the parts, put together, give either text again."""
    old, new = re.findall(r"\S+\s*|\s+", before), re.findall(r"\S+\s*|\s+", after)
    parts: list[tuple[Literal["same", "gone", "new"], str]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(("same", "".join(old[i1:i2])))
            continue
        parts += [("gone", "".join(old[i1:i2]))] if i2 > i1 else []
        parts += [("new", "".join(new[j1:j2]))] if j2 > j1 else []
    return Rewording(before=before, after=after, parts=tuple(parts))
