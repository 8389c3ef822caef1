"""Many employers in recognition's tables, in bulk and past the projections: sixty-four of them copied under other names.

It is the generator of a measurement alone, and not how anything comes in. Ten people an employer, all of whom stayed.
"""

import datetime
from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

import sqlalchemy as sa

from services.recognition import scoring
from services.recognition.standing.handlers import facts as facts_handlers
from services.recognition.standing.handlers.scored import scored
from services.recognition.standing.handlers.standings import standing_row
from services.recognition.standing.tables import employer_mark, employer_version, fact, standing
from shared.identity import employer_id
from shared.message import encode_data
from shared.service import Runtime
from shared.transaction import Transaction
from tests.benchmarks.editions import JANUARY
from tests.recognition.telling import employer, kept, message_of

PEOPLE, VARIANTS, TOWNS, AT_ONCE = 10, 64, 16, 400


class Variant(NamedTuple):
    """An employer whose rows are copied."""

    number: str
    entity: str
    rows: list[tuple[sa.Table, dict[str, Any]]]


def variants() -> list[Variant]:
    return [_variant(f"7{which:07d}1", which) for which in range(VARIANTS)]


def _variant(number: str, which: int) -> Variant:
    random, entity = Random(which), employer_id("BG", number)
    start = JANUARY + datetime.timedelta(random.randint(100, 400))
    told = employer(number, f"Работодател {number}", f"Employer {number}", JANUARY, staff=random.randint(3, 400),
                    town=f"Town-{which % TOWNS}", sector="CGIFHQ"[which % 6])  # fmt: skip
    rows, facts = [], []
    for event, day in [*told, *kept(number, PEOPLE, start)]:
        message = message_of(event, day)
        common = {"event_id": message.id, "recorded": message.recordedtime}
        if (one := scored(event, message)) is not None:
            facts.append(one)
            who = {"entity": getattr(one, "entity", None), "placement": getattr(one, "placement", None)}
            rows.append((fact, {**common, **who, "data": facts_handlers._encode(one)}))
        elif type(event).__name__ == "EmployerRegistered":
            rows.append((employer_version, {**common, "entity": entity, "data": bytes(encode_data(event))}))
        elif mark := facts_handlers.MARKS.get(type(event)):
            more = {"entity": entity, "what": mark, "on": JANUARY, "points": True}
            rows.append((employer_mark, {**common, **more}))
    for method in scoring.METHODS.values():
        result = scoring.snapshot(facts, entity, datetime.date(2026, 3, 2), method=method)
        rows.append((standing, standing_row(result)))
    return Variant(number, entity, rows)


def fill(runtime: Runtime, begin: int, until: int) -> None:
    """Employers with these numbers, as copies of the variants in turn."""
    models = variants()
    for start in range(begin, until, AT_ONCE):
        rows: dict[sa.Table, list[dict[str, Any]]] = {}
        for which in range(start, min(start + AT_ONCE, until)):
            for table, row in copied(models[which % VARIANTS], which):
                rows.setdefault(table, []).append(row)
        runtime.perform(lambda tx, rows=rows: _write(tx, rows))  # type: ignore[misc]
    if not runtime.database.embedded:
        with runtime.database.engine.begin() as connection:
            connection.execute(sa.text("ANALYZE"))


def _write(tx: Transaction, rows: dict[sa.Table, list[dict[str, Any]]]) -> None:
    for table, some in rows.items():
        tx.session.connection().execute(sa.insert(table), some)


def number_of(which: int) -> str:
    return f"{which:09d}"


def copied(model: Variant, which: int) -> Iterator[tuple[sa.Table, dict[str, Any]]]:
    number = number_of(which)
    entity = employer_id("BG", number)
    old, new = model.number.encode(), number.encode()
    was, now = model.entity.encode(), entity.encode()
    for place, (table, row) in enumerate(model.rows):
        found = dict(row)
        for name in ("entity", "group"):
            if found.get(name):
                found[name] = entity
        if "event_id" in found:
            found["event_id"] = f"{which:08x}-{place:04x}"
        if found.get("placement"):
            found["placement"] = found["placement"].replace(model.number, number)
        if "data" in found:
            event = str(row["event_id"]).encode()
            found["data"] = found["data"].replace(was, now).replace(old, new).replace(event, found["event_id"].encode())
        yield table, found
