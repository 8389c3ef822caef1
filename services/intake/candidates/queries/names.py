"""Names and telephones as they are searched: whole words, in either alphabet, told apart for each organisation."""

import datetime
import re
import unicodedata

import sqlalchemy as sa

from services.intake.candidates import tables as candidates
from shared.readers.names import normal_form
from shared.readers.telephones import search_telephone
from shared.sealing import Sealer
from web.grammar.latin import transliterate

MOST = 12
PHONE_DIGITS = 9
SILENT = str.maketrans("", "", "ьЬ'’ʼ`")
ALIKE = (
    ("kh", "h"),
    ("sch", "sh"),
    ("sht", "sh"),
    ("w", "v"),
    ("ph", "f"),
    ("j", "y"),
    ("ij", "i"),
    ("y", "i"),
    ("ii", "i"),
)
"""Ways in which passports and neighbours write one sound; what is alike here may still be told apart by eye."""


def tokens(text: str) -> tuple[str, ...]:
    """The words of a name in their normal form, sorted, each once: `Олена Коваль` and `KOVAL Olena` are the same."""
    latin = transliterate(unicodedata.normalize("NFKC", text).translate(SILENT)).casefold()
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(sign))
    words = {_alike(word) for word in re.findall(r"[^\W\d_]+", plain)}
    return tuple(sorted(words))[:MOST]


def phone_token(text: str) -> str:
    """The last nine digits of the whole number, however country and district were written; nothing for no number."""
    return search_telephone(text)[-PHONE_DIGITS:]


def person_index(sealer: Sealer, name: str, born: datetime.date) -> str:
    """What files of one person have in common in the whole programme: their name in its normal form, and the birth date."""
    words = " ".join(sorted(normal_form(name).split()))
    return str(sealer.index(f"{words} {born}", "person"))


def indexed(sealer: Sealer, organisation: str, name: str, phone: str | None) -> tuple[str, ...]:
    """What is kept of a name and a telephone: keyed hashes that mean nothing in another organisation."""
    found = [sealer.index(word, f"name.{organisation}") for word in tokens(name)]
    number = phone_token(phone or "")
    return (*found, *([sealer.index(number, f"phone.{organisation}")] if number else ()))


def fitting(sealer: Sealer, organisation: str, asked: str) -> sa.ColumnElement[bool]:
    """Candidates with every word of `asked` in their name, and with the telephone where digits are asked for."""
    row, token = candidates.candidate.c, candidates.candidate_token.c
    words = indexed(sealer, organisation, asked, asked)
    if not words:
        return sa.false()
    return sa.and_(*(sa.exists().where(token.candidate == row.id, token.token == word) for word in words))


def _alike(word: str) -> str:
    for written, same in ALIKE:
        word = word.replace(written, same)
    return re.sub(r"(.)\1", r"\1", word)
