"""Telephone numbers in one form (E.164), whatever country's habit they are written in."""

import re
import unicodedata
from typing import TYPE_CHECKING

from shared.readers.letters import clean
from shared.readers.misread import Doubtful, Misread

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

REGION = "BG"
NOT_A_NUMBER = "“%(read)s” is not a telephone number: write it as %(example)s, or with + and the country"
ONE_ONLY = "“%(read)s” has more than one telephone number. Write one here"
UNKNOWN = "“%(read)s” is no telephone number that is given out. Is it right? One of another country begins with + and its country"
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
    """`032 123 456`, `(02) 987 65 43`, `00359 88 123 4567`, `+359 (0)88…` as `+35932123456`: for storing, searching, comparing.

    A number without its country is of `region` (ISO 3166 alpha-2). Raises Misread for what nobody can be called by,
    Doubtful for one that is long enough and that the numbering plan does not know: new ranges open before a list does,
    and a number of another country is soon written without its `+`.
    """
    import phonenumbers as phones

    read = clean(typed)[:60]
    try:
        found = phones.parse(_dialled(read), region)
    except phones.NumberParseException:
        raise Misread(_why(read), read=read, example=example(region)) from None
    if not _can_be_called(found):
        raise Misread(_why(read), read=read, example=example(region))
    number = str(phones.format_number(found, phones.PhoneNumberFormat.E164))
    if not phones.is_valid_number(found) and read != number:
        raise Doubtful(UNKNOWN, number, read=read)
    return number


def search_telephone(typed: str, region: str = REGION) -> str:
    """The form to search by, or nothing where the text is no telephone number (then it is a name)."""
    try:
        return telephone(typed, region)
    except Doubtful as doubt:
        return str(doubt.value)
    except Misread:
        return ""


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
