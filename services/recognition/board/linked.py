"""Public pages as search engines read them: objects of schema.org that say what the page says, and no more. Pure."""

from typing import Any

from services.recognition.articles import ProfileFacts
from shared.settings import Operator
from web.grammar import town_in
from web.text import translate

LONGEST_HEADLINE = 110
MARKS = {"gold": "Gold mark", "silver": "Silver mark", "bronze": "Bronze mark"}


def article(
    facts: ProfileFacts, title: str, lead: str, site: str, lang: str, operator: Operator
) -> list[dict[str, Any]]:
    """An employer's page: the article, whom it is about, and where it stands. A contested mark is left out."""
    board, here = f"{site}/{lang}/employers", f"{site}/{lang}/employers/{facts.slug}"
    about = {"@id": f"{here}#employer"}
    article = {
        "@type": "Article",
        "url": here,
        "headline": title[:LONGEST_HEADLINE],
        "description": lead,
        "inLanguage": lang,
        "dateModified": facts.clock.isoformat(),
        "author": publisher(site, operator),
        "publisher": publisher(site, operator),
        "about": about,
    }
    steps = ((translate("Board", lang), board), (_name(facts, lang), here))
    return [article, _employer(facts, lang) | about, breadcrumbs(steps)]


def site_itself(site: str, lang: str, operator: Operator) -> list[dict[str, Any]]:
    """The first page: the site, and who runs it."""
    return [
        {"@type": "WebSite", "url": f"{site}/{lang}", "name": "Steadfast", "inLanguage": lang},
        publisher(site, operator),
    ]


def publisher(site: str, operator: Operator) -> dict[str, Any]:
    """Who runs the site, where the installation names it; else the site itself."""
    found = {"@type": "Organization", "name": operator.name or "Steadfast", "url": site}
    return found | ({"email": operator.email} if operator.email else {})


def breadcrumbs(steps: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """The way from the site's list down to the page: (name, address) of each step."""
    listed = [
        {"@type": "ListItem", "position": number, "name": name, "item": item}
        for number, (name, item) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": listed}


def _name(facts: ProfileFacts, lang: str) -> str:
    return facts.names.original if lang == "bg" else facts.names.latin or facts.names.original


def _employer(facts: ProfileFacts, lang: str) -> dict[str, Any]:
    town = town_in(lang)(facts.town)
    found: dict[str, Any] = {
        "@type": "Organization",
        "name": _name(facts, lang),
        "address": {"@type": "PostalAddress", "addressLocality": town},
    }
    if facts.links:
        found["sameAs"] = [link.url for link in facts.links]
    contested = any(one.subject == "tier" for one in facts.holds)
    if facts.counted and facts.counted.tier and facts.edition and not contested:
        edition = f"{facts.edition.year}-{facts.edition.ordinal}"
        found["award"] = f"{translate(MARKS[facts.counted.tier], lang)} ({edition})"
    return found
