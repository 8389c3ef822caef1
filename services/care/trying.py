"""A backup is tried: restored into a scratch place, its tables opened and looked over, and the place taken away again."""

import contextlib
import shutil
import tempfile
from pathlib import Path

import msgspec
import sqlalchemy as sa

from services.care import SERVICES, people_keys
from services.care.backup import MANIFEST, SPARE, CannotBackUp, Say, checked, put_back
from services.care.sealed_files import SUFFIX, CannotOpen, key_in, unseal
from services.recognition.editions.queries.editions import all_editions, verify
from shared.auth import Keys
from shared.backups import TRIED, Tried
from shared.clock import machine_now
from shared.migrations import Ahead, Unlike, compare, upgrade
from shared.service import Runtime
from shared.settings import Settings


def try_out(settings: Settings, folder: Path, say: Say) -> None:
    """Restore it beside the data, look it over, and note that it was tried. Raises CannotBackUp with what is wrong.

    Never beside itself: where backups lie nothing is unsealed, and the keys of the installation do not come.
    """
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    if shutil.disk_usage(settings.data).free < 2 * size + SPARE:
        raise CannotBackUp(f"there is no room in {settings.data} to try it: make room, or move old backups away")
    with tempfile.TemporaryDirectory(prefix=".trying-", dir=settings.data) as place:
        plain, data = unsealed(settings, folder, Path(place)), Path(place) / "data"
        checked(plain, say)
        put_back(plain, data, settings.data / "keys", say)
        look_over(msgspec.structs.replace(settings, data=data, database=""), say)
    note = folder / TRIED
    note.touch(mode=0o600)
    note.write_bytes(msgspec.json.encode(Tried(machine_now())))
    say("tried: it can be restored")


def unsealed(settings: Settings, folder: Path, place: Path) -> Path:
    """The backup as it was before it was sealed, below `place`; itself where it never was. Raises CannotBackUp."""
    sealed = sorted(folder.rglob(f"*{SUFFIX}"))
    if not sealed:
        return folder
    if not settings.backup_key:
        raise CannotBackUp(f"{folder} is sealed: say where its key is with STEADFAST_BACKUP_KEY")
    key, plain = key_in(Path(settings.backup_key)), place / "plain"
    try:
        for file in sealed:
            to = plain / file.relative_to(folder).with_suffix("")
            to.parent.mkdir(parents=True, exist_ok=True)
            unseal(file, key, to)
    except CannotOpen as error:
        raise CannotBackUp(str(error)) from error
    shutil.copyfile(folder / MANIFEST, plain / MANIFEST)
    return plain


def look_over(settings: Settings, say: Say) -> None:
    """What was restored opens: revisions, tables, each file's key, the newest edition. Raises CannotBackUp."""
    with contextlib.ExitStack() as opened:
        for service in SERVICES:
            runtime = Runtime(service, settings, Keys(settings.data / "keys"))
            opened.callback(runtime.close)
            try:
                upgrade(runtime.database, service.migrations)
                compare(runtime.database, service.metadata)
                if wrong := _wrong(runtime):
                    raise CannotBackUp(f"{service.name}: {wrong}")
                events = sa.select(sa.func.count()).select_from(service.metadata.tables["outbox"])
                say(f"  {service.name}: {runtime.database.look(lambda s, events=events: s.scalar(events))} events")  # type: ignore[misc]
            except (sa.exc.DatabaseError, Ahead, Unlike) as error:
                raise CannotBackUp(f"{service.name} does not open: {type(error).__name__}") from error


def _wrong(runtime: Runtime) -> str:
    if runtime.service.name == "intake":
        return people_keys.look(runtime).partition(". ")[0]
    if runtime.service.name == "recognition":
        found = runtime.database.look(lambda session: all_editions(session))
        if found and not runtime.database.look(lambda session: verify(session, found[0].number)).agrees:
            return f"edition {found[0].number} does not follow from its facts"
    return ""
