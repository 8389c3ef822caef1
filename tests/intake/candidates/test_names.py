"""Names in any spelling and script: found, warned of, and known again in the whole programme, by keyed hashes alone."""

import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from services.intake.access.commands import RegisterOrganisation
from services.intake.access.handlers.accounts import register_organisation
from services.intake.candidates import commands as ask
from services.intake.candidates import tables
from services.intake.candidates.handlers import candidates
from services.intake.candidates.queries.candidates import found_lines
from services.intake.candidates.queries.merging import cases_about
from services.intake.tools import tools_of
from shared.auth import Actor
from shared.transaction import Refused, Transaction
from tests.conftest import actor
from tests.intake.browsing import officer
from tests.intake.conftest import Intake

LISTS = Path(__file__).parents[2] / "shared" / "readers"
BORN = datetime.date(1996, 6, 6)

SEARCHES = [
    ("Serhii", "Сергій Коваленко"),
    ("Oleh", "Олег Шевчук"),
    ("Hanna", "Ганна Бондар"),
    ("Shcherbak", "Ганна Щербак"),
    ("Lukasz", "Łukasz Nowak"),
    ("Yildiz", "Ayşe Yıldız"),
    ("Muhammad", "Mohamed Ali"),
    ("محمد", "Mohamed Ali"),
    ("Muhammad", "محمد علي"),
    ("коваленк", "Olena Kovalenko"),
    ("ами", "Amina Karimi"),
    ("karimi ами", "Амина Карими"),
    ("Анна Мария", "Анна-Мария Колева"),
]
SAME = [
    ("Олена Коваленко", "Olena Kovalenko"),
    ("Мар’яна Бондар", "Мар'яна Бондар"),
    ("أحمد كريمي", "احمد کریمی"),
    ("Анна-Мария Колева", "Анна Мария Колева"),
    ("Иван Петров Колев", "Иван Колев"),
]


def hits(intake: Intake, words: str, who: Actor | None = None) -> list[str]:
    tools, who = tools_of(intake.runtime), who or intake.officer
    lines = intake.runtime.database.look(lambda s: found_lines(s, tools.keys, tools.sealer, who, asked=words))
    return [line.name for line in lines]


@pytest.mark.both_databases
def test_a_file_is_found_by_any_spelling_and_by_the_beginning_of_a_word(intake: Intake) -> None:
    for name in dict.fromkeys(kept for _, kept in SEARCHES):
        intake.candidate(name=name, another=True)
    lost = [(asked, kept) for asked, kept in SEARCHES if kept not in hits(intake, asked)]
    assert lost == []
    assert hits(intake, "енко") == hits(intake, "x") == hits(intake, "42") == []


def test_nothing_of_a_name_can_be_read_in_the_index_and_another_centre_has_another(intake: Intake) -> None:
    there = actor("officer", organisation=other_centre(intake))
    intake.candidate(name="Amina Karimi", born=BORN)
    intake.candidate(there, name="Amina Karimi", born=BORN)
    row = tables.candidate_token.c
    kept = intake.runtime.database.look(lambda s: s.scalars(sa.select(row.token)).all())
    assert len(kept) == len(set(kept)), "no hash of one centre is one of another"
    assert all(len(token) == 32 and set(token) <= set("0123456789abcdef") for token in kept)


@pytest.mark.parametrize(("first", "again"), SAME)
def test_registering_another_spelling_warns_and_leads_to_the_file(intake: Intake, first: str, again: str) -> None:
    key = intake.candidate(name=first)
    code = intake.runtime.database.look(lambda s: s.scalar(sa.select(tables.candidate.c.case_code)))
    given = {"name": again, "born": "1998-05-17", "no_phone": "on", "town": "Пловдив", "language": "uk"}
    answer = officer(intake).post("/intake/candidates", **given)
    assert (answer.status_code, f'href="/intake/files/{code}"' in answer.text) == (422, True)
    assert officer(intake).get(f"/intake/files/{code}").headers["location"] == f"/intake/candidates/{key}"
    assert officer(intake).post("/intake/candidates", **given, another="on").status_code == 303


def test_the_same_telephone_and_birth_date_warn_whatever_the_name(intake: Intake) -> None:
    intake.candidate(name="Олена Коваленко", phone="+35932123456")
    with pytest.raises(Refused, match="registered already") as refused:
        intake.candidate(name="Олена Бондар", phone="032 123 456")
    assert refused.value.field == "another"
    intake.candidate(name="Олена Бондар", phone="032 123 456", born=BORN)
    intake.candidate(name="Олена Бондар", phone="032 123 457")


def other_centre(intake: Intake) -> str:
    return str(intake.do(register_organisation, RegisterOrganisation(name="Център София", town="София")))


def pairs(name: str) -> list[tuple[str, str]]:
    lines = [line.split("\t") for line in (LISTS / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    return [(one, other) for _, one, other in lines]


def opened_for(intake: Intake, named: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of these pairs for which a case opens where two centres register them, each pair on a birth date of its own."""
    there = actor("officer", organisation=other_centre(intake))

    def all_of(which: int, tx: Transaction) -> list[str]:
        given = [(pair[which], BORN + datetime.timedelta(days=number)) for number, pair in enumerate(named)]
        more: dict[str, Any] = {"no_phone": True, "town": "Пловдив"}
        asked = [ask.RegisterCandidate(name=name, born=born, **more) for name, born in given]
        return [candidates.register_candidate(command, tx) for command in asked]

    intake.runtime.perform(lambda tx: all_of(0, tx), intake.officer)
    keys = intake.runtime.perform(lambda tx: all_of(1, tx), there)
    lines = intake.runtime.database.look(lambda s: [cases_about(s, there, key) for key in keys])
    return [pair for pair, line in zip(named, lines, strict=True) if line]


@pytest.mark.one_database
def test_of_200_pairs_of_spellings_at_least_180_open_a_case_by_themselves(intake: Intake) -> None:
    assert len(opened_for(intake, pairs("same_people.tsv"))) >= 180


@pytest.mark.one_database
def test_of_200_pairs_of_near_but_different_people_at_most_6_open_a_case(intake: Intake) -> None:
    found = opened_for(intake, pairs("different_people.tsv"))
    assert len(found) <= 6, found
