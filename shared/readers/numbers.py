"""Numbers, amounts and money: in the page's language, and always what the page itself wrote."""

import re
import unicodedata
from decimal import Decimal

from shared.readers.misread import Doubtful, Misread

DECIMAL_SIGN = {"en": ".", "ar": ".", "fa": "."}
"""Of the languages whose decimal sign is no comma (CLDR); Arabic and Persian have signs of their own as well."""
LONGEST = 40
LARGEST = 2**63 - 1
LARGEST_STATED = 10**12
EASTERN = str.maketrans({"٫": ".", "٬": ",", "\u2212": "-", "\u2013": "-", "’": "'", "،": ","})
CURRENCY = re.compile(
    r"(?<![^-])(?:€|eur|bgn|pln|\$|£)\s*|\s*(?:€|eur(?:o|a)?|евро|bgn|лв\.?|лева|leva|eiro|zł|pln|\$|£)$", re.IGNORECASE
)
EURO = re.compile(r"€|eur|eiro|евро", re.IGNORECASE)
NO_CENTS = re.compile(r"[.,][-–—]$")
"""`1300,-`: a whole amount as it stands on a price list."""
LEVA = re.compile(r"лв|лева|leva|bgn", re.IGNORECASE)
LEVA_OF_A_EURO = Decimal("1.95583")
"""Fixed for ever by Council Regulation (EU) 2025/1407."""
HOURS_A_WEEK = (10, 60)
"""What is usual: the hours of a day are soon typed for those of a week. More than 60 are refused."""
HOURS = re.compile(
    r"(?<=\d)\s*(?:ч(?:\.|ас|аса)?|h|hours?|hrs?\.?|godz(?:\.|in|iny)?|st(?:\.|undas|undu)?)$", re.IGNORECASE
)
"""The unit behind a number of hours."""
PERCENT = re.compile(
    r"(?<=\d)\s*(?:%|٪|процент(?:а|и)?|на сто|percent|per cent|procent(?:i|y|ów)?|proc\.)$", re.IGNORECASE
)
YEAR = re.compile(r"(?<=\d{4})\s*(?:г\.?|год(?:\.|ина)?|y\.?|year|r\.?|rok|g\.?|gads)$", re.IGNORECASE)
"""The unit behind a year."""
SHAPE = re.compile(r"(?P<minus>[+-]?)(?P<digits>\d[\d.,' ]*\d|\d)")
GROUPED = re.compile(r"\d{1,3}(?:(?P<sign>[.,' ])\d{3})(?:(?P=sign)\d{3})*|\d+")

NOT_A_WHOLE = "“%(read)s” is not a whole number. For example: 12 or 1 300"
NOT_AN_AMOUNT = "“%(read)s” is not a number. For example: %(example)s"
TOO_LARGE = "“%(read)s” is too large a number"
PLACES = "“%(read)s” has more than %(places)s digits after the point"
THOUSANDS = "“%(read)s” can be read in two ways. Write two digits after the decimal sign. Or is it %(value)s?"
IN_LEVA = "“%(read)s” is in leva: in euro it is %(euro)s. Is it right?"
FOREIGN = "“%(read)s” is in another currency. Write the amount in euro"
BELOW = "“%(read)s” is below zero. Enter the amount without a minus"
LOW = "“%(read)s” is very little: from %(floor)s on is usual. Is it right?"
IN_PARTS = "“%(read)s” is not a whole number of hours, and whole ones are kept: %(value)s. Is it right?"
HIGH = "“%(read)s” is very much: up to %(ceiling)s is usual. Is it right?"


def whole(typed: str, lang: str) -> int:
    """A whole number: `12`, `1 100`, `12 000`, `1,300` and `1.300` (thousands: no people come in parts). `1,1` raises Misread."""
    read = _plain(typed)
    minus, digits, fraction = _parted(read, lang, asks=False) or ("", "", "?")
    if not digits or fraction.strip("0"):
        raise Misread(NOT_A_WHOLE, read=typed.strip()[:LONGEST])
    return int(_limited(Decimal(minus + digits), typed))


def hours(typed: str, lang: str) -> int:
    """Hours of a week: whole ones. Of `37,5` and `37½` the whole ones are asked about (Doubtful): no hour is made up."""
    halves = re.sub(r"\s*½", ".5", typed).replace("¼", ".25").replace("¾", ".75")
    try:
        return whole(halves, lang)
    except Misread:
        value = amount(halves, lang, places=2)
    raise Doubtful(IN_PARTS, int(value), read=typed.strip()[:LONGEST], value=int(value))


def amount(typed: str, lang: str, places: int | None = None) -> Decimal:
    """A number with a point or a comma, thousands parted or not.

    Where it can be read as thousands or as a fraction (`1,300` on a Bulgarian page, `1.300` on an English one), the
    reader asks: Doubtful with the thousands as its value. Raises Misread.
    """
    read = _plain(typed)
    parts = _parted(read, lang, asks=True)
    if parts is None:
        example = "1250.50" if DECIMAL_SIGN.get(lang) else "1250,50"
        raise Misread(NOT_AN_AMOUNT, read=typed.strip()[:LONGEST], example=example)
    minus, digits, fraction = parts
    if places is not None and len(fraction.rstrip("0")) > places:
        raise Misread(PLACES, read=typed.strip()[:LONGEST], places=places)
    return _limited(Decimal(f"{minus}{digits}.{fraction or '0'}" if fraction else minus + digits), typed)


def money(typed: str, lang: str, floor: int = 0, ceiling: int = LARGEST) -> Decimal:
    """An amount in euro, with or without their sign, two decimals at most. Raises Doubtful outside the usual range.

    What is typed in leva is not the same number of euro: Doubtful with its euro as value. Raises Misread for other ones.
    """
    plain = NO_CENTS.sub("", _plain(typed))
    bare = NO_CENTS.sub("", CURRENCY.sub("", plain))
    value = amount(bare, lang, places=2)
    if bare != plain and not EURO.search(plain):
        read, euro = typed.strip()[:LONGEST], round(value / LEVA_OF_A_EURO, 2)
        shown = str(euro).replace(".", DECIMAL_SIGN.get(lang, ","))
        raise Doubtful(IN_LEVA, euro, read=read, euro=shown) if LEVA.search(plain) else Misread(FOREIGN, read=read)
    return usual(value, typed, floor, ceiling)


def usual(value: Decimal, typed: str, floor: int, ceiling: int) -> Decimal:
    """The value. Raises Misread below zero, Doubtful outside floor and ceiling of what is usual (pay, hours a week)."""
    read = typed.strip()[:LONGEST]
    if value < 0 <= floor:
        raise Misread(BELOW, read=read)
    if value < floor:
        raise Doubtful(LOW, value, read=read, floor=floor)
    if value > ceiling:
        raise Doubtful(HIGH, value, read=read, ceiling=ceiling)
    return value


def stated(typed: str) -> str:
    """A number as a statement keeps it, whatever its language: `1 100`, `1,100` and `1.100` are 1100, `1,5` is 1.5.

    Thousands go before a fraction of three digits, which nobody states. Raises Misread below zero and above 10^12.
    """
    try:
        value = Decimal(whole(typed, ""))
    except Misread:
        value = amount(typed, "", places=2)
    if value < 0:
        raise Misread(NOT_AN_AMOUNT, read=typed.strip()[:LONGEST], example="1250")
    if value >= LARGEST_STATED:
        raise Misread(TOO_LARGE, read=typed.strip()[:LONGEST])
    return f"{value:f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def _plain(typed: str) -> str:
    """Digits of any script as ours, every space as one space, no direction signs."""
    text = unicodedata.normalize("NFKC", typed[:200]).translate(EASTERN)
    text = "".join(str(unicodedata.decimal(sign, sign)) for sign in text if unicodedata.category(sign) != "Cf")
    return re.sub(r"^([+-]) ", r"\1", " ".join(text.split()))


def _parted(read: str, lang: str, *, asks: bool) -> tuple[str, str, str] | None:
    """Sign, digits before and after the decimal sign; None where it is no number."""
    found = SHAPE.fullmatch(read)
    if not found or len(read) > LONGEST:
        return None
    body = found["digits"]
    sign = _decimal_sign(body, lang, asks=asks)
    before, _, fraction = body.rpartition(sign) if sign else (body, "", "")
    grouped = GROUPED.fullmatch(before)
    if not grouped or not (fraction.isdigit() or not sign) or grouped["sign"] == sign != "":
        return None
    return found["minus"].replace("+", ""), re.sub(r"\D", "", before), fraction


def _decimal_sign(body: str, lang: str, *, asks: bool) -> str:
    """The sign that parts the fraction, or nothing where every sign parts thousands. Raises Doubtful."""
    signs = [sign for sign in body if sign in ".,"]
    if not signs:
        return ""
    if len(set(signs)) == 2:
        return signs[-1] if signs.count(signs[-1]) == 1 else ""
    alone = len(signs) == 1 and not re.search("[ ']", body)
    if not GROUPED.fullmatch(body) or body[0] == "0":
        return signs[0] if len(signs) == 1 else ""
    if asks and alone and signs[0] == DECIMAL_SIGN.get(lang, ","):
        thousands = re.sub(r"\D", "", body)
        raise Doubtful(THOUSANDS, Decimal(thousands), read=body, value=thousands)
    return ""


def _limited(value: Decimal, typed: str) -> Decimal:
    if abs(value) > LARGEST:
        raise Misread(TOO_LARGE, read=typed.strip()[:LONGEST])
    return value
