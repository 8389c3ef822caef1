"""Bulgarian in Latin letters by the law's table (Streamlined System), and addresses made from names."""

from __future__ import annotations

import re
import unicodedata
import zlib

_TABLE = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ъ": "a", "ь": "y", "ю": "yu", "я": "ya", "ѝ": "i",
    # Letters of neighbours, so that no name is left half in Cyrillic.
    "ы": "y", "э": "e", "ё": "yo", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ј": "y", "љ": "ly", "њ": "ny", "џ": "dzh",
    "ћ": "ch", "ђ": "dzh", "ѓ": "g", "ќ": "k", "ѕ": "dz",
}  # fmt: skip
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
_WORD = re.compile(r"[^\W\d_]+")


def transliterate(text: str) -> str:
    """`text` with its Cyrillic in Latin letters (Transliteration Act, 2009: table, `-ия` at a word's end, Bulgaria)."""
    return _WORD.sub(lambda match: _word(match.group()), unicodedata.normalize("NFC", text))


def is_cyrillic(text: str) -> bool:
    return re.search("[а-яА-Я]", text) is not None


def slug(text: str) -> str:
    """An address part `[a-z0-9-]+`; a name with no letter of ours gets a stable number."""
    latin = unicodedata.normalize("NFKD", transliterate(text).lower().translate(_PLAIN))
    latin = latin.replace("'", "").replace("’", "")
    words = re.findall(r"[a-z0-9]+", "".join(each for each in latin if not unicodedata.combining(each)))
    return "-".join(words) or f"employer-{zlib.crc32(text.encode()):08x}"


def _word(word: str) -> str:
    lower = word.lower()
    if lower == "българия":
        return _cased("bulgaria", word)
    if lower.endswith("ия"):
        return "".join(_letter(each, word) for each in word[:-2]) + _cased("i", word[-2]) + _cased("a", word[-1])
    return "".join(_letter(each, word) for each in word)


def _letter(letter: str, word: str) -> str:
    latin = _TABLE.get(letter.lower())
    if latin is None:
        return letter
    if not letter.isupper():
        return latin
    return latin.upper() if len(word) > 1 and word.isupper() else latin.capitalize()


def _cased(latin: str, like: str) -> str:
    return latin.upper() if like.isupper() else latin.capitalize() if like[0].isupper() else latin
