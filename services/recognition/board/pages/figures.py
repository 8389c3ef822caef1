"""What an employer states about itself, in numbers and in words."""

from typing import Any, get_args, get_type_hints

from litestar import Response, get, post

from services.recognition.board.printed import printed
from services.recognition.standing.queries.groups import employers, group_of, public_group
from services.recognition.statements import commands
from services.recognition.statements.handlers import figures as stating
from services.recognition.statements.model.stated import StatedFigure
from services.recognition.statements.queries import statements
from shared.auth import roles
from shared.service import Runtime
from shared.transaction import Missing
from web import forms, respond
from web.grammar import globals_for
from web.requests import AnyRequest

EMPLOYER = roles("employer")
OVERVIEW = "/recognition/figures"
KINDS = ("figure", "commitment", "claim", "context", "delivery", "role", "partners", "family")
UNITS = get_args(commands.Unit)


@get(OVERVIEW, policy=EMPLOYER)
async def figures(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, "recognition/statements/figures.html", **await _stated(request, runtime))


@get("/recognition/figures/new/{kind:str}", policy=EMPLOYER)
async def new_figure(request: AnyRequest, runtime: Runtime, kind: str) -> Response[Any]:
    """An empty form, or with `?replaces=` the words of the one it puts right."""
    if kind not in KINDS:
        raise Missing(kind)
    context = await _form(request, runtime, kind)
    before = str(request.query_params.get("replaces", ""))
    if before:
        found = next((one for one in context["current"] if one.id == before), None)
        if found is None:
            raise Missing(before)
        context["values"] = _values(found)
    return respond.page(request, "recognition/statements/figure.html", **context)


@post(OVERVIEW, policy=EMPLOYER, asks=commands.StateFigure)
async def state_figure(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    async def context() -> dict[str, Any]:
        kind = str((await forms.fields(request)).get("kind", "figure"))
        return await _form(request, runtime, kind if kind in KINDS else "figure")

    return await forms.submit(
        request,
        runtime,
        forms.FormPage("recognition/statements/figure.html", lambda _: OVERVIEW, context),
        flash="The figure is kept. It is public once an editor has read it.",
        cross_field=stating.mistakes,
    )


@post("/recognition/figures/{figure:str}/withdrawal", policy=EMPLOYER, asks=commands.WithdrawFigure)
async def withdraw_figure(request: AnyRequest, runtime: Runtime, figure: str) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        forms.FormPage("recognition/statements/figures.html", lambda _: OVERVIEW, lambda: _stated(request, runtime)),
        flash="The figure is taken back.",
    )


async def _current(request: AnyRequest, runtime: Runtime) -> tuple[str, list[StatedFigure]]:
    group = await runtime.read(group_of, request.state.actor.employer, runtime.clock.today())
    return group, [one for one in await runtime.read(statements.figures_of, group) if one.withdrawn_on is None]


async def _stated(request: AnyRequest, runtime: Runtime) -> dict[str, Any]:
    group, current = await _current(request, runtime)
    entities = await _entities(runtime, group)
    return {
        "figures": current,
        "printed": await printed(runtime, current),
        "kinds": [kind for kind in KINDS if kind != "role" or len(entities) > 1],
        "holds": await runtime.read(statements.holds_of, group),
    }


async def _form(request: AnyRequest, runtime: Runtime, kind: str) -> dict[str, Any]:
    group, current = await _current(request, runtime)
    entities = await _entities(runtime, group)
    found = await runtime.read(public_group, group, runtime.clock.today())
    countries = sorted({"BG", *(found.lead.countries if found else ())})
    grammar = globals_for(request.state.lang)
    return {"kind": kind, "current": current, "entities": entities, "countries": countries, "units": UNITS, **grammar}


async def _entities(runtime: Runtime, group: str) -> list[tuple[str, str]]:
    """The parts of the group by name, for a choice between them."""
    found = await runtime.read(public_group, group, runtime.clock.today())
    known = await runtime.read(employers, found.entities if found else ())
    return sorted(((entity, one.name) for entity, one in known.items()), key=lambda each: each[1])


def _values(one: StatedFigure) -> dict[str, Any]:
    """What was stated, as its form would hold it."""
    details = one.details.split()
    given = {name: getattr(one, name, None) for name in get_type_hints(commands.StateFigure)}
    codes = {
        "countries": [code.removeprefix("own-") for code in details if code.startswith("own-")],
        "autonomous": "on" if "autonomous" in details else None,
        "joins_groups": "on" if "joins-groups" in details else None,
        "without_base": "on" if "without-base" in details else None,
        "partners": details if one.kind == "partners" else [],
        "composite": "on" if one.composite else None,
        "replaces": one.id,
    }
    return {name: value for name, value in (given | codes).items() if value not in (None, "", [])}


PAGES = (figures, new_figure, state_figure, withdraw_figure)
