# ruff: noqa: E501
"""Every answer: all headers on each, a page for people, a problem for programs, kept only where it is everybody's."""

import re
from collections.abc import Callable

import pytest

from tests.doors.browser import Browser
from tests.doors.outer.conftest import HTML
from tests.doors.town import Town
from web.security import HEADERS

pytestmark = pytest.mark.xdist_group("outer")


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
