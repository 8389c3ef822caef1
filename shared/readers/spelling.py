"""One word of a name as skeletons: what stays when the habits of alphabets, passports and neighbours are taken off."""

import itertools
import re
from functools import cache, lru_cache
from importlib.resources import files

from shared.readers.letters import is_arabic, latin, plain

MOST_READINGS = 24
AMBIGUOUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ch", ("ch", "h", "sh")),  # чаша; Michał, Христо as Christo; French Chahine
    ("c(?!h|z)", ("k", "ts", "dzh", "ch")),  # Carmen; Nowicka; Turkish Cemal; Wójcik
    ("^j", ("i", "zh")),  # Jan; Jivko
    ("gu(?=[ei])", ("gu", "g")),  # Gueorgui
    ("(?<=[bdfghklmnprtvj])s$", ("s", "")),  # Latvian Olegs, Ivanovs
    ("^[ae]l(?=[^aeiouy]{1,2}[aeiouy]...)", ("al", "")),  # Alkhatib beside Al Khatib
    ("ņ", ("n", "ni")),
    ("ļ", ("l", "li")),
    ("ş", ("sh", "s")),
    ("š", ("sh", "s")),
    ("ś", ("s", "sh")),
    ("ż", ("zh", "z")),
    ("ž", ("zh", "z")),
    ("ç", ("ch", "k")),
    ("č", ("ch", "k", "ts")),
    ("ć", ("ch", "k", "ts")),
    ("ı", ("i", "a")),
    ("ó", ("o", "u")),
    ("ą", ("a", "on")),
    ("ę", ("e", "en")),
    ("ö", ("o", "io", "oe")),
    ("ü", ("u", "iu", "ue")),
    ("ä", ("a", "ae")),
    ("ё", ("e", "o", "io")),
    ("ŭ", ("a", "u", "i")),  # Bulgarian ъ by the law and by older passports
)
"""Latin letters that are read in more than one way; the first reading is the one of the normal form."""
SEVERAL = frozenset("ņļёşšśżžçčćıóąęöüä")
UNWRITTEN = str.maketrans("", "", "اأإآٱوؤيیىئءعےۆێ")
LONE = {"ث": ("t", "s"), "ذ": ("z", "d"), "ض": ("d", "z"), "ق": ("k", "h"), "ژ": ("sh",), "ج": ("j",)}
"""Arabic consonants that Latin writing gives in more than one way: Kasem and Ghasem, Ramadan and Ramazan."""
FOLDS = tuple(
    (re.compile(written), same)
    for written, same in (
        (r"[^a-z0-9]", ""),
        (r"szcz|shch|scht|sht|sch|tsch", "sh"),
        (r"tch|cz", "ch"),
        (r"sz", "sh"),
        (r"(?<=[kpth])rz", "sh"),
        (r"rz(?=.)|rz$", "zh"),
        (r"dzh|dzs|dj|dz(?=[iy])", "i"),
        (r"zh", "sh"),
        (r"tz|tts", "ts"),
        (r"kh|gh|g", "h"),
        (r"qu?|ck", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"ou|oo", "u"),
        (r"ee", "i"),
        (r"[yj]", "i"),
        (r"(.)\1+", r"\1"),
        (r"n(?=[bp])", "m"),
        (r"ie", "e"),
        (r"(?<=[^aeiou])iu", "u"),
        (r"(?<=[lnr])i(?=[aou][^i])", ""),
        (r"(?<=[bdgtvp])[aeu]r$", "r"),
        (r"ei$", "i"),
        (r"(?<=[aeo])h$", ""),
    )
)
CONSONANTS = tuple(
    (re.compile(written), same)
    for written, same in (
        (r"dzh|dj", "j"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"q|ck|c(?!h)", "k"),
        (r"sht|zh", "sh"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"ph", "f"),
        (r"^[aeiouyvw]+", "a"),
        (r"(?<=.)[aeiouyvw]", ""),
        (r"g", "h"),
        (r"n(?=b)", "m"),
        (r"(.)\1+", r"\1"),
    )
)
JOINED_ABD = re.compile(r"^ab(?:e|i)?d(?:[aeou]l|[aeou](?=([a-z])\1))-?(?=[a-z]{3})")
WITH_ARTICLE = re.compile("[ae]l(?=[^aeiouy]{1,2}[aeiouy]...)")
"""`Alkhatib` beside `Al Khatib`."""
TWO_LETTERS = re.compile("[تجخدزسشغك][هة]$")
"""What would be `dh`, `th`, `sh` in Latin and is a consonant with the ending of a woman's name: ماجده is no Majid."""
ARABIC_ABD = re.compile("^عبدال(?=..)")
ARTICLE = {"al", "el", "ul"}


def skeleton(word: str) -> str:
    """The normal form of one word."""
    return readings(word)[0]


@lru_cache(maxsize=20_000)
def readings(word: str) -> tuple[str, ...]:
    """Every skeleton that a word, put through `plain`, may have; the first one is its normal form."""
    return tuple(dict.fromkeys(_known(made) for made in unnamed(word)))


def unnamed(word: str) -> tuple[str, ...]:
    """The skeletons of a word, or of its beginning, without looking it up among given names."""
    found = []
    for written in itertools.islice(_spelled(_bare(word)), MOST_READINGS):
        found.append(fold(JOINED_ABD.sub("abd", written)))
    return tuple(dict.fromkeys(found)) or ("",)


def fold(written: str) -> str:
    """Small Latin letters folded until nothing changes any more."""
    for _ in range(8):
        before = written
        for pattern, same in FOLDS:
            written = pattern.sub(same, written)
        if written == before:
            break
    return written


def consonants(word: str, *, ending: bool = False) -> tuple[str, ...]:
    """What Arabic writing keeps of a word in any script: its first vowel as `a`, and its consonants, in every reading.

    A given name of the list is taken as itself (`+omar`): its vowels are known, and Amira does not become Omar. With its
    `ending` an Arabic word keeps the ة of a woman's name, which Latin writing leaves out or not.
    """
    known = next((f"+{made}" for made in readings(word) if made in given_names()), None)
    if is_arabic(word):
        return (
            (known,)
            if known and not (ending and TWO_LETTERS.search(word))
            else _arabic_consonants(_bare(word), ending=ending)
        )
    found = _latin_consonants(word)
    return (known, *found) if known else found


def _latin_consonants(word: str) -> tuple[str, ...]:
    (written,) = itertools.islice(_spelled(word, kept="^j"), 1)
    written = JOINED_ABD.sub("abd", written)
    for pattern, same in CONSONANTS:
        written = pattern.sub(same, written)
    ways: tuple[str, ...] = (written, written.replace("ch", "sh"))
    if WITH_ARTICLE.match(word):
        ways = (*ways, *(way[2:] for way in ways))
    return tuple(dict.fromkeys([*ways, *(way[:-1] for way in ways if re.search("..(?<![sc])h$", way))]))


def _arabic_consonants(word: str, *, ending: bool) -> tuple[str, ...]:
    """Letter by letter, since `زه` is two letters and no `zh`; of `ذبیح الله` also as it is heard, Zabiullah."""
    ways = dict.fromkeys((word, word.replace("حالله", "الله")))
    return tuple(dict.fromkeys(each for way in ways for each in _letters_of(way, ending=ending)))


def _letters_of(word: str, *, ending: bool) -> tuple[str, ...]:
    first = "a" if word[:1].translate(UNWRITTEN) != word[:1] else ""
    rest = word.translate(UNWRITTEN)
    if not ending and len(rest) > 1 and rest[-1] in "هةۀہە":
        rest = rest[:-1]
    ways = [LONE.get(sign, (latin(sign).replace("g", "h"),)) for sign in rest]
    made = ("".join(chosen) for chosen in itertools.islice(itertools.product(*ways), 4))
    return tuple(dict.fromkeys(re.sub(r"(.)\1+", r"\1", first + each).replace("nb", "mb") for each in made))


def _spelled(word: str, kept: str = "") -> "itertools.chain[str]":
    """The word in Latin letters, once for each way in which its ambiguous letters are read."""
    base = "".join(sign if sign in SEVERAL else latin(sign) for sign in word.replace("ьо", "йо"))
    ways = [(pattern, kinds) for pattern, kinds in AMBIGUOUS if re.search(pattern, base) and pattern != kept]
    if is_arabic(word):
        ways = [(pattern, kinds[:1]) for pattern, kinds in ways]
    return itertools.chain(_replaced(base, ways, chosen) for chosen in itertools.product(*(each[1] for each in ways)))


def _replaced(base: str, ways: list[tuple[str, tuple[str, ...]]], chosen: tuple[str, ...]) -> str:
    for (pattern, _), reading in zip(ways, chosen, strict=True):
        base = re.sub(pattern, reading, base)
    return base


def _bare(word: str) -> str:
    """An Arabic word without its article."""
    word = ARABIC_ABD.sub("عبد", word).replace("إي", "ي")
    return word[2:] if word.startswith("ال") and len(word) > 4 and word != "الله" else word


def _known(made: str) -> str:
    return given_names().get(made, made)


@cache
def given_names() -> dict[str, str]:
    """Skeletons of given names that are written in many ways, each with the first of its line in the list."""
    found: dict[str, str] = {}
    for line in files("shared.readers").joinpath("given_names.txt").read_text("utf-8").splitlines():
        spellings = [] if line.startswith("#") else line.split()
        made = [unnamed(plain(each))[0] for each in spellings]
        for each in made:
            found.setdefault(each, found.get(made[0], made[0]))
    return found
