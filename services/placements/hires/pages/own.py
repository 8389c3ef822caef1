"""My work: the person says, with the same answers as by a link, whether the job goes on."""

from typing import Any

import msgspec
from litestar import get, post
from litestar.response import Response

from services.placements.hires.commands import AnswerOwn
from services.placements.hires.queries.own import own_file, own_hires, own_words
from services.placements.tools import tools_of
from shared.auth import roles
from shared.languages import UNCHECKED
from shared.service import Runtime
from web import forms, respond
from web.requests import AnyRequest

PERSON = roles("candidate")


async def _work(request: AnyRequest, runtime: Runtime) -> dict[str, Any]:
    return {
        "hires": await runtime.read(own_hires, request.state.actor),
        "words": await runtime.read(own_words, tools_of(runtime).sealer, request.state.actor),
        "unchecked": request.state.lang in UNCHECKED,
        "nav": (),
    }


@get("/placements/my-work", policy=PERSON)
async def my_work(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, "placements/hires/my_work.html", **await _work(request, runtime))


@get("/placements/my-work/file.json", policy=PERSON)
async def my_file(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    data = await runtime.read(own_file, tools_of(runtime).sealer, request.state.actor)
    body = msgspec.json.format(msgspec.json.encode(data), indent=2)
    headers = {"Content-Disposition": 'attachment; filename="work.json"', "Cache-Control": "no-store"}
    return Response(body, media_type="application/json", headers=headers)


@post("/placements/my-work/{placement:str}/follow-ups/{milestone:int}", policy=PERSON, asks=AnswerOwn)
async def answer(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await forms.submit(
        request,
        runtime,
        forms.FormPage(
            "placements/hires/my_work.html", lambda _: "/placements/my-work", lambda: _work(request, runtime)
        ),
        flash="Thank you. Your answer has arrived.",
    )


PAGES = [my_work, my_file, answer]
