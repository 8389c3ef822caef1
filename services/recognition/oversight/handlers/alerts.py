"""Alerts: looked for each night where something was told and everywhere at an edition, opened once, closed with a reason."""

import datetime
from collections.abc import Collection, Iterable

import msgspec
import sqlalchemy as sa

from services.recognition.editions.model import number_of
from services.recognition.oversight.commands import CloseAlert
from services.recognition.oversight.queries import patterns
from services.recognition.oversight.rules.employers import RULES
from services.recognition.oversight.rules.services import above_funnel
from services.recognition.oversight.rules.shells import shells
from services.recognition.oversight.rules.view import Firm, Found
from services.recognition.oversight.tables import alert, alert_closing, service_result, watched
from services.recognition.standing.queries.facts import chunks, facts_of
from shared.message import new_id
from shared.transaction import Missing, Refused, Transaction


def look_each_night(today: datetime.date, tx: Transaction) -> None:
    """Look where something was told since the last look."""
    look_for_alerts(set(tx.session.scalars(sa.select(watched.c.group))), today, tx)


def look_everywhere(tx: Transaction) -> None:
    """At an edition: what time alone makes odd is seen then at the latest."""
    look_for_alerts(patterns.all_groups(tx.session), tx.today, tx)


def look_for_alerts(groups: Collection[str], today: datetime.date, tx: Transaction) -> None:
    """Each rule over these groups; services and pairs of employers are looked at if any group is."""
    if not groups:
        return
    seen = patterns.firms(tx.session, groups, today)
    raise_alerts([found for one in seen.values() for rule in RULES if (found := rule(one, today))], tx)
    count_services(groups, today, tx)
    raise_alerts(above_funnel(patterns.all_results(tx.session), number_of(today)), tx)
    others = _compared(seen, today, tx)
    raise_alerts(shells(patterns.companies(tx.session, today), others, f"{today.year}"), tx)
    for some in chunks(sorted(groups), 500):
        tx.session.execute(sa.delete(watched).where(watched.c.group.in_(some)))


def _compared(seen: dict[str, Firm], today: datetime.date, tx: Transaction) -> dict[str, Firm]:
    """The groups looked at, with those that share a town with any of them."""
    companies = patterns.companies(tx.session, today)
    towns = {one.town.casefold() for one in companies if one.group in seen}
    near = {one.group for one in companies if one.town.casefold() in towns} - seen.keys()
    return {**seen, **patterns.firms(tx.session, near, today)}


def count_services(groups: Collection[str], today: datetime.date, tx: Transaction) -> None:
    """Keep how the people of these groups fared, by the service that recorded them."""
    for some in chunks(sorted(groups), patterns.AT_ONCE):
        facts = facts_of(tx.session, some)
        rows = [
            {"group": group, **msgspec.structs.asdict(one)}
            for group in some
            for one in patterns.results_of(tx.session, group, facts[group], today)
        ]
        tx.session.execute(sa.delete(service_result).where(service_result.c.group.in_(some)))
        if rows:
            tx.session.execute(sa.insert(service_result), rows)


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
