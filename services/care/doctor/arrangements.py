"""The doctor looks at settings, folders and key files."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from services.care.doctor.check import FAILS, LOOK, Check, check
from shared import private
from shared.settings import Settings

KEY_FILES = ("session.key", "session.pub", "site.key", "intake.key", "placements.key")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
LEAST_SPACE = 2**30


def look_at_settings(settings: Settings) -> Iterator[Check]:
    host = re.sub(r":\d+$", "", settings.base_url.partition("://")[2].partition("/")[0])
    near = host in LOOPBACK
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
