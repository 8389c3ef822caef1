"""Backups as a habit: by the running program each day or oftener, sealed where a key is given, tried, and taken away in time."""

import asyncio
import datetime
import fcntl
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import structlog

from services.app import App
from services.care.backup import KEYS, MANIFEST, CannotBackUp, Say, back_up, must_have_room
from services.care.sealed_files import key_in, seal
from services.care.trying import try_out
from shared import private
from shared.backups import Kept, folder_of, kept_backups
from shared.clock import machine_now
from shared.logs import named
from shared.settings import BadSetting, Settings
from shared.storage import CannotCopy

log = structlog.get_logger(__name__)

HOUR = 3600.0
FIRST, LOOK, AGAIN = 300.0, 30.0, 3600.0
"""Seconds until the first backup of an installation, between two looks, and until one that failed is tried again."""
DAILY, WEEKLY = 7, 35
"""Days for which each is kept, and for which one a week is; the keys of people are gone from those older than the first."""


async def back_up_daily(app: App) -> None:
    """As long as the program runs; while a database is not whole nothing is copied, and nothing taken away."""
    settings, began = app.settings, asyncio.get_running_loop().time()
    if folder_of(settings) is None or settings.database.startswith("postgresql"):
        return
    rests = 0.0
    while True:
        now = asyncio.get_running_loop().time()
        whole = not any(runtime.lost for runtime in app.runtimes.values())
        if app.ready and whole and now >= rests and await asyncio.to_thread(_is_due, settings, now - began):
            rests = now + AGAIN if not await _made(settings) else 0.0
        await asyncio.sleep(LOOK if app.ready else 1.0)


def _is_due(settings: Settings, running: float) -> bool:
    tried = [one for one in kept_backups(settings) if one.tried is not None]
    return tried[0].age >= settings.backup_every * HOUR if tried else running >= FIRST


async def _made(settings: Settings) -> bool:
    try:
        await asyncio.to_thread(make, settings, lambda text: None)
    except (CannotBackUp, CannotCopy, BadSetting, OSError) as error:
        log.error("a backup failed", error=named(error), why=type(error).__name__)
        return False
    log.info("a backup was made and tried")
    return True


def make(settings: Settings, say: Say) -> Path:
    """A new one among those that are kept, tried; then those whose time is over go. Raises CannotBackUp, CannotCopy,
    BadSetting, OSError. One that does not stand the trial stays to be looked at until the next, and nothing goes for it but the
    keys of people, whose time is over whatever became of it.
    """
    folder = folder_of(settings)
    if folder is None:
        raise CannotBackUp("no backups are wanted here: STEADFAST_BACKUPS is off")
    key = key_in(Path(settings.backup_key)) if settings.backup_key else b""
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder, settings.data):
        for failed in [one.folder for one in kept_backups(settings) if one.tried is None]:
            shutil.rmtree(failed)
        made = folder / f"{machine_now():%Y-%m-%dT%H%M%S}"
        _copy(settings, folder / f".making-{made.name}", key, say).rename(made)
        try:
            try_out(settings, made, say)
        except CannotBackUp:
            _take_away((old for old in expired(kept_backups(settings), machine_now()) if old.name == KEYS), say)
            raise
        _take_away(expired(kept_backups(settings), machine_now()), say)
    return made


def _copy(settings: Settings, half: Path, key: bytes, say: Say) -> Path:
    """Of all databases, sealed where there is a key; nothing of it stays where it cannot be made.

    What is sealed is copied beside the data first: where backups lie it is never in the clear.
    """
    plain = settings.data / half.name if key else half
    try:
        back_up(settings, plain, say)
        if key:
            _seal_all(plain, key, half)
        private.close_to_others(half)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    finally:
        if key:
            shutil.rmtree(plain, ignore_errors=True)
    return half


def _seal_all(plain: Path, key: bytes, half: Path) -> None:
    half.mkdir()
    must_have_room(half, sum(file.stat().st_size for file in plain.rglob("*")))
    for file in [file for file in sorted(plain.rglob("*")) if file.is_file()]:
        folder = half / file.parent.relative_to(plain)
        if file.name in (MANIFEST, "README.txt"):
            folder.mkdir(exist_ok=True)
            shutil.move(file, folder / file.name)
        else:
            seal(file, key, folder)


def _take_away(over: Iterable[Path], say: Say) -> None:
    for old in over:
        shutil.rmtree(old)
        say(f"  {old.name} is taken away: its time is over")


def expired(kept: Sequence[Kept], now: datetime.datetime) -> Iterator[Path]:
    """What goes: backups out of their time, and the keys of people in those of a week and more. `kept`: newest first.

    Only one that stood its trial stands for its week.
    """
    weeks = set[tuple[int, int]]()
    for place, one in enumerate(kept):
        days, week = (now - one.made).days, one.made.isocalendar()[:2]
        if place and (days >= WEEKLY or (days >= DAILY and (week in weeks or one.tried is None))):
            yield one.folder
            continue
        if one.tried is not None:
            weeks.add(week)
        if place and days >= DAILY and (one.folder / KEYS).is_dir():
            yield one.folder / KEYS


@contextmanager
def _alone(folder: Path, data: Path) -> Iterator[None]:
    """One at a time; what one that died has left goes. Raises BlockingIOError."""
    file = folder / ".lock"
    file.touch(mode=0o600)
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in (*folder.glob(".making-*"), *data.glob(".making-*"), *data.glob(".trying-*")):
            shutil.rmtree(left)
        yield
