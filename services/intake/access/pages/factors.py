"""The second factor: asked for after the password, set up where there is none, added and removed by its owner."""

from functools import partial
from typing import Any

import msgspec
import pyotp
from litestar import Request, get, post
from litestar.response import Response

from services.intake.access.commands import (
    AddPasskey,
    AddTotp,
    AskChallenge,
    PassPasskey,
    PassSecondFactor,
    RemoveFactor,
    RenewCodes,
)
from services.intake.access.handlers import factors as handlers
from services.intake.access.handlers.throttle import forget_try
from services.intake.access.pages.account import own_form, with_password
from services.intake.access.queries import accounts
from services.intake.access.queries import sign_in as access
from services.intake.access.welcome import begin, begin_try, knows_account, onward, safe_next
from services.intake.tools import tools_of
from services.site_map import home_of
from shared import security_log
from shared.auth import HALF_IN, SIGNED_IN
from shared.sealing import Gone
from shared.service import Runtime
from web import forms, respond

AnyRequest = Request[Any, Any, Any]


def _passkeys_work(runtime: Runtime) -> bool:
    """A browser makes passkeys for a name by https, or for this machine as `localhost`; never for a bare number."""
    name = tools_of(runtime).site.name
    return name == "localhost" or (
        runtime.settings.secure and not name.replace(".", "").isdecimal() and ":" not in name
    )


async def _prompt(request: AnyRequest, runtime: Runtime, back: str, held: str = "") -> dict[str, Any]:
    kinds = await runtime.read(access.kinds_of, request.state.actor.account)
    return {"back": safe_next(back), "held": held, "passkeys": "passkey" in kinds and _passkeys_work(runtime)}


@get("/intake/second-factor", policy=HALF_IN)
async def second_factor_form(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    actor, back = request.state.actor, safe_next(request.query_params.get("next", ""))
    if not actor.owes_second:
        return respond.see_other(back or home_of(actor.roles))
    if not await runtime.read(access.kinds_of, actor.account):
        return respond.see_other("/intake/second-factor/new")
    return respond.page(request, "intake/access/second_factor.html", **await _prompt(request, runtime, back))


@post("/intake/second-factor", policy=HALF_IN, asks=PassSecondFactor)
async def pass_second_factor(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await _pass(request, runtime, PassSecondFactor)


@post("/intake/second-factor/passkey", policy=HALF_IN, asks=PassPasskey)
async def pass_passkey(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await _pass(request, runtime, PassPasskey)


async def _pass(request: AnyRequest, runtime: Runtime, command: type[msgspec.Struct]) -> Response[Any]:
    """From password to session: the tries are counted, the half session gives way to a whole one."""
    actor, form = request.state.actor, await forms.fields(request)

    async def ask(command: msgspec.Struct) -> None:
        with security_log.refusals("second factor refused", actor.account):
            trusted = await knows_account(request, runtime, actor.account)
            tried = await begin_try(request, runtime, "second", actor.account, trusted=trusted)
            await runtime.ask(command, actor)
        await runtime.do(forget_try, tried)

    passed = await forms.carry_out(request, runtime, command, by=ask)
    if isinstance(passed, forms.Errors):
        context = await _prompt(request, runtime, str(form.get("next", "")), str(form.get("_held", "")))
        return await forms.again(
            request, forms.FormPage("intake/access/second_factor.html", lambda _: "/", context), passed
        )
    who = await runtime.read(accounts.account, tools_of(runtime).sealer, actor.account)
    await begin(request, runtime, who, passed=True, instead=actor)
    return await onward(request, runtime, str(form.get("next", "")))


# -- setting up -------------------------------------------------------------------------------------------------------


async def _setup(request: AnyRequest, runtime: Runtime, sealed: str = "") -> dict[str, Any]:
    """The secret lives in the page alone, sealed for this session, until a code proves that the app has it."""
    import segno

    actor, sealer = request.state.actor, tools_of(runtime).sealer
    place = handlers.setup_place(actor)
    secret = sealer.open(sealed, place) if sealed else pyotp.random_base32()
    who = await runtime.read(accounts.account, sealer, actor.account)
    address = pyotp.TOTP(secret).provisioning_uri(name=who.email, issuer_name="Steadfast")
    return {
        "sealed": sealed or sealer.seal(secret, place),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "picture": segno.make(address, error="m").svg_data_uri(scale=5, border=2, light="#fff"),
        "passkeys": _passkeys_work(runtime),
        "first": actor.owes_second,
    }


async def _may_set_up(request: AnyRequest, runtime: Runtime) -> bool:
    """A password alone sets up the first factor and never another one."""
    actor = request.state.actor
    return not actor.owes_second or not await runtime.read(access.kinds_of, actor.account)


@get("/intake/second-factor/new", policy=HALF_IN)
async def setup_form(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    if not await _may_set_up(request, runtime):
        return respond.see_other("/intake/second-factor")
    return respond.page(request, "intake/access/second_factor_new.html", **await _setup(request, runtime))


@post("/intake/second-factor/new", policy=HALF_IN, asks=AddTotp)
async def add_totp(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await _add(request, runtime, AddTotp)


@post("/intake/second-factor/passkeys", policy=HALF_IN, asks=AddPasskey)
async def add_passkey(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await _add(request, runtime, AddPasskey)


async def _add(request: AnyRequest, runtime: Runtime, command: type[msgspec.Struct]) -> Response[Any]:
    if not await _may_set_up(request, runtime):
        return respond.see_other("/intake/second-factor")
    actor = request.state.actor

    async def ask(command: msgspec.Struct) -> Any:
        with security_log.refusals("second factor refused", actor.account):
            await begin_try(request, runtime, "add", actor.account)
            return await runtime.ask(command, actor)

    codes = await forms.carry_out(request, runtime, command, by=ask)
    if isinstance(codes, forms.Errors):
        context = await _setup_again(request, runtime)
        return await forms.again(
            request, forms.FormPage("intake/access/second_factor_new.html", lambda _: "/", context), codes
        )
    return await _changed(request, runtime, "The second factor is set up.", codes)


async def _setup_again(request: AnyRequest, runtime: Runtime) -> dict[str, Any]:
    """With the secret that the page showed, or a new one where that is not of this session."""
    try:
        return await _setup(request, runtime, str((await forms.fields(request)).get("sealed", "")))
    except Gone:
        return await _setup(request, runtime)


async def _changed(request: AnyRequest, runtime: Runtime, said: str, codes: tuple[str, ...] = ()) -> Response[Any]:
    """All sessions have ended: a new one for whoever made the change, and the codes that are shown this once."""
    who = await runtime.read(accounts.account, tools_of(runtime).sealer, request.state.actor.account)
    await begin(request, runtime, who, passed=True)
    if not codes:
        return respond.see_other("/intake/account", said)
    return respond.page(request, "intake/access/codes.html", codes=codes, onward=home_of(who.roles))


# -- passkeys in the browser ------------------------------------------------------------------------------------------


@post("/intake/second-factor/challenges", policy=HALF_IN, asks=AskChallenge)
async def ask_challenge(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """What a passkey shall sign, as JSON for the page's script."""
    made = await forms.carry_out(request, runtime, AskChallenge)
    if isinstance(made, forms.Errors):
        return forms.problem(422, "Refused")
    return Response(made, media_type="application/json", headers={"Cache-Control": "no-store"})


# -- one's own --------------------------------------------------------------------------------------------------------


@post("/intake/account/codes", policy=SIGNED_IN, asks=RenewCodes)
async def renew_codes(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await _change(request, runtime, RenewCodes, "")


@post("/intake/account/factors/{factor:str}/removal", policy=SIGNED_IN, asks=RemoveFactor)
async def remove_factor(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return await _change(request, runtime, RemoveFactor, "The second factor is removed.")


async def _change(request: AnyRequest, runtime: Runtime, command: type[msgspec.Struct], said: str) -> Response[Any]:
    done = await forms.carry_out(request, runtime, command, by=partial(with_password, request, runtime))
    if isinstance(done, forms.Errors):
        return await forms.again(request, own_form(request, runtime), done)
    return await _changed(request, runtime, said, done or ())


PAGES = [
    second_factor_form, pass_second_factor, pass_passkey, setup_form, add_totp, add_passkey, ask_challenge, renew_codes,
    remove_factor,
]  # fmt: skip
