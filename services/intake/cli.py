"""Intake's part of the command line: the first colleague comes in from here."""

from typing import get_args

import click

from services.intake.access.commands import InviteColleague
from services.intake.access.model.accounts import Organisation
from services.intake.candidates.worker import normalise_all, number_all
from services.intake.codes import StaffRole
from services.intake.letters.commands import TryLettersAgain
from shared.service import Runtime
from shared.transaction import Refused


def invite(runtime: Runtime, email: str, roles: tuple[str, ...], organisation: str = "", town: str = "") -> str:
    """The link of an invitation. `organisation` is an id that exists, or the name of a new one in `town`."""

    known = organisation and runtime.database.look(lambda session: session.get(Organisation, organisation))
    command = InviteColleague(
        email=email,
        roles=roles,  # type: ignore[arg-type]
        organisation=organisation if known else None,
        new_organisation="" if known else organisation,
        town=town,
    )
    return f"{runtime.settings.base_url}/intake/invitations/{runtime.ask_now(command)}"


@click.command("invite", short_help="Invite a colleague by a link")
@click.argument("email")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(get_args(StaffRole)))
@click.option("--organisation", default="", help="The id of an organisation, or the name of a new one.")
@click.option("--town", default="", help="The town of a new organisation.")
def invite_command(email: str, roles: tuple[str, ...], organisation: str, town: str) -> None:
    """Print a link by which EMAIL becomes a colleague; it is good for 72 hours and one use.

    \b
    steadfast invite ana@example.org --role administrator
    steadfast invite rada@example.org --role officer --organisation "Job centre" --town Plovdiv
    """
    runtime = click.get_current_context().obj.runtime("intake")
    try:
        click.echo(invite(runtime, email, roles, organisation, town))
    except Refused as refused:
        raise click.ClickException(refused.message) from refused


@click.group("letters", short_help="Letters that a mail server refused")
def letters_group() -> None:
    """Letters that did not go out are counted by `steadfast doctor`."""


@letters_group.command("retry")
def retry_command() -> None:
    """Send with the next round what was refused, also what was given up: once the mail setting is right."""
    runtime = click.get_current_context().obj.runtime("intake")
    click.echo(f"{runtime.ask_now(TryLettersAgain())} tried again")


@click.command("files", short_help="Bring files from before over to today's index")
def files_command() -> None:
    """Whose file each is, and by what it is found, of those that an earlier version registered.

    The running site does the same by itself.

    Cut short, it goes on where it was; done again, it does nothing.
    """
    runtime = click.get_current_context().obj.runtime("intake")
    number_all(runtime, lambda left: click.echo(f"{left} left"))
    click.echo("every file is brought over")


@click.command("forms", short_help="Bring towns and company numbers of before to their one form")
def forms_command() -> None:
    """Everything an earlier version kept as it was typed (`гр. Пловдив`, `BG 121 396 123`); the site does it day by day.

    Cut short, it goes on where it was; done again, it does nothing.
    """
    runtime = click.get_current_context().obj.runtime("intake")
    normalise_all(runtime, lambda left: click.echo(f"{left} left"))
    click.echo("every town and company number is in its one form")


COMMANDS = [invite_command, letters_group, files_command, forms_command]
