"""The caretaker's part of the command line."""

import datetime
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click
import msgspec
import sqlalchemy as sa

from services.care import SERVICES
from services.care.backup import CannotBackUp, back_up, checked, put_back, server_commands
from services.care.doctor import FAILS, examine
from services.care.erasures import lines_of, log_in, replay
from services.care.habit import make
from services.care.trying import try_out, unsealed
from services.intake.keyring import KeyRing
from shared.auth import Keys
from shared.backups import as_of, kept_backups
from shared.migrations import upgrade
from shared.service import Runtime
from shared.settings import Settings
from shared.storage import CannotCopy

MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"]
FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class Backups(click.Group):
    """`backup FOLDER` makes one there; what is no command of ours is a folder."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        return super().resolve_command(ctx, args if args[0] in self.commands else ["into", *args])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """An option of `into` may stand before the folder, as it always could."""
        first = args[0] if args else ""
        return super().parse_args(ctx, ["into", *args] if first.startswith("-") and first not in HELP else args)


HELP = ("-h", "--help")


@click.group(
    cls=Backups, epilog="Example: steadfast backup /backups/2026-11-21; steadfast backup verify /backups/2026-11-21"
)
def backup() -> None:
    """Copy every database as they all are at one moment, and try what was copied.

    `steadfast backup FOLDER` makes one by hand. The running program makes one each day by itself below its data folder, or in
    STEADFAST_BACKUPS; sealed with the key in the file STEADFAST_BACKUP_KEY.
    """


@backup.command(epilog="Example: steadfast backup /backups/2026-11-21")
@click.argument("folder", type=FOLDER)
@click.option("--with-keys", is_flag=True, help="also the key files: the backup then opens itself")
@click.pass_obj
def into(obj: Any, folder: Path, with_keys: bool) -> None:
    """Copy every database into FOLDER as they all are at one moment, while others work with them.

    The candidates' keys lie in a folder of their own: keep that one apart, and seven days only. The key files are not
    copied: keep them once, in a safe place.
    """
    settings: Settings = obj.settings
    if settings.database.startswith("postgresql"):
        _dump(settings, folder)
        return
    try:
        back_up(settings, folder, click.echo, with_keys=with_keys)
    except (CannotBackUp, CannotCopy) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"done; to try it: steadfast --data {settings.data} backup verify {folder}")
    click.echo(f"to go back to it: steadfast --data {settings.data} restore {folder} --data NEWFOLDER")
    click.echo("then: steadfast up --data NEWFOLDER")


@backup.command(epilog="Example: steadfast backup daily")
@click.pass_obj
def daily(obj: Any) -> None:
    """Make one now among those that are kept, as the running program does each day: sealed, tried, old ones taken away."""
    try:
        click.echo(f"done: {make(obj.settings, click.echo)}")
    except (CannotBackUp, CannotCopy) as error:
        raise click.ClickException(str(error)) from error


@backup.command("verify", epilog="Example: steadfast backup verify /backups/2026-11-21; steadfast backup verify")
@click.argument("folder", type=FOLDER, required=False)
@click.pass_obj
def verify_(obj: Any, folder: Path | None) -> None:
    """Restore FOLDER (by itself the newest that is kept) into a scratch place, look it over, take the place away again."""
    kept = kept_backups(obj.settings)
    if folder is None and not kept:
        raise click.ClickException("no backup is kept here yet: steadfast backup daily")
    try:
        try_out(obj.settings, folder or kept[0].folder, click.echo)
    except (CannotBackUp, CannotCopy) as error:
        raise click.ClickException(str(error)) from error


def _dump(settings: Settings, folder: Path) -> None:
    """PostgreSQL copies its databases itself: one snapshot each, so placements and intake while nobody writes."""
    commands = server_commands(settings, folder)
    if shutil.which("pg_dump") is None:
        lines = "\n".join(f"  {command}" for command in commands)
        raise click.ClickException(f"a PostgreSQL server keeps the databases; type where pg_dump is:\n{lines}")
    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} is in use: give an empty or a new folder")
    (folder / "keys-backup").mkdir(parents=True)
    for command in commands:
        words = command.split()
        target = Path(words[2].removeprefix("--file="))
        name = target.stem
        url = sa.make_url(settings.database_url(name)).set(drivername="postgresql")
        secret = {"PGPASSWORD": str(url.password)} if url.password else {}
        words[-1] = url.set(password=None).render_as_string(hide_password=False)
        if subprocess.run(words, check=False, env={**os.environ, **secret}).returncode:  # noqa: S603 - our own words
            raise click.ClickException(f"pg_dump did not copy {name}: see above")
        click.echo(f"  {name}.dump: {target.stat().st_size} bytes")
    click.echo(
        "done; keep keys-backup apart, seven days only. Way back: pg_restore, then: steadfast erasures replay FILE"
    )


@click.command(
    epilog="Example: steadfast restore /backups/2026-11-21 --data var.new --erasures erasures.jsonl; "
    "steadfast restore --at 2026-11-30T14:05 --data var.new"
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--at", type=click.DateTime(MOMENTS), help="the newest backup that was made by then (UTC)")
@click.option("--data", required=True, type=FOLDER, help="the new data folder")
@click.option("--erasures", type=FILE, help="the newest erasure log: a keys.db, or what `steadfast erasures list` said")
@click.option("--keys", type=FOLDER, help="the folder of the key files, where the backup has none")
@click.option("--nobody-erased", is_flag=True, help="there is no newer log, and nobody was erased since the backup")
@click.pass_obj
def restore(
    obj: Any,
    folder: Path | None,
    at: datetime.datetime | None,
    data: Path,
    erasures: Path | None,
    keys: Path | None,
    nobody_erased: bool,
) -> None:
    """Put a backup into a new data folder, and erase again whoever was erased since, before anybody is served."""
    before: Settings = obj.settings
    folder = _chosen(before, folder, at)
    current = before.data / "keys.db"
    if erasures is None and current.is_file():
        erasures = current
    if erasures is None and not nobody_erased:
        raise click.ClickException(
            "nobody may come back who was erased since: give the newest log with --erasures FILE, "
            "or the present data folder (steadfast --data OLD restore …), or say --nobody-erased"
        )
    try:
        log = log_in(erasures) if erasures else {}
        parent = data.resolve().parent
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".unsealed-", dir=parent) as place:
            plain = unsealed(before, folder, Path(place))
            checked(plain, click.echo)
            put_back(plain, data, keys or before.data / "keys", click.echo)
    except (CannotBackUp, CannotCopy, ValueError) as error:
        raise click.ClickException(str(error)) from error
    settings = msgspec.structs.replace(before, data=data, database="")
    runtimes = {service.name: Runtime(service, settings, Keys(data / "keys")) for service in SERVICES}
    try:
        for runtime in runtimes.values():
            upgrade(runtime.database, runtime.service.migrations)
        replay(log, runtimes["intake"], runtimes["placements"], click.echo)
    finally:
        for runtime in runtimes.values():
            runtime.close()
    click.echo(f"done; to serve it: steadfast up --data {data}")


def _chosen(settings: Settings, folder: Path | None, at: datetime.datetime | None) -> Path:
    """Raises ClickException."""
    if (folder is None) == (at is None):
        raise click.ClickException("say which: the folder of a backup, or --at with a moment")
    if folder is not None or at is None:
        return folder or Path()
    if (found := as_of(settings, at.replace(tzinfo=datetime.UTC))) is None:
        kept = [one.made for one in kept_backups(settings) if one.tried is not None]
        oldest = f"the oldest is of {min(kept):%Y-%m-%d %H:%M} UTC" if kept else "none is kept here"
        raise click.ClickException(f"no backup was made by then: {oldest}")
    click.echo(f"everything as it was on {found.made:%Y-%m-%d at %H:%M:%S} UTC")
    return found.folder


@click.group(epilog="Example: steadfast erasures list > erasures.jsonl; steadfast erasures replay erasures.jsonl")
def erasures() -> None:
    """The erasure log: who must stay erased, as keyed hashes only."""


@erasures.command("list", epilog="Example: steadfast erasures list > erasures.jsonl")
@click.pass_obj
def list_(obj: Any) -> None:
    """The log as JSON lines, to be kept apart from the backups."""
    ring: KeyRing = obj.runtime("intake").tools.keys
    click.echo(lines_of(ring.log()), nl=False)


@erasures.command("replay", epilog="Example: steadfast erasures replay erasures.jsonl")
@click.argument("file", type=FILE)
@click.pass_obj
def replay_(obj: Any, file: Path) -> None:
    """Erase again whoever is in FILE, after a database was restored by other means and before anybody is served."""
    try:
        log = log_in(file)
    except (CannotCopy, ValueError) as error:
        raise click.ClickException(str(error)) from error
    replay(log, obj.runtime("intake"), obj.runtime("placements"), click.echo)


@click.command(epilog="Example: steadfast doctor; steadfast doctor --json")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@click.pass_obj
def doctor(obj: Any, as_json: bool) -> None:
    """Look at keys, settings, databases and the event stream; exit 1 if anything has to be mended."""
    found = examine(obj.settings)
    if as_json:
        click.echo(msgspec.json.encode(found).decode())
    else:
        for check in found:
            click.echo(f"{check.state:5} {check.name}: {check.say}")
            if check.do:
                click.echo(f"      {check.do}")
        bad = sum(check.state == FAILS for check in found)
        click.echo(f"{len(found)} checks, {bad} to mend")
    sys.exit(1 if any(check.state == FAILS for check in found) else 0)


COMMANDS = (backup, restore, erasures, doctor)
