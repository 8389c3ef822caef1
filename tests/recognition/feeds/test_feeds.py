"""Feed, list of addresses and head of a public page: what programs read of it says what people read."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest
from bs4 import BeautifulSoup

from services.recognition.articles import HeldSubject
from services.recognition.board import linked
from shared.languages import FRAME
from shared.service import Runtime
from shared.settings import Operator
from tests.recognition.articles.cast import GOLD
from tests.recognition.conftest import Reader
from web.text import environment

pytestmark = pytest.mark.one_database

NEEDED = {
    "WebSite": {"url", "name"},
    "Organization": {"name"},
    "Article": {"headline", "author", "publisher", "about", "dateModified", "inLanguage"},
    "BreadcrumbList": {"itemListElement"},
}
"""What schema.org's types are of no use without, as the search engines document it."""
Open = Callable[..., Reader]
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def objects(page: Any) -> list[dict[str, Any]]:
    (script,) = page.select('script[type="application/ld+json"]')
    graph = json.loads(script.string)
    assert graph["@context"] == "https://schema.org"
    return list(graph["@graph"])


def path_of(address: str) -> str:
    return urlsplit(address).path


@pytest.mark.parametrize("lang", FRAME)
def test_the_feed_is_atom_with_the_editions_newest_first(lang: str, published: Runtime, reader: Open) -> None:
    answer = reader().get(f"/{lang}/feed.xml")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    (entry,) = feed.iter(f"{ATOM}entry")
    for one in (feed, entry):
        assert all(one.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated")), "RFC 4287, 4.1"
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    link = path_of(entry.find(f"{ATOM}link").get("href", ""))  # type: ignore[union-attr]
    assert link == f"/{lang}/editions/2025-4"
    assert reader().get(link).status_code == 200
    assert feed.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}updated")


def test_before_the_first_edition_the_feed_is_empty_and_whole(board: Runtime, reader: Open) -> None:
    feed = ET.fromstring(reader().get("/bg/feed.xml").content)
    assert list(feed.iter(f"{ATOM}entry")) == []


def test_the_sitemap_names_every_page_in_every_language_and_each_is_there(published: Runtime, reader: Open) -> None:
    found = ET.fromstring(reader().get("/sitemap.xml").content)
    named = {path_of(url.findtext(f"{SITEMAP}loc", "")) for url in found}
    others = {path_of(link.get("href", "")) for link in found.iter(f"{XHTML}link")}
    assert named == others
    assert {"/bg/employers/sedemte-peshti", "/en/employers/bookshop-pero"} <= named
    elsewhere = {path for path in named if path.endswith("/vacancies")}
    assert {path: reader().get(path).status_code for path in named - elsewhere} == dict.fromkeys(named - elsewhere, 200)


def test_robots_are_sent_to_the_sitemap_and_kept_from_the_office(board: Runtime, reader: Open) -> None:
    text = reader().get("/robots.txt").text
    assert "Sitemap: http" in text
    assert all(f"Disallow: /{name}/" in text for name in ("intake", "placements", "recognition"))


@pytest.mark.parametrize("path", ["/en", "/en/employers", "/en/method", "/en/employers/sedemte-peshti"])
def test_the_head_says_where_the_page_stands_in_which_languages_and_what_it_says(
    path: str, published: Runtime, reader: Open
) -> None:
    page = reader().page(path)
    (canonical,) = page.select('link[rel="canonical"]')
    assert canonical["href"] == f"{published.settings.base_url}{path}"
    there = {link["hreflang"]: path_of(link["href"]) for link in page.select('link[rel="alternate"][hreflang]')}
    assert there == {lang: f"/{lang}{path[3:]}" for lang in FRAME} | {"x-default": f"/bg{path[3:]}"}
    said = {one["property"]: one["content"] for one in page.select('meta[property^="og:"]')}
    assert said["og:locale"] == "en_GB"
    assert said["og:title"] in page.title.get_text()
    assert said["og:description"] == page.select_one('meta[name="description"]')["content"]
    assert len(said["og:description"]) > 40


def test_filters_have_no_address_of_their_own_and_a_missing_page_none(published: Runtime, reader: Open) -> None:
    filtered = reader().page("/en/employers?tier=gold&search=%22%3E")
    assert path_of(filtered.select_one('link[rel="canonical"]')["href"]) == "/en/employers"
    missing = BeautifulSoup(reader().get("/en/employers/nobody").text, "html.parser")
    assert missing.select('link[rel="canonical"], meta[property]') == []


@pytest.mark.parametrize("path", ["/en", "/bg", "/en/employers/sedemte-peshti", "/bg/employers/bookshop-pero"])
def test_linked_data_has_what_its_types_need(path: str, published: Runtime, reader: Open) -> None:
    found = objects(reader().page(path))
    assert all(NEEDED[one["@type"]] <= one.keys() for one in found)
    ids = {one["@id"] for one in found if "@id" in one}
    assert all(one["about"]["@id"] in ids for one in found if "about" in one)
    for one in found:
        if one["@type"] == "BreadcrumbList":
            assert [item["position"] for item in one["itemListElement"]] == [1, 2]
            assert path_of(one["itemListElement"][-1]["item"]) == path


def test_linked_data_gives_a_mark_with_its_edition_and_none_to_who_has_none(published: Runtime, reader: Open) -> None:
    gold, none = (
        next(one for one in objects(reader().page(f"/en/employers/{slug}")) if one["@type"] == "Organization")
        for slug in ("sedemte-peshti", "bookshop-pero")
    )
    assert gold["award"] == "Gold mark (2025-4)"
    assert "award" not in none


@pytest.mark.parametrize("name", ['</script><script>alert(1)</script><!-- " \u2028', "ends with \\", '\\"', '\\\\" "'])
def test_hostile_words_end_no_script_and_are_read_as_they_were_written(name: str) -> None:
    found = linked.site_itself("https://example.org", "en", Operator(name=name))
    text = environment("en").from_string("{{ linked | tojson }}").render(linked=found)
    assert "<" not in text
    assert "\u2028" not in text
    assert json.loads(text) == found


@pytest.mark.parametrize("lang", FRAME)
def test_a_contested_mark_is_no_award(lang: str) -> None:
    held = (HeldSubject(subject="tier", kind="contested"),)
    for facts, shown in ((GOLD, 1), (msgspec.structs.replace(GOLD, holds=held), 0)):
        found = linked.article(facts, "t", "l", "https://example.org", lang, Operator())
        assert len([one for one in found if "award" in one]) == shown
