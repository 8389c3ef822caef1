"""Where backups lie that the program makes by itself, and what is known of the newest: made when, tried when."""

import datetime
from pathlib import Path

import msgspec

from shared.clock import machine_now
from shared.settings import OFF, Settings

MANIFEST, TRIED = "manifest.json", "tried.json"


class Made(msgspec.Struct, frozen=True):
    """Of a manifest: when the copies were made."""

    made: datetime.datetime


class Tried(msgspec.Struct, frozen=True):
    """A backup was restored into a scratch place, and everything in it was looked at."""

    at: datetime.datetime


class Kept(msgspec.Struct, frozen=True):
    """One backup of a folder of backups."""

    folder: Path
    made: datetime.datetime
    tried: datetime.datetime | None

    @property
    def age(self) -> float:
        """Seconds, by the machine's clock."""
        return max((machine_now() - self.made).total_seconds(), 0.0)


def folder_of(settings: Settings) -> Path | None:
    """Where they lie; None where nobody wants any, or a demonstration has none."""
    if settings.backups == OFF or (settings.demo and not settings.backups):
        return None
    return Path(settings.backups) if settings.backups else settings.data / "backups"


def kept_backups(settings: Settings) -> list[Kept]:
    """All that are whole, newest first: one that was cut short has no manifest."""
    folder = folder_of(settings)
    if folder is None or not folder.is_dir():
        return []
    found = [one for file in folder.glob(f"*/{MANIFEST}") if (one := _kept(file.parent)) is not None]
    return sorted(found, key=lambda one: one.made, reverse=True)


def as_of(settings: Settings, moment: datetime.datetime) -> Kept | None:
    """The newest of those that stood their trial and were made by then."""
    return next((one for one in kept_backups(settings) if one.tried is not None and one.made <= moment), None)


def _kept(folder: Path) -> Kept | None:
    try:
        made = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Made).made
        file = folder / TRIED
        tried = msgspec.json.decode(file.read_bytes(), type=Tried).at if file.is_file() else None
    except (OSError, msgspec.DecodeError):
        return None
    return Kept(folder, made, tried)
