"""A reference pair of services: an office that declares numbers, and a sink that adds them up. Nothing else is in the way."""

import datetime
from collections import defaultdict
from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from shared.database import DERIVED
from shared.events.intake import EmployerHeadcount
from shared.message import decode, event_of
from shared.service import Runtime, Service, Subject
from shared.tables import plumbing
from shared.transaction import Transaction

DAY = datetime.date(2026, 3, 2)
AGGREGATES = 7
POISON: set[int] = set()
"""Numbers that the sink's projection cannot take, as long as they are in here."""

at_the_office = sa.MetaData()
plumbing(at_the_office)
command = sa.Table("command", at_the_office, sa.Column("number", sa.Integer, primary_key=True))

at_the_sink = sa.MetaData()
plumbing(at_the_sink)
line = sa.Table(
    "line",
    at_the_sink,
    sa.Column("event_id", sa.String(36), primary_key=True),
    sa.Column("aggregate", sa.String(64), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("nth", sa.Integer, nullable=False),
    schema=DERIVED,
)
total = sa.Table(
    "total",
    at_the_sink,
    sa.Column("aggregate", sa.String(64), primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("sum", sa.BigInteger, nullable=False),
    schema=DERIVED,
)
noticed = sa.Table("noticed", at_the_sink, sa.Column("event_id", sa.String(36), nullable=False))
"""Owned, and without a key on purpose: a reaction that runs twice shows."""


class Declare(msgspec.Struct, frozen=True):
    """Say a number; it belongs to one of a few aggregates."""

    number: int

    @property
    def aggregate(self) -> str:
        return f"a-{self.number % AGGREGATES}"


def declare(command_: Declare, tx: Transaction) -> int:
    tx.session.execute(sa.insert(command).values(number=command_.number))
    tx.publish(EmployerHeadcount(employer=command_.aggregate, headcount=command_.number, on=DAY))
    return command_.number


def add_up(events: Sequence[EmployerHeadcount], tx: Transaction) -> None:
    """One line for each event, with its place among those of its aggregate; one total for each aggregate touched."""
    numbers: dict[str, list[int]] = defaultdict(list)
    bad = POISON.intersection(event.headcount for event in events)
    if bad:
        raise ValueError("a number that cannot be taken")
    names = {event.employer for event in events}
    found = tx.session.execute(sa.select(total).where(total.c.aggregate.in_(names)))
    before: dict[str, tuple[int, int]] = {aggregate: (count, sum_) for aggregate, count, sum_ in found}
    lines = []
    for event in events:
        numbers[event.employer].append(event.headcount)
        nth = before.get(event.employer, (0, 0))[0] + len(numbers[event.employer])
        envelope = tx.envelope(event)
        lines.append({"event_id": envelope.id, "aggregate": event.employer, "number": event.headcount, "nth": nth})
    connection = tx.session.connection()
    connection.execute(sa.insert(line), lines)
    connection.execute(sa.delete(total).where(total.c.aggregate.in_(names)))
    rows = []
    for name, some in numbers.items():
        count, sum_ = before.get(name, (0, 0))
        rows.append({"aggregate": name, "count": count + len(some), "sum": sum_ + sum(some)})
    connection.execute(sa.insert(total), rows)


def notice(events: Sequence[EmployerHeadcount], tx: Transaction) -> None:
    tx.session.connection().execute(sa.insert(noticed), [{"event_id": tx.envelope(event).id} for event in events])


TELLING = Subject(name="counts", publishes=(EmployerHeadcount,))
OFFICE = Service(name="intake", prefixes=(), metadata=at_the_office, subjects=(TELLING,))
SINK = Service(
    name="sink",
    prefixes=(),
    metadata=at_the_sink,
    subjects=(Subject(name="sums", projections={EmployerHeadcount: add_up}, reactions={EmployerHeadcount: notice}),),
)


def published(runtime: Runtime) -> list[tuple[str, str, int, int]]:
    """(event id, aggregate, version, number) of every committed event of an office, in the order of its outbox."""
    box = runtime.service.metadata.tables["outbox"]
    rows = runtime.database.look(lambda s: s.execute(sa.select(box).order_by(box.c.position)).all())
    messages = [decode(bytes(row.payload)) for row in rows]
    return [(m.id, m.subject, m.aggregateversion, event_of(m).headcount) for m in messages]  # type: ignore[attr-defined]


def differences(sink: Runtime, *offices: Runtime, acknowledged: Sequence[int] = ()) -> list[str]:
    """What is lost, doubled or out of order between committed commands and the sink; empty when all is well.

    With one office the order is checked as well: the n-th line of an aggregate is its version n.
    """
    wrong: list[str] = []
    events = [event for office in offices for event in published(office)]
    numbers = {number for *_, number in events}
    if lost := set(acknowledged) - numbers:
        wrong.append(f"acknowledged but not committed: {sorted(lost)[:5]}")
    look = sink.database.look
    lines = look(lambda s: s.execute(sa.select(line)).all())
    want = {event_id: (aggregate, number) for event_id, aggregate, _, number in events}
    have = {row.event_id: (row.aggregate, row.number) for row in lines}
    if want != have:
        wrong.append(f"lost {len(want.keys() - have.keys())}, invented {len(have.keys() - want.keys())}")
    inbox = at_the_sink.tables[f"{DERIVED}.inbox"]
    seen = look(lambda s: s.scalars(sa.select(inbox.c.event_id)).all())
    if sorted(seen) != sorted(want):
        wrong.append(f"the inbox holds {len(seen)} of {len(want)}")
    sums: dict[str, list[int]] = defaultdict(list)
    for _, aggregate, _, number in events:
        sums[aggregate].append(number)
    totals = look(lambda s: {name: (count, sum_) for name, count, sum_ in s.execute(sa.select(total))})
    if totals != {aggregate: (len(some), sum(some)) for aggregate, some in sums.items()}:
        wrong.append("sums differ")
    reacted = look(lambda s: s.scalars(sa.select(noticed.c.event_id)).all())
    if sorted(reacted) != sorted(want):
        wrong.append(f"{len(reacted)} reactions to {len(want)} events")
    if len(offices) == 1:
        nth = {row.event_id: row.nth for row in lines}
        turned = [event_id for event_id, _, version, _ in events if nth.get(event_id, version) != version]
        if turned:
            wrong.append(f"{len(turned)} out of order")
    return wrong
