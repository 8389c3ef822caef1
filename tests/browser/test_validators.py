"""Public pages, feeds, data blocks and papers as strict readers of each kind read them, in each language."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import feedparser
import html5lib
import httpx
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from shared.languages import FRAME
from tests.browser.site import Site
from tests.patience import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PLAIN = (
    "", "/about", "/accessibility", "/awards", "/contact", "/editions", "/employers", "/employers?view=cards",
    "/employers?search=zzzz", "/for-employers", "/interview", "/method", "/open-data", "/press", "/privacy", "/series",
    "/vacancies",
)  # fmt: skip
FURTHER = {
    "article": ("/employers?tier=gold", r'/employers/[a-z0-9-]+(?=")'),
    "series": ("/series", r'/series/[a-z0-9-]+(?=")'),
    "ceremony": ("/awards", r"/awards/\d{4}"),
    "vacancy": ("/vacancies", r"/vacancies/[0-9a-f-]{36}"),
    "towns": ("/editions", r'/editions/[0-9.-]+(?=")'),
}
"""Of what there are many, where the first is found."""
TEXT, ADDRESS, THING, DAY = str, "address", dict, "day"
NEEDED: dict[str, dict[str, Any]] = {
    "WebSite": {"url": ADDRESS, "name": TEXT},
    "Organization": {"name": TEXT},
    "Article": {"headline": TEXT, "author": THING, "publisher": THING, "dateModified": DAY, "about": THING},
    "BreadcrumbList": {"itemListElement": list},
    "ListItem": {"position": int, "name": TEXT, "item": ADDRESS},
    "PostalAddress": {"addressLocality": TEXT},
    "Country": {"name": TEXT},
    "Place": {"address": THING},
    "MonetaryAmount": {"currency": TEXT, "value": THING},
    "QuantitativeValue": {"unitText": TEXT},
    "PropertyValue": {"name": TEXT, "value": TEXT},
    "JobPosting": {
        "title": TEXT, "description": TEXT, "datePosted": DAY, "hiringOrganization": THING, "jobLocation": THING,
    },
}  # fmt: skip
"""What schema.org's types are of no use without, as the search engines document it, and of which kind it is."""


@pytest.fixture(scope="module")
def reader(filled: Site) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=filled.url, headers={"Accept": "text/html"}, timeout=PATIENCE) as client:
        yield client


@pytest.fixture(scope="module", params=FRAME)
def pages(request: pytest.FixtureRequest, reader: httpx.Client) -> dict[str, str]:
    """By address, the pages of one language."""
    lang = request.param
    found = {f"/{lang}{path}": reader.get(f"/{lang}{path}").text for path in PLAIN}
    for where, what in FURTHER.values():
        path = re.search(f"/{lang}{what}", reader.get(f"/{lang}{where}").text)
        assert path, f"no {what} on {where}"
        found[path[0]] = reader.get(path[0]).text
        if "/editions/" in path[0]:
            found[f"{path[0]}/towns"] = reader.get(f"{path[0]}/towns").text
        if "/employers/" in path[0]:
            found[f"{path[0]}/press"] = reader.get(f"{path[0]}/press").text
            check = f"/{lang}/certificates/2026-3/{path[0].rpartition('/')[2]}"
            found[check] = reader.get(check).text
    return found


def errors_of(text: str) -> list[Any]:
    """Where each is, and its name."""
    parser = html5lib.HTMLParser()
    parser.parse(text)
    return list(parser.errors)


def test_html_has_no_error_of_the_standard(pages: dict[str, str]) -> None:
    assert len(pages) >= len(PLAIN) + len(FURTHER) + 3
    found = {path: errors_of(text) for path, text in pages.items()}
    assert {path: errors for path, errors in found.items() if errors} == {}


@pytest.mark.parametrize("body", ["<p><b>one</p>", "<p id=a id=b>", "<p>&bogus;", "<table><p>", "</div>"])
def test_an_error_of_html_is_found(body: str) -> None:
    assert errors_of(f"<!doctype html><title>x</title>{body}")


def test_ids_are_single_and_whatever_names_one_finds_it(pages: dict[str, str]) -> None:
    wrong = []
    for path, text in pages.items():
        page = BeautifulSoup(text, "html.parser")
        ids = [str(one["id"]) for one in page.select("[id]")]
        wrong += [f"{path}: {one} twice" for one in set(ids) if ids.count(one) > 1]
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            named = {word for one in page.select(f"[{name}]") for word in str(one[name]).split()}
            wrong += [f"{path}: {name}={one}" for one in named - set(ids)]
    assert wrong == []


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every typed object of a data block, those within others too."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for one in value.values():
            yield from objects(one)
    elif isinstance(value, list):
        for one in value:
            yield from objects(one)


def fits(value: Any, kind: Any) -> bool:
    if kind is ADDRESS:
        return isinstance(value, str) and bool(urlsplit(value).scheme and urlsplit(value).netloc)
    if kind is DAY:
        return isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}(T|$)", value) is not None
    return isinstance(value, kind) and value not in ("", [], {})


def missing(one: dict[str, Any]) -> list[str]:
    """What an object of a known type lacks, or has of another kind; a bare reference lacks nothing."""
    return [name for name, kind in NEEDED[one["@type"]].items() if not fits(one.get(name), kind)]


def test_linked_data_has_what_schema_org_and_the_search_engines_ask(pages: dict[str, str]) -> None:
    types, wrong = set(), []
    for path, text in pages.items():
        for block in BeautifulSoup(text, "html.parser").select('script[type="application/ld+json"]'):
            data = json.loads(str(block.string))
            assert data["@context"] == "https://schema.org"
            for one in objects(data):
                types.add(one["@type"])
                wrong += [f"{path}: {one['@type']} without {name}" for name in missing(one)]
    assert wrong == []
    assert {"WebSite", "Organization", "Article", "BreadcrumbList", "JobPosting", "Place"} <= types


@pytest.mark.parametrize("lang", FRAME)
@pytest.mark.parametrize("what", ["/feed.xml", "series"])
def test_a_feed_is_read_without_complaint(lang: str, what: str, reader: httpx.Client) -> None:
    if what == "series":
        path = re.search(rf"/{lang}/series/[a-z0-9-]+(?=\")", reader.get(f"/{lang}/series").text)
        assert path
        what = f"{path[0].removeprefix(f'/{lang}')}/feed.xml"
    feed = feedparser.parse(reader.get(f"/{lang}{what}").content)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert feed.feed.language == lang
    assert feed.entries
    for one in feed.entries:
        assert one.id
        assert one.title
        assert one.updated_parsed
        assert f"/{lang}/" in one.link
        assert reader.get(urlsplit(one.link).path).status_code == 200


@pytest.mark.parametrize("lang", FRAME)
def test_a_certificate_is_a_paper_in_its_language(lang: str, reader: httpx.Client) -> None:
    slug = re.search(rf'/{lang}/employers/([a-z0-9-]+)"', reader.get(f"/{lang}/employers?tier=gold").text)
    assert slug
    paper = PdfReader(BytesIO(reader.get(f"/{lang}/certificates/2026-3/{slug[1]}.pdf").content), strict=True)
    assert str(paper.root_object["/Lang"]).startswith(lang)
    assert paper.metadata is not None
    assert paper.metadata.title
    assert f"/{lang}/certificates/2026-3/{slug[1]}" in "".join(page.extract_text() for page in paper.pages).replace(
        "\n", ""
    )


@pytest.mark.parametrize("lang", FRAME)
def test_a_drawing_is_xml_without_script_and_says_what_it_shows(lang: str, reader: httpx.Client) -> None:
    slug = re.search(rf'/{lang}/employers/([a-z0-9-]+)"', reader.get(f"/{lang}/employers?tier=gold").text)
    assert slug
    for path in (f"/badge/{lang}/large/light/{slug[1]}.svg", f"/{lang}/employers/{slug[1]}/header.svg"):
        answer = reader.get(path)
        drawn = ET.fromstring(answer.content)
        assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
        assert [one.tag for one in drawn.iter() if one.tag.endswith(("script", "foreignObject"))] == []
        assert answer.headers["content-type"].startswith("image/svg+xml")
