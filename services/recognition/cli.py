"""Recognition's commands."""

import datetime
import sys
from pathlib import Path
from typing import Any

import click
import msgspec

from services.recognition import commands, handlers, scoring
from services.recognition.queries.editions import all_editions, verify
from services.recognition.queries.standings import standing_page
from shared.transaction import Refused


@click.command(epilog="Example: steadfast vectors tests/vectors/scoring.json")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def vectors(file: Path) -> None:
    """Recompute the worked examples in FILE by the code the product runs; exit 1 where a number differs."""
    report = scoring.check_vectors(file.read_bytes())
    for difference in report.differences:
        print(difference)
    print(report)
    sys.exit(1 if report.differences else 0)


@click.command(epilog="Example: steadfast standing 5f0c… --as-of 2026-09-30 --json")
@click.argument("employer")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="the day the standing is about (default: today)")
@click.option("--known-at", type=click.DateTime(["%Y-%m-%d"]), help="by what was recorded until this day")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@click.pass_obj
def standing(
    obj: Any, employer: str, as_of: datetime.datetime | None, known_at: datetime.datetime | None, as_json: bool
) -> None:
    """The standing of EMPLOYER (its id), with its sum."""
    desk = obj.desk("recognition")
    today = desk.clock.today()
    day = as_of.date() if as_of else today
    known = known_at.date() if known_at else day
    found = desk.database.look(lambda session: standing_page(session, employer, today, day, known))
    if as_json:
        print(msgspec.json.format(msgspec.json.encode(found.explanation)).decode())
        return
    one = found.standing
    print(f"{found.name}: {one.total / 100:.2f} points, {one.tier}, as of {one.as_of} known at {one.known_at}")
    print(f"  retention {one.points.retention / 100:6.2f} of 40   {one.R} kept of {one.M} settled")
    print(
        f"  reach     {one.points.reach / 100:6.2f} of 25   {one.R} kept, target {one.target} ({one.headcount} staff)"
    )
    print(f"  quality   {one.points.quality / 100:6.2f} of 20   jobs with 3, 2, 1, 0 parts: {one.q_hist}")
    print(f"  support   {one.points.support / 100:6.2f} of 15   {', '.join(one.practices) or 'none'}")
    print(f"  waiting: {one.pending}; proved on day 180: {one.K}; next change by time: {one.next_due or 'none'}")


@click.group(epilog="Example: steadfast edition publish 2026-3")
def edition() -> None:
    """Publish, list, verify and correct editions."""


@edition.command(epilog="Example: steadfast edition publish 2026-3")
@click.argument("number")
@click.pass_obj
def publish(obj: Any, number: str) -> None:
    """Publish the edition of a quarter, from its fifteenth day on."""
    _run(obj, commands.PublishEdition(number=number), handlers.publish_edition, "published")


@edition.command(epilog='Example: steadfast edition correct 2026-3 --note "a hire was recorded by mistake"')
@click.argument("number")
@click.option("--note", default="", help="what was corrected, for readers")
@click.pass_obj
def correct(obj: Any, number: str, note: str) -> None:
    """Publish a correction of the newest edition."""
    _run(obj, commands.CorrectEdition(number=number, note=note), handlers.correct_edition, "published")


def _run(obj: Any, command: Any, handler: Any, done: str) -> None:
    try:
        number = obj.desk("recognition").perform(lambda tx: handler(command, tx))
    except Refused as refused:
        raise click.ClickException(refused.message.format(**refused.params)) from refused
    print(f"{done}: {number}")


@edition.command("list", epilog="Example: steadfast edition list --json")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@click.pass_obj
def list_(obj: Any, as_json: bool) -> None:
    """All editions, newest first."""
    found = obj.desk("recognition").database.look(all_editions)
    rows = [{"number": e.number, "as_of": e.as_of, "digest": e.digest, "published_at": e.published_at} for e in found]
    if as_json:
        print(msgspec.json.encode(rows).decode())
        return
    for row in rows:
        print(
            f"{row['number']:10} as of {row['as_of']}  {str(row['digest'])[:16]}  published {row['published_at']:%Y-%m-%d}"
        )


@edition.command("verify", epilog="Example: steadfast edition verify 2026-3; steadfast edition verify --all")
@click.argument("number", required=False)
@click.option("--all", "every", is_flag=True, help="every edition")
@click.pass_obj
def verify_(obj: Any, number: str | None, every: bool) -> None:
    """Recompute an edition from the facts and compare digests; exit 1 where they differ."""
    database = obj.desk("recognition").database
    numbers = [e.number for e in database.look(all_editions)] if every or number is None else [number]
    failed = 0
    for one in numbers:
        result = database.look(lambda session, one=one: verify(session, one))
        failed += not result.agrees
        print(f"{one:10} {'agrees' if result.agrees else 'DIFFERS'}  {result.published[:16]} {result.recomputed[:16]}")
    sys.exit(1 if failed else 0)


COMMANDS = (vectors, standing, edition)
