"""The doctor looks at settings, folders and key files."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from services.care.doctor.check import FAILS, LOOK, NOT_NOW, Check, check
from shared import private
from shared.backups import folder_of, kept_backups
from shared.settings import Settings

KEY_FILES = ("session.key", "session.pub", "site.key", "intake.key", "placements.key")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
LEAST_SPACE = 2**30
OLD_BACKUP = 2 * 86400.0
"""Seconds."""


def look_at_settings(settings: Settings) -> Iterator[Check]:
    near = _is_near(settings)
    say = settings.base_url
    yield check("address", near or settings.secure, say, "set STEADFAST_BASE_URL to the https:// address people type")
    yield check(
        "demonstration",
        not settings.demo or near,
        "on" if settings.demo else "off",
        "never public: unset STEADFAST_DEMO",
    )
    turned = settings.clock_file is not None and settings.clock_file.exists()
    yield check(
        "clock", not turned or settings.demo or near, "turned by a file" if turned else "the machine's",
        "unset STEADFAST_CLOCK: business dates follow a file",
    )  # fmt: skip
    yield check(
        "mail", bool(settings.mail_url) or near, "sent" if settings.mail_url else "written to files",
        "set STEADFAST_MAIL_URL: nobody gets a letter", LOOK,
    )  # fmt: skip
    named = settings.operator.is_named
    yield check(
        "operator", named or near, settings.operator.name if named else "not named on the public pages",
        "set STEADFAST_OPERATOR_NAME, _ADDRESS, _EMAIL and _FUNDER: the law asks who runs a site", LOOK,
    )  # fmt: skip
    there = settings.data.is_dir()
    yield check("data folder", there, str(settings.data), "give --data, or start once with `steadfast up`")
    open_ = private.open_to_others(settings.data)
    say = f"{len(open_)} open to others, such as {open_[0]}" if open_ else "the owner's alone"
    bad = FAILS if settings.data in open_ else LOOK  # behind a closed door nobody reaches what is open
    yield check("rights in the data folder", not open_, say, f"chmod -R go= {settings.data}", bad)
    free = shutil.disk_usage(settings.data if there else Path.cwd()).free
    yield check("disk space", free > LEAST_SPACE, f"{free / 2**30:.1f} GB free", "make room: 1 GB at least")


def look_at_keys(settings: Settings) -> Iterator[Check]:
    folder = settings.data / "keys"
    missing = [name for name in KEY_FILES if not (folder / name).is_file()]
    say = f"missing: {', '.join(missing)}" if missing else f"{len(KEY_FILES)} in {folder}"
    yield check(
        "key files", not missing, say, "copy them from where they are kept: new ones open nothing that is sealed"
    )
    here = [folder / name for name in KEY_FILES if name not in missing]
    if not here:
        return
    open_ = [file.name for file in here if file.stat().st_mode & 0o377]
    say = f"readable by more than their owner: {', '.join(open_)}" if open_ else "0400"
    yield check("rights of key files", not open_, say, f"chmod 400 {folder}/*")
    weak = [file.name for file in here if _is_weak(file.read_bytes())]
    same = len({file.read_bytes() for file in here}) < len(here)
    say = "two are the same" if same else f"weak: {', '.join(weak)}" if weak else "random"
    do = "a key typed by hand or taken from an example protects nothing: make a new installation, or rotate it"
    yield check("strength of keys", not weak and not same, say, do)


def _is_weak(key: bytes) -> bool:
    """Not 32 bytes, printable text, or the same few bytes again and again."""
    return len(key) != 32 or len(set(key)) < 16 or all(32 <= byte < 127 for byte in key)


def look_at_backups(settings: Settings) -> Iterator[Check]:
    """Those that the program keeps by itself, or that a job leaves in STEADFAST_BACKUPS."""
    folder = folder_of(settings)
    if folder is None:
        if not settings.demo:
            yield Check(
                "backups", LOOK, "none are wanted: STEADFAST_BACKUPS is off", "unset it, or see to them yourself"
            )
        return
    if settings.database.startswith("postgresql") and not settings.backups:
        yield Check("backups", NOT_NOW, "made where the server is: deploy/README.md")
        return
    kept = kept_backups(settings)
    do = "let the program run: it makes one each day; or steadfast backup daily, and see `a backup failed` in the log"
    if not kept:
        yield Check("backups", LOOK, f"none in {folder} yet", do)
        return
    say = f"the newest of {len(kept)} is of {kept[0].made:%Y-%m-%d %H:%M} UTC, {kept[0].age / 3600:.0f} hours old"
    yield check("backups", kept[0].age < OLD_BACKUP, say, do, FAILS)
    tried = f"tried on {kept[0].tried:%Y-%m-%d %H:%M} UTC" if kept[0].tried else "never restored into a scratch place"
    yield check("newest backup", kept[0].tried is not None, tried, "steadfast backup verify", FAILS)
    if not settings.backup_key and not _is_near(settings):
        do = "head -c 32 /dev/urandom > backup.key, keep it elsewhere too, and set STEADFAST_BACKUP_KEY"
        yield Check("backups sealed", LOOK, "whoever has the folder and the key files reads everything", do)


def _is_near(settings: Settings) -> bool:
    return re.sub(r":\d+$", "", settings.base_url.partition("://")[2].partition("/")[0]) in LOOPBACK
