"""What a service that lost records says instead of its pages, and what the others say meanwhile."""

from collections.abc import Iterator

import msgspec
import pytest

from services.app import App, create_app
from services.program import SERVICES
from shared.settings import Settings
from tests.conftest import make_tables
from tests.intake.conftest import Intake
from tests.visitor import Visitor

pytestmark = pytest.mark.one_database

FOR_PEOPLE = {"Accept": "text/html,*/*;q=0.8"}


@pytest.fixture
def app(settings: Settings) -> Iterator[App]:
    app = create_app(list(SERVICES.values()), msgspec.structs.replace(settings, demo=True))
    for runtime in app.runtimes.values():
        make_tables(runtime)
    yield app
    for runtime in app.runtimes.values():
        runtime.close()


def visitor(app: App, *names: str, **who: object) -> Visitor:
    """Somebody in front of the site where these services are closed."""
    for name in names:
        app.runtimes[name].lost = "its database is gone"
    return Visitor(app.site, app.runtimes["intake"].keys, **who)


OFFICER = {"account": "a-1", "name": "Проба", "roles": ("officer",), "organisation": "centre"}
EMPLOYER = {"account": "a-2", "name": "Проба", "roles": ("employer",), "employer": "e-1"}


@pytest.mark.parametrize(
    ("path", "closed"),
    [
        ("/en/employers", ["recognition"]),
        ("/en/employers", ["recognition", "intake"]),
        ("/en/vacancies", ["intake"]),
        ("/placements/today", ["placements"]),
    ],
)
def test_a_closed_page_leads_to_open_pages_only(app: App, path: str, closed: list[str]) -> None:
    anybody = visitor(app, *closed)
    page = anybody.page(path, status=503)
    links = [link["href"] for link in page.select("a[href^='/']")]
    assert links
    for link in links:
        assert anybody.get(str(link), **FOR_PEOPLE).status_code != 503, link


def test_a_closed_page_does_not_say_that_nothing_is_lost(app: App) -> None:
    page = visitor(app, "recognition").page("/en/employers", status=503).find("main").get_text()
    assert "Nothing is lost" not in page
    assert "records behind this page are missing" in page
    assert "The other parts of the site work." in page
    everything = visitor(app, *SERVICES).page("/en/employers", status=503).find("main").get_text()
    assert "The other parts of the site work." not in everything


@pytest.mark.parametrize(("path", "lang"), [("/recognition/standing", "en"), ("/pl/about", "pl")])
def test_a_closed_page_speaks_the_language_of_the_session_or_of_the_address(app: App, path: str, lang: str) -> None:
    page = visitor(app, "recognition", **EMPLOYER, lang="en").page(path, status=503)
    assert page.find("html")["lang"] == lang
    assert page.select(".demo-bar"), "a demonstration says so here too"


@pytest.mark.parametrize(
    "path",
    ["/data/editions/2026-3.csv", "/data/editions/2026-3.json", "/en/certificates/2026-3/x.pdf", "/sitemap.xml"],
)
def test_the_address_of_a_file_answers_without_a_page(app: App, path: str) -> None:
    answer = visitor(app, "recognition").get(path, **FOR_PEOPLE)
    assert answer.status_code == 503
    assert "html" not in answer.headers["content-type"]
    assert "<" not in answer.text


@pytest.mark.parametrize(
    ("path", "who", "closed", "part"),
    [
        ("/placements/today", OFFICER, "recognition", "/recognition/audit-requests/brief"),
        ("/placements/today", OFFICER, "intake", "/intake/same-person/waiting"),
        ("/intake/employer", EMPLOYER, "recognition", "/recognition/standing/brief"),
        ("/intake/employer", EMPLOYER, "placements", "/placements/people/waiting"),
    ],
)
def test_a_part_of_a_closed_service_is_not_asked_for(
    app: App, path: str, who: dict[str, object], closed: str, part: str
) -> None:
    if who is EMPLOYER:
        who = {**who, "employer": Intake(app.runtimes["intake"]).verified()}
    before = visitor(app, **who).page(path)
    assert before.select(f"[hx-get='{part}']")
    page = visitor(app, closed, **who, lang="en").page(path)
    assert not page.select(f"[hx-get='{part}']")
    assert "A part of the site is closed" in page.get_text()
