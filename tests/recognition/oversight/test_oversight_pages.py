"""Pages of oversight: who may read and write them, and what stands there."""

from collections.abc import Callable
from typing import Any

import pytest

from services.recognition.oversight.handlers.alerts import raise_alerts
from services.recognition.oversight.queries.samples import lines
from services.recognition.oversight.rules.view import Found
from shared.identity import employer_id
from shared.service import Runtime
from tests.recognition.conftest import EDITION, OVENS, Reader
from tests.recognition.visiting import EMBEDDED

pytestmark = pytest.mark.one_database

NUMBERS: dict[str, Any] = {
    "short_jobs": {"ended": 6, "median": 95},
    "mass_hires": {"hires": 7, "before": 2, "until": "2026-03-02"},
    "staff_fell": {"before": 40, "after": 20, "hires": 3, "on": "2026-02-01"},
    "above_funnel": {"settled": 40, "kept": 39, "common_bp": 6000, "tau_bp": 500, "edge_bp": 8500},
    "shells": {"site": 1, "name": 1, "people": 2, "moved": 5, "hires": 9},
    "not_confirmed": {"lines": 3, "confirmed": 1, "not": 2},
}


@pytest.fixture
def auditor(reader: Callable[..., Reader]) -> Any:
    return reader(roles=("auditor",), account="auditor-1")


@pytest.fixture
def officer(reader: Callable[..., Reader]) -> Any:
    return reader(roles=("officer",), organisation="centre", account="officer-1")


def line_of(runtime: Runtime) -> Any:
    return runtime.database.look(lambda session: lines(session))[0]


def put(runtime: Runtime, rule: Any, size: Any = 6) -> None:
    subject = "centre" if rule == "above_funnel" else employer_id("BG", OVENS)
    subject = f"{subject}|other" if rule == "shells" else subject
    one = Found(rule=rule, subject=subject, period="2026-1", size=size, numbers=NUMBERS[rule])
    runtime.perform(lambda tx: raise_alerts([one], tx))


@pytest.mark.both_databases
def test_an_auditor_settles_a_line_and_the_office_reads_what_is_asked_back(
    published: Runtime, auditor: Any, officer: Any, editor: Reader, reader: Callable[..., Reader]
) -> None:
    line = line_of(published)
    here = f"/recognition/audits/{EDITION}"
    assert auditor.page("/recognition/audits").find("a", href=here)
    assert auditor.page(here).find("a", href=f"/recognition/audits/lines/{line.id}")
    form = auditor.page(f"/recognition/audits/lines/{line.id}").select_one("form[action$='/findings']")
    refused = auditor.post(form["action"], outcome="confirmed", evidence="none", note="Както е казано.")
    assert refused.status_code == 422
    assert "Потвърденото се основава на нещо" in refused.text
    assert "Както е казано." in refused.text, "what was typed is not lost"
    answer = auditor.post(form["action"], outcome="not_confirmed", evidence="person", note="Не е работил там.")
    assert answer.headers["location"] == here
    assert "непотвърдено" in auditor.text(here)
    assert "Не е работил там." in officer.text("/recognition/audit-requests")
    assert officer.page("/recognition/audit-requests").find("a", href=f"/placements/hires/{line.placement}")
    assert "Проверка не потвърди работа" in editor.text("/recognition/alerts")
    assert "Проверка не потвърди 1 работа" in officer.get("/recognition/audit-requests/brief").text
    elsewhere = reader(roles=("officer",), organisation="other", account="officer-2")
    assert "Проверка" not in elsewhere.get("/recognition/audit-requests/brief").text


@EMBEDDED
def test_who_may_not_finds_nothing(
    published: Runtime, auditor: Any, officer: Any, editor: Reader, owner: Reader, reader: Callable[..., Reader]
) -> None:
    line = line_of(published)
    put(published, "short_jobs")
    pages = ("/recognition/audits", f"/recognition/audits/{EDITION}", "/recognition/alerts")
    for who in (officer, owner, reader()):
        assert {who.get(path).status_code for path in pages} <= {303, 404}
    assert auditor.get("/recognition/audit-requests").status_code == 404
    written = {"outcome": "confirmed", "evidence": "payslip"}
    assert editor.post(f"/recognition/audits/lines/{line.id}/findings", **written).status_code == 404
    assert not editor.page(f"/recognition/audits/lines/{line.id}").select("form[action$='/findings']")
    stranger = reader(roles=("officer",), organisation="other", account="officer-2")
    assert "Няма върнати въпроси" in stranger.text("/recognition/audit-requests")


@EMBEDDED
@pytest.mark.parametrize("rule", NUMBERS)
def test_an_alert_says_its_rule_in_words_with_its_numbers_and_is_closed_with_a_reason(
    published: Runtime, editor: Reader, rule: Any
) -> None:
    put(published, rule)
    page = editor.page("/recognition/alerts")
    link = page.select_one(".card a[href^='/recognition/alerts/']")["href"]
    said = editor.text(link)
    assert "Правилото:" in said
    assert "%(" not in said
    refused = editor.post(f"{link}/closing", size="6", reason="")
    assert refused.status_code == 422
    assert "Напишете какво установихте" in refused.text
    answer = editor.post(f"{link}/closing", size="6", reason="Сезонна работа.")
    assert answer.headers["location"] == "/recognition/alerts"
    assert not editor.page("/recognition/alerts").select(".card a[href^='/recognition/alerts/']")
    assert editor.page("/recognition/alerts?state=closed").find("a", href=link)
    assert "Сезонна работа." in editor.text(link)


@EMBEDDED
@pytest.mark.parametrize("lang", ["bg", "en"])
def test_everybody_reads_the_seed_and_where_it_comes_from(
    published: Runtime, reader: Callable[..., Reader], lang: str
) -> None:
    board = reader().page(f"/{lang}/editions/{EDITION}")
    link = board.select_one(f"a[href='/{lang}/editions/{EDITION}/audit']")
    page = reader().page(link["href"])
    told = reader().get(f"/data/editions/{EDITION}.json").json()["edition"]
    assert page.select_one(".digests code").get_text() == told["audit_seed"]
    assert told["audit_seed_of"] is None
    assert reader().get(f"/{lang}/editions/2031-1/audit").status_code == 404


@EMBEDDED
def test_the_desk_says_how_many_alerts_are_open(published: Runtime, editor: Reader) -> None:
    assert "Няма сигнали" in editor.text("/recognition/desk")
    put(published, "short_jobs")
    assert editor.page("/recognition/desk").select_one("main a[href='/recognition/alerts']")
    assert "1 отворен сигнал" in editor.text("/recognition/desk")
