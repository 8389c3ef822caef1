"""Alerts: looked for each night where something was told and everywhere at an edition, opened once, closed with a reason."""

import datetime
from collections.abc import Collection, Iterable

import msgspec
import sqlalchemy as sa

from services.recognition.oversight.commands import CloseAlert
from services.recognition.oversight.queries import patterns
from services.recognition.oversight.rules.view import Firm, Found
from services.recognition.oversight.tables import alert, alert_closing, service_result, watched
from services.recognition.standing.queries.facts import chunks
from shared.message import new_id
from shared.transaction import Missing, Refused, Transaction


def look_each_night(today: datetime.date, tx: Transaction) -> None:
    """Look where something was told since the last look."""
    look_for_alerts(set(tx.session.scalars(sa.select(watched.c.group))), today, tx)


def look_everywhere(tx: Transaction) -> None:
    look_for_alerts(patterns.all_groups(tx.session), tx.today, tx)


def look_for_alerts(groups: Collection[str], today: datetime.date, tx: Transaction) -> None:
    """Each rule over these groups; services and pairs of employers are looked at if any group is."""
    if not groups:
        return
    firms: dict[str, Firm] = {}
    for some in chunks(sorted(groups), patterns.AT_ONCE):
        seen = patterns.seen_of(tx.session, some, today)
        keep_seen(some, seen, tx)
        firms |= seen.firms
    raise_alerts(patterns.compared(tx.session, today, groups, firms), tx)
    for some in chunks(sorted(groups), 500):
        tx.session.execute(sa.delete(watched).where(watched.c.group.in_(some)))


def keep_seen(groups: Collection[str], seen: patterns.Seen, tx: Transaction) -> None:
    """What each rule found odd of these groups, and how their people fared, by the service that recorded them."""
    raise_alerts(seen.found, tx)
    for some in chunks(sorted(groups), 500):
        tx.session.execute(sa.delete(service_result).where(service_result.c.group.in_(some)))
    if seen.results:
        tx.session.execute(sa.insert(service_result), seen.results)


def raise_alerts(found: Iterable[Found], tx: Transaction) -> None:
    """One alert for each rule, subject and period; a closed one opens again when it has grown since."""
    for one in found:
        key = (alert.c.rule == one.rule, alert.c.subject == one.subject, alert.c.period == one.period)
        row = tx.session.execute(sa.select(alert).where(*key)).one_or_none()
        told = {"size": one.size, "numbers": msgspec.json.encode(one.numbers)}
        if row is None:
            _open(one, told, tx)
        elif (row.size, bytes(row.numbers)) != (told["size"], told["numbers"]):
            grown = row.closed_size is not None and one.size > row.closed_size
            again = {"closed_size": None, "grown_at": tx.now} if grown else {}
            tx.session.execute(sa.update(alert).where(alert.c.id == row.id).values(**told, **again))


def _open(one: Found, told: dict[str, object], tx: Transaction) -> None:
    key = {"rule": one.rule, "subject": one.subject, "period": one.period}
    tx.session.execute(sa.insert(alert).values(id=new_id(), opened_at=tx.now, **key, **told))


def close_alert(command: CloseAlert, tx: Transaction) -> str:
    """Close an alert with a reason, by the numbers that were read; who, when and why stay for good."""
    row = tx.session.execute(sa.select(alert).where(alert.c.id == command.alert)).one_or_none()
    if row is None:
        raise Missing(command.alert)
    if not command.reason.strip():
        raise Refused("reason", "Say what you found, so that whoever reads it later need not look again")
    if row.closed_size is not None:
        raise Refused("", "This alert is closed already")
    if row.size > command.size:
        raise Refused("", "The numbers have grown since you read them; look again")
    tx.session.execute(sa.update(alert).where(alert.c.id == row.id).values(closed_size=row.size))
    closing = {
        "alert": row.id,
        "reason": command.reason.strip(),
        "size": row.size,
        "by": tx.actor.account,
        "at": tx.now,
    }
    tx.session.execute(sa.insert(alert_closing).values(id=new_id(), **closing))
    return row.id  # type: ignore[no-any-return]
