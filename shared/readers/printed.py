"""Words of somebody else that the site prints as its own: they name something, reach nobody, and are no sentence."""

import re
import unicodedata

from shared.readers import towns
from shared.readers.letters import clean
from shared.readers.misread import Doubtful, Misread
from shared.readers.names import read_latin_name, refuse_mixed

CONTACT = re.compile(r"@|\[at\]|\(at\)|\b(?:https?|mailto|tel)\s*:|\bwww\.|\d(?:[\s./()-]{0,3}\d){5,}", re.IGNORECASE)
"""An address, or digits enough for a telephone."""
DOMAIN = re.compile(
    r"[\w-]\.(?:com|net|org|info|biz|shop|store|online|site|app|io|me|ly|eu|bg|бг|lv|pl|ro|de|ru|ua|tr|uk|gr)\b",
    re.IGNORECASE,
)
FORMULA = re.compile(r"^\W*?[=+@|%-]")
"""How a cell of a table begins that is reckoned instead of shown."""
SENTENCE = re.compile(r"[!?;…\n]|[.:](?:\s+\w|$)(?<!\b\w\.)")
SHORT_FOR = re.compile(r"\b[^\W\d_]{1,4}\.\s*")
"""`св. Влас`, `St. Gallen`, `m. st. Warszawa`."""
NOT_IN_A_NAME = re.compile(r"[^\w\s'’‘`´.,()/–—-]|[\d_]")
SMALL = frozenset(
    re.findall(
        r"\w+",
        "на край до при над под и село поле река гора баня могила бряг дол махала la le les de del della di da do dos du des "
        "am an der den sur upon on in of nad pod",
    )
)
"""What is written in small letters within a name: `Ново село`, `Frankfurt am Main`."""
MOST_WORDS, MOST_TRADE_WORDS = 5, 5

NO_CONTACT = "“%(read)s” has an address or a telephone number in it. It would be public here: leave it out"
NO_FORMULA = "“%(read)s” begins with a sign. Begin with a letter"
NO_PLACE = "“%(read)s” does not read like the name of a place. Write the town alone, for example: Пловдив"
NOT_KNOWN = "“%(read)s” is not on our list of towns. Is this the name of the place?"
NO_TRADE = "“%(read)s” does not read like a word for what you are. For example: хлебозавод, шивашко ателие"
NO_TITLE = "“%(read)s” reads like a sentence. Write what the person will be, for example: Пекар, втора смяна"


def company(typed: str) -> str:
    """The name of an employer. Raises Misread for contacts and formulas, Doubtful for letters of two alphabets.

    Digits and points stay: companies are called `Студио 24` and `Booking.com`.
    """
    return refuse_mixed(_uncontacted(typed))


def latin_company(typed: str) -> str:
    """The same in Latin letters."""
    return read_latin_name(_uncontacted(typed))


def is_readable(name: str) -> bool:
    """Whether nothing in the name has to go before it is printed."""
    try:
        return bool(_uncontacted(name))
    except Misread:
        return False


def place(typed: str) -> str:
    """A town that is printed: as `towns.ask_town`; one that is not on the list is asked about, and must look like a name.

    Raises Misread, or Doubtful with the name of the place as its value.
    """
    read = _uncontacted(typed)
    if not is_known(read) and not _is_place(read):
        raise Misread(NO_PLACE, read=read[: towns.LONGEST])
    found = towns.ask_town(typed)
    if not is_known(found):
        raise Doubtful(NOT_KNOWN, found, read=found)
    return found


def is_known(town: str) -> bool:
    """Whether it is one place of the list."""
    return len(towns.find(town)) == 1


def trade(typed: str) -> str:
    """What an employer is, in a word or two: letters alone. Raises Misread."""
    read = _uncontacted(typed)
    words = read.split()
    if NOT_IN_A_NAME.search(read) or DOMAIN.search(read) or "." in read or len(words) > MOST_TRADE_WORDS:
        raise Misread(NO_TRADE, read=read)
    return read


def title(typed: str) -> str:
    """The title of a vacancy, which articles repeat. Raises Misread for contacts, formulas and sentences."""
    read = _uncontacted(typed)
    if DOMAIN.search(read):
        raise Misread(NO_CONTACT, read=read)
    if SENTENCE.search(SHORT_FOR.sub("", read)):
        raise Misread(NO_TITLE, read=read)
    return read


def _uncontacted(typed: str) -> str:
    """The text cleaned. Raises Misread where somebody could be reached by it, or a table would reckon it."""
    read = clean(typed)
    seen = unicodedata.normalize("NFKC", read)
    if FORMULA.match(seen):
        raise Misread(NO_FORMULA, read=read)
    if CONTACT.search(seen):
        raise Misread(NO_CONTACT, read=read)
    return read


def _is_place(read: str) -> bool:
    """A name: few words without digits but a postcode's, and where there are several, capitals but for `на` and its like."""
    name = SHORT_FOR.sub("", towns.POSTCODE.sub("", read))
    words = [word for word in re.split(r"[\s,()/]+", name) if word]
    named = [word for word in words if word.lower() not in SMALL]
    if NOT_IN_A_NAME.search(name) or "." in name.rstrip(".") or DOMAIN.search(name) or len(words) > MOST_WORDS:
        return False
    return bool(named) and (len(named) < 3 or all(word[0].isupper() or not word[0].islower() for word in named))
