"""What an edition counted of one group, as its article says it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import articles, scoring
from services.recognition.board.queries.history import PRACTICES, remembered
from services.recognition.editions.model import Edition
from services.recognition.editions.rules.rows import Row
from services.recognition.scoring.parameters import PRACTICE_DAYS
from services.recognition.standing.queries.facts import chunks, late_facts
from services.recognition.standing.queries.groups import PublicGroup, public_groups
from services.recognition.standing.tables import membership, practice_detail
from shared.clock import end_of_day
from shared.practices import OFTEN, WHERE, is_language, said_of

COVERED = ("bonus", "rent", "deposit", "shift-bus", "tickets", "fees")


def counted(session: Session, found: PublicGroup, edition: Edition | None, row: Row | None) -> articles.Counted | None:
    if row is None or edition is None:
        return None
    known = remembered(session, found.group, edition)
    return articles.Counted(
        tier=row.tier,  # type: ignore[arg-type]
        kept_floor10=row.kept_floor,
        points_floor5=row.points_floor,
        practices=_practices(session, found, edition, row, known.since),
        history=known.history,
        form=known.form,
        first_listed=known.first_listed,
        raised=known.raised,
    )


def _practices(
    session: Session, found: PublicGroup, edition: Edition, row: Row, since: Mapping[str, int]
) -> tuple[articles.Practice, ...]:
    """The counted practices of the row with their details, and unscored ones, as of the edition's T known then.

    Practices are counted: between editions nothing here changes, and a correction changes nothing here.
    """
    scored = scoring.PRACTICES
    valid = _valid_practices(session, [found.group], edition).get(found.group, {})
    shown = [one for code, one in sorted(valid.items()) if code in row.practices or code not in scored]
    told = ((_practice(one.practice, one.evidence, one.details.split()), since.get(one.practice)) for one in shown)
    return tuple(msgspec.structs.replace(practice, since=year) for practice, year in told)


def also_offered(session: Session, groups: Collection[str], edition: Edition) -> dict[str, tuple[str, ...]]:
    """By group, what others confirmed besides that carries no points, as its article says it; none is left out."""
    some = _ever_unscored(session, groups)
    valid = _valid_practices(session, some, edition) if some else {}
    unscored = (
        (group, sorted(code for code in held if code not in scoring.PRACTICES)) for group, held in valid.items()
    )
    return {group: tuple(PRACTICES.get(code, code) for code in codes) for group, codes in unscored if codes}


def _ever_unscored(session: Session, groups: Collection[str]) -> set[str]:
    """Those groups that ever had an entity of which such a practice was told."""
    groups_of = defaultdict(set, {group: {group} for group in groups})
    for some in chunks(sorted(groups), 500):
        members = sa.select(membership.c.entity, membership.c.group).where(membership.c.group.in_(some))
        for entity, group in session.execute(members):
            groups_of[entity].add(group)
    found: set[str] = set()
    table, unscored = practice_detail.c, practice_detail.c.practice.not_in(scoring.PRACTICES)
    for some in chunks(sorted(groups_of), 500):
        told = sa.select(table.entity).where(table.entity.in_(some), unscored).distinct()
        found.update(group for entity in session.scalars(told) for group in groups_of[entity])
    return found


def _valid_practices(session: Session, groups: Collection[str], edition: Edition) -> dict[str, dict[str, Any]]:
    """Per group and code, the newest confirmation by somebody else that counts on T and was not withdrawn by then."""
    original, end = edition.corrects or edition.number, end_of_day(edition.as_of)
    then = public_groups(session, edition.as_of, end, groups, without_late_of=original)
    late, table = late_facts(session, original), practice_detail
    of = {entity: group for group, one in then.items() for entity in one.entities}
    rows: dict[str, list[Any]] = defaultdict(list)
    for some in chunks(sorted(of), 500):
        query = sa.select(table).where(table.c.entity.in_(some), table.c.recorded <= end)
        for one in session.execute(query.order_by(table.c.on, table.c.event_id)):
            if one.event_id not in late:
                rows[of[one.entity]].append(one)
    return {group: _standing(told, edition) for group, told in rows.items()}


def _standing(rows: Sequence[Any], edition: Edition) -> dict[str, Any]:
    """Per code, the newest that counts on T and was not withdrawn on its day or later."""
    withdrawn = [one for one in rows if not one.confirmed and one.on <= edition.as_of]

    def stands(one: Any) -> bool:
        if not (one.confirmed and one.evidence >= 1 and 0 <= (edition.as_of - one.on).days < PRACTICE_DAYS):
            return False
        return not any((w.entity, w.practice) == (one.entity, one.practice) and one.on <= w.on for w in withdrawn)

    return {one.practice: one for one in rows if stands(one)}


def _practice(code: str, evidence: int, details: list[str]) -> articles.Practice:
    """Only what means something of this practice; what a form of earlier days let through besides is dropped."""
    code = PRACTICES.get(code, code)
    said = said_of(code, details)
    place = next((word.replace("-", "_") for word in said if word in WHERE), None)
    covers = tuple(word.replace("-", "_") for word in said if word in COVERED)
    return articles.Practice(
        code=code,  # type: ignore[arg-type]
        evidence=2 if evidence >= 2 else 1,
        frequency=next((_frequency(word) for word in said if word in OFTEN), None),
        in_paid_time="in-paid-time" in said,
        place=place,  # type: ignore[arg-type]
        covers=covers,
        language=next((word.removeprefix("teaches-") for word in said if is_language(code, word)), "bg"),
    )


def _frequency(detail: str) -> articles.Frequency:
    _, per, times = detail.split("-")
    return articles.Frequency(times=int(times), per="week" if per == "weekly" else "month")
