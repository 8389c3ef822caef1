"""Whose name we answer to, whose forms we take, and with which token."""

import re

import pytest

from tests.doors.browser import Browser, encoded
from tests.doors.outer.conftest import FORM, files_kept
from tests.doors.places import routes
from tests.doors.town import Town

pytestmark = pytest.mark.xdist_group("outer")


HOSTS = (
    "evil.example",
    "127.0.0.1.evil.example",
    "evil.example:8000",
    "",
    "localhost@evil.example",
    "[::2]",
    "\xff",
    "127.0.0.1:8000, x",
)


@pytest.mark.parametrize("host", HOSTS)
def test_another_sites_name_is_refused(town: Town, host: str) -> None:
    assert Browser(town.app.site, town.loop).get("/intake/sign-in", headers={"host": host}).status == 400


def test_a_kept_page_is_the_same_bytes_whatever_the_browser_calls_us(town: Town) -> None:
    """A stranger's name is refused, also of a kept page, and neither fills nor changes what is kept."""
    from services.recognition.service import SERVICE

    assert SERVICE.keeps
    paths = [route.path for route in routes() if route.policy.public and SERVICE.keeps(route.path)]
    paths.append(f"/bg/employers/{town.refs['slug']}")
    assert len(paths) > 8
    town.loop.run(town.app.page_caches[0].look_again())
    ask = Browser(town.app.site, town.loop).get
    for path in paths:
        town.app.page_caches[0]._drop(path)
        evil = {"host": "evil.example", "x-forwarded-host": "evil.example", "forwarded": "host=evil.example"}
        first, ours, then = ask(path, headers=evil), ask(path), ask(path, headers=evil)
        assert first.status == then.status == 400, f"{path}: nothing is shown under a stranger's name"
        assert ours.status == 200, path
        assert ask(path).body == ours.body, path
        assert b"evil.example" not in ours.body + repr(ours.headers).encode()
        named = set(re.findall(r"https?://[^/\s\"'<>&)]+", ours.text))
        own = {name for name in named if "127.0.0.1" in name or "localhost" in name}
        assert own <= {town.base}, path


def test_no_page_or_letter_names_what_the_browser_called_us(town: Town) -> None:
    answer = Browser(town.app.site, town.loop).get("/intake/sign-in", headers={"x-forwarded-host": "evil.example"})
    assert b"evil.example" not in answer.body


STRANGE = (
    {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"sec-fetch-site": "Same-Origin"}, {"sec-fetch-site": "x"},
    {"origin": "https://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:8001"}, {"origin": "https://127.0.0.1:8000"},
    {"origin": "http://127.0.0.1:8000.evil.example"}, {"origin": "http://127.0.0.1:8000/"}, {"origin": "\xff"},
    {"origin": "https://evil.example", "sec-fetch-site": "same-origin"},
)  # fmt: skip


@pytest.mark.parametrize("headers", STRANGE)
def test_a_form_from_another_site_is_refused_whatever_token_it_has(
    town: Town, officer: Browser, headers: dict[str, str]
) -> None:
    before = files_kept(town)
    form = {"name": "Ана Ана", "born": "1990-01-01", "no_phone": "true", "town": "Русе"}
    assert officer.post("/intake/candidates", form, headers=headers).status == 403
    assert officer.post_json("/intake/candidates", form, headers=headers).status == 403
    assert files_kept(town) == before


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "http://127.0.0.1:8000"}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}]
)
def test_a_form_of_our_own_is_taken(town: Town, headers: dict[str, str]) -> None:
    assert town.visitor().post("/language", {"lang": "en", "back": "/en"}, headers=headers).status == 303


def test_a_token_is_good_for_its_own_session_only(town: Town, officer: Browser) -> None:
    other, visitor = town.again("stranger"), town.visitor()
    wrong = (
        "",
        "x",
        other.token,
        visitor.token,
        officer.token[:-1],
        officer.token + "x",
        officer.token.swapcase(),
        "\u0436",
        "ÿ" * 43,
    )
    for token in wrong:
        in_the_form = officer.send("POST", "/placements/referrals", body=encoded({"_csrf": token}), kind=FORM)
        assert in_the_form.status == 403, token
        headers = {"x-form-token": token.encode()}
        assert officer.send("POST", "/placements/referrals", kind=FORM, headers=headers).status == 403, token
    assert officer.send("POST", "/intake/sign-out").status == 403
    assert (
        visitor.send("POST", "/language", body=encoded({"_csrf": officer.token, "lang": "en"}), kind=FORM).status == 403
    )
    assert officer.post("/placements/referrals", {}).status == 422
    assert officer.get("/placements/today").status == 200, "the session is as it was"


def test_every_form_of_every_service_asks_for_the_token(town: Town) -> None:
    """No unsafe route of anybody's lets a forged form through."""
    unsafe = [route for route in routes() if route.method in ("POST", "PUT", "PATCH", "DELETE")]
    assert len(unsafe) > 30
    for who in ("officer", "owner", "editor", "administrator"):
        browser = town.again(who)
        for route in unsafe:
            path = re.sub(r"\{[^}]*:int\}", "90", route.path)
            path = re.sub(r"\{[^}]*\}", "x", path)
            assert browser.send("POST", path, body=b"_csrf=x", kind=FORM).status == 403, path
            assert browser.send("POST", path, body=b"{}", kind="application/json").status == 403, path
