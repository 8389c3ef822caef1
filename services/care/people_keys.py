"""Before anybody is served: does each person's file still have its key? Without it nobody can ever read the file again."""

import shlex

import click
import sqlalchemy as sa
import structlog

from services.intake.candidates import tables as candidates
from services.intake.tools import tools_of
from shared import security_log
from shared.clock import machine_now
from shared.service import Runtime
from shared.trouble import code_of

log = structlog.get_logger(__name__)

KEYS = "keys"
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


def look(runtime: Runtime) -> str:
    """What is wrong with the keys of an open intake, and what helps; empty where each file has its key."""
    try:
        missing, of = without_key(runtime)
    except sa.exc.DatabaseError as error:
        if not code_of(error).startswith(DAMAGED):
            raise
        return f"the database of the keys is damaged ({code_of(error)}): no name can be read. {_ways(runtime)}"
    if not missing:
        return ""
    return f"the database of the keys is gone, emptied or older: {len(missing)} of {of} files have no key. {_ways(runtime)}"


def without_key(runtime: Runtime) -> tuple[list[str], int]:
    """Whose file can no longer be read though nobody erased it, and how many files there are."""
    row, ring = candidates.candidate.c, tools_of(runtime).keys
    here = runtime.database.look(lambda session: list(session.scalars(sa.select(row.id).where(row.name != ""))))
    keyless = ring.keyless(here)
    if not keyless:
        return [], len(here)
    return sorted(keyless - set(ring.erased_among(keyless))), len(here)


def _ways(runtime: Runtime) -> str:
    folder = shlex.quote(str(runtime.settings.data.resolve()))
    copy = f"cp BACKUPFOLDER/keys-backup/keys.db {folder}/keys.db"
    if not runtime.database.embedded:
        copy = "restore the dump of keys with pg_restore: deploy/README.md"
    return (
        "intake serves nobody until somebody decides: stop the program, then one of"
        f"\n    {copy}\n        the keys of the newest backup: the only way to read these files again"
        f'\n    steadfast --data {folder} loss go-on-without keys --reason "..."'
        "\n        these people count as erased, for ever and everywhere; other files stay readable"
    )


def go_on_without(runtime: Runtime, reason: str) -> int:
    """Files that nobody can read are as erased: intake empties them at its start. Returns how many. Raises ClickException."""
    try:
        missing, _ = without_key(runtime)
    except sa.exc.DatabaseError as error:
        raise click.ClickException(f"keys.db is damaged: move it away first ({code_of(error)})") from error
    ring = tools_of(runtime).keys
    ring.note_erased({ring.mark(candidate): machine_now() for candidate in missing})
    security_log.note("gone on without lost keys")
    log.warning("gone on without lost keys", service="intake", count=len(missing), why=reason)
    return len(missing)
