"""The closed lists of words that intake's facts are made of."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from shared.languages import PersonLanguage, SiteLanguage
from shared.readers import addresses, names, printed, telephones, towns

LegalForm = Literal[
    "ood", "eood", "ad", "ead", "kd", "sd", "et", "cooperative", "foundation", "association",
    "hybrid", "public", "other",
]  # fmt: skip
Sector = Literal["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S"]
"""Sections of NACE Rev. 2."""
RegisteredIn = Literal["BG", "LV", "PL", "RO", "GR", "DE", "AT", "NL", "GB", "TR", "UA"]
"""Countries whose register an employer may name."""
Gender = Literal["m", "f", "n"]
GroupRole = Literal["trains", "gives_work", "employs", "produces", "sells", "houses", "supports"]
GroupKind = Literal["company", "foundation", "association", "cooperative", "public"]

Practice = Literal[
    "mentor", "language", "skills", "adjustments", "shared", "housing", "paperwork", "transport", "childcare",
    "recognition",
]  # fmt: skip
SCORED_PRACTICES = ("mentor", "language", "skills", "adjustments", "shared")
Detail = Literal[
    "frequency-weekly-1", "frequency-weekly-2", "frequency-weekly-3", "frequency-monthly-1",
    "in-paid-time", "on-site", "off-site", "online", "bonus", "rent", "deposit", "shift-bus", "tickets", "fees",
]  # fmt: skip

VacancyKind = Literal["job", "internship", "apprenticeship", "volunteering"]
Contract = Literal["permanent", "fixed-term", "seasonal", "civil", "none"]
Place = Literal["on-site", "remote", "mixed"]
Support = Literal["mentor", "language", "skills", "adjustments", "housing", "paperwork", "transport", "childcare"]

LANGUAGES = ("bg", "en", "uk", "ru", "ar", "fa", "ku", "tr", "fr", "ro")
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
"""Levels of the Common European Framework (CEFR), and a first language."""
LanguageLevel = Annotated[str, msgspec.Meta(pattern=r"\A(bg|en|uk|ru|ar|fa|ku|tr|fr|ro):(A1|A2|B1|B2|C1|C2|native)\Z")]
NoticeLanguage = PersonLanguage

Skill = Literal[
    "agriculture", "care", "childminding", "cleaning", "construction", "cooking", "customer-service", "driving",
    "electrical", "hairdressing", "healthcare", "it", "languages", "manufacturing", "mechanics", "office", "sales",
    "sewing", "teaching", "warehouse",
]  # fmt: skip
Course = Literal[
    "bulgarian", "care", "childcare", "digital", "driving", "first-aid", "food-hygiene", "forklift", "welding",
    "work-safety",
]  # fmt: skip
"""Kinds of courses that somebody may have completed."""
Availability = Literal["full-time", "part-time", "shifts", "nights", "weekends", "remote", "other-town"]
RightToWork = Literal["unrestricted", "from", "until", "permit"]
Education = Literal["0", "1", "2", "3", "4", "5", "6", "7", "8"]
"""Levels of ISCED 2011."""

Scope = Literal["apply", "show", "publish"]
Reach = Literal["all", "platform", "employer"]

StaffRole = Literal["officer", "lead", "editor", "administrator", "coordinator", "auditor"]
Lang = SiteLanguage

ADULT_FOR_CONSENT = {"BG": 14}
"""Below this age a guardian gives the permission (Bulgarian Personal Data Protection Act, article 25c)."""


def language_of(level: str) -> str:
    return level.partition(":")[0]


def speaks(known: tuple[str, ...], needed: str) -> bool:
    """Whether somebody with the levels `known` reaches `needed` (`bg:A2`)."""
    language, _, level = needed.partition(":")
    best = max((LEVELS.index(each.partition(":")[2]) for each in known if language_of(each) == language), default=-1)
    return best >= LEVELS.index(level)


Id = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9-]{1,64}\Z")]
Email = Annotated[
    str,
    Meta(
        max_length=200,
        extra={"missing": "Enter the e-mail address", "reader": addresses.ask_email},
    ),
]
OwnEmail = Annotated[
    str, Meta(max_length=200, extra={"missing": "Enter the e-mail address", "reader": addresses.email})
]
"""Of whoever has an account already: nobody is asked whether it is right."""
Password = Annotated[str, Meta(extra={"missing": "Enter a password"})]
PersonName = Annotated[
    str, Meta(min_length=2, max_length=120, extra={"missing": "Enter the name", "reader": names.read_name})
]
Town = Annotated[str, Meta(min_length=2, max_length=100, extra={"missing": "Enter the town", "reader": towns.ask_town})]
"""In its official form (`shared.readers.towns`); a village or a place abroad as it was typed."""
PublicTown = Annotated[
    str, Meta(min_length=2, max_length=100, extra={"missing": "Enter the town", "reader": printed.place})
]
"""Where articles and lists name it: nothing but a place."""
TownOrNone = Annotated[str, Meta(max_length=100, extra={"reader": towns.ask_town})]
Phone = Annotated[
    str,
    Meta(
        max_length=60,
        extra={"reader": telephones.telephone},
    ),
]
PhoneThere = Annotated[str, Meta(max_length=60, extra={"reader": telephones.telephone_of, "by": "country"})]
"""Of the country that the same form names."""
Text = Annotated[str, Meta(max_length=4000)]
Reason = Annotated[str, Meta(min_length=3, max_length=1000, extra={"missing": "Give the reason"})]
Link = Annotated[
    str,
    Meta(
        max_length=200,
        extra={"reader": addresses.ask_web},
    ),
]
Count = Annotated[int, Meta(ge=1, le=1_000_000, extra={"missing": "Enter how many people work there, as a number"})]
