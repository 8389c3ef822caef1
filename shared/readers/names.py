"""Names of people: as they are stored, searched, compared and asked about."""

import itertools
import re
from collections.abc import Iterator

from shared.readers import letters
from shared.readers.misread import Doubtful, Misread
from shared.readers.spelling import ARTICLE, consonants, readings, skeleton, unnamed

MOST_WORDS = 6
SHORTEST_PREFIX = 2
LONGEST_PREFIX = 12
LONGEST = 200
HYPHENS = re.compile(r"[\s\u00ad\u2010-\u2015\u2212_./,;:()\"„“”«»-]+")

ABD = re.compile(r"abd(?:[aeou][lrsn]|[eu])?")
ABD_OF = {False: "abd", True: "عبد"}
OF_GOD = {"ullah", "allah", "ollah", "oullah", "улла", "ула", "аллах", "улах", "الله"}
SUN = {"ar", "ur", "as", "us", "an", "un", "az", "uz", "ad", "ud", "at", "ut", "ash", "ush", "er", "es"}
MOST_COMPARED = 4
MOST_SPELLINGS = 100
MOST_EACH = (1, 24, 10, 5, 3)
LATIN_SEEKS = (("v", "v"), ("c", "a"))
ARABIC_SEEKS = (("v", "v"), ("e", "e"), ("a", "c"))
"""Words with vowels meet words with vowels; where Arabic letters are on one side, consonants alone decide.

Where they are on both, the endings too: نادر is a man and نادرة a woman.
"""

NO_NAME = "Write the name in letters: “%(read)s” has none. For example: Amina Karimi"
DIGITS = "“%(read)s” has digits in it. Is this the name? If not, write it in letters, for example Amina Karimi"
NO_SIGN_OF_A_NAME = re.compile(
    r"[@<>{}\[\]\\/|#%=+*^~$€]|https?:|www\.|[\u2600-\u27bf\U0001f000-\U0001faff]", re.IGNORECASE
)
UNKNOWN = {"няма", "на", "нямам", "неизвестен", "неизвестна", "неизвестно", "тест", "test", "xxx", "asdf", "unknown", "none", "na",
           "brak", "nav", "nezināms", "nieznany", "qwerty"}  # fmt: skip
"""What stands where nobody knows the name, without its signs."""
SIGNS = (
    "“%(read)s” has a sign in it that no name has. Is this the name? If not, write it alone, for example Amina Karimi"
)
NOBODY = "“%(read)s” reads as if the name were not known. Is this the name? If not, write it, for example Amina Karimi"
NOT_LATIN = "“%(read)s” is not in Latin letters. Is this how it is written abroad? For example: Hlebna kashta"
MIXED = "“%(read)s” mixes letters of two alphabets that look alike. Type the word again. Or is this the name?"
TOO_LONG = "Shorten the name to %(limit)s characters or fewer: it now has %(length)s"


def clean_name(name: str) -> str:
    """What is stored: NFC, without direction signs and unseen ones, single spaces; letters stay as they were typed."""
    return letters.clean(name)


def normal_form(name: str) -> str:
    """One Latin skeleton for all the ways a name is written, words in the order typed; idempotent. For comparing only.

    It is formed again until nothing changes; forms that change into one another are all the first of them by letters.
    """
    seen = [_formed(name)]
    while (again := _formed(seen[-1])) not in seen:
        seen.append(again)
    return min(seen[seen.index(again) :])


def _formed(name: str) -> str:
    return " ".join(skeleton(word) for word in words_of(name))


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in plain letters: articles left out, `Abd al-` joined to what follows, hyphens parted."""
    typed = [word for word in HYPHENS.split(letters.plain(name)) if any(map(str.isalnum, word)) and skeleton(word)]
    joined = list(_abd_joined(_of_god(typed)))
    return tuple([word for word in joined if skeleton(word) not in ARTICLE] or joined)[:MOST_WORDS]


def read_name(name: str) -> str:
    """The name as it is stored. Raises Misread for no letters at all, Doubtful for digits (`12345`, `Ivan 2`), for an
    address or other signs in it, and for what says that the name is not known.
    """
    cleaned = clean_name(name)
    if len(cleaned) > LONGEST:
        raise Misread(TOO_LONG, limit=LONGEST, length=len(cleaned))
    if any(map(str.isdigit, cleaned)):
        raise Doubtful(DIGITS, cleaned, read=cleaned)
    if not any(map(str.isalpha, cleaned)):
        raise Misread(NO_NAME, read=cleaned)
    if NO_SIGN_OF_A_NAME.search(cleaned):
        raise Doubtful(SIGNS, cleaned, read=cleaned)
    if re.sub(r"\W", "", cleaned).lower() in UNKNOWN:
        raise Doubtful(NOBODY, cleaned, read=cleaned)
    return cleaned


def read_latin_name(name: str) -> str:
    """An employer's name that is to be in Latin letters. Raises Doubtful where a letter of it is of another alphabet."""
    cleaned = clean_name(name)
    if any(sign.isalpha() and not letters.is_latin(sign) and ord(sign) > 0x24F for sign in cleaned):
        raise Doubtful(NOT_LATIN, cleaned, read=cleaned)
    return cleaned


def mixed_words(name: str) -> tuple[str, ...]:
    """Words with Latin and Cyrillic letters in one: the mark of a look-alike name (`Сofia` with a Cyrillic С)."""
    return tuple(
        word for word in re.findall(r"[^\W\d_]+", name) if letters.is_latin(word) and letters.is_cyrillic(word)
    )


def refuse_mixed(name: str) -> str:
    """The name of an employer, cleaned. Raises Doubtful where a word mixes two alphabets."""
    cleaned = clean_name(name)
    if found := mixed_words(cleaned):
        raise Doubtful(MIXED, cleaned, read=found[0])
    return cleaned


def index_keys(name: str) -> frozenset[str]:
    """What is kept of a name to be searched by (each hashed with a key): whole words and their beginnings."""
    return frozenset(key for word in _with_joined(name) for key in _keys_of(word))


def search_keys(asked: str) -> tuple[frozenset[str], ...]:
    """For each word asked, the keys of which a fitting name has at least one. Empty where nothing was asked."""
    return tuple(frozenset(_asked_of(word)) for word in words_of(asked))


def fits(asked: str, name: str) -> bool:
    """Whether every word asked is a word of the name or its beginning."""
    wanted, kept = search_keys(asked), index_keys(name)
    return bool(wanted) and all(keys & kept for keys in wanted)


def same_person_index(name: str) -> frozenset[str]:
    """What is kept of a name (each hashed with the birth date) so that another spelling of it is noticed."""
    marks = set()
    for family in "ae" if letters.is_arabic(name) else "vc":
        for words in _spellings(name, family):
            marks |= {f"{family}={' '.join(words)}", *(f"{family}<{part}" for part in _parts(words))}
    return frozenset(marks)


def same_person_keys(name: str) -> frozenset[str]:
    """What to look for among `same_person_index`: any key in common means, ask whether it is the same person."""
    marks = set()
    for family, sought in ARABIC_SEEKS if letters.is_arabic(name) else LATIN_SEEKS:
        for words in _spellings(name, family):
            whole = " ".join(words)
            marks |= {f"{sought}={whole}", f"{sought}<{whole}", *(f"{sought}={part}" for part in _parts(words))}
    return frozenset(marks)


def meet(one: str, other: str) -> bool:
    """Whether two names may be one person's: words in any order, without the middle one, in any script."""
    return bool(same_person_keys(one) & same_person_index(other))


def _parts(words: tuple[str, ...]) -> Iterator[str]:
    """Two words or more of a longer name: what is left when a middle name is not given."""
    for size in range(2, len(words)):
        yield from (" ".join(part) for part in itertools.combinations(words, size))


def _spellings(name: str, family: str) -> Iterator[tuple[str, ...]]:
    """A name's words, sorted, once for each way to read them: `v` with vowels, `a`, `c` and `e` by consonants alone."""
    for typed in {words_of(name), words_of(name.replace("-", "")), _first_joined(words_of(name))}:
        most = MOST_EACH[len(typed[:MOST_COMPARED])]
        ways = [_ways(word, family)[:most] for word in typed[:MOST_COMPARED]]
        yield from (tuple(sorted(words)) for words in itertools.islice(itertools.product(*ways), MOST_SPELLINGS))


def _ways(word: str, family: str) -> tuple[str, ...]:
    return readings(word) if family == "v" else consonants(word, ending=family == "e")


def _keys_of(word: str) -> Iterator[str]:
    yield from (f"v={made}" for made in readings(word))
    ends = range(SHORTEST_PREFIX, min(len(word), LONGEST_PREFIX) + 1)
    yield from (f"v^{made}" for end in ends for made in unnamed(word[:end]))
    family = "a" if letters.is_arabic(word) else "c"
    yield from (f"{family}={made}" for made in consonants(word))
    yield from (f"{family}^{made}" for end in ends for made in consonants(word[:end]) if len(made) > 1)


def _asked_of(word: str) -> Iterator[str]:
    yield from (f"v={made}" for made in readings(word))
    if len(word) >= SHORTEST_PREFIX:
        yield from (f"v^{made}" for made in unnamed(word[:LONGEST_PREFIX]))
    for sought in "ac" if letters.is_arabic(word) else "a":
        yield from (f"{sought}={made}" for made in consonants(word))
        yield from (f"{sought}^{made}" for made in consonants(word[:LONGEST_PREFIX]) if len(made) > 1)


def _with_joined(name: str) -> set[str]:
    """Words to be found by: parted at hyphens, joined over them, and the name behind `Abd al-`."""
    found = {*words_of(name), *words_of(name.replace("-", "")), *_first_joined(words_of(name))}
    return found | {
        word for word in HYPHENS.split(letters.plain(name)) if len(word) > 2 and skeleton(word) not in ARTICLE
    }


def _first_joined(words: tuple[str, ...]) -> tuple[str, ...]:
    """`mohammad reza hosseini` as `mohammadreza hosseini`: two given names that some papers write as one."""
    return (words[0] + words[1], *words[2:]) if len(words) > 2 else words


def _of_god(typed: list[str]) -> list[str]:
    """`najib ullah` as one word, as most passports write it."""
    found: list[str] = []
    for word in typed:
        if word in OF_GOD and found:
            found[-1] += word
        else:
            found.append(word)
    return found


def _abd_joined(typed: list[str]) -> Iterator[str]:
    """`abd al rahman`, `abdul rahman` and `abd rahman` as one word; `abdulrahman` is one already."""
    words = iter(typed)
    for word in words:
        if not ABD.fullmatch(skeleton(word)):
            yield word
            continue
        rest = next((each for each in words if skeleton(each) not in ARTICLE | SUN), "")
        yield f"{ABD_OF[letters.is_arabic(word)]}{rest}" if rest else word
