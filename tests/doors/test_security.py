# ruff: noqa: E501
"""The outermost layer and the door: headers on every answer, limits, unreadable input, origins, tokens, sessions, redirects."""

import asyncio
import base64
import datetime
import json
import re
import time
from collections.abc import Callable

import msgspec
import pytest

from shared.auth import Actor
from shared.tokens import Purpose
from tests.doors.browser import Answer, Browser, encoded
from tests.doors.places import routes
from tests.doors.town import Town, open_town
from web.security import HEADERS, MOST_BODY

FORM = "application/x-www-form-urlencoded"
HTML = "text/html; charset=utf-8"


@pytest.fixture
def visitor(town: Town) -> Browser:
    return town.visitor()


@pytest.fixture
def officer(town: Town) -> Browser:
    return town.again("officer")


# -- headers ----------------------------------------------------------------------------------------------------------

KINDS = (
    ("GET", "/healthz", 200), ("GET", "/bg", 200), ("HEAD", "/bg", 200), ("GET", "/", 302), ("GET", "/bg/employers", 200),
    ("HEAD", "/bg/employers", 200), ("GET", "/bg/employers?tier=gold", 200), ("GET", "/nowhere", 404), ("GET", "/static/none", 404),
    ("GET", "/intake/candidates", 303), ("POST", "/intake/sign-in", 403), ("PUT", "/intake/sign-in", 405), ("DELETE", "/bg", 405),
    ("PATCH", "/bg", 405), ("OPTIONS", "/bg", 405), ("TRACE", "/bg", 405), ("BREW", "/intake/sign-in", 405), ("GET", "/data/board.json", 200),
    ("GET", "/data/board.csv", 200), ("GET", "/bg/employers/nobody", 404), ("GET", "/bg/a%00b", 400), ("GET", "/intake/sign-in", 200),
)  # fmt: skip


@pytest.mark.parametrize(("method", "path", "status"), KINDS)
def test_every_kind_of_answer_carries_every_header(town: Town, method: str, path: str, status: int) -> None:
    raw = b"/bg/a\0b" if "%00" in path else None
    answer = Browser(town.app.site, town.loop).send(method, path, raw=raw)
    assert answer.status == status
    assert {name.decode() for name in HEADERS} <= {name for name, _ in answer.headers}
    if method == "HEAD":
        assert answer.body == b""
        assert int(answer.header("content-length")) > 0


def test_a_static_file_is_sound_and_lasts(town: Town) -> None:
    page = town.visitor().get("/bg").text
    path = re.search(r'href="(/static/[^"]+\.css[^"]*)"', page)
    assert path
    answer = town.visitor().get(path[1])
    assert (answer.status, answer.header("cache-control")) == (200, "public, max-age=31536000, immutable")
    assert answer.header("content-type").startswith("text/css")


def test_a_fault_of_ours_is_a_page_with_all_headers_and_nothing_but_a_reference(
    town: Town, officer: Browser, told: Callable[[], str]
) -> None:
    runtime = town.runtime("placements")
    table = runtime.service.metadata.tables["placement"]
    with runtime.database.engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {table.name} RENAME TO away")
    try:
        answer = officer.get("/placements/hires")
        problem = officer.get("/placements/hires", headers={"accept": "application/json"})
    finally:
        with runtime.database.engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE away RENAME TO {table.name}")
    assert answer.status == problem.status == 500
    assert "placement" not in re.sub(r'(href|action|value)="[^"]*"', "", answer.text.lower())
    assert problem.header("content-type") == "application/problem+json"
    assert set(problem.json()) == {"type", "title", "status"}
    reference = re.search(r"\b[0-9a-f]{12}\b", answer.text.partition("<main")[2])
    assert reference
    assert reference[0] in told(), "under it the log says what happened"


def test_a_kept_page_is_the_same_for_everybody_and_reads_no_cookie(town: Town, officer: Browser) -> None:
    kept = [town.visitor().get("/bg/employers"), officer.get("/bg/employers")]
    assert kept[0].body == kept[1].body
    assert kept[1].all("set-cookie") == []
    assert "Cookie" not in kept[0].header("vary")
    again = officer.get("/bg/employers", headers={"if-none-match": kept[0].header("etag")})
    assert (again.status, again.body) == (304, b"")


def test_pages_of_somebody_signed_in_are_kept_nowhere(town: Town, officer: Browser) -> None:
    for path in (
        "/placements/today",
        "/intake/candidates",
        f"/intake/candidates/{town.refs['person 1']}",
        "/intake/none",
    ):
        assert officer.get(path).header("cache-control") == "no-store"


# -- what cannot be read ----------------------------------------------------------------------------------------------

PATHS = (
    b"/bg/\xff",
    b"/bg/\xc0\xaf",
    b"/bg/\xed\xa0\x80",
    b"/intake/candidates/\x00",
    b"/bg/a\nb",
    b"/bg/\x1b[2J",
    b"/\xf5\x80",
)
QUERIES = (
    ("%00", 400), ("a=b%00c", 400), ("x=" + "y" * 5000, 414), ("&".join(f"f{n}=1" for n in range(250)), 414), ("q=\u0436", 400),
)  # fmt: skip


@pytest.mark.parametrize("raw", PATHS)
def test_a_path_that_is_no_text_is_refused(town: Town, raw: bytes) -> None:
    assert Browser(town.app.site, town.loop).send("GET", "/", raw=raw).status == 400


@pytest.mark.parametrize(("query", "status"), QUERIES)
def test_a_query_that_is_no_text_or_too_long_is_refused(town: Town, query: str, status: int) -> None:
    assert Browser(town.app.site, town.loop).get(f"/bg/vacancies?{query}").status == status


def test_a_query_of_broken_escapes_is_passed_over(town: Town, officer: Browser) -> None:
    for query in ("town=%FF%FE", "town=%", "town=%zz", "town=%u0436", "town[]=1", "=", "&&&;", "town=%ED%A0%80"):
        assert town.visitor().get(f"/bg/vacancies?{query}").status in (200, 400), query
        assert officer.get(f"/intake/candidates?{query}").status in (200, 400), query


def test_a_long_address_is_refused(town: Town) -> None:
    assert Browser(town.app.site, town.loop).get("/bg/" + "a" * 5000).status == 414


def test_limits_of_headers(town: Town) -> None:
    ask = Browser(town.app.site, town.loop).get
    assert ask("/intake/sign-in", headers={"cookie": "a=" + "b" * 9000}).status == 431
    assert ask("/intake/sign-in", headers={"x-much": "b" * 40000}).status == 431
    assert ask("/intake/sign-in", headers={f"x-{n}": "b" * 400 for n in range(90)}).status == 431
    assert ask("/intake/sign-in", headers={"content-length": "-1"}).status == 400
    assert ask("/intake/sign-in", headers={"content-length": "ten"}).status == 400


BODIES: tuple[tuple[str, str, bytes, set[int]], ...] = (
    ("bytes that are no UTF-8", FORM, b"name=\xff\xfe&town=%ff", {400, 422}),
    ("a lone surrogate", FORM, b"name=%ED%A0%80", {400, 422}),
    ("NUL", FORM, b"name=a%00b&town=%00", {400, 422}),
    ("a field without a name", FORM, b"=x&=&==", {400, 422}),
    ("201 fields", FORM, b"&".join(b"f%d=1" % n for n in range(201)), {400}),
    ("20,000 fields", FORM, b"a&" * 20000, {400}),
    ("charset nobody knows", FORM + "; charset=klingon", b"name=x", {400, 422}),
    ("multipart without a boundary", "multipart/form-data", b"--x\r\n\r\n", {400, 403, 422}),
    ("multipart cut off", "multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nabc', {400, 422}),
    ("a part with a charset nobody knows", "multipart/form-data; boundary=x",
     b'--x\r\nContent-Disposition: form-data; name="name"\r\nContent-Type: text/plain; charset=klingon\r\n\r\nabc\r\n--x--\r\n', {400, 422}),
    ("a part that is no UTF-8", "multipart/form-data; boundary=x",
     b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n\xff\xfe\r\n--x--\r\n', {400, 422}),
    ("a file where text belongs", "multipart/form-data; boundary=x",
     b'--x\r\nContent-Disposition: form-data; name="name"; filename="a.svg"\r\nContent-Type: image/svg+xml\r\n\r\n<svg/>\r\n--x--\r\n', {422}),
    ("1,500 parts", "multipart/form-data; boundary=x",
     b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n' * 900 + b"--x--\r\n", {400, 413}),
    ("JSON that is no UTF-8", "application/json", b'{"name":"\xff"}', {400}),
    ("JSON nested 30,000 deep", "application/json", b"[" * 30000 + b"]" * 30000, {400}),
    ("JSON nested in a field", "application/json", b'{"name":' + b"[" * 20000 + b"]" * 20000 + b"}", {400}),
    ("JSON that is a list", "application/json", b"[]", {400}),
    ("JSON that is a number", "application/json", b"7", {400}),
    ("no JSON", "application/json", b"{", {400}),
    ("nothing", "application/json", b"", {400}),
    ("a field named twice", "application/json", b'{"name":"Ana","name":"Eva"}', {400}),
    ("a field nobody asked for", "application/json", b'{"name":"Ana","organisation":"x"}', {422}),
    ("NUL in JSON", "application/json", b'{"name":"a\\u0000b","born":"1990-01-01","town":"x\\u0000"}', {422}),
    ("a lone surrogate in JSON", "application/json", b'{"name":"\\ud800x","born":"1990-01-01","town":"Ruse"}', {400, 422}),
    ("a number without end", "application/json", b'{"name":' + b"9" * 6000 + b"}", {400, 422}),
    ("infinity", "application/json", b'{"name":1e999}', {400, 422}),
    ("not a number", "application/json", b'{"name":NaN}', {400}),
    ("a year out of reach", "application/json", b'{"name":"Ana Ana","born":"9999-12-31","town":"Ruse","no_phone":true}', {422}),
    ("the year one", "application/json", b'{"name":"Ana Ana","born":"0001-01-01","town":"Ruse","no_phone":true}', {422}),
    ("JSON said to be text", "text/plain", b'{"name":"Ana","born":"1990-01-01","town":"Ruse"}', {422}),
    ("XML", "application/xml", b"<a/>", {422}),
    ("no content type", "", b"name=Ana", {422}),
    ("a content type that is none", "\xff/\xff; =;", b"name=Ana", {422, 400}),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "statuses"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES])
def test_a_body_that_cannot_be_read_is_refused_and_changes_nothing(
    town: Town, officer: Browser, kind: str, body: bytes, statuses: set[int]
) -> None:
    before = _rows(town)
    answer = officer.send("POST", "/intake/candidates", body=body, kind=kind, headers={"x-form-token": officer.token})
    assert answer.status in statuses, answer.body[:300]
    wants = "application/problem+json" if kind == "application/json" else HTML
    with_json = officer.send(
        "POST", "/intake/candidates", body=body, kind=kind, headers={"x-form-token": officer.token, "accept": "*/*"}
    )
    assert with_json.status in statuses
    if answer.status == 400 and kind == "application/json":
        assert with_json.header("content-type") == wants
    assert answer.header("content-type") == HTML or kind == "application/json"
    assert _rows(town) == before


def test_json_nested_a_hundred_thousand_deep_is_refused(officer: Browser) -> None:
    body = b"[" * 100_000
    assert officer.post_json("/intake/candidates", body).status == 413
    chunks = [body[:40000], body[40000:80000], body[80000:]]
    headers = {"x-form-token": officer.token}
    assert (
        officer.send("POST", "/intake/candidates", body=chunks, kind="application/json", headers=headers).status == 413
    )


def test_a_body_too_large_is_refused_whether_or_not_it_says_so(officer: Browser) -> None:
    much = b"name=" + b"x" * MOST_BODY
    assert officer.send("POST", "/intake/candidates", body=much, kind=FORM).status == 413
    unsaid = [much[:30000], much[30000:60000], much[60000:]]
    for kind in (FORM, "application/json", "multipart/form-data; boundary=x"):
        answer = officer.send(
            "POST", "/intake/candidates", body=unsaid, kind=kind, headers={"x-form-token": officer.token}
        )
        assert answer.status == 413, kind


def test_a_json_body_keeps_the_same_limits_as_the_form(town: Town, officer: Browser) -> None:
    person = {"name": "Ан\u202eна\u0000\u200b Ив", "born": "1990-01-01", "town": "Ру\u0007се", "no_phone": True}
    made = officer.post_json("/intake/candidates", person)
    assert made.status == 201
    page = officer.get(made.json()["location"]).text
    assert "Анна Ив" in page
    assert officer.post_json("/intake/candidates", {**person, "town": "x" * 101}).status == 422
    assert officer.post_json("/intake/candidates", {**person, "born": "01.01.1990"}).status == 422
    assert officer.post_json("/intake/candidates", {**person, "name": 7}).status == 422


def test_errors_are_pages_for_people_and_problems_for_programs(town: Town) -> None:
    nobody = Browser(town.app.site, town.loop)
    for path, raw, status in (("/nowhere", None, 404), ("/bg/x", b"/bg/\xff", 400), ("/" + "a" * 5000, None, 414)):
        page = nobody.send("GET", path, raw=raw)
        problem = nobody.send("GET", path, raw=raw, headers={"accept": "application/json"})
        assert (page.status, page.header("content-type")) == (status, HTML)
        assert "<h1>" in page.text
        assert problem.header("content-type") == "application/problem+json"
        assert problem.json()["status"] == problem.status == status
    unsigned = nobody.get("/intake/candidates", headers={"accept": "application/json"})
    assert (unsigned.status, unsigned.header("content-type")) == (401, "application/problem+json")


# -- names, origins, tokens -------------------------------------------------------------------------------------------

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
    before = _rows(town)
    form = {"name": "Ана Ана", "born": "1990-01-01", "no_phone": "true", "town": "Русе"}
    assert officer.post("/intake/candidates", form, headers=headers).status == 403
    assert officer.post_json("/intake/candidates", form, headers=headers).status == 403
    assert _rows(town) == before


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


# -- sessions ---------------------------------------------------------------------------------------------------------


def test_sign_in_gives_a_new_session_whatever_the_browser_brought(town: Town) -> None:
    planted = town.keys.sign_in(account="x", roles=("administrator",))[0]
    for session in ("chosen-by-somebody", "a.b", planted[:-4] + "AAAA"):
        brought = {"session": session, "seen": "1.x", "device": town.people["officer"].cookies["device"]}
        browser = Browser(town.app.site, town.loop, brought)
        browser.get("/intake/sign-in")
        browser.token = town.keys.form_token(browser.cookies["visit"])
        form = {"email": town.private["address of officer"], "password": "seven rivers under one bridge"}
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
    form = {"email": town.private["address of leaver"], "password": "seven rivers under one bridge"}
    assert browser.post("/intake/sign-in", form).status == 422


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
        started = time.monotonic()
        answer = Browser(town.app.site, town.loop, {"flash": cookie}).get("/intake/sign-in")
        assert answer.status == 200, value
        assert b"<script>zq7" not in answer.body
        assert len(answer.body) < 50_000
        assert time.monotonic() - started < 1


# -- where one is sent ------------------------------------------------------------------------------------------------

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
    form = {"email": town.private["address of officer"], "password": "seven rivers under one bridge"}
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


# -- what these tests speak -------------------------------------------------------------------------------------------


def _rows(town: Town) -> int:
    import sqlalchemy as sa

    table = town.runtime("intake").service.metadata.tables["candidate"]
    return int(town.runtime("intake").database.look(lambda s: s.scalar(sa.select(sa.func.count()).select_from(table))))


def _signed(town: Town, actor: Actor) -> str:
    return str(town.keys.sign_again(actor))


def _reads(town: Town, session: str, seen: str) -> bool:
    return Browser(town.app.site, town.loop, {"session": session, "seen": seen}).get("/placements/today").status == 200


def _fresh(town: Town, name: str) -> Browser:
    """The same person signs in once more, on the same device."""
    browser = town.visitor()
    browser.cookies["device"] = town.people[name].cookies["device"]
    form = {"email": town.private[f"address of {name}"], "password": "seven rivers under one bridge"}
    assert browser.post("/intake/sign-in", form).status == 303
    return town.signed_in(browser)


def _over_within_a_second(browser: Browser, paths: list[str]) -> None:
    async def over() -> None:
        async with asyncio.timeout(1):
            for path in paths:
                while (await browser.asked("GET", path)).status == 200:
                    await asyncio.sleep(0.01)

    browser.loop.run(over())


def _flash(site: Town, said: str) -> str:
    return str(site.keys.tokens.write(Purpose.FLASH, msgspec.Raw(said.encode())))


def _holds(cookie: str, name: str, attributes: tuple[str, ...]) -> None:
    parts = [part.strip().lower() for part in cookie.split(";")]
    taken_off = "max-age=0" in parts
    for attribute in attributes:
        assert attribute.lower() in parts or (taken_off and attribute == "HttpOnly"), f"{name}: {cookie}"
