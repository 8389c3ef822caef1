"""Names that are alike and not the same: a case that joins nobody, told once, and files from before that are indexed anew."""

import asyncio
import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from services.intake.candidates import commands as ask
from services.intake.candidates import tables
from services.intake.candidates.handlers import candidates
from services.intake.candidates.handlers.numbering import bring_some, files_wait
from services.intake.candidates.worker import bring_files_over, number_all
from services.intake.rights.handlers import erasure
from services.intake.tools import tools_of
from shared.auth import Actor
from shared.events.intake import CandidateMerged
from tests.conftest import actor
from tests.intake.browsing import Browser, officer, says
from tests.intake.candidates.conftest import BORN, Centres
from tests.intake.candidates.test_names import hits
from tests.intake.conftest import TODAY
from tests.intake.followups.mornings import days, morning
from tests.intake.letters.questions import mailed, officer_account
from tests.markup import parsed

ONE, OTHER = "Иван Петров Колев", "Иван Колев"
"""Two normal forms, alike."""


@pytest.mark.both_databases
def test_a_similar_name_opens_a_case_and_joins_nobody_until_both_say_one_person(centres: Centres) -> None:
    here, there = centres.register(centres.here, ONE), centres.register(centres.there, OTHER)
    assert centres.person(here) != centres.person(there)
    for who in (centres.here, centres.there):
        (line,) = centres.cases(who)
        assert (line.similar, line.counts_as_one, line.other_code, line.other_centre) == (True, False, "", "")
    centres.say(centres.here, "one")
    assert centres.person(here) != centres.person(there)
    centres.say(centres.there, "one")
    assert centres.person(here) == centres.person(there)
    assert centres.intake.told(CandidateMerged) == [CandidateMerged(candidate=there, into=here)]
    centres.say(centres.there, "open")
    assert centres.person(here) != centres.person(there)


def test_another_birth_date_is_no_case(centres: Centres) -> None:
    centres.register(centres.here, ONE)
    centres.register(centres.there, OTHER, born=BORN + days(1))
    assert centres.cases(centres.here) == []


def test_the_same_telephone_and_birth_date_are_a_case_whatever_the_name(centres: Centres) -> None:
    centres.register(centres.here, "Олена Коваль", phone="032 123 456")
    centres.register(centres.there, "Олена Бондар", phone="+359 32 123 456")
    assert [line.similar for line in centres.cases(centres.there)] == [True]


def corrected(centres: Centres, file: str, name: str, who: Actor) -> None:
    command = ask.CorrectCandidate(candidate=file, name=name, born=BORN, no_phone=True, town="София")
    centres.intake.do(candidates.correct_candidate, command, who)


def test_a_correction_opens_a_case_closes_it_and_makes_the_same_name_one_person(centres: Centres) -> None:
    here, there = centres.register(centres.here, ONE), centres.register(centres.there, "Друга Жена")
    corrected(centres, there, OTHER, centres.there)
    assert [line.similar for line in centres.cases(centres.here)] == [True]
    corrected(centres, there, ONE, centres.there)
    assert [(line.similar, line.counts_as_one) for line in centres.cases(centres.here)] == [(False, True)]
    assert centres.person(here) == centres.person(there)
    corrected(centres, there, OTHER, centres.there)
    assert [(line.similar, line.counts_as_one) for line in centres.cases(centres.here)] == [(True, False)]
    corrected(centres, there, "Друга Жена", centres.there)
    assert centres.cases(centres.here) == []
    assert centres.person(here) != centres.person(there)


def test_a_decided_case_stays_whatever_is_corrected(centres: Centres) -> None:
    centres.register(centres.here, ONE)
    there = centres.register(centres.there, OTHER)
    centres.say(centres.here, "different")
    corrected(centres, there, "Друга Жена", centres.there)
    assert [line.outcome for line in centres.cases(centres.here)] == ["different"]


def test_within_a_centre_the_tick_is_said_of_each_similar_file(centres: Centres) -> None:
    centres.register(centres.here, ONE)
    again = centres.register(centres.here, OTHER, another=True)
    assert [line.outcome for line in centres.cases(centres.here, again)] == ["different"]


# -- told, once --------------------------------------------------------------------------------------------------------


def test_the_officers_of_both_centres_get_one_letter_that_names_nobody(centres: Centres) -> None:
    intake = centres.intake
    rada = officer_account(intake, "officer", "rada@centre.example")
    officer_account(intake, "lead", "lead@centre.example")
    mine = actor("officer", account=rada, organisation=intake.organisation)
    for number, (one, other) in enumerate(((ONE, OTHER), ("Олена Коваль", "Olena Koval"))):
        centres.register(mine, one, born=BORN + days(number))
        centres.register(centres.there, other, born=BORN + days(number))
    before = len(mailed(intake))
    morning(intake, TODAY + days(1))
    (letter,) = mailed(intake)[before:]
    assert letter["To"] == "rada@centre.example"
    assert letter["Subject"] == "2 досиета на вашия център може би се водят и другаде"
    assert "http://127.0.0.1:8000/intake/same-person\n" in letter.get_content()
    assert not any(word in letter.get_content() for word in ("Иван", "Koval", "C-", "София", "1996"))
    morning(intake, TODAY + days(2))
    assert len(mailed(intake)) == before + 1


@pytest.mark.parametrize(
    ("lang", "words"), [("bg", "1 досие може би се води"), ("en", "1 file may be known elsewhere")]
)
def test_today_says_how_many_cases_wait_for_the_word_of_the_centre(centres: Centres, lang: str, words: str) -> None:
    centres.register(centres.here, ONE)
    centres.register(centres.there, OTHER)
    web, path = officer(centres.intake, lang=lang), "/intake/same-person/waiting"
    assert words in says(parsed(web.get(path).text))
    centres.say(centres.here, "different")
    assert "href" not in web.get(path).text
    assert "Иван" not in web.get(path).text
    elsewhere = Browser(centres.intake, roles=("officer",), organisation="elsewhere")
    assert "href" not in elsewhere.get(path).text


# -- files from before -------------------------------------------------------------------------------------------------


def from_before(centres: Centres) -> None:
    """As the version before left them: words by another form, no marks, telephones as they were typed."""
    tools = tools_of(centres.intake.runtime)

    def work(session: Any) -> None:
        row = tables.candidate.c
        for table in (tables.candidate_mark, tables.candidate_token, tables.merge_case):
            session.execute(sa.delete(table))
        for key in session.scalars(sa.select(row.id).where(row.name != "")).all():
            typed = tools.keys.sealer(key).seal("032/ 123-456", f"candidate.phone.{key}")
            session.execute(sa.update(tables.candidate).where(row.id == key).values(names_form=0, phone=typed))

    centres.intake.runtime.database.transact(work)


@pytest.mark.both_databases
def test_files_from_before_are_indexed_step_by_step_and_meet(centres: Centres) -> None:
    here, there = centres.register(centres.here, ONE), centres.register(centres.there, OTHER)
    from_before(centres)
    persons = [centres.person(here), centres.person(there)]
    look = centres.intake.runtime.database.look
    assert (look(files_wait), hits(centres.intake, "колев")) == (2, [])
    assert [centres.intake.runtime.perform(lambda tx: bring_some(1, tx)) for _ in range(3)] == [1, 0, 0]
    assert hits(centres.intake, "kolev") == hits(centres.intake, "+359 32 123456") == [ONE]
    assert [line.similar for line in centres.cases(centres.here)] == [True]
    assert [centres.person(here), centres.person(there)] == persons, "what was told of them stays as it was told"


def test_the_running_site_indexes_them_by_itself_and_search_says_how_many_wait(centres: Centres) -> None:
    centres.register(centres.here, ONE)
    from_before(centres)
    web = officer(centres.intake)
    assert "1 досие от по-ранна версия още се обновява" in says(web.page("/intake/candidates"))
    assert "още се обновява" in web.post("/intake/candidates/searches", words="Колев").text
    asyncio.run(bring_files_over(centres.intake.runtime))
    assert "още се обновява" not in web.post("/intake/candidates/searches", words="Колев").text


def test_who_was_erased_meanwhile_is_passed_over(centres: Centres) -> None:
    here = centres.register(centres.here, ONE)
    from_before(centres)
    centres.intake.do(erasure.erase_candidate, ask.EraseCandidate(candidate=here, sure=True), centres.here)
    number_all(centres.intake.runtime)
    marks = sa.select(sa.func.count()).select_from(tables.candidate_mark)
    assert centres.intake.runtime.database.look(lambda s: s.scalar(marks)) == 0


def test_what_is_found_stands_in_the_order_of_the_alphabet(centres: Centres) -> None:
    for number, name in enumerate(("Ягода Петрова", "Zara Petrova", "явор Петров", "Ива Петрова")):
        centres.intake.candidate(name=name, born=datetime.date(1990, 1, 1 + number))
    assert hits(centres.intake, "петр") == ["Ива Петрова", "явор Петров", "Ягода Петрова", "Zara Petrova"]
