"""What a public site owes its readers is there, in every language, and says what the code does."""

import re
from collections.abc import Callable

import msgspec
import pytest

from services.care.retention import PERIODS
from services.recognition.about.model import TITLES
from services.recognition.about.pages.about import thresholds
from services.recognition.board.queries.dictionary import COLUMNS
from services.recognition.scoring.parameters import MINIMUM_KEPT, TIERS
from services.site_map import OWED
from shared.languages import FRAME, UNCHECKED
from shared.service import Runtime
from shared.settings import Operator
from tests.recognition.conftest import Reader

pytestmark = pytest.mark.one_database

Open = Callable[..., Reader]
EVERY = [(lang, name) for lang in FRAME for name in TITLES]


@pytest.mark.parametrize(("lang", "name"), EVERY)
def test_each_page_is_there_in_each_language_and_leads_to_the_others(
    lang: str, name: str, board: Runtime, reader: Open
) -> None:
    page = reader().page(f"/{lang}/{name}")
    assert page.html["lang"] == lang
    assert {link["hreflang"] for link in page.select('head link[rel="alternate"][hreflang]')} == {*FRAME, "x-default"}
    assert len(page.select_one('meta[name="description"]')["content"]) > 40
    assert ("await" in page.select_one("footer").get_text() or bool(page.select("footer .quiet"))) == (
        lang in UNCHECKED
    )


@pytest.mark.parametrize("path", ["/bg", "/en/employers", "/en/method", "/lv/about", "/pl/contact"])
def test_every_public_page_leads_to_them_and_nowhere_that_is_missing(path: str, board: Runtime, reader: Open) -> None:
    at_foot = [link["href"] for link in reader().page(path).select("footer a")]
    lang = path.split("/")[1]
    assert {href.replace("{lang}", lang) for href in (link.href for link in OWED)} <= set(at_foot)
    assert {href: reader().get(href).status_code for href in at_foot} == dict.fromkeys(at_foot, 200)


@pytest.mark.parametrize("lang", FRAME)
def test_what_a_mark_takes_is_said_as_the_parameters_have_it(lang: str, board: Runtime, reader: Open) -> None:
    text = reader().text(f"/{lang}/for-employers")
    assert [one["points"] * 100 for one in thresholds()][::-1] == [points for points, _ in TIERS]
    for one in thresholds():
        assert re.search(rf"\b{one['points']}\D+100\b", text)
        assert f"{one['share']}%" in text
    assert str(MINIMUM_KEPT) in text


@pytest.mark.parametrize("lang", FRAME)
def test_the_dictionary_names_every_column_of_the_table(lang: str, board: Runtime, reader: Open) -> None:
    page = reader().page(f"/{lang}/open-data")
    assert [one.get_text() for one in page.select("dt code")] == list(COLUMNS)
    assert all(len(one.get_text()) > 10 for one in page.select("dd"))
    assert page.select_one('a[rel="license"]')["href"].startswith("https://creativecommons.org/licenses/by/4.0/")


@pytest.mark.parametrize("lang", FRAME)
@pytest.mark.parametrize(
    ("service", "table", "kept", "said"),
    [
        ("intake", "letter", "sent and 7 days", ("7", "30")),
        ("intake", "letter", "30 days where it cannot be delivered", ("30",)),
        ("intake", "account", "until closed and 12 months", ("12",)),
        ("intake", "read_audit", "5 years", ("5",)),
        ("placements", "referral", "24 months after its end", ("24",)),
        ("placements", "placement", "linked until the start and 1215 days", ("1215",)),
        ("placements", "placement", "then 10 years without a link", ("10",)),
        ("recognition", "mistake", "until answered and 12 months", ("12",)),
        ("recognition", "mistake", "the mark of the network 24 hours", ("24",)),
    ],
)
def test_the_notice_says_how_long_as_the_periods_do(
    lang: str, service: str, table: str, kept: str, said: tuple[str, ...], board: Runtime, reader: Open
) -> None:
    assert (table, kept) in {(one.table.name, one.kept) for one in PERIODS[service]}
    text = reader().text(f"/{lang}/privacy")
    assert all(re.search(rf"\b{number}\b", text) for number in said)


@pytest.mark.parametrize("lang", FRAME)
def test_reading_leaves_no_cookie(lang: str, board: Runtime, reader: Open) -> None:
    assert "set-cookie" not in reader().get(f"/{lang}/privacy").headers


def test_who_runs_it_is_named_where_the_installation_says_so(
    board: Runtime, reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "has not named who runs it" in reader().text("/en/about")
    named = Operator(name="Fund </script>", address="1 Street", email="a@example.org", funder="Paid by P & Q")
    monkeypatch.setattr(board, "settings", msgspec.structs.replace(board.settings, operator=named))
    visitor = reader()
    for front in visitor.app.page_caches:
        front._pages.clear()
    text = visitor.text("/en/about")
    assert all(words in text for words in (named.name, named.address, named.email, named.funder))
    assert "has not named" not in text
