"""Which address leads where: menus, first pages, the ways in, and every address that one service says of another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shared.auth import Actor
from shared.languages import of_the_public
from web.entrances import Entrances


@dataclass(frozen=True)
class Link:
    href: str
    text: str
    count: int = 0
    under: tuple[str, ...] = ()
    """Further addresses whose pages belong to this item of the menu."""


TODAY = "/placements/today"
PEOPLE, HIRES = "/placements/people", "/placements/hires/"
NEW_HIRE = "/placements/hires/new"
MAILED_ANSWERS = "/placements/answers/"
INTERVIEW, FIGURES = "/recognition/interview", "/recognition/figures"
WISHES = "/intake/wishes"


def awards_of(lang: str, year: int) -> str:
    """The public page of a year's awards."""
    return f"/{lang}/awards/{year}"


OFFICE = (
    Link(TODAY, "Today"),
    Link("/intake/candidates", "Candidates", under=(WISHES, "/intake/cases")),
    Link("/placements/referrals", "Referrals"),
    Link("/placements/hires", "Hires", under=("/recognition/audit-requests",)),
    Link("/intake/employers", "Employers", under=("/intake/vacancies", "/recognition/standings/")),
    Link("/{lang}/employers", "Board"),
)
NAV = {
    "public": (
        Link("/{lang}/employers", "Employers"),
        Link("/{lang}/vacancies", "Vacancies"),
        Link("/{lang}/method", "How it is counted"),
        Link("/intake/sign-in", "Sign in"),
    ),
    "officer": OFFICE,
    "lead": OFFICE,
    "editor": (
        Link("/recognition/desk", "Editions", under=("/recognition/audits",)),
        Link("/recognition/alerts", "Alerts"),
        Link("/recognition/awards", "Awards"),
        Link("/intake/employers", "Employers"),
        Link("/{lang}/employers", "Board"),
    ),
    "employer": (
        Link("/intake/employer", "Overview"),
        Link("/intake/vacancies", "Vacancies"),
        Link("/placements/people", "People"),
        Link("/recognition/standing", "Our standing"),
    ),
    "auditor": (
        Link("/recognition/audits", "Audits"),
        Link("/recognition/alerts", "Alerts"),
        Link("/recognition/awards", "Awards"),
        Link("/{lang}/employers", "Board"),
    ),
    "administrator": (Link("/intake/colleagues", "Colleagues"), Link("/{lang}/employers", "Board")),
}
HOMES = (
    ("officer", TODAY),
    ("lead", TODAY),
    ("employer", "/intake/employer"),
    ("editor", "/recognition/desk"),
    ("auditor", "/recognition/audits"),
    ("administrator", "/intake/colleagues"),
)
"""Where somebody with this role begins; the first that is theirs."""

OWED = (
    Link("/{lang}/about", "Who runs this site, and who pays"),
    Link("/{lang}/contact", "Contact, and mistakes"),
    Link("/{lang}/privacy", "Privacy"),
    Link("/{lang}/accessibility", "Accessibility"),
    Link("/{lang}/open-data", "Open data"),
    Link("/{lang}/for-employers", "For employers: what a mark takes"),
    Link("/{lang}/press", "For journalists"),
)
"""At the foot of every page, in every language of the frame."""

ENTRANCES = Entrances(
    sign_in="/intake/sign-in",
    second_factor="/intake/second-factor",
    unlock="/intake/unlock",
    sign_out="/intake/sign-out",
    account="/intake/account",
    language="/intake/account/language",
    persons=("/intake/my-data", "/placements/my-work"),
    person_sign_in="/intake/my-data/sign-in",
    person_sign_out="/intake/my-data/sign-out",
    person_language="/intake/my-data/language",
    sign_in_page="intake/access/sign_in.html",
    unlock_page="intake/access/unlock.html",
    go_on_page="intake/access/go_on.html",
    owed=tuple((link.href, link.text) for link in OWED),
)

SAID_OF_OTHERS = {
    "intake": (
        "/placements/hires",
        "/placements/hires/new",
        "/placements/my-work",
        "/placements/people",
        "/placements/people/waiting",
        "/placements/referrals",
        "/placements/referrals/*",
        "/recognition/interview",
        "/recognition/interview/invitation",
        "/recognition/interviews/*",
        "/recognition/points",
        "/recognition/standing",
        "/recognition/standing/brief",
        "/recognition/standings/*",
    ),
    "placements": (
        "/intake/cases",
        "/intake/cases/due",
        "/intake/candidates",
        "/intake/candidates/new",
        "/intake/candidates/searches",
        "/intake/files/*",
        "/intake/my-data",
        "/intake/names",
        "/intake/profiles/*",
        "/intake/same-person",
        "/intake/same-person/waiting",
        "/intake/vacancies",
        "/recognition/audit-requests",
        "/recognition/audit-requests/brief",
        "/recognition/counting",
        "/recognition/standings/*",
    ),
    "recognition": (
        "/intake/employer",
        "/intake/employers",
        "/intake/my-data",
        "/intake/register",
        "/intake/sign-in",
        "/placements/hires",
        "/placements/hires/*",
        "/placements/people",
    ),
}
"""What each service's pages and templates spell out of the others; `*` is a part that differs."""


def questions(lang: str) -> str:
    """The questions of the interview, to print."""
    return f"/{lang}/interview"


def nav(actor: Actor | None, lang: str) -> Sequence[Link]:
    """The main menu of whoever asks."""
    roles = actor.roles if actor else ("public",)
    found = [link for role in roles for link in NAV.get(role, ())] or list(NAV["public"])
    unique: dict[str, Link] = {}
    for link in found:
        under = unique.get(link.href, link).under
        unique[link.href] = replace(link, under=tuple(dict.fromkeys(under + link.under)))
    written = of_the_public(lang)
    return tuple(replace(link, href=link.href.format(lang=written)) for link in unique.values())


def home_of(roles: tuple[str, ...]) -> str:
    """The first page of whoever has these roles."""
    return next((path for role, path in HOMES if role in roles), "/")
