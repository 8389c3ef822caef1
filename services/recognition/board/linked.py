"""Public pages as search engines read them: objects of schema.org that say what the page says, and no more. Pure."""

from collections.abc import Iterable, Sequence
from typing import Any

from services.recognition.articles import ProfileFacts
from services.recognition.tools import Honour
from shared.settings import Operator
from web.grammar import town_in
from web.text import translate

LONGEST_HEADLINE = 110
MARKS = {"gold": "Gold mark", "silver": "Silver mark", "bronze": "Bronze mark"}


def article(
    facts: ProfileFacts, title: str, lead: str, site: str, lang: str, operator: Operator, given: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """An employer's page: the article, whom it is about with what it was `given`, and where it stands.

    A contested mark is left out.
    """
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
    return [article, _employer(facts, lang, given) | about, breadcrumbs(steps)]


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


def _employer(facts: ProfileFacts, lang: str, given: Sequence[str]) -> dict[str, Any]:
    town = town_in(lang)(facts.town)
    found: dict[str, Any] = {
        "@type": "Organization",
        "name": _name(facts, lang),
        "address": {"@type": "PostalAddress", "addressLocality": town},
    }
    if facts.links:
        found["sameAs"] = [link.url for link in facts.links]
    if awards := [*_mark(facts, lang), *given]:
        found["award"] = awards if len(awards) > 1 else awards[0]
    return found


def _mark(facts: ProfileFacts, lang: str) -> list[str]:
    """The mark with its edition, unless it is contested."""
    contested = any(one.subject == "tier" for one in facts.holds)
    if not (facts.counted and facts.counted.tier and facts.edition) or contested:
        return []
    return [f"{translate(MARKS[facts.counted.tier], lang)} ({facts.edition.year}-{facts.edition.ordinal})"]


def named(honours: Iterable[Honour], lang: str) -> list[str]:
    """What an employer was given, each with its giver and year; what is contested is left out."""
    shown = [one for one in honours if not one.contested]
    return [_honour(one.name if lang == "bg" else one.name_en, one.giver, one.year) for one in shown]


def _honour(name: str, giver: str, year: int) -> str:
    return ", ".join(part for part in (name, giver, str(year)) if part)


def ceremony(
    given: Iterable[tuple[str, str, str, str]], year: int, title: str, site: str, lang: str
) -> list[dict[str, Any]]:
    """A year's winners and prizes (name and address of the employer, name of the award, its giver), and where the page stands."""
    here = f"{site}/{lang}/awards"
    steps = ((translate("Awards", lang), here), (title, f"{here}/{year}"))
    winners: list[dict[str, Any]] = [
        {
            "@type": "Organization",
            "@id": f"{site}/{lang}/employers/{slug}#employer",
            "name": employer,
            "url": f"{site}/{lang}/employers/{slug}",
            "award": _honour(name, giver, year),
        }
        for employer, slug, name, giver in given
    ]
    return [*winners, breadcrumbs(steps)]
