# ruff: noqa: E501
"""Where one is sent next is a page of ours, whatever the address says."""

import re

import pytest

from tests.doors.browser import Answer, Browser, encoded
from tests.doors.town import PASSWORD, Town

pytestmark = pytest.mark.xdist_group("outer")


TRICKS = (
    "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\/evil.example", "\\\\evil.example", "/\\/evil.example",
    "https://evil.example", "http:evil.example", "https:/evil.example", "https:///evil.example", "HTTPS://evil.example", "evil.example",
    "javascript:alert(1)", "data:text/html,x", "vbscript:x", " //evil.example", "\t//evil.example", "/\t/evil.example", "/\n/evil.example",
    "/\r/evil.example", "/\r\nLocation: https://evil.example", "/%0d%0aLocation:%20x", "/\x00/evil.example", "/\x0b/evil.example",
    "/\x1f/evil.example", "//evil.example/%2f..", "//evil.example/..;/", "//user@evil.example", "/@evil.example", "@evil.example",
    ".evil.example", "..//evil.example", "/..//evil.example", "/.//evil.example", "/./\\evil.example", "/%2f/evil.example",
    "/%5cevil.example", "/%09/evil.example", "/%2f%2fevil.example", "?next=//evil.example", "#//evil.example", "/#//evil.example",
    "/?//evil.example", "//127.0.0.1:8000@evil.example", "//evil.example#127.0.0.1", "//evil.example?127.0.0.1:8000", "http://127.0.0.1:8000/",
    "http://127.0.0.1:8000.evil.example", "http://127.0.0.1:8000@evil.example", "//evil\u3002example", "/\u2215evil.example", "\uff0f\uff0fevil.example",
    "//\u0435vil.example", "/\u2028/evil.example", "/\u00a0/evil.example", "//evil.example:80", "//[::1]", "///", "//", "/\\", "/" + "a" * 5000,
    "//xn--vil-5cd.example", "ftp://evil.example", "file:///etc/passwd", "http://evil.example\\@127.0.0.1", "mailto:x@evil.example",
)  # fmt: skip


def _stays(answer: Answer) -> None:
    """Where a browser goes stays within this site, by the rules by which browsers read an address."""
    where = re.sub(r"[\t\n\r]", "", answer.location).strip("".join(map(chr, range(33)))).replace("\\", "/")
    assert where.startswith("/"), answer.location
    assert not where.startswith("//"), answer.location
    assert all(32 < ord(sign) < 127 for sign in answer.location), repr(answer.location)


def test_there_are_sixty_tricks() -> None:
    assert len(set(TRICKS)) >= 60


def test_no_trick_leads_away_from_the_sign_in(town: Town) -> None:
    """The real sign-in is slow by intent, so a session is opened by the page's own function for each trick."""
    from services.intake.access.welcome import safe_next

    for trick in TRICKS:
        page = town.visitor().get("/intake/sign-in?next=" + encoded({"n": trick}).decode()[2:][:3000])
        assert page.status in (200, 400)
        hidden = re.search(r'name="next" value="([^"]*)"', page.text)
        if hidden and hidden[1]:
            _stays(Answer(303, [("location", hidden[1])], b""))
        if kept := safe_next(trick):
            _stays(Answer(303, [("location", kept)], b""))
    form = {"email": town.private["address of officer"], "password": PASSWORD}
    for trick in ("//evil.example", "/\\evil.example", "/\t/evil.example", "https://evil.example"):
        answer = town.visitor().post("/intake/sign-in", {**form, "next": trick})
        assert (answer.status, answer.location) == (303, "/intake/second-factor")


@pytest.mark.parametrize("path", ["/language", "/demo/clock"])
def test_no_trick_leads_away_from_a_way_back(town: Town, path: str) -> None:
    browser = town.visitor()
    turn = {"lang": "en", "turn": "nothing"} if path == "/language" else {"turn": "day"}
    for trick in TRICKS[:: 1 if path == "/language" else 6]:
        answer = browser.post(path, {**turn, "back": trick})
        assert answer.status == 303, trick
        _stays(answer)
    assert browser.post(path, {**turn, "back": "/en/employers"}).location == "/en/employers"
    assert browser.post(path, {**turn, "back": ["/a", "/b"]}).status in (303, 400, 422)


def test_the_page_somebody_wanted_is_remembered_safely(town: Town) -> None:
    nobody = Browser(town.app.site, town.loop)
    for path in (
        "/intake/candidates/%D0%B6",
        "/intake/candidates/a&b=c",
        "/intake/candidates/a b#c",
        "/placements/hires/жжж",
    ):
        answer = nobody.get(path)
        assert answer.status == 303
        assert answer.location.startswith("/intake/sign-in?next=/")
        assert "&" not in answer.location
        _stays(answer)
