"""A session: how it begins, what it opens, and when it is over."""

import asyncio
import base64
import datetime
import json
import re
import time

import msgspec
import pytest

from shared.auth import Actor
from tests.doors.browser import Browser
from tests.doors.places import routes
from tests.doors.town import PASSWORD, Town

pytestmark = pytest.mark.xdist_group("outer")


def test_sign_in_gives_a_new_session_whatever_the_browser_brought(town: Town) -> None:
    planted = town.keys.sign_in(account="x", roles=("administrator",))[0]
    for session in ("chosen-by-somebody", "a.b", planted[:-4] + "AAAA"):
        brought = {"session": session, "seen": "1.x", "device": town.people["officer"].cookies["device"]}
        browser = Browser(town.app.site, town.loop, brought)
        browser.get("/intake/sign-in")
        browser.token = town.keys.form_token(browser.cookies["visit"])
        form = {"email": town.private["address of officer"], "password": PASSWORD}
        assert browser.post("/intake/sign-in", form).status == 303
        assert browser.cookies["session"] != session
        assert browser.get("/placements/today").status == 200
    first, second = (town.keys.actor(browser.cookies["session"]) for browser in (town.people["officer"], browser))
    assert first.account == second.account
    assert first.session != second.session
    assert len(second.session) >= 43


def test_a_forged_broken_or_expired_session_is_nobody(town: Town) -> None:
    good = town.people["officer"]
    body, _, signature = good.cookies["session"].partition(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    raised = base64.urlsafe_b64encode(json.dumps({**claims, "roles": ["administrator"]}).encode()).rstrip(b"=").decode()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    foreign = (
        base64.urlsafe_b64encode(Ed25519PrivateKey.generate().sign(base64.urlsafe_b64decode(body + "==")))
        .rstrip(b"=")
        .decode()
    )
    forged = (
        f"{raised}.{signature}", f"{body}.", f".{signature}", f"{body}.{foreign}", body, f"{body}.{signature}.{signature}", "..",
        f"{body}.{signature[:-6]}AAAAAA", "\xff.\xff", "e30.e30", "a" * 4000,
    )  # fmt: skip
    for token in forged:
        browser = Browser(town.app.site, town.loop, {**good.cookies, "session": token})
        answer = browser.get("/placements/today")
        assert (answer.status, answer.location) == (303, "/intake/sign-in?next=/placements/today"), token[:40]
    assert Browser(town.app.site, town.loop, dict(good.cookies)).get("/placements/today").status == 200


def test_a_password_alone_opens_nothing_but_the_second_factor(town: Town) -> None:
    whole = town.actor(town.people["officer"])
    who = {name: getattr(whole, name) for name in ("account", "name", "roles", "organisation")}
    token, actor = town.keys.sign_in(**who, second=False)
    half = Browser(town.app.site, town.loop, {"session": token, "seen": town.keys.seen(actor.session)})
    half.token = town.keys.form_token(actor.session)
    closed = [route for route in routes() if route.policy.signed_in and not route.policy.half]
    assert len(closed) > 60
    for route in closed:
        path = re.sub(r"\{[^}]*:int\}", "90", route.path)
        path = re.sub(r"\{candidate[^}]*\}", town.refs["person 1"], path)
        path = re.sub(r"\{[^}]*\}", "x", path)
        answer = half.get(path) if route.method == "GET" else half.post(path, {})
        assert (answer.status, answer.location.partition("?")[0]) == (303, "/intake/second-factor"), path
        assert town.private["name of person 1"].encode() not in answer.body


def test_a_session_ends_by_itself(town: Town) -> None:
    actor = town.actor(town.people["officer"])
    now = datetime.datetime.now(datetime.UTC)
    old = _signed(town, msgspec.structs.replace(actor, expires=now - datetime.timedelta(seconds=1)))
    assert _reads(town, old, town.keys.seen(actor.session)) is False
    assert _reads(town, _signed(town, actor), town.keys.seen(actor.session)) is True


def test_an_idle_session_is_over_and_its_clock_cannot_be_borrowed(town: Town) -> None:
    actor = town.actor(town.people["officer"])
    token = town.people["officer"].cookies["session"]
    for age, reads in ((0, True), (29 * 60, True), (31 * 60, False)):
        at = int(time.time()) - age
        assert _reads(town, token, town.keys.seen(actor.session, at)) is reads, age
    other = town.keys.seen(town.actor(town.people["stranger"]).session)
    at = int(time.time()) + 10_000
    for forged in (
        "",
        "x",
        other,
        f"{at}.x",
        f"{town.keys.seen(actor.session, at).partition('.')[0]}.{town.keys.form_token(actor.session)}",
        "²." + "x" * 43,
    ):
        assert _reads(town, token, forged) is False, forged


def test_an_ended_session_is_over_in_every_service_within_a_second(town: Town) -> None:
    paths = {
        "intake": "/intake/candidates",
        "placements": "/placements/today",
        "recognition": f"/recognition/standings/{town.refs['owner']}",
    }
    browser = _fresh(town, "lead")
    copy = Browser(town.app.site, town.loop, dict(browser.cookies), browser.token)
    assert {copy.get(path).status for path in paths.values()} == {200}
    left = browser.post("/intake/sign-out", {})
    assert left.status == 303
    assert left.header("clear-site-data")
    assert not browser.cookies["session"]
    _over_within_a_second(copy, list(paths.values()))
    assert town.again("lead").get("/placements/today").status == 200, "the other session of this account goes on"


def test_closing_an_account_ends_all_its_sessions_within_a_second(town: Town) -> None:
    town.join("leaver", "officer", town.refs["organisation"])
    windows = [town.again("leaver"), _fresh(town, "leaver")]
    path = f"/intake/colleagues/{town.refs['account of leaver']}/closing"
    assert town.again("administrator").post(path, {}).status == 303
    for window in windows:
        _over_within_a_second(window, ["/intake/candidates", "/placements/today"])
    browser = town.visitor()
    form = {"email": town.private["address of leaver"], "password": PASSWORD}
    assert browser.post("/intake/sign-in", form).status == 422


def _signed(town: Town, actor: Actor) -> str:
    return str(town.keys.sign_again(actor))


def _reads(town: Town, session: str, seen: str) -> bool:
    return Browser(town.app.site, town.loop, {"session": session, "seen": seen}).get("/placements/today").status == 200


def _fresh(town: Town, name: str) -> Browser:
    """The same person signs in once more, on the same device."""
    browser = town.visitor()
    browser.cookies["device"] = town.people[name].cookies["device"]
    form = {"email": town.private[f"address of {name}"], "password": PASSWORD}
    assert browser.post("/intake/sign-in", form).status == 303
    return town.signed_in(browser)


def _over_within_a_second(browser: Browser, paths: list[str]) -> None:
    async def over() -> None:
        async with asyncio.timeout(1):
            for path in paths:
                while (await browser.asked("GET", path)).status == 200:
                    await asyncio.sleep(0.01)

    browser.loop.run(over())
