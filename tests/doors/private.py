# ruff: noqa: E501
"""Who must never read which private words, how pages and logs may write them, and every address that can be read."""

import json
import re
from urllib.parse import quote

import sqlalchemy as sa

from tests.doors.places import routes
from tests.doors.probes import PERSON, THINGS, path_of
from tests.doors.town import Town

READERS = {
    # who: what they must never read, by the beginning of its name
    "nobody": ("",),
    "officer": ("name of their", "phone of their", "birth of their", "wishes of their", "words of refusal", "staff reference", "draft of"),
    "lead": ("name of their", "phone of their", "birth of their", "wishes of their", "staff reference", "draft of"),
    "stranger": ("name of person", "phone of person", "birth of person", "wishes of person", "name of minor", "guardian", "words to", "words of", "staff reference", "draft of"),
    "owner": ("name of person", "name of their", "name of minor", "phone of p", "birth", "wishes", "guardian", "words to", "contact of r", "contact of h", "phone of r", "address of r"),
    "rival": ("name of person", "name of their", "phone of p", "birth", "wishes", "guardian", "words", "staff reference", "draft of", "contact of o", "phone of o", "address of o"),
    "hidden": ("name of person", "name of their", "phone of p", "birth", "wishes", "guardian", "words", "staff reference", "draft of", "contact of o", "contact of r"),
    "editor": ("name of person", "name of their", "name of minor", "phone of person", "birth", "wishes", "guardian", "words of", "staff reference", "draft of"),
    "administrator": ("name of person", "name of their", "name of minor", "phone of person", "birth", "wishes", "guardian", "words", "staff reference", "draft of"),
    "auditor": ("name of person", "name of their", "name of minor", "phone", "birth", "wishes", "guardian", "words", "staff reference", "draft of", "contact"),
    "coordinator": ("name of person", "name of their", "name of minor", "phone", "birth", "wishes", "guardian", "words", "staff reference", "draft of", "contact"),
    "person": ("name of person", "name of their", "name of minor", "phone", "birth", "wishes", "guardian", "words", "staff reference", "draft of", "contact"),
}  # fmt: skip


def forbidden(people: Town, who: str) -> list[tuple[str, tuple[str, ...]]]:
    """What this person must never read, in every form in which a page may write it."""
    found = [
        (what, forms(word))
        for what, word in people.private.items()
        if what.startswith(READERS[who])
        and (who, what) != ("officer", "words of refusal")
        and not (who == "person" and what.endswith(PERSON))
    ]
    assert found
    return found


def forms(word: str) -> tuple[str, ...]:
    """A private word as pages may write it: dates in three ways."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", word):
        year, month, day = word.split("-")
        return word, f"{day}.{month}.{year}", f"{int(day)}.{int(month)}.{year}"
    return (
        word.split()[-1]
        if word.startswith(("Иска", "Казвам", "Не ", "Още"))
        else word.split(" ")[0]
        if " Ил" in word or " К" in word
        else word,
    )


def addresses(town: Town) -> list[str]:
    found = []
    for route in routes():
        if route.method != "GET" or "/static/" in route.path or route.path.startswith("/demo/"):
            continue
        for which in (0, 1) if any(name in THINGS for name in route.parameters) else (0,):
            found.append(path_of(town, route, which))
    everybody = [town.refs[name] for name in ("person 1", "person 8", "minor", "their person 1", "their person 2")]
    asked = ("&".join(f"{what}={code}" for code in [*everybody, *_codes(town)]) for what in ("c", "call"))
    return [*found, *(f"/intake/names?{codes}" for codes in asked),
            *(f"/placements/hires?code={code}" for code in _codes(town)), f"/intake/vacancies?employer={town.refs['rival']}",
            f"/intake/vacancies?employer={town.refs['owner']}", f"/intake/vacancies/new?employer={town.refs['rival']}",
            f"/placements/hires/new?referral={town.refs['their open referral']}", f"/placements/referrals/new?candidate={town.refs['their person 2']}"]  # fmt: skip


def _codes(town: Town) -> list[str]:
    table = town.runtime("intake").service.metadata.tables["candidate"]
    query = sa.select(table.c.case_code).order_by(table.c.id)
    return [str(code) for code in town.runtime("intake").database.look(lambda s: list(s.scalars(query)))]


def found_in(town: Town, text: str, but: tuple[str, ...] = ()) -> list[str]:
    private = {what: word for what, word in town.private.items() if not what.startswith(but)} if but else town.private
    return [what for what, word in private.items() if any(form in text for form in _forms(word))]


def _forms(word: str) -> set[str]:
    """The word as it is, as JSON and addresses write it, and as a log would."""
    found = {*forms(word), word}
    found |= {word.replace(" ", ""), word.replace(" ", "").replace("+359", "0")} if word.startswith("+359") else set()
    written = {json.dumps(one)[1:-1] for one in found} | {one.encode().hex() for one in found}
    return found | written | {quote(one) for one in found}
