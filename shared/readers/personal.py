"""What a text that anybody will read says of a single person: asked about, and a personal code refused."""

import re
from collections.abc import Iterator

from shared.identity import is_bulgarian_company_number
from shared.readers import printed
from shared.readers.misread import Doubtful, Misread
from shared.readers.revealing import given_names, revealing

LABELLED = re.compile(
    r"\b(?:ЕГН|ЛНЧ|ЛНК|EGN|LNCH|PESEL|personas\s+kod\w*|p\.\s?k\.)\W{0,5}(?:\d[ -]?){6,}", re.IGNORECASE
)
DIGITS = re.compile(r"(?<!\d)(?:\d{10,11}|\d{6}-\d{5})(?!\d)")
LATVIAN = re.compile(r"(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d|32\d{4})-\d{5}")
"""A birth date and five digits, or since 2017 a number that begins with 32."""

A_CODE = "“%(read)s” is somebody's personal number. Nobody may read it here: take it out"
SAYS_WHO = "Anybody will read this, and it says who somebody is or how to reach them: %(read)s. Is it meant so?"


def without_codes(text: str) -> str:
    """The text as it is. Raises Misread where somebody's personal number (ЕГН, PESEL, Latvian code) is in it."""
    if code := next(_codes(text), ""):
        raise Misread(A_CODE, read=code)
    return text


def vacancy_words(text: str) -> str:
    """The same; raises Doubtful for names of people, telephones and e-mail addresses in it."""
    without_codes(text)
    if found := list(dict.fromkeys(_of_somebody(text))):
        raise Doubtful(SAYS_WHO, text, read=", ".join(f"“{each}”" for each in found))
    return text


def vacancy_title(text: str) -> str:
    """As `printed.title`; raises Doubtful for names of people in it."""
    return vacancy_words(printed.title(without_codes(text)))


def _codes(text: str) -> Iterator[str]:
    yield from (found.group() for found in LABELLED.finditer(text))
    yield from (found.group() for found in DIGITS.finditer(text) if _is_code(found.group()))


def _is_code(digits: str) -> bool:
    """By date and check digit, as each country reckons them."""
    from stdnum.bg import egn
    from stdnum.pl import pesel

    if "-" in digits:
        return bool(LATVIAN.fullmatch(digits))
    return bool(egn.is_valid(digits) if len(digits) == 10 else pesel.is_valid(digits))


def _of_somebody(text: str) -> Iterator[str]:
    """Streets stay, since people have to find the place, and so do a company's number and capitals that are no given name."""
    for one in revealing(text):
        said = text[one.start : one.end]
        named = one.tell == "name" and given_names().intersection(said.split())
        called = one.tell == "telephone" and not is_bulgarian_company_number(said)
        if called or named or (one.tell == "address" and re.search(r"@|\bat\b", said)):
            yield said
