"""The doctor's round: some thirty things that should be so, and what to do about each that is not."""

import asyncio
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.care import DATABASES, SERVICES, inventory, retention
from services.intake.candidates import tables as candidates
from services.intake.keyring import KeyRing
from services.intake.letters import tables as people
from services.intake.rights import tables as own
from services.intake.rights.handlers.retention import old_letters
from services.recognition.editions.queries.editions import all_editions, verify
from shared.broker import Broker, connected
from shared.clock import machine_seconds
from shared.database import DERIVED, Database
from shared.migrations import current, newest
from shared.nats_server import program
from shared.sealing import Sealer, master_key
from shared.service import Service
from shared.settings import Settings

FINE, LOOK, FAILS, NOT_NOW = "ok", "look", "FAIL", "-"
KEY_FILES = ("session.key", "session.pub", "site.key", "intake.key", "placements.key")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
LEAST_NATS = (2, 15)
LEAST_SPACE = 2**30
WAITS = 60.0
STREAM = {
    "retention": "limits",
    "storage": "file",
    "discard": "new",
    "max_age": 0,
    "deny_delete": True,
    "deny_purge": True,
    "allow_direct": False,
    "allow_rollup_hdrs": False,
}
"""As DESIGN 3 has it; `allow_atomic` and `max_bytes` are looked at by themselves."""


class Check(msgspec.Struct, frozen=True):
    """One thing looked at: `ok`, `look`, `FAIL` or `-` (could not be looked at now), what was seen, what to do."""

    name: str
    state: str
    say: str
    do: str = ""


def examine(settings: Settings) -> list[Check]:
    """Everything, in the order of the round. Changes nothing."""
    return [*_settings(settings), *_key_files(settings), *_databases(settings), *_events(settings), _inventory()]


def _check(name: str, good: bool, say: str, do: str, bad: str = FAILS) -> Check:
    return Check(name, FINE if good else bad, say, "" if good else do)


# -- settings and folders ----------------------------------------------------------------------------------------------


def _settings(settings: Settings) -> Iterator[Check]:
    host = re.sub(r":\d+$", "", settings.base_url.partition("://")[2].partition("/")[0])
    near = host in LOOPBACK
    say = settings.base_url
    yield _check("address", near or settings.secure, say, "set STEADFAST_BASE_URL to the https:// address people type")
    yield _check(
        "demonstration",
        not settings.demo or near,
        "on" if settings.demo else "off",
        "never public: unset STEADFAST_DEMO",
    )
    turned = settings.clock_file is not None and settings.clock_file.exists()
    yield _check(
        "clock", not turned or settings.demo or near, "turned by a file" if turned else "the machine's",
        "unset STEADFAST_CLOCK: business dates follow a file",
    )  # fmt: skip
    yield _check(
        "mail", bool(settings.mail_url) or near, "sent" if settings.mail_url else "written to files",
        "set STEADFAST_MAIL_URL: nobody gets a letter", LOOK,
    )  # fmt: skip
    there = settings.data.is_dir()
    yield _check("data folder", there, str(settings.data), "give --data, or start once with `steadfast up`")
    free = shutil.disk_usage(settings.data if there else Path.cwd()).free
    yield _check("disk space", free > LEAST_SPACE, f"{free / 2**30:.1f} GB free", "make room: 1 GB at least")


# -- keys --------------------------------------------------------------------------------------------------------------


def _key_files(settings: Settings) -> Iterator[Check]:
    folder = settings.data / "keys"
    missing = [name for name in KEY_FILES if not (folder / name).is_file()]
    say = f"missing: {', '.join(missing)}" if missing else f"{len(KEY_FILES)} in {folder}"
    yield _check(
        "key files", not missing, say, "copy them from where they are kept: new ones open nothing that is sealed"
    )
    here = [folder / name for name in KEY_FILES if name not in missing]
    if not here:
        return
    open_ = [file.name for file in here if file.stat().st_mode & 0o377]
    say = f"readable by more than their owner: {', '.join(open_)}" if open_ else "0400"
    yield _check("rights of key files", not open_, say, f"chmod 400 {folder}/*")
    weak = [file.name for file in here if _is_weak(file.read_bytes())]
    same = len({file.read_bytes() for file in here}) < len(here)
    say = "two are the same" if same else f"weak: {', '.join(weak)}" if weak else "random"
    do = "a key typed by hand or taken from an example protects nothing: make a new installation, or rotate it"
    yield _check("strength of keys", not weak and not same, say, do)


def _is_weak(key: bytes) -> bool:
    """Not 32 bytes, printable text, or the same few bytes again and again."""
    return len(key) != 32 or len(set(key)) < 16 or all(32 <= byte < 127 for byte in key)


# -- databases ---------------------------------------------------------------------------------------------------------


def _databases(settings: Settings) -> Iterator[Check]:
    opened = {}
    for name in DATABASES:
        database, check = _reached(settings, name)
        yield check
        if database is not None:
            opened[name] = database
    try:
        for name, database in opened.items():
            yield _manners(name, database)
        for service in SERVICES:
            if service.name in opened:
                yield from _of_service(service, opened[service.name], settings)
        yield from _erasures(settings, opened)
        if "recognition" in opened:
            yield _editions(opened["recognition"])
    finally:
        for database in opened.values():
            database.dispose()


def _reached(settings: Settings, name: str) -> tuple[Database | None, Check]:
    url = sa.make_url(settings.database_url(name))
    label, do = f"database {name}", "start the database server, or see STEADFAST_DATABASE and --data"
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        return None, Check(label, FAILS, f"{url.database} is not there", do)
    database = Database(settings.database_url(name))
    try:
        database.look(lambda session: session.execute(sa.text("SELECT 1")).scalar())
    except (sa.exc.DBAPIError, OSError) as error:
        database.dispose()
        return None, Check(label, FAILS, f"no answer: {type(error).__name__}", do)
    return database, Check(label, FINE, "answers")


def _manners(name: str, database: Database) -> Check:
    """A commit that was acknowledged survives a power cut."""
    wanted = (
        {"journal_mode": "wal", "synchronous": "2"}
        if database.embedded
        else {"fsync": "on", "synchronous_commit": "on"}
    )
    ask = "PRAGMA" if database.embedded else "SHOW"
    found = {
        what: str(database.look(lambda session, what=what: session.execute(sa.text(f"{ask} {what}")).scalar()))  # type: ignore[misc]
        for what in wanted
    }
    say = ", ".join(f"{what}={value}" for what, value in found.items())
    return _check(f"durability of {name}", found == wanted, say, f"set {wanted}: acknowledged work could be lost")


def _of_service(service: Service, database: Database, settings: Settings) -> Iterator[Check]:
    name = service.name
    at, head = current(database), newest(service.migrations)
    yield _check(f"revision of {name}", at == head, f"{at or 'none'} of {head}", "steadfast migrate")
    if at != head:
        return
    tables = service.metadata.tables
    box = tables["outbox"].c
    oldest = database.look(lambda s: s.scalar(sa.select(sa.func.min(box.recorded_at)).where(box.stream_seq.is_(None))))
    waiting, age = _count(database, box.stream_seq.is_(None)), _age(settings, oldest)
    say = f"{waiting} events wait, the oldest {age:.0f} s" if waiting else "everything is in the stream"
    late = "is the service running, and does it reach NATS? See its log"
    yield _check(f"outbox of {name}", age < WAITS, say, late, LOOK if not settings.nats_url else FAILS)
    refused = _count(database, box.refused.is_not(None))
    yield _check(f"refused events of {name}", not refused, str(refused), f"steadfast outbox list {name}")
    letters = tables[f"{DERIVED}.dead_letter"].c.event_id
    set_aside = _count(database, letters.is_not(None))
    do = f"steadfast dead-letters list {name}; mend the cause; steadfast dead-letters replay {name}"
    yield _check(f"dead letters of {name}", not set_aside, str(set_aside), do)
    parked = _count(database, tables[f"{DERIVED}.parked"].c.aggregate_id.is_not(None))
    yield _check(f"parked in {name}", not parked, str(parked), do)
    yield _leases(name, database, tables["lease"])
    yield _periods(name, database, settings)
    if name == "intake":
        yield _wishes(database, settings)
        yield _refused_letters(database)
        old = len(old_letters(settings.data / "mail", retention.LETTERS))
        yield _check("letters in files", not old, f"{old} older than a week" if old else "none is old", "start intake")


def _refused_letters(database: Database) -> Check:
    """Counted only: whose they are is sealed. They go thirty days after they were written."""
    gone = _count(database, people.letter.c.given_up.is_not(None))
    resting = (
        people.letter.c.not_before.is_not(None) & people.letter.c.given_up.is_(None) & people.letter.c.sent.is_(None)
    )
    later = _count(database, resting)
    say = f"{gone} refused for good, {later} tried again later" if gone or later else "none is refused"
    do = "see `a letter was refused` in the log: a wrong address, or mend STEADFAST_MAIL_URL, then steadfast letters retry"
    return _check("letters refused", not gone and not later, say, do, LOOK)


def _wishes(database: Database, settings: Settings) -> Check:
    """People get an answer within a month, by law."""
    late = _count(database, (own.wish.c.done_on.is_(None)) & (own.wish.c.due_on < settings.clock.today()))
    do = "their officers answer them under /intake/wishes"
    return _check("wishes of people", not late, f"{late} past their day" if late else "none is late", do, LOOK)


def _periods(name: str, database: Database, settings: Settings) -> Check:
    """What has been kept long enough is gone; what employers said is looked at every two years."""
    if name == "recognition":
        old = database.look(lambda session: retention.answers_to_look_at(session, settings.clock.today()))
        do = "ask the employers whether what they said still holds, and approve it anew"
        return _check(f"periods of {name}", not old, f"{old} answers older than 24 months", do, LOOK)
    late = retention.late(name, database, settings.clock)
    say = ", ".join(f"{count} in {table}" for table, count in sorted(late.items())) or "nothing is overdue"
    return _check(f"periods of {name}", not late, say, f"start {name}: it tidies every morning, 10,000 rows of a table")


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
    return _check(f"turns in {name}", not dead, say, "start the service again; what waits is taken up by itself", LOOK)


def _count(database: Database, where: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).where(where)
    return int(database.look(lambda session: session.scalar(query)) or 0)


def _erasures(settings: Settings, opened: dict[str, Database]) -> Iterator[Check]:
    """Every file has a key or was erased, and every erasure went to its end."""
    if not {"intake", "keys"} <= set(opened) or not (settings.data / "keys" / "intake.key").is_file():
        return
    try:
        ring = KeyRing(opened["keys"], Sealer(master_key(settings.data / "keys", "intake")))
        row = candidates.candidate.c
        here = opened["intake"].look(lambda s: list(s.scalars(sa.select(row.id).where(row.name != ""))))
        keyless = ring.keyless(here)
        cut_short = ring.erased_among(keyless)
    except sa.exc.DBAPIError as error:
        yield Check("erasures", FAILS, type(error).__name__, "bring the databases to their newest revision first")
        return
    lost = len(keyless) - len(cut_short)
    yield _check(
        "erasures", not cut_short, f"{len(ring.log())} in the log, {len(cut_short)} cut short", "start intake again"
    )
    yield _check("candidates' keys", not lost, f"{lost} files without a key", "restore keys.db from keys-backup")


def _editions(database: Database) -> Check:
    def look(session: Session) -> Check:
        found = all_editions(session)
        if not found:
            return Check("newest edition", NOT_NOW, "none is published yet")
        one = verify(session, found[0].number)
        say = f"{one.number} {'agrees' if one.agrees else 'DIFFERS'}"
        return _check("newest edition", one.agrees, say, f"steadfast edition verify {one.number}; call for help")

    try:
        return database.look(look)
    except sa.exc.DBAPIError as error:
        return Check("newest edition", FAILS, type(error).__name__, "steadfast migrate")


# -- events ------------------------------------------------------------------------------------------------------------


def _events(settings: Settings) -> Iterator[Check]:
    own = settings.data / "nats" / "nats.conf"
    if not settings.nats_url:
        yield _program()
        text = own.read_text() if own.is_file() else ""
        yield _check(
            "synced writes", not text or "sync_interval: always" in text, "always" if text else "no server started yet",
            f"sync_interval: always in {own}",
        )  # fmt: skip
        port = re.search(r'listen: "127\.0\.0\.1:(\d+)"', text)
        url = f"nats://127.0.0.1:{port[1]}" if port else ""
    else:
        yield Check("synced writes", LOOK, "cannot be asked from here", "look for `sync_interval: always` in nats.conf")
        url = settings.nats_url
    found = asyncio.run(_asked(url, settings)) if url else None
    if found is None:
        state, do = (FAILS, "start nats-server, see STEADFAST_NATS_URL") if settings.nats_url else (NOT_NOW, "")
        yield Check("nats-server", state, "does not answer" if settings.nats_url else "is not running now", do)
        return
    version, config = found
    yield Check("nats-server", FINE, url.rpartition("@")[2])
    old = tuple(int(part) for part in re.findall(r"\d+", version)[:2]) < LEAST_NATS
    yield _check("version of nats-server", not old, version, "2.15 or newer: older ones cannot store a batch as one")
    yield from _stream(config, settings)


def _program() -> Check:
    try:
        return Check("program nats-server", FINE, program())
    except FileNotFoundError as error:
        return Check("program nats-server", FAILS, "not found", str(error))


async def _asked(url: str, settings: Settings) -> tuple[str, dict[str, Any]] | None:
    """The server's version and the stream's configuration (empty: no stream); None where nobody answers."""
    try:
        async with asyncio.timeout(5):
            broker = await connected(url, "provision", settings.nats_credentials("provision"))
            try:
                return str(broker.client.connected_server_version), await _configuration(broker)
            finally:
                await broker.close()
    except TimeoutError:
        return None


async def _configuration(broker: Broker) -> dict[str, Any]:
    answer = await broker.client.request("$JS.API.STREAM.INFO.EVENTS", b"{}", timeout=3)
    config: dict[str, Any] = msgspec.json.decode(answer.data).get("config", {})
    return config


def _stream(config: dict[str, Any], settings: Settings) -> Iterator[Check]:
    do = "steadfast provision"
    yield _check("stream EVENTS", bool(config), "is there" if config else "is not there", do)
    if not config:
        return
    wrong = [
        f"{name}={config.get(name)}"
        for name, value in STREAM.items()
        if (config.get(name) or False) != (value or False)
    ]
    wrong += [] if config.get("max_bytes", -1) > 0 else ["max_bytes is not set"]
    yield _check(
        "settings of the stream",
        not wrong,
        ", ".join(wrong) or "as designed",
        "nats stream edit EVENTS: see deploy/nats",
    )
    yield _check(
        "atomic batches", bool(config.get("allow_atomic")), str(config.get("allow_atomic")), "set allow_atomic"
    )
    copies = config.get("num_replicas", 1)
    yield _check(
        "copies of the stream", copies >= settings.nats_replicas, str(copies), "see STEADFAST_NATS_REPLICAS", LOOK
    )


# -- papers ------------------------------------------------------------------------------------------------------------


def _inventory() -> Check:
    if not inventory.FILE.is_file():
        return Check("inventory", NOT_NOW, "docs/inventory.toml is not installed here")
    try:
        written = set(inventory.inventory())
    except ValueError as error:
        return Check("inventory", FAILS, str(error), "complete docs/inventory.toml")
    differ = sorted(written ^ inventory.columns())
    say = f"differs: {', '.join(differ[:5])}" if differ else f"{len(written)} columns"
    return _check("inventory", not differ, say, "write down in docs/inventory.toml what is kept and why")
