"""Recognition's commands."""

import datetime
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec
from sqlalchemy.orm import Session

from services.recognition import scoring
from services.recognition.board.queries.profiles import listing_of
from services.recognition.board.queries.standings import standing_page
from services.recognition.desk import commands
from services.recognition.desk.printed import standing_lines
from services.recognition.desk.queries.checklist import checklist
from services.recognition.desk.worker import is_under_way, publish_now
from services.recognition.editions.model import Edition, quarter_end
from services.recognition.editions.printed import progress, reasons, verdict
from services.recognition.editions.queries.editions import all_editions, verify
from services.recognition.editions.queries.published import Published, group_in
from services.recognition.oversight.printed import sample_lines
from services.recognition.oversight.queries.samples import draw, kept_sample
from services.recognition.standing.queries.groups import called, group_of
from shared.identity import employer_id
from shared.readers.companies import normal_number
from shared.transaction import Missing, Refused

T = TypeVar("T")

FIRST_YEAR = 2000  # nothing is known of the years before


@click.command(epilog="Example: steadfast vectors tests/vectors/scoring.json")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def vectors(file: Path) -> None:
    """Recompute the worked examples in FILE by the code the product runs; exit 1 where a number differs."""
    report = scoring.check_vectors(file.read_bytes())
    for difference in report.differences:
        print(difference)
    verdict = f"{len(report.differences)} DIFFER" if report.differences else "all agree"
    print(
        f"{report.methodology}: {report.vectors} examples, {report.checks} checks, {report.fields} numbers: {verdict}"
    )
    sys.exit(1 if report.differences else 0)


@click.command(
    epilog='Example: steadfast standing 999000377 --as-of 2026-09-30 --json; steadfast standing "Sedemte Peshti"'
)
@click.argument("employer")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="the day the standing is about (default: today)")
@click.option("--known-at", type=click.DateTime(["%Y-%m-%d"]), help="by what was recorded until this day")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@click.pass_obj
def standing(
    obj: Any, employer: str, as_of: datetime.datetime | None, known_at: datetime.datetime | None, as_json: bool
) -> None:
    """The standing of EMPLOYER (its id, Bulgarian company number, public address or name), with its sum."""
    runtime = obj.runtime("recognition")
    today = runtime.clock.today()
    day = as_of.date() if as_of else today
    known = known_at.date() if known_at else day
    if min(day, known).year < FIRST_YEAR:
        raise click.BadParameter(f"{min(day, known)} is before anything is known of; take a day from {FIRST_YEAR} on")
    if max(day, known) > today:
        raise click.BadParameter(f"{max(day, known)} has not come yet; today is {today}")
    found = _look(obj, lambda session: standing_page(session, _entity(session, employer), today, day, known), employer)
    if as_json:
        body = {"group": found.group, "name": found.name, "explanation": found.explanation}
        print(msgspec.json.format(msgspec.json.encode(body)).decode())
        return
    print("\n".join(standing_lines(found)))


def _entity(session: Session, employer: str) -> str:
    """The id of an employer given as id, company number, address of its page, or name. Raises ClickException."""
    if (number := normal_number("BG", employer)).isdecimal():
        return employer_id("BG", number)
    try:
        return listing_of(session, employer).group
    except Missing:
        found = called(session, employer)
    if len(found) > 1:
        raise click.ClickException(f"{len(found)} employers are called that; give the id: {', '.join(found)}")
    return found[0] if found else employer


@click.group(epilog="Example: steadfast edition check 2026-3; steadfast edition publish 2026-3")
def edition() -> None:
    """Check, explain, publish, list, verify and correct editions."""


@edition.command(epilog="Example: steadfast edition check 2026-3 --json")
@click.argument("number")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@click.pass_obj
def check(obj: Any, number: str, as_json: bool) -> None:
    """What to settle before an edition is published; exit 1 if it may not be published now."""
    found = _look(obj, lambda session: checklist(session, number, obj.runtime("recognition").clock.now()))
    if as_json:
        print(msgspec.json.encode({**msgspec.structs.asdict(found), "may": found.may}).decode())
    else:
        print(f"{number}: as of {found.as_of}, may be published from {found.from_day}")
        for what in ("published", "superseded"):
            if getattr(found, what):
                print(f"  {what} already")
        if found.lost:
            print("  the records of an edition that was published are lost here: steadfast restore")
        for what in ("answers_waiting", "figures_waiting", "disputes_open", "set_aside", "late"):
            print(f"  {what.replace('_', ' ')}: {getattr(found, what)}")
    sys.exit(0 if found.may else 1)


@edition.command(epilog="Example: steadfast edition explain 2026-3 999000377")
@click.argument("number")
@click.argument("employer")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@click.pass_obj
def explain(obj: Any, number: str, employer: str, as_json: bool) -> None:
    """Why an edition says of EMPLOYER what it says; of one not published yet, what it would say now."""
    now = obj.runtime("recognition").clock.now()

    def look(session: Session) -> Published:
        group = group_of(session, _entity(session, employer), quarter_end(number.split(".")[0]))
        return group_in(session, group, number, now)

    found = _look(obj, look, employer)
    if as_json:
        print(msgspec.json.format(msgspec.json.encode(found)).decode())
        return
    print("\n".join(reasons(found)))


@edition.command(epilog="Example: steadfast edition publish 2026-3")
@click.argument("number")
@click.pass_obj
def publish(obj: Any, number: str) -> None:
    """Publish the edition of a quarter, from the fifteenth day after it; one that was cut short goes on where it was."""
    _publish(obj, commands.PublishEdition(number=number), number)


@edition.command(epilog='Example: steadfast edition correct 2026-3 --note "a hire was recorded by mistake"')
@click.argument("number")
@click.option("--note", default="", help="what was corrected, for readers")
@click.pass_obj
def correct(obj: Any, number: str, note: str) -> None:
    """Publish a correction of the newest edition."""
    _publish(obj, commands.CorrectEdition(number=number, note=note))


@edition.command("sample", epilog="Example: steadfast edition sample 2026-3 --json")
@click.argument("number")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@click.pass_obj
def sample_(obj: Any, number: str, as_json: bool) -> None:
    """Draw the audit sample of an edition again from its seed; exit 1 if another was drawn when it was published."""
    found = _look(obj, partial(draw, number=number))
    agrees = set(found.drawn) == set(_look(obj, partial(kept_sample, number=number)).drawn)
    if as_json:
        lines = [one._asdict() for one in found.drawn]
        print(msgspec.json.encode({**msgspec.structs.asdict(found), "drawn": lines, "agrees": agrees}).decode())
    else:
        print("\n".join(sample_lines(found, agrees)))
    sys.exit(0 if agrees else 1)


@edition.command("list", epilog="Example: steadfast edition list --json")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@click.pass_obj
def list_(obj: Any, as_json: bool) -> None:
    """All editions, newest first."""
    found = _look(obj, all_editions)
    if as_json:
        print(msgspec.json.encode([_facts(one) for one in found]).decode())
        return
    for one in found:
        print(f"{one.number:10} as of {one.as_of}  {one.digest[:16]}  published {one.published_at:%Y-%m-%d}")
    if not found:
        print("no edition is published yet")


def _facts(one: Edition) -> dict[str, Any]:
    names = ("number", "as_of", "known_at", "published_at", "corrects", "method", "fingerprint", "digest", "note")
    return {name: getattr(one, name) for name in names}


@edition.command("verify", epilog="Example: steadfast edition verify 2026-3; steadfast edition verify --all")
@click.argument("number", required=False)
@click.option("--all", "every", is_flag=True, help="every edition")
@click.option("--json", "as_json", is_flag=True, help="for programs")
@click.pass_obj
def verify_(obj: Any, number: str | None, every: bool, as_json: bool) -> None:
    """Recompute an edition from the facts and compare digests; exit 1 where they differ."""
    if every == bool(number):
        raise click.UsageError("name an edition, or give --all")
    numbers = [number] if number else [one.number for one in _look(obj, all_editions)]
    results = []
    for one in numbers:
        results.append(_look(obj, partial(verify, number=one)))
        if not as_json:
            print(verdict(results[-1]))
    if not numbers and not as_json:
        print("no edition is published here: see --data")
    if as_json:
        print(msgspec.json.encode([{**msgspec.structs.asdict(r), "agrees": r.agrees} for r in results]).decode())
    sys.exit(0 if all(one.agrees for one in results) else 1)


def _publish(obj: Any, command: msgspec.Struct, number: str = "") -> None:
    runtime = obj.runtime("recognition")
    try:
        if not is_under_way(runtime, number):
            runtime.ask_now(command)
        publish_now(runtime, lambda at: print(progress(at), end="", flush=True))
    except Refused as refused:
        raise click.ClickException(refused.message.format(**refused.params)) from refused
    print(f"published: {_look(obj, all_editions)[0].number}")


def _look(obj: Any, query: Callable[[Session], T], typed: str = "") -> T:
    try:
        found: T = obj.runtime("recognition").database.look(query)
    except Missing as missing:
        raise click.ClickException(f"there is nothing called {typed or missing}") from missing
    except Refused as refused:
        raise click.ClickException(refused.message.format(**refused.params)) from refused
    return found


COMMANDS = (vectors, standing, edition)
