"""The doctor looks into one service: revision, events that wait, what is set aside, turns, letters, wishes, periods."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from services.care import retention
from services.care.doctor.check import FAILS, LOOK, NOT_NOW, WAITS, Check, check
from services.intake.candidates.handlers import normal_forms
from services.intake.candidates.handlers.numbering import files_wait
from services.intake.letters import tables as people
from services.intake.rights import tables as own
from services.intake.rights.handlers.retention import old_letters
from services.placements.known import handlers as named
from services.site_map import WISHES
from shared.clock import machine_seconds
from shared.database import DERIVED, Database
from shared.gap import gap_of
from shared.migrations import current, newest
from shared.service import Service
from shared.settings import Settings

MOST_DOUBLES = 5
DOUBLES = {
    "intake": (normal_forms.doubles, "an editor puts the odd one into the group of the other: together they are one"),
    "placements": (named.doubles, "void the hires of the odd one as of a wrong employer, and record them anew"),
}


def look_at_service(service: Service, database: Database, settings: Settings) -> Iterator[Check]:
    name = service.name
    at, head = current(database), newest(service.migrations)
    yield check(f"revision of {name}", at == head, f"{at or 'none'} of {head}", "steadfast migrate")
    if at != head:
        return
    tables = service.metadata.tables
    box = tables["outbox"].c
    oldest = database.look(lambda s: s.scalar(sa.select(sa.func.min(box.recorded_at)).where(box.stream_seq.is_(None))))
    waiting, age = _count(database, box.stream_seq.is_(None)), _age(settings, oldest)
    say = f"{waiting} events wait, the oldest {age:.0f} s" if waiting else "everything is in the stream"
    late = "is the service running, and does it reach NATS? See its log"
    yield check(f"outbox of {name}", age < WAITS, say, late, LOOK if not settings.nats_url else FAILS)
    refused = _count(database, box.refused.is_not(None))
    yield check(f"refused events of {name}", not refused, str(refused), f"steadfast outbox list {name}")
    letters = tables[f"{DERIVED}.dead_letter"].c.event_id
    set_aside = _count(database, letters.is_not(None))
    do = f"steadfast dead-letters list {name}; mend the cause; steadfast dead-letters replay {name}"
    yield check(f"dead letters of {name}", not set_aside, str(set_aside), do)
    parked = _count(database, tables[f"{DERIVED}.parked"].c.aggregate_id.is_not(None))
    yield check(f"parked in {name}", not parked, str(parked), do)
    yield _gap(name, database, tables["loss"])
    yield _leases(name, database, tables["lease"])
    yield from _periods(name, database, settings)
    if name in DOUBLES:
        yield _doubles(name, database)
    if name == "intake":
        yield _wishes(database, settings)
        yield _refused_letters(database)
        wait = database.look(files_wait)
        say = f"{wait} files are still to be indexed" if wait else "every file is indexed"
        yield check("names in the index", not wait, say, "start intake, or steadfast files", LOOK)
        old = len(old_letters(settings.data / "mail", retention.LETTERS))
        yield check("letters in files", not old, f"{old} older than a week" if old else "none is old", "start intake")


def _gap(name: str, database: Database, losses: sa.Table) -> Check:
    """What somebody went on without is missing on the pages, which say so until a restore."""
    gap = database.look(lambda session: gap_of(session, losses))
    say = f"those from {gap.since:%Y-%m-%d} to {gap.until:%Y-%m-%d} were lost" if gap else "none was ever given up"
    do = "to mend: restore a backup that has them (steadfast restore); see docs/operations.md"
    return check(f"lost records of {name}", gap is None, say, do, LOOK)


def _doubles(name: str, database: Database) -> Check:
    """One company under two ids, from before its number had one form; ids are told for ever, so a person decides."""
    find, do = DOUBLES[name]
    pairs = database.look(find)
    say = ", ".join(f"{odd} is {other}" for odd, other in pairs[:MOST_DOUBLES])
    more = f" and {len(pairs) - MOST_DOUBLES} more" if len(pairs) > MOST_DOUBLES else ""
    return check(f"companies twice in {name}", not pairs, say + more if pairs else "each once", do, LOOK)


def _refused_letters(database: Database) -> Check:
    """Counted only: whose they are is sealed. They go thirty days after they were written."""
    gone = _count(database, people.letter.c.given_up.is_not(None))
    resting = (
        people.letter.c.not_before.is_not(None) & people.letter.c.given_up.is_(None) & people.letter.c.sent.is_(None)
    )
    later = _count(database, resting)
    say = f"{gone} refused for good, {later} tried again later" if gone or later else "none is refused"
    do = "see `a letter was refused` in the log: a wrong address, or mend STEADFAST_MAIL_URL, then steadfast letters retry"
    return check("letters refused", not gone and not later, say, do, LOOK)


def _wishes(database: Database, settings: Settings) -> Check:
    """People get an answer within a month, by law."""
    late = _count(
        database, (own.data_request.c.done_on.is_(None)) & (own.data_request.c.due_on < settings.clock.today())
    )
    do = f"their officers answer them under {WISHES}"
    return check("wishes of people", not late, f"{late} past their day" if late else "none is late", do, LOOK)


def _periods(name: str, database: Database, settings: Settings) -> Iterator[Check]:
    """What has been kept long enough is gone; what employers said is looked at every two years."""
    if name == "recognition":
        old = database.look(lambda session: retention.answers_to_look_at(session, settings.clock.today()))
        do = "ask the employers whether what they said still holds, and approve it anew"
        yield check("answers of interviews", not old, f"{old} answers older than 24 months", do, LOOK)
    late = retention.late(name, database, settings.clock)
    say = ", ".join(f"{count} in {table}" for table, count in sorted(late.items())) or "nothing is overdue"
    yield check(f"periods of {name}", not late, say, f"start {name}: it tidies every morning, 10,000 rows of a table")


def _age(settings: Settings, oldest: Any) -> float:
    return max((settings.clock.now() - oldest).total_seconds(), 0.0) if oldest is not None else 0.0


def _leases(name: str, database: Database, lease: sa.Table) -> Check:
    """Given back when a process stops; run out where one died and nobody took over.

    The consumer renews its turn all the time; relay and timers take theirs when there is something to do.
    """
    always = sa.select(lease).where(lease.c.name.endswith(".consumer", autoescape=True))
    rows = database.look(lambda session: session.execute(always).all())
    dead = [row.name for row in rows if row.until < machine_seconds() - WAITS]
    if not rows:
        return Check(f"turns in {name}", NOT_NOW, "nobody is at work")
    say = f"nobody took over {', '.join(dead)}" if dead else f"{len(rows)} held"
    return check(f"turns in {name}", not dead, say, "start the service again; what waits is taken up by itself", LOOK)


def _count(database: Database, where: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).where(where)
    return int(database.look(lambda session: session.scalar(query)) or 0)
