"""`steadfast up` and `steadfast serve`: which services, where, and with what."""

import os
from pathlib import Path

import click

from services.demo import Interrupted, must_be_whole
from services.program import SERVICES, Office
from services.serving import run, serving
from shared.settings import from_environment


@click.command(epilog="Example: steadfast up --demo --port 8000 --data var")
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--data", type=click.Path(path_type=Path), help="folder for databases, keys and the event store")
@click.option("--demo", is_flag=True, help="load sample data at the first start, print sign-ins, show the clock bar")
@click.option("--database", default=None, help="a URL with {service} in it; default: SQLite files in the data folder")
@click.pass_obj
def up(obj: Office, port: int, host: str, data: Path | None, demo: bool, database: str | None) -> None:
    """All three services and the site in one process, with a nats-server of its own."""
    folder = data or obj.settings.data
    settings = from_environment(
        data=folder,
        database=database,
        base_url=os.environ.get("STEADFAST_BASE_URL") or _address(host, port),
        demo=demo,
        clock_file=obj.settings.clock_file or (folder / "clock" if demo else None),
    )
    try:
        must_be_whole(settings)
    except Interrupted as half:
        raise click.ClickException(str(half)) from half
    run(serving(list(SERVICES.values()), settings, host, port))


def _address(host: str, port: int) -> str:
    """Where people find the site. Raises ClickException for a host that is no address anybody could type."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 - it is asked about, not bound
        raise click.ClickException("set STEADFAST_BASE_URL: the site answers only to the name that people call it by")
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@click.command(epilog="Example: STEADFAST_NATS_URL=nats://127.0.0.1:4222 steadfast serve placements --port 8002")
@click.argument("names", nargs=-1, required=True, type=click.Choice(list(SERVICES)))
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.pass_obj
def serve(obj: Office, names: tuple[str, ...], port: int, host: str) -> None:
    """One or more services in this process; the site's address is STEADFAST_BASE_URL."""
    run(serving([SERVICES[name] for name in names], obj.settings, host, port))


COMMANDS = (up, serve)
