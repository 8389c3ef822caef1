"""The doctor looks at the databases: do they answer, are they as they should be, is what they hold whole."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.care import DATABASES, SERVICES, whole
from services.care.doctor.check import FAILS, FINE, NOT_NOW, Check, check, closed
from services.care.doctor.service import look_at_service
from services.intake.candidates import tables as candidates
from services.intake.keyring import KeyRing
from services.recognition.editions.queries.editions import all_editions, verify
from shared.database import Database
from shared.sealing import Sealer, master_key
from shared.settings import BadSetting, Settings

NAMES = {service.name for service in SERVICES}


def look_at_databases(settings: Settings) -> Iterator[Check]:
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
                yield from look_at_service(service, opened[service.name], settings)
        yield from _erasures(settings, opened)
        if "recognition" in opened:
            yield _editions(opened["recognition"])
    finally:
        for database in opened.values():
            database.dispose()


def _reached(settings: Settings, name: str) -> tuple[Database | None, Check]:
    url = sa.make_url(settings.database_url(name))
    label, do = f"database {name}", "start the database server, or see STEADFAST_DATABASE and --data"
    missing = url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file()
    if missing and name not in whole.known(settings):
        return None, Check(label, FAILS, f"{url.database} is not there", do)
    database = Database(settings.database_url(name))
    try:
        if name in NAMES and (lost := whole.wrong(name, settings, database, patience=0)):
            database.dispose()
            return None, closed(name, lost)
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
    return check(f"durability of {name}", found == wanted, say, f"set {wanted}: acknowledged work could be lost")


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
    except BadSetting as damaged:
        yield Check("erasures", FAILS, "the key of intake is damaged", str(damaged))
        return
    lost = len(keyless) - len(cut_short)
    yield check(
        "erasures", not cut_short, f"{len(ring.log())} in the log, {len(cut_short)} cut short", "start intake again"
    )
    yield check("candidates' keys", not lost, f"{lost} files without a key", "restore keys.db from keys-backup")


def _editions(database: Database) -> Check:
    def look(session: Session) -> Check:
        found = all_editions(session)
        if not found:
            return Check("newest edition", NOT_NOW, "none is published yet")
        one = verify(session, found[0].number)
        say = f"{one.number} {'agrees' if one.agrees else 'DIFFERS'}"
        return check("newest edition", one.agrees, say, f"steadfast edition verify {one.number}; call for help")

    try:
        return database.look(look)
    except sa.exc.DBAPIError as error:
        return Check("newest edition", FAILS, type(error).__name__, "steadfast migrate")
