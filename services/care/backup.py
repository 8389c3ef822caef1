"""Backups: a copy of every database as they all were at one moment, a manifest with digests, and the way back."""

import datetime
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import sqlalchemy as sa

from services.care import DATABASES, SERVICES
from shared.clock import machine_now
from shared.migrations import newest
from shared.settings import Settings
from shared.storage import copy_together, look_into

Say = Callable[[str], None]
MANIFEST, KEYS, KEY_FILES = "manifest.json", "keys-backup", "key-files"
NOTE = """\
keys.db holds the key of every person's file. Keep this folder apart from the rest, and seven days only:
as long as a copy of a destroyed key exists, the person it belonged to is not erased from older backups.
"""
SPARE = 64 * 2**20


class CannotBackUp(Exception):
    """The backup or restore was not begun, or what it read is not what was written."""


class Part(msgspec.Struct, frozen=True):
    """One file of a backup."""

    file: str
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup is made of."""

    made: datetime.datetime
    revisions: dict[str, str]
    parts: list[Part]
    with_keys: bool


def back_up(settings: Settings, folder: Path, say: Say, *, with_keys: bool = False) -> Manifest:
    """Copy the databases into an empty folder, while others work with them. Raises CannotBackUp."""
    _must_be_empty(folder)
    databases = _files(settings)
    size = sum(file.stat().st_size for file in databases.values())
    folder.mkdir(parents=True, exist_ok=True)
    must_have_room(folder, size)
    say(f"copying {len(databases)} databases, {_megabytes(size)}, as they are at this moment")
    targets = {name: folder / (KEYS if name == "keys" else "") / f"{name}.db" for name in databases}
    copy_together({file: targets[name] for name, file in databases.items()})
    (folder / KEYS / "README.txt").write_text(NOTE)
    if with_keys:
        shutil.copytree(settings.data / "keys", folder / KEY_FILES)
        say(f"  with the key files: whoever has {folder} can read everything in it")
    return _described(folder, with_keys, say)


def _described(folder: Path, with_keys: bool, say: Say) -> Manifest:
    """Write the manifest last: a folder without one is no backup."""
    parts = []
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        name = str(file.relative_to(folder))
        parts.append(Part(name, file.stat().st_size, _digest(file)))
        say(f"  {name}: {_megabytes(parts[-1].bytes)}, {parts[-1].sha256[:16]}")
    revisions = {service.name: _revision(folder / f"{service.name}.db") for service in SERVICES}
    manifest = Manifest(machine_now(), revisions, parts, with_keys)
    (folder / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
    return manifest


def checked(folder: Path, say: Say) -> Manifest:
    """The manifest of a backup whose every file is as it was written. Raises CannotBackUp."""
    if not (folder / MANIFEST).is_file():
        raise CannotBackUp(f"{folder} holds no backup: {MANIFEST} is missing")
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except msgspec.DecodeError as error:
        raise CannotBackUp(f"{folder / MANIFEST} cannot be read: {error}") from error
    for part in manifest.parts:
        file = folder / part.file
        if not file.is_file() and part.file.startswith(KEYS):
            continue
        if not file.is_file() or _digest(file) != part.sha256:
            raise CannotBackUp(f"{part.file} is missing or not what was written: use another backup")
    ahead = {name: at for name, at in manifest.revisions.items() if at > _newest(name)}
    if ahead:
        raise CannotBackUp(f"this backup is of a newer version ({ahead}): restore it with that version")
    say(f"backup of {manifest.made:%Y-%m-%d %H:%M} UTC: every file is as it was written")
    return manifest


def put_back(folder: Path, data: Path, keys: Path | None, say: Say) -> None:
    """Copy a checked backup into a new data folder, with the key files it needs. Raises CannotBackUp."""
    _must_be_empty(data)
    key_files = folder / KEY_FILES if (folder / KEY_FILES).is_dir() else keys
    if key_files is None or not (key_files / "intake.key").is_file():
        raise CannotBackUp("the key files are not in this backup: say where they are with --keys FOLDER")
    if not (folder / KEYS / "keys.db").is_file():
        raise CannotBackUp(f"{KEYS}/keys.db is missing: without it no name can be read; take it from where it is kept")
    data.mkdir(parents=True, exist_ok=True)
    for name in DATABASES:
        shutil.copyfile(folder / (KEYS if name == "keys" else "") / f"{name}.db", data / f"{name}.db")
        say(f"  {name}.db is back")
    shutil.copytree(key_files, data / "keys")
    for file in (data / "keys").iterdir():
        file.chmod(0o400)


def server_commands(settings: Settings, folder: Path) -> list[str]:
    """What to type where a PostgreSQL server keeps the databases."""
    commands = []
    for name in DATABASES:
        target = folder / (KEYS if name == "keys" else "") / f"{name}.dump"
        url = sa.make_url(settings.database_url(name)).set(drivername="postgresql")
        commands.append(f"pg_dump --format=custom --file={target} {url.render_as_string(hide_password=True)}")
    return commands


def _files(settings: Settings) -> dict[str, Path]:
    found = {}
    for name in DATABASES:
        url = sa.make_url(settings.database_url(name))
        if url.get_backend_name() != "sqlite" or not url.database:
            raise CannotBackUp("a PostgreSQL server keeps these databases")
        found[name] = Path(url.database)
        if not found[name].is_file():
            raise CannotBackUp(f"{found[name]} is not there: is {settings.data} the data folder?")
    return found


def must_have_room(folder: Path, size: int) -> None:
    """For so many bytes and some to spare. Raises CannotBackUp."""
    if shutil.disk_usage(folder).free < size + SPARE:
        raise CannotBackUp(f"{folder} has no room for {_megabytes(size)}")


def _must_be_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotBackUp(f"{folder} is in use: give an empty or a new folder")


def _revision(file: Path) -> str:
    return "".join(text for (text,) in look_into(file, "SELECT version_num FROM alembic_version"))


def _newest(name: str) -> str:
    return next((newest(service.migrations) for service in SERVICES if service.name == name), "")


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.1f} MB"
