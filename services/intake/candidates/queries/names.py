"""Names and telephones as they are searched and compared: keyed hashes of every spelling, in any script."""

import datetime

import sqlalchemy as sa

from services.intake.candidates import tables as candidates
from shared.readers import names
from shared.readers.telephones import search_telephone
from shared.sealing import Sealer

FORM = 3
"""The version of what is kept of a name. Whoever changes it counts on: then every file is indexed anew by itself."""


def person_index(sealer: Sealer, name: str, born: datetime.date) -> str:
    """What files of one person have in common in the whole programme: their name in its normal form, and the birth date."""
    words = " ".join(sorted(names.normal_form(name).split()))
    return str(sealer.index(f"{words} {born}", "person"))


def person_marks(sealer: Sealer, name: str, born: datetime.date, phone: str | None) -> frozenset[str]:
    """What a person is known again by in the whole programme: each spelling, and the telephone, with the birth date."""
    return _marked(sealer, names.same_person_index(name), born, phone)


def person_seeks(sealer: Sealer, name: str, born: datetime.date, phone: str | None) -> frozenset[str]:
    """What to look for among `person_marks`: one in common means, ask whether it is the same person."""
    return _marked(sealer, names.same_person_keys(name), born, phone)


def indexed(sealer: Sealer, organisation: str, name: str, phone: str | None) -> frozenset[str]:
    """What is kept of a name and a telephone to be searched by: hashes that mean nothing in another organisation."""
    found = {_word(sealer, organisation, key) for key in names.index_keys(name)}
    number = search_telephone(phone or "")
    return frozenset(found | ({_number(sealer, organisation, number)} if number else set()))


def fitting(sealer: Sealer, organisation: str, asked: str) -> sa.ColumnElement[bool]:
    """Candidates with this telephone, or with every word of `asked` in their name, each whole or by its beginning."""
    if number := search_telephone(asked):
        return _has({_number(sealer, organisation, number)})
    words = [{_word(sealer, organisation, key) for key in keys} for keys in names.search_keys(asked)]
    return sa.and_(*map(_has, words)) if words else sa.false()


def _has(tokens: set[str]) -> sa.ColumnElement[bool]:
    token = candidates.candidate_token.c
    return candidates.candidate.c.id.in_(sa.select(token.candidate).where(token.token.in_(tokens)))


def _word(sealer: Sealer, organisation: str, key: str) -> str:
    return sealer.index(key, f"word.{organisation}")


def _number(sealer: Sealer, organisation: str, number: str) -> str:
    return sealer.index(number, f"number.{organisation}")


def _marked(sealer: Sealer, spellings: frozenset[str], born: datetime.date, phone: str | None) -> frozenset[str]:
    number = search_telephone(phone or "")
    alike = {each for each in spellings if each[2:]} | ({f"t={number}"} if number else set())
    return frozenset(sealer.index(f"{each} {born}", "person.mark") for each in alike)
