"""Telephone numbers in one form (E.164), whatever country's habit they are written in."""

import re
import unicodedata
from typing import TYPE_CHECKING

from shared.readers.letters import clean
from shared.readers.misread import Doubtful, Misread

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

REGION = "BG"
BULGARIA = 359
NOT_A_NUMBER = "“%(read)s” is not a telephone number: write it as %(example)s, or with + and the country"
ONE_ONLY = "“%(read)s” has more than one telephone number. Write one here"
UNKNOWN = "“%(read)s” is no telephone number that is given out. Is %(number)s right?"
NOT_BULGARIAN = (
    "“%(read)s” is no Bulgarian number. One from abroad begins with + and its country, for example +48 600 100 200"
)
SHORT = "“%(read)s” does not say its country. Is it %(number)s?"
LABEL = re.compile(
    r"^(?:(?:тел(?:ефон)?|моб(?:илен)?|номер|gsm|nr|tel(?:efon|efons)?|tālr(?:unis)?|kom(?:órkowy)?|phone|mob(?:ile)?|"
    r"viber|вайбър|whatsapp|т|m|t)[\s.:№]*)+(?=[+\d(])",
    re.IGNORECASE,
)
SLIPS = str.maketrans({"О": "0", "о": "0", "O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})
"""Letters that are typed for a digit, where nothing else in the number is a letter."""
EXAMPLES = {"BG": "0888 123 456"}
SURELY_LONG = 8


def telephone(typed: str, region: str = REGION) -> str:
    """`032 123 456`, `(02) 987 65 43`, `00359 88 123 4567`, `+359 (0)88…` as `+35932123456`: what a form stores.

    A number without its country is of `region` (ISO 3166 alpha-2). Raises Misread for what nobody can be called by, a
    number that Bulgaria does not give out among them; Doubtful, with the number that would be stored, for one that is
    long enough and that another country's plan does not know, and for one without the 0 or + that it is dialled with.
    """
    import phonenumbers as phones

    read, found = _parsed(typed, region)
    number = _written(found)
    asked = {"read": read, "number": shown(number)}
    if not phones.is_valid_number(found):
        if found.country_code == BULGARIA:
            raise Misread(NOT_BULGARIAN, read=read)
        if read != number:
            raise Doubtful(UNKNOWN, number, **asked)
    elif not _says_where(_dialled(read), region):
        raise Doubtful(SHORT, number, **asked)
    return number


def telephone_of(region: str, typed: str) -> str:
    """The same by the country that a form names; by ours where that is none."""
    import phonenumbers as phones

    return telephone(typed, region if region in phones.SUPPORTED_REGIONS else REGION)


def search_telephone(typed: str, region: str = REGION) -> str:
    """The form to search and compare by, or nothing where the text is no telephone number (then it is a name)."""
    try:
        return _written(_parsed(typed, region)[1])
    except Misread:
        return ""


def _parsed(typed: str, region: str) -> tuple[str, "PhoneNumber"]:
    """What was read, and the number. Raises Misread."""
    import phonenumbers as phones

    read = clean(typed)[:60]
    try:
        found = phones.parse(_dialled(read), region)
    except phones.NumberParseException:
        raise Misread(_why(read), read=read, example=example(region)) from None
    if not _can_be_called(found):
        raise Misread(_why(read), read=read, example=example(region))
    return read, found


def _written(found: "PhoneNumber") -> str:
    import phonenumbers as phones

    return str(phones.format_number(found, phones.PhoneNumberFormat.E164))


def _says_where(dialled: str, region: str) -> bool:
    """Whether it begins with its country, or as numbers of the region are dialled: some have a 0 in front, some nothing."""
    import phonenumbers as phones

    plan = phones.PhoneMetadata.metadata_for_region(region)
    first = (plan.national_prefix if plan else None) or ""
    return dialled.lstrip(" (/-.").startswith(("+", "00", first))


def shown(number: str, region: str = REGION) -> str:
    """A number as it is read and can be dialled from anywhere: `+359 32 123 456`. Other text as it is."""
    import phonenumbers as phones

    try:
        found = phones.parse(number, region)
    except phones.NumberParseException:
        return number
    return str(phones.format_number(found, phones.PhoneNumberFormat.INTERNATIONAL))


def example(region: str = REGION) -> str:
    """How a number of this region is written."""
    import phonenumbers as phones

    if region in EXAMPLES:
        return EXAMPLES[region]
    found = phones.example_number_for_type(region, phones.PhoneNumberType.MOBILE)
    return str(phones.format_number(found, phones.PhoneNumberFormat.NATIONAL)) if found else "+359 88 123 4567"


def _dialled(read: str) -> str:
    """Digits of any script as ours; labels, the (0) after a country and other decoration taken out."""
    digits = "".join(str(unicodedata.decimal(sign, sign)) for sign in unicodedata.normalize("NFKC", read))
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", LABEL.sub("", digits))
    plain = plain.translate(SLIPS) if len(re.findall(r"\d", plain)) > SURELY_LONG - 2 else plain
    if re.search(r"[^\W\d_]|[,;@]|\d\s*/\s*\d{6,}\s*/|\+.*\+", plain):
        return ""
    return re.sub(r"^(\+|00)([\d\s]{1,5})\(0\)", r"\1\2", plain)


def _can_be_called(found: "PhoneNumber") -> bool:
    """A number that is given out, or one as long as those of its country."""
    import phonenumbers as phones

    digits = str(found.national_number)
    likely = len(digits) >= SURELY_LONG and phones.is_possible_number(found)
    return len(set(digits)) > 1 and (likely or phones.is_valid_number(found))


def _why(read: str) -> str:
    several = re.findall(r"\+?\d(?:[\s./()-]{0,2}\d){5,}", re.sub(r"\s+/\s+|/(?=\s*[+0])", ";", read))
    return ONE_ONLY if len(several) > 1 or sum(map(str.isdigit, read)) > 16 else NOT_A_NUMBER
