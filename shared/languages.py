"""The languages, one row each: routes, prefixes, kept pages, alternates, switches and formats come from this table.

A new one is a row, its catalogues (`web/locale/<code>`) and, once public pages are written in it, its articles
(`web/templates/articles/<code>`).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal


@dataclass(frozen=True, kw_only=True)
class Language:
    """One language. `site` = what stands behind the sign-in, and letters; `frame` = what anybody reads, articles among it."""

    code: str
    name: str
    """What it calls itself."""
    locale: str
    """Babel's name for it."""
    site: bool = False
    frame: bool = False
    person: bool = False
    """What somebody who looks for work reads: notice, permissions, receipts, mailed questions, My data."""
    checked: bool = True
    """Somebody who was born to it has read it."""
    right_to_left: bool = False
    cyrillic: bool = False
    open_graph: str = ""
    """Language and country as Open Graph writes them; of the languages that public pages are written in."""
    groups_from: int = 4
    """The fewest digits of a whole number that are grouped (CLDR minimumGroupingDigits + 3, which Babel leaves out)."""
    short_day: str = ""
    month: str = ""
    """Patterns (CLDR) where Babel's own are not how it is written."""


LANGUAGES = (
    Language(
        code="bg", name="Български", locale="bg", site=True, frame=True, person=True, cyrillic=True, groups_from=5,
        open_graph="bg_BG", short_day="dd.MM.y 'г.'", month="LLLL y 'г.'",
    ),
    Language(code="en", name="English", locale="en_GB", site=True, frame=True, person=True, open_graph="en_GB"),
    Language(
        code="lv", name="Latviešu", locale="lv", frame=True, checked=False, groups_from=5,
        open_graph="lv_LV", short_day="dd.MM.y.", month="y. 'gada' LLLL",
    ),
    Language(
        code="pl", name="Polski", locale="pl", frame=True, checked=False, groups_from=5,
        open_graph="pl_PL", short_day="dd.MM.y",
    ),
    Language(
        code="uk", name="Українська", locale="uk", person=True, checked=False, cyrillic=True,
        short_day="dd.MM.y", month="LLLL y 'р.'",
    ),
    Language(code="ar", name="العربية", locale="ar", person=True, checked=False, right_to_left=True),
    Language(code="fa", name="دری / فارسی", locale="fa", person=True, checked=False, right_to_left=True),
    Language(code="tr", name="Türkçe", locale="tr", person=True, checked=False, short_day="dd.MM.y"),
)  # fmt: skip

BY_CODE = {one.code: one for one in LANGUAGES}
SITE = tuple(one.code for one in LANGUAGES if one.site)
FRAME = tuple(one.code for one in LANGUAGES if one.frame)
PERSON = tuple(one.code for one in LANGUAGES if one.person)
UNCHECKED = frozenset(one.code for one in LANGUAGES if not one.checked)
OTHERWISE = SITE[0]
"""What a reader gets whose language the site does not have."""

if TYPE_CHECKING:
    SiteLanguage = str
    PersonLanguage = str
else:
    SiteLanguage = Literal[SITE]
    PersonLanguage = Literal[PERSON]


def of_the_site(code: str, otherwise: str = OTHERWISE) -> str:
    """`code` where the site is written in it, else `otherwise`."""
    return code if code in SITE else otherwise


def of_the_public(code: str) -> str:
    """`code` where public pages are written in it, else English."""
    return code if code in FRAME else "en"


def of_a_person(code: str, otherwise: str = OTHERWISE) -> str:
    """`code` where what a person reads is written in it, else `otherwise`."""
    return code if code in PERSON else otherwise


def preferred(accepted: str, among: Collection[str] = SITE) -> str:
    """Which of these languages `Accept-Language` (RFC 9110, 12.5.4) likes best; of equals the first; `q=0` is none."""
    asked = [_weighed(part) for part in accepted.split(",")[:MOST_ACCEPTED]]
    liked = [(weight, code) for weight, code in asked if weight > 0 and code in among]
    return max(liked, key=lambda one: one[0])[1] if liked else OTHERWISE


MOST_ACCEPTED = 20
WEIGHT = re.compile(r"q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")


def _weighed(part: str) -> tuple[float, str]:
    tag, _, weight = part.strip().lower().partition(";")
    read = WEIGHT.fullmatch(weight.strip())
    return float(read[1]) if read else 0.0 if weight else 1.0, tag.strip().partition("-")[0]


def of_each(path: str) -> list[tuple[str, str]]:
    """The page at this address in each language of the frame, itself among them, as (language, address)."""
    rest = path.split("/", 2)[2]
    return [(code, f"/{code}/{rest}") for code in FRAME]


def addresses(path: str) -> list[str]:
    """A public page's address in each language that anybody reads: `/method` is `/bg/method`, `/en/method`, ..."""
    return [f"/{code}{path}" for code in FRAME]
