# ruff: noqa: E501
"""What cannot be read, or is too much, is refused and changes nothing."""

import pytest

from tests.doors.browser import Browser
from tests.doors.outer.conftest import FORM, HTML, files_kept
from tests.doors.town import Town
from web.security import MOST_BODY

pytestmark = pytest.mark.xdist_group("outer")


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
    before = files_kept(town)
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
    assert files_kept(town) == before


def test_json_nested_a_hundred_thousand_deep_is_refused(officer: Browser) -> None:
    body = b"[" * 100_000
    assert officer.post_json("/intake/candidates", body).status == 400
    chunks = [body[:40000], body[40000:80000], body[80000:]]
    headers = {"x-form-token": officer.token}
    assert (
        officer.send("POST", "/intake/candidates", body=chunks, kind="application/json", headers=headers).status == 400
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
