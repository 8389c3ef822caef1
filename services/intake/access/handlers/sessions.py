"""Sessions: begun, listed, ended; and what ends all of an account's sessions at once."""

import datetime

import msgspec
import sqlalchemy as sa

from services.intake.access import tables as access
from services.intake.access.commands import ChooseLanguage, EndOtherVisits, EndSession, EndVisit, NoteOwnTelephone
from services.intake.access.model.accounts import Account
from services.intake.access.model.sign_in import Visit, working_day
from services.intake.access.queries.sign_in import mark_of
from services.intake.tools import tools_of
from shared.auth import Actor, session_reference
from shared.clock import machine_now
from shared.events.intake import SessionRevoked
from shared.sessions import end_sessions
from shared.transaction import Missing, Transaction


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """A session was signed, on this device; `instead` of an earlier one where it takes its place."""

    actor: Actor
    device: str
    agent: str
    passed: bool = False
    """The second factor was shown for this session, so that this device need not be asked again today."""
    instead: str = ""
    remember: bool = True
    """False where others use this computer too: the browser is no longer known to this account."""


def begin_session(command: Begun, tx: Transaction) -> None:
    """Note the session and the device; the earlier session is over."""
    actor, now = command.actor, machine_now()
    table = access.visit
    tx.session.execute(sa.delete(table).where(table.c.account == actor.account, table.c.expires < now))
    tx.add(
        Visit(
            reference=actor.reference,
            account=actor.account,
            device=command.agent[:40],
            begun=actor.issued,
            expires=actor.expires,
        )
    )
    if command.instead:
        _end(session_reference(command.instead), tx)
    if command.remember:
        _know(command, now, tx)
    else:
        row = access.device.c
        mine = (row.mark == mark_of(command.device)) & (row.account == actor.account)
        tx.session.execute(sa.delete(access.device).where(mine))


def _know(command: Begun, now: datetime.datetime, tx: Transaction) -> None:
    row, mark, account = access.device.c, mark_of(command.device), command.actor.account
    values = {"seen": now, **({"second_on": working_day(now)} if command.passed else {})}
    known = sa.select(row.mark).where(row.mark == mark, row.account == account)
    if tx.session.execute(known).first() is None:
        tx.session.execute(sa.insert(access.device).values(mark=mark, account=account, **values))
    else:
        mine = (row.mark == mark) & (row.account == account)
        tx.session.execute(sa.update(access.device).where(mine).values(values))


def end_session(command: EndSession, tx: Transaction) -> None:
    """Over, and with it what this browser was spared: the next sign-in asks for the second factor again."""
    row = access.device.c
    here = (row.mark == command.device) & (row.account == tx.actor.account)
    tx.session.execute(sa.update(access.device).where(here).values(second_on=None))
    _end(tx.actor.reference, tx)


def end_visit(command: EndVisit, tx: Transaction) -> None:
    """Raises Missing for anybody else's session."""
    visit = tx.get(Visit, command.visit)
    if visit.account != tx.actor.account:
        raise Missing(f"Visit {command.visit}")
    _end(visit.reference, tx)


def end_other_visits(command: EndOtherVisits, tx: Transaction) -> None:
    row, now = access.visit.c, machine_now()
    others = (row.account == tx.actor.account) & (row.reference != tx.actor.reference) & row.ended.is_(None)
    for reference in tx.session.scalars(sa.select(row.reference).where(others, row.expires > now)):
        _end(reference, tx)


def _end(reference: str, tx: Transaction) -> None:
    visit = tx.session.get(Visit, reference)
    if visit is not None:
        visit.ended = machine_now()
    _revoke(SessionRevoked(session=reference, before=machine_now()), tx)


def end_all_sessions(account: str, tx: Transaction, *, forget_devices: bool = False) -> None:
    """Whatever began before this moment is over; where asked, no browser is known any more."""
    row, now = access.visit.c, machine_now()
    tx.session.execute(sa.update(access.visit).where(row.account == account, row.ended.is_(None)).values(ended=now))
    if forget_devices:
        tx.session.execute(sa.delete(access.device).where(access.device.c.account == account))
    _revoke(SessionRevoked(session=f"all-{account}", account=account, before=now), tx)


def _revoke(event: SessionRevoked, tx: Transaction) -> None:
    """Over here at once, also while NATS is away; the row is the one that hearing the event writes again."""
    tx.publish(event)
    end_sessions([event], tx)


def choose_language(command: ChooseLanguage, tx: Transaction) -> None:
    tx.get(Account, tx.actor.account).lang = command.lang


def note_own_telephone(command: NoteOwnTelephone, tx: Transaction) -> None:
    """Where employers reach the officer."""
    account = tx.get(Account, tx.actor.account)
    place = f"account.phone.{account.id}"
    account.phone = tools_of(tx).sealer.seal(command.phone, place) if command.phone else ""
