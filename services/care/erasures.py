"""The erasure log, kept apart from the backups, and done again after one of them was restored."""

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from services.intake.keyring import KeyRing
from services.intake.rights.handlers.erasure import finish_erasures
from services.placements.hires.handlers.forgetting import unlink
from shared.service import Runtime
from shared.storage import look_into


class Line(msgspec.Struct, frozen=True):
    """One erasure: a keyed hash and when it was; nobody can tell who."""

    mark: str
    at: datetime.datetime


def lines_of(log: Mapping[str, datetime.datetime]) -> str:
    """JSON lines, oldest first."""
    rows = sorted(log.items(), key=lambda row: (row[1], row[0]))
    return "".join(msgspec.json.encode(Line(mark, at)).decode() + "\n" for mark, at in rows)


def log_in(file: Path) -> dict[str, datetime.datetime]:
    """The log in a file of JSON lines, or in a keys.db. Raises ValueError for another file."""
    if file.read_bytes()[:15] == b"SQLite format 3":
        return _log_in_database(file)
    try:
        lines = [msgspec.json.decode(line, type=Line) for line in file.read_bytes().splitlines() if line.strip()]
    except msgspec.DecodeError as error:
        raise ValueError(f"{file} is no erasure log: {error}") from error
    return {line.mark: line.at for line in lines}


def _log_in_database(file: Path) -> dict[str, datetime.datetime]:
    rows = look_into(file, "SELECT mark, at FROM erased")
    return {mark: datetime.datetime.fromisoformat(at).replace(tzinfo=datetime.UTC) for mark, at in rows}


def replay(
    log: Mapping[str, datetime.datetime], intake: Runtime, placements: Runtime, say: Callable[[str], None]
) -> tuple[str, ...]:
    """Keys destroyed again, files emptied, hires unlinked, before anybody is served. Returns whose files that were.

    The others hear of it by the events that this writes; placements does it at once and finds nothing to do later.
    """
    ring: KeyRing = intake.tools.keys
    new = ring.note_erased(log)
    destroyed = ring.destroy_marked()
    emptied = intake.perform(finish_erasures)
    placements.perform(lambda tx: unlink(emptied, tx))
    say(f"erasures: {len(ring.log())} in the log, {new} of them new here; {destroyed} keys destroyed again")
    say(f"  {len(emptied)} files emptied again, their hires unlinked")
    return emptied
