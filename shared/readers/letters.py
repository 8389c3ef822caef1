"""Letters of any script as plain lower-case Latin ones: the ground that names, towns and codes are compared on."""

import re
import unicodedata

UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "io", "є": "ie", "ж": "zh", "з": "z",
    "и": "i", "ѝ": "i", "і": "i", "ї": "i", "й": "i", "ы": "i", "ј": "i", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ъ": "ŭ", "ь": "", "э": "e", "ю": "iu", "я": "ia", "љ": "li", "њ": "ni", "џ": "dzh",
    "ћ": "ch", "ђ": "dzh", "ѓ": "g", "ќ": "k", "ѕ": "dz", "қ": "k", "ғ": "g", "ҳ": "h", "ә": "a", "ө": "o", "ү": "u",
    "ұ": "u", "ң": "n", "һ": "h", "җ": "dzh", "ҷ": "dzh", "ӯ": "u", "ӣ": "i",
}  # fmt: skip
ARABIC = {
    "ا": "a", "أ": "a", "إ": "a", "آ": "a", "ٱ": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "t", "ج": "j", "چ": "ch",
    "ح": "h", "خ": "h", "د": "d", "ذ": "z", "ر": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "d",
    "ط": "t", "ظ": "z", "ع": "a", "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ک": "k", "گ": "g", "ل": "l", "م": "m",
    "ن": "n", "و": "u", "ؤ": "u", "ه": "h", "ة": "h", "ۀ": "h", "ى": "i", "ي": "i", "ی": "i", "ئ": "i", "ے": "i",
    "ء": "", "ـ": "", "ھ": "h", "ہ": "h", "ڵ": "l", "ڕ": "r", "ۆ": "o", "ێ": "e", "ە": "a",
}  # fmt: skip
MARKED = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ş": "sh", "ș": "sh",
    "š": "sh", "ç": "ch", "č": "ch", "ć": "ch", "ž": "zh", "ż": "zh", "ţ": "ts", "ț": "ts", "ә": "a",
}  # fmt: skip
ONE = CYRILLIC | ARABIC | MARKED
FOLDED = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ی", "ي": "ی", "ك": "ک", "ة": "ه", "ـ": None})
SILENT = str.maketrans("", "", "'’‘ʼ`´ʹʻ′ʿʾ")


def plain(text: str) -> str:
    """NFKC, in small letters, without marks above Arabic letters, tatweel, apostrophes and what is not seen."""
    text = unicodedata.normalize("NFKC", text[:400]).replace("İ", "i").lower().translate(SILENT)
    return unicodedata.normalize("NFC", "".join(sign for sign in text if _is_kept(sign)))


def latin(word: str) -> str:
    """One word that went through `plain`, letter by letter in Latin; `ŭ` stands for Bulgarian ъ."""
    return "".join(_letter(sign) for sign in word)


def is_arabic(text: str) -> bool:
    return any("\u0600" <= sign <= "\u06ff" or "\ufb50" <= sign <= "\ufeff" for sign in text)


def is_cyrillic(text: str) -> bool:
    return any("\u0400" <= sign <= "\u052f" for sign in text)


def is_latin(text: str) -> bool:
    return any(sign.isalpha() and ord(sign) < 0x250 for sign in text)


def clean(text: str) -> str:
    """As it is stored: NFC, no bidi control, no zero-width sign but a joiner between letters, single spaces."""
    spaced = " ".join(re.sub(r"[\t\r\n\v\f\u2028\u2029]", " ", text).split())
    kept = "".join(sign for sign in spaced if sign == "\u200c" or unicodedata.category(sign) not in UNSEEN)
    kept = re.sub(r"(?<![\u0600-\u06ff])\u200c|\u200c(?![\u0600-\u06ff])", "", kept)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _is_kept(sign: str) -> bool:
    return sign != "ـ" and unicodedata.category(sign) not in {*UNSEEN, "Mn"}


def _letter(sign: str) -> str:
    if "a" <= sign <= "z" or sign in ONE:
        return ONE.get(sign, sign)
    base = unicodedata.normalize("NFKD", sign)[0]
    if base.isascii():
        return base
    if base in ONE:
        return ONE[base]
    from anyascii import anyascii

    return re.sub(r"[^a-z0-9]", "", anyascii(sign).lower())
