"""One case, opened: whose it is, the next step, the notes, and who handed it over to whom."""

import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.access.queries.staff import names_of
from services.intake.candidates import tables as candidates
from services.intake.candidates.queries.candidates import candidate_of
from services.intake.guidance import tables
from services.intake.guidance.model import acting, step_mark
from services.intake.guidance.queries.cases import CASE, OWNER, cases, stand_ins
from services.intake.keyring import KeyRing
from shared.auth import Actor
from shared.readers.telephones import shown
from shared.sealing import Sealer
from shared.transaction import Missing


class NoteLine(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    at: datetime.datetime
    by: str
    by_name: str
    done: str
    text: str


class ChangeLine(msgspec.Struct, frozen=True, kw_only=True):
    at: datetime.datetime
    by: str
    before: str
    after: str


class OpenedCase(msgspec.Struct, frozen=True, kw_only=True):
    """Names are empty of colleagues whose accounts were closed long ago."""

    candidate: str
    case_code: str
    name: str
    phone: str
    owner: str
    owner_name: str
    acting: str
    acting_name: str
    """Who has the case today: the owner, or whoever stands in."""
    step: str
    due: datetime.date | None
    set_by: str
    seen: str
    notes: tuple[NoteLine, ...]
    changes: tuple[ChangeLine, ...]


def opened_case(session: Session, keys: KeyRing, actor: Actor, key: str, day: datetime.date) -> OpenedCase:
    """Raises Missing for anybody else's, and for an erased one."""
    file, sealer = candidate_of(session, actor, key), keys.sealers([key]).get(key)
    if sealer is None:
        raise Missing(f"Candidate {key}")
    query = cases(actor.organisation, OWNER.label("owner"), CASE.next_step, CASE.next_due, CASE.next_by)
    row = session.execute(query.where(candidates.candidate.c.id == key)).one()
    away = stand_ins(session, actor.organisation, day)
    has = acting(row.owner, away)
    names = names_of(session, keys.master, (row.owner, has, row.next_by or ""))
    return OpenedCase(
        candidate=key,
        case_code=file.case_code,
        name=sealer.open(file.name, f"candidate.name.{key}"),
        phone=shown(sealer.open(file.phone, f"candidate.phone.{key}")) if file.phone else "",
        owner=row.owner,
        owner_name=names.get(row.owner, ""),
        acting=has,
        acting_name=names.get(has, ""),
        step=sealer.open(row.next_step, f"case_file.next_step.{key}") if row.next_step else "",
        due=row.next_due,
        set_by=names.get(row.next_by or "", ""),
        seen=step_mark(row.next_step or "", row.next_due),
        notes=notes_of(session, sealer, key),
        changes=changes_of(session, keys.master, key),
    )


def notes_of(session: Session, sealer: Sealer, key: str) -> tuple[NoteLine, ...]:
    """The newest first. Whose case this is has been asked before."""
    row = tables.case_note.c
    rows = session.execute(
        sa.select(tables.case_note).where(row.candidate == key).order_by(row.at.desc(), row.id.desc())
    )
    return tuple(_note(each, sealer) for each in rows)


def _note(row: Any, sealer: Sealer) -> NoteLine:
    words = {name: getattr(row, name) for name in ("by_name", "done", "text")}
    opened = {name: sealer.open(word, f"case_note.{name}.{row.id}") if word else "" for name, word in words.items()}
    return NoteLine(id=row.id, at=row.at, by=row.by, **opened)


def changes_of(session: Session, master: Sealer, key: str) -> tuple[ChangeLine, ...]:
    """Who handed the case over to whom, the newest first."""
    row = tables.case_change.c
    query = sa.select(tables.case_change).where(row.candidate == key).order_by(row.at.desc(), row.id.desc())
    rows = session.execute(query).all()
    names = names_of(session, master, {one for each in rows for one in (each.by, each.from_owner, each.to_owner)})
    return tuple(
        ChangeLine(
            at=each.at,
            by=names.get(each.by, ""),
            before=names.get(each.from_owner, ""),
            after=names.get(each.to_owner, ""),
        )
        for each in rows
    )


def own_case(session: Session, keys: KeyRing, actor: Actor, key: str) -> dict[str, Any]:
    """For the person itself: who looks after them, what comes next, what was noted. Raises Missing."""
    found = opened_case(session, keys, actor, key, datetime.date.min)
    return {
        "owner": found.owner_name,
        "next_step": found.step,
        "next_due": found.due,
        "next_by": found.set_by,
        "notes": [msgspec.structs.asdict(note) for note in found.notes],
        "changes": [msgspec.structs.asdict(change) for change in found.changes],
    }
