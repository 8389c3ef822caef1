"""Company numbers in one form for each country, and names of companies without what their other fields say."""

import re
import unicodedata
from dataclasses import dataclass

from shared.identity import is_bulgarian_company_number
from shared.readers.codes import LOOK_ALIKE
from shared.readers.letters import clean
from shared.readers.misread import Misread

NOT_A_NUMBER = "“%(read)s” is not a company number. For example: %(example)s"
WRONG_DIGITS = (
    "“%(read)s” is not a company number of this country: a digit is wrong or missing. For example: %(example)s"
)
PLACEHOLDER = "“%(read)s” stands for no company: write its real number, for example %(example)s"
ANOTHERS = "“%(read)s” begins as a number of another country does (%(country)s). Choose that country, or write the number alone"
A_PERSONS = "“%(read)s” looks like the number of a person. Write the number of the company, for example %(example)s"
EXAMPLES = {"BG": "121396123", "PL": "526-10-40-828", "LV": "40003032949"}
KINDS = (
    "ЕИК|БУЛСТАТ|ИН ПО ДДС|ДДС|EIK|UIC|BULSTAT|VAT ID|VAT|NIP|REGON|KRS|REĢ|REG|NR|NO|№|PVN|CUI|CIF|TVA|UST-?ID|USTIDNR|"
    "REĢISTRĀCIJAS NUMURS"
)
PREFIX = re.compile(rf"^(?:(?:{KINDS})[\s.:№/-]*)+(?=[\dA-Z]*\d)")
AROUND = re.compile(r"^\D+|\D+$")
SLIPS = str.maketrans({"O": "0", "I": "1", "L": "1", "|": "1"})
"""Letters that are typed for a digit in a number that has digits alone."""
SEPARATORS = re.compile(r"[\s./:_\u00ad\u2010-\u2015\u2212-]+")


def company_number(country: str, typed: str) -> str:
    """The one form of a national number: digits alone for BG, PL, LV; 13 digits of a Bulgarian branch give its company's 9.

    Check digits by python-stdnum (BG: BULSTAT's own rule). A country with no known rule: cleaned capitals.
    Raises Misread: wrong check digit, a placeholder (000000000), a person's number (ЕГН).
    """
    country, read = country.upper(), clean(typed)[:60]
    example = EXAMPLES.get(country, "40003032949")
    number = _bare(country, read)
    if (other := re.match(r"\W*([A-Z]{2})(?=[\s-]*\d)", read.upper())) and other[1] in RULES and other[1] != country:
        raise Misread(ANOTHERS, read=read, country=other[1])
    if not any(map(str.isdigit, number)) or len(number) < 3:
        raise Misread(NOT_A_NUMBER, read=read, example=example)
    if len(set(number)) == 1 or not number.strip("0"):
        raise Misread(PLACEHOLDER, read=read, example=example)
    found = RULES.get(country, _foreign)(number, country)
    if found is None:
        raise Misread(A_PERSONS if _is_persons(country, number) else WRONG_DIGITS, read=read, example=example)
    return found


def normal_number(country: str, stored: str) -> str:
    """The one form of a number that was stored before there was one; what has none stays as it is."""
    try:
        return company_number(country, stored)
    except Misread:
        return stored


def _bare(country: str, read: str) -> str:
    """Capitals and digits without separators, without `ЕИК`, `NIP` and the country's own letters in front."""
    capitals = unicodedata.normalize("NFKC", read).upper()
    capitals = "".join(str(unicodedata.decimal(sign, sign)) for sign in capitals)
    if country in RULES:
        return _digits(capitals)
    number = SEPARATORS.sub("", PREFIX.sub("", capitals.strip(" .:")).translate(LOOK_ALIKE))
    number = re.sub(rf"^{re.escape(country)}(?=\d)", "", number)
    return re.sub(r"[^0-9A-Z]", "", number)


def _digits(capitals: str) -> str:
    """What the register gives, digits alone, whatever words stand around them; a letter typed for a digit is that digit."""
    return SEPARATORS.sub("", AROUND.sub("", capitals).translate(LOOK_ALIKE).translate(SLIPS))


def _bulgarian(number: str, _: str) -> str | None:
    return number[:9] if is_bulgarian_company_number(number) else None


def _polish(number: str, _: str) -> str | None:
    """NIP (10 digits), REGON (9, or 14 of a unit that belongs to the 9 of its company), KRS (10 that begin with 000)."""
    from stdnum.pl import nip, regon

    if re.fullmatch(r"000\d{7}", number) or nip.is_valid(number):
        return number
    return number[:9] if regon.is_valid(number) else None


def _latvian(number: str, _: str) -> str | None:
    """The eleven digits of the register; those that begin with 0 to 3 are people's."""
    from stdnum.lv import pvn

    return number if number[0] > "3" and pvn.is_valid(number) else None


def _foreign(number: str, country: str) -> str | None:
    """By the country's rule for VAT numbers where the number fits it, else as it was cleaned: registers differ."""
    from stdnum import get_cc_module

    rule = get_cc_module(country.lower(), "vat")
    if rule is None or not rule.is_valid(number):
        return number
    return str(rule.compact(number)).removeprefix(country)


def _is_persons(country: str, number: str) -> bool:
    from stdnum.bg import egn
    from stdnum.pl import pesel

    if country == "BG":
        return bool(egn.is_valid(number))
    return bool(pesel.is_valid(number)) if country == "PL" else number[0] <= "3" and len(number) == LATVIAN_LENGTH


LATVIAN_LENGTH = 11
RULES = {"BG": _bulgarian, "PL": _polish, "LV": _latvian}

FORMS = {
    "ЕООД": "eood", "ООД": "ood", "ЕАД": "ead", "АД": "ad", "ЕТ": "et", "КД": "kd", "СД": "sd", "КДА": "kd",
    "EOOD": "eood", "OOD": "ood", "EAD": "ead", "AD": "ad", "ET": "et", "KD": "kd", "SD": "sd",
    "КООПЕРАЦИЯ": "cooperative", "ФОНДАЦИЯ": "foundation", "СДРУЖЕНИЕ": "association", "СНЦ": "association",
    "FOUNDATION": "foundation", "COOPERATIVE": "cooperative", "ДЗЗД": "other", "SIA": "ood", "AS": "ad", "IK": "et",
    "SP. Z O.O.": "ood", "SP Z O O": "ood", "SP. Z O. O.": "ood", "SPÓŁKA Z O.O.": "ood", "S.A.": "ad", "SA": "ad",
    "LTD": "ood", "LTD.": "ood", "LIMITED": "ood", "LLC": "ood", "GMBH": "ood", "AG": "ad", "S.R.L.": "ood", "SRL": "ood",
    "SP.Z O.O.": "ood", "SP.Z.O.O.": "ood", "SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ": "ood", "SPÓŁKA AKCYJNA": "ad",
    "SP. K.": "kd", "SP.K.": "kd", "SP. J.": "sd", "SP.J.": "sd", "A/S": "ad", "S.R.O.": "ood", "АДСИЦ": "ad",
    "ДРУЖЕСТВО С ОГРАНИЧЕНА ОТГОВОРНОСТ": "ood", "ЕДНОЛИЧНО ДРУЖЕСТВО С ОГРАНИЧЕНА ОТГОВОРНОСТ": "eood",
    "АКЦИОНЕРНО ДРУЖЕСТВО": "ad", "ЕДНОЛИЧНО АКЦИОНЕРНО ДРУЖЕСТВО": "ead", "ЕДНОЛИЧЕН ТЪРГОВЕЦ": "et",
    "JSC": "ad", "PLC": "ad", "INC": "ad", "INC.": "ad", "ТОВ": "ood", "TOB": "ood", "ФОП": "et", "UAB": "ood", "OÜ": "ood",
}  # fmt: skip
"""Legal forms as they are typed, and which of the form's answers they are."""
WHOLE_WORDS = {"foundation", "association", "cooperative"}
"""Forms that are part of how the organisation is called: recognised, and left in the name."""
QUOTES = "„“”\"«»‟‚‘’'`"
BEFORE = (
    "ЕООД",
    "ООД",
    "ЕАД",
    "АД",
    "ЕТ",
    "ET",
    "A/S",
    "СД",
    "SIA",
    "AS",
    "IK",
    "UAB",
    "ТОВ",
    "ФОП",
    "ФОНДАЦИЯ",
    "СДРУЖЕНИЕ",
    "КООПЕРАЦИЯ",
    "FOUNDATION",
)
"""Forms that are written before a name as well: `AD Astra` and `Et Cetera` are names."""


def _any_of(forms: tuple[str, ...]) -> str:
    """Two letters only as capitals, longer ones in any letters."""
    ordered = sorted(forms, key=len, reverse=True)
    return "|".join(re.escape(each) if len(each) < 3 else f"(?i:{re.escape(each)})" for each in ordered)


AT_END = re.compile(rf"[\s,–-]+({_any_of(tuple(FORMS))})[.,]?$")
AT_START = re.compile(rf"^({_any_of(BEFORE)})[\s,]+(?=\S)")
LOOSE = re.compile(r"[\s,–-]+((?:[ЕEОOАAКKСC][. ]{0,2}){1,3}[ДD])[.,]*$")
"""A form with points or blanks between its letters, or with letters of both alphabets: `Е.О.О.Д.`, `EOOД`."""
CYRILLIC = str.maketrans("EOAKCD", "ЕОАКСД")


@dataclass(frozen=True)
class CompanyName:
    """A name taken apart: what is to be stored as the name, the form found in it, and whether it says its trade word."""

    name: str
    legal_form: str
    says_trade_word: bool
    bare: str
    """The name without its trade word in front, for sentences that say the word themselves: „Маяк“."""


def split_name(typed: str, legal_form: str = "", trade_word: str = "") -> CompanyName:
    """`„Ателие Здравец“ ЕООД` as Ателие Здравец and `eood`; with the trade word ателие its bare name is Здравец.

    The form found in the name is returned; where the name has none, `legal_form` as it was chosen.
    """
    name, found = _without_form(_unquoted(clean(typed)))
    words, trade = name.split(), clean(trade_word).split()
    begins = bool(trade) and [word.casefold() for word in words[: len(trade)]] == [word.casefold() for word in trade]
    bare = _unquoted(" ".join(words[len(trade) :])) if begins else name
    says = bool(trade) and trade[0].casefold() in {word.strip(QUOTES).casefold() for word in words}
    return CompanyName(name, found or legal_form, says, bare or name)


def company_words(name: str) -> str:
    """A company's name to be searched and matched by: no quotes, no legal form, hyphens as spaces, one alphabet."""
    from shared.readers.names import normal_form

    return normal_form(split_name(name).name)


def _without_form(name: str) -> tuple[str, str]:
    """The name and its form, the last one where several are written; a form alone is a name."""
    name, found = _form_as_written(name), ""
    while match := AT_END.search(name) or AT_START.search(name):
        form = FORMS[match[1].upper()]
        rest = _unquoted(f"{name[: match.start()]} {name[match.end() :]}")
        found = found or form
        if form in WHOLE_WORDS or not rest:
            break
        name = rest
    return name, found


def _form_as_written(name: str) -> str:
    """The form at its end in its usual letters: `Маяк О.О.Д.` as `Маяк ООД`."""
    found = LOOSE.search(name)
    if not found or (found[1].isascii() and found[1].isalpha()):
        return name
    form = re.sub("[. ]", "", found[1]).translate(CYRILLIC)
    return f"{name[: found.start()]} {form}" if form in FORMS else name


def _unquoted(name: str) -> str:
    """Without quotes around the whole name, or around what stands before a legal form."""
    name = " ".join(name.split())
    while name and name[0] in QUOTES and (len(name) > 1 and name[-1] in QUOTES):
        name = name[1:-1].strip()
    if sum(sign in '„“”"«»' for sign in name) == 1:
        name = " ".join(re.sub('[„“”"«»]', "", name).split())
    if name and name[0] in '„“”"«' and sum(sign in '„“”"«»' for sign in name) <= 2:
        name = " ".join("".join(" " if sign in '„“”"«»' else sign for sign in name).split())
    return name
