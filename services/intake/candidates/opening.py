"""Opens a person's file for a page: what is read is noted first."""

from typing import Any

from services.intake.candidates import commands
from services.intake.candidates.queries import candidates as queries
from services.intake.candidates.queries import files, merging
from services.intake.tools import tools_of
from shared.auth import roles
from shared.service import Runtime
from web.requests import AnyRequest

OFFICER = roles("officer", "lead")


def onward_to(request: AnyRequest) -> str:
    """`hire` where the officer came to record a hire, and goes on to it."""
    return "hire" if request.query_params.get("then") == "hire" else ""


async def noted(
    request: AnyRequest, runtime: Runtime, readings: dict[str, commands.Purpose]
) -> dict[str, commands.Purpose]:
    """Write down whose names are about to be read, and what for, committed before any of them is."""
    found: dict[str, commands.Purpose] = await runtime.ask(commands.NoteReading(readings=readings), request.state.actor)
    return found


async def one_file(
    request: AnyRequest, runtime: Runtime, candidate: str, purpose: commands.Purpose = "file"
) -> dict[str, Any]:
    actor = request.state.actor
    code = await runtime.read(queries.code_of, actor, candidate)
    await noted(request, runtime, {code: purpose})
    found = await runtime.read(files.candidate_file, tools_of(runtime).keys, actor, candidate)
    cases = await runtime.read(merging.cases_about, actor, candidate)
    return {"candidate": found, "today": runtime.clock.today(), "cases": cases}
