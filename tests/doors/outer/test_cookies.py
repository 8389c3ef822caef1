"""Cookies: what they allow a browser, and what somebody else may make of them."""

import msgspec
import pytest

from shared.tokens import Purpose
from tests.doors.browser import Browser
from tests.doors.town import Town, open_town

pytestmark = pytest.mark.xdist_group("outer")


def test_cookies_by_http_and_by_https(town: Town, tmp_path_factory: pytest.TempPathFactory) -> None:
    def given(site: Town) -> dict[str, str]:
        browser = Browser(site.app.site, site.loop, base=site.base)
        browser.cookies["flash"] = _flash(site, '{"text": "You have signed out."}')
        first = browser.get("/intake/sign-in")
        cookie = next(name for name in browser.cookies if name.endswith("visit"))
        browser.token = site.keys.form_token(browser.cookies[cookie])
        answers = [first, browser.post("/language", {"lang": "en", "back": "/"})]
        token, actor = site.keys.sign_in(account="a", name="A", roles=("auditor",))
        prefix = cookie.removesuffix("visit")
        signed = Browser(
            site.app.site,
            site.loop,
            {f"{prefix}session": token, f"{prefix}seen": site.keys.seen(actor.session)},
            base=site.base,
        )
        answers += [signed.get("/intake/sign-in"), signed.get("/nowhere")]
        signed.token = site.keys.form_token(actor.session)
        answers.append(signed.post("/intake/sign-out", {}))
        return {cookie.partition("=")[0]: cookie for answer in answers for cookie in answer.all("set-cookie")}

    plain = given(town)
    assert {"visit", "lang", "seen", "session", "flash"} <= set(plain)
    for name, cookie in plain.items():
        _holds(cookie, name, ("Path=/", "HttpOnly", "SameSite=Lax"))
        assert "Secure" not in cookie
    with open_town(tmp_path_factory.mktemp("secure"), base="https://steadfast.example", demo=False) as secure:
        guarded = given(secure)
        assert {"__Host-visit", "__Host-lang", "__Host-seen", "__Host-session"} <= set(guarded)
        for name, cookie in guarded.items():
            _holds(cookie, name, ("Path=/", "HttpOnly", "SameSite=Lax", "Secure"))
            assert "Domain" not in cookie
        page = Browser(secure.app.site, secure.loop, {"__Host-lang": "en"}, base=secure.base).get("/intake/sign-in")
        assert 'lang="en"' in page.text
        assert page.header("strict-transport-security") == "max-age=31536000; includeSubDomains"


def test_a_sentence_for_the_next_page_cannot_be_made_to_harm(town: Town) -> None:
    bad = (
        '{"text":"%(a)0999999999d","params":{"a":1}}', '{"text":"%s"}', '{"text":"%(a)s"}', '{"text":"%"}', '{"text":7}', "[]", "x",
        '{"text":"a","params":{"__context":"x","__string":"y","self":"z"}}', '{"text":"%(a)s","params":{"a":{}}}',
        '{"text":"<script>zq7</script>"}', '{"text":"%(a)s","params":{"a":"<script>zq7"}}', '{"text":"a","kind":"\\"><script>zq7"}',
        '{"text":"%(a)1000000000s","params":{"a":"x"}}', '{"text":"%(n)s","params":{"n":"x","num":"y"}}',
    )  # fmt: skip
    for value in bad:
        cookie = _flash(town, value)
        answer = Browser(town.app.site, town.loop, {"flash": cookie}).get("/intake/sign-in")
        assert answer.status == 200, value
        assert b"<script>zq7" not in answer.body
        assert len(answer.body) < 50_000


def _flash(site: Town, said: str) -> str:
    return str(site.keys.tokens.write(Purpose.FLASH, msgspec.Raw(said.encode())))


def _holds(cookie: str, name: str, attributes: tuple[str, ...]) -> None:
    parts = [part.strip().lower() for part in cookie.split(";")]
    taken_off = "max-age=0" in parts
    for attribute in attributes:
        assert attribute.lower() in parts or (taken_off and attribute == "HttpOnly"), f"{name}: {cookie}"
