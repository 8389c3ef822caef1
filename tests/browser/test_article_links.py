"""Every link and picture of every article leads somewhere, in each language."""

import re
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
import pytest
from bs4 import BeautifulSoup

from shared.languages import FRAME
from tests.browser.site import Site
from tests.patience import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ARTICLE = re.compile(r"<loc>[^<]*(/[a-z]{2}/employers/[a-z0-9-]+)</loc>")
WRITTEN = re.compile(r"[\w./?=&;%+:#~@,-]+", re.ASCII)
"""What an address may hold: no brace of a template, no space."""


def led_to(html: str, page: str) -> set[str]:
    """The addresses on this site that a page's own part leads to or shows."""
    main = BeautifulSoup(html, "html.parser").select_one("main")
    assert main is not None
    named = {one.get("href") or one.get("src") or "" for one in main.select("[href], [src]")}
    return {urldefrag(urljoin(page, str(one))).url for one in named if not urlsplit(str(one)).scheme}


@pytest.mark.parametrize("lang", FRAME)
def test_every_link_of_an_article_leads_somewhere(filled: Site, lang: str) -> None:
    with httpx.Client(base_url=filled.url, headers={"Accept": "text/html"}, timeout=PATIENCE) as client:
        articles = {path for path in ARTICLE.findall(client.get("/sitemap.xml").text) if path.startswith(f"/{lang}/")}
        assert articles
        led = set().union(*(led_to(client.get(path).text, path) for path in articles))
        assert {f"/{lang}/method", f"/{lang}/employers"} <= led
        assert sorted(path for path in led if not WRITTEN.fullmatch(path)) == []
        answers = {path: client.get(path).status_code for path in led}
        assert {path: code for path, code in answers.items() if code >= 400} == {}
