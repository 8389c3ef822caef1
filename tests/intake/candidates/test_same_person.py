"""Two files of one person: found in the whole programme, settled by both owners, and nobody sees the other's file."""

import asyncio
import datetime
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from services.intake.candidates import commands as ask
from services.intake.candidates import tables
from services.intake.candidates.handlers import candidates, merging, numbering, people
from services.intake.candidates.worker import bring_files_over, number_all
from services.intake.rights.handlers import erasure
from shared.events.intake import CandidateMerged, CandidateParted, CandidateReady, CandidateRegistered
from shared.transaction import Missing, Refused
from tests.intake.candidates.conftest import BORN, Centres
from tests.intake.conftest import TODAY, described


@pytest.mark.parametrize("other", ["Петрова Две  Служби", "PETROVA Dve Sluzhbi"])
def test_the_same_name_and_birth_date_at_two_centres_is_one_person(centres: Centres, other: str) -> None:
    here, there = centres.register(centres.here), centres.register(centres.there, other)
    assert centres.person(here) == centres.person(there)
    assert centres.person(here) not in (here, there)


def test_another_birth_date_is_another_person(centres: Centres) -> None:
    here = centres.register(centres.here)
    there = centres.register(centres.there, born=BORN + datetime.timedelta(days=1))
    assert centres.person(here) != centres.person(there)
    assert centres.cases(centres.here) == []


def test_each_owner_sees_its_own_file_and_nothing_of_the_other_before_both_agree(centres: Centres) -> None:
    here, there = centres.register(centres.here), centres.register(centres.there)
    for who, own in ((centres.here, here), (centres.there, there)):
        (line,) = centres.cases(who)
        assert line.candidate == own
        assert (line.other_code, line.other_centre) == ("", "")
    assert centres.cases(centres.stranger) == []
    with pytest.raises(Missing):
        centres.say(centres.stranger, "one", centres.cases(centres.here)[0].id)


def test_both_say_one_person_and_the_merge_is_told_and_can_be_taken_back(centres: Centres) -> None:
    here, there = centres.register(centres.here), centres.register(centres.there)
    assert centres.say(centres.here, "one") == ""
    assert centres.say(centres.there, "one") == "one"
    assert centres.intake.told(CandidateMerged) == [CandidateMerged(candidate=there, into=here)]
    assert centres.cases(centres.here)[0].other_centre == "Център София"
    assert centres.say(centres.here, "open") == ""
    assert centres.intake.told(CandidateParted) == [CandidateParted(candidate=there, into=here)]
    assert centres.cases(centres.here)[0].other_centre == ""
    assert centres.person(here) == centres.person(there), "nobody said that they are different people"


def test_different_people_part_and_become_one_again(centres: Centres) -> None:
    here, there = centres.register(centres.here), centres.register(centres.there)
    first = centres.person(here)
    assert centres.say(centres.there, "different") == "different"
    assert centres.person(here) == first != centres.person(there)
    assert centres.say(centres.here, "one") == "", "contradicted, it counts as one until both say otherwise"
    assert centres.person(there) == first


def test_within_a_centre_the_tick_says_different_people(centres: Centres) -> None:
    here = centres.register(centres.here)
    with pytest.raises(Refused):
        centres.register(centres.here)
    namesake = centres.register(centres.here, another=True)
    assert centres.person(here) != centres.person(namesake)
    assert [line.outcome for line in centres.cases(centres.here, namesake)] == ["different"]


def test_within_a_centre_its_officer_joins_two_files_and_takes_it_back(centres: Centres) -> None:
    here, written = centres.register(centres.here), centres.register(centres.here, "Петрова-Илиева Две")
    code = centres.intake.told(CandidateRegistered)[0].case_code
    centres.intake.do(merging.join_files, ask.JoinFiles(candidate=written, code=code), centres.here)
    assert centres.person(here) == centres.person(written)
    assert len(centres.intake.told(CandidateMerged)) == 1
    centres.say(centres.here, "open")
    assert centres.person(here) != centres.person(written)


def test_only_files_of_the_own_centre_are_joined_without_the_other_owner(centres: Centres) -> None:
    here, there = centres.register(centres.here), centres.register(centres.there, "Друга Жена")
    code = centres.intake.told(CandidateRegistered)[-1].case_code
    with pytest.raises(Refused) as refused:
        centres.intake.do(merging.join_files, ask.JoinFiles(candidate=here, code=code), centres.here)
    assert refused.value.field == "code"
    assert centres.person(here) != centres.person(there)


def test_a_corrected_name_parts_files_that_nobody_spoke_of(centres: Centres) -> None:
    here, there = centres.register(centres.here), centres.register(centres.there)
    command = ask.CorrectCandidate(candidate=there, name="Друга Жена", born=BORN, no_phone=True, town="София")
    centres.intake.do(candidates.correct_candidate, command, centres.there)
    assert centres.person(here) != centres.person(there)
    assert centres.cases(centres.here) == []


def test_an_erased_file_takes_its_cases_along_and_the_other_stays(centres: Centres) -> None:
    here, there = centres.register(centres.here), centres.register(centres.there)
    person = centres.person(there)
    centres.intake.do(erasure.erase_candidate, ask.EraseCandidate(candidate=here, sure=True), centres.here)
    assert centres.cases(centres.there) == []
    assert centres.person(there) == person
    row = tables.candidate.c
    kept = sa.select(row.person, row.person_index, row.age_band).where(row.id == here)
    assert tuple(centres.intake.runtime.database.look(lambda s: s.execute(kept).one())) == ("", "", "")


def test_two_centres_that_registered_in_the_same_moment_are_found_in_the_morning(centres: Centres) -> None:
    here, there = centres.register(centres.here), centres.register(centres.there)
    apart = sa.update(tables.candidate).where(tables.candidate.c.id == there).values(person="unseen")
    centres.intake.runtime.database.transact(lambda s: (s.execute(apart), s.execute(sa.delete(tables.merge_case))))
    centres.intake.runtime.perform(lambda tx: people.settle_again(TODAY, tx))
    assert centres.person(here) == centres.person(there)
    assert len(centres.cases(centres.here)) == 1


# -- what is told of a file ------------------------------------------------------------------------------------------


def test_coming_of_age_is_told_on_the_first_of_the_next_month(centres: Centres) -> None:
    young = centres.register(centres.here, born=datetime.date(2010, 3, 20))
    bands = []
    for day in (datetime.date(2026, 3, 31), datetime.date(2026, 4, 1), datetime.date(2026, 4, 2)):
        centres.intake.runtime.perform(partial(people.tell_ages, day))
        bands.append([e.age_band for e in centres.intake.told(CandidateRegistered) if e.candidate == young])
    assert bands == [["under-16"], ["under-16", "16-17"], ["under-16", "16-17"]]


def test_until_when_somebody_may_work_is_told_and_told_again_when_it_changes(centres: Centres) -> None:
    until = datetime.date(2027, 1, 15)
    candidate = centres.register(centres.here)
    for more in ({"right": "until", "right_date": until}, {"right": "until", "right_date": until}, {}):
        centres.intake.do(candidates.describe_candidate, described(candidate, **more), centres.here)
    assert [e.may_work_until for e in centres.intake.told(CandidateRegistered)] == [None, until, None]
    centres.intake.do(candidates.declare_ready, ask.DeclareReady(candidate=candidate, notice="bg"), centres.here)
    (ready,) = centres.intake.told(CandidateReady)
    assert (ready.person, ready.age_band, ready.may_work_until) == (centres.person(candidate), "adult", None)


# -- files from before -----------------------------------------------------------------------------------------------


def _as_before(centres: Centres, *indexes: tuple[str, str]) -> None:
    """As the version before left them: an index of each centre, no person, no age band, no case."""

    def work(session: Any) -> None:
        session.execute(sa.delete(tables.merge_case))
        for candidate, index in indexes:
            row = sa.update(tables.candidate).where(tables.candidate.c.id == candidate)
            session.execute(row.values(person="", age_band="", person_index=index))

    centres.intake.runtime.database.transact(work)


def test_files_from_before_are_brought_over_step_by_step_and_only_once(centres: Centres) -> None:
    here, there = centres.register(centres.here), centres.register(centres.there, "Petrova Dve Sluzhbi")
    lone = centres.register(centres.here, "Друга Жена")
    _as_before(centres, (here, "old-1"), (there, "old-2"), (lone, "old-3"))
    left: list[int] = []
    while not left or left[-1]:
        left.append(centres.intake.runtime.perform(lambda tx: numbering.bring_some(1, tx)))
    assert left[-1] == 0
    assert centres.person(here) == centres.person(there) == here, "what was told of hires before stays as it was told"
    assert centres.person(lone) == lone
    assert len(centres.cases(centres.there)) == 1
    count = len(centres.intake.told())
    number_all(centres.intake.runtime)
    assert len(centres.intake.told()) == count


def test_namesakes_of_one_centre_from_before_stay_different_people(centres: Centres) -> None:
    here, namesake = centres.register(centres.here), centres.register(centres.here, another=True)
    _as_before(centres, (here, "old"), (namesake, "old"))
    number_all(centres.intake.runtime)
    assert (centres.person(here), centres.person(namesake)) == (here, namesake)


def test_a_second_spelling_in_one_centre_from_before_is_a_case(centres: Centres) -> None:
    here, again = centres.register(centres.here), centres.register(centres.here, "Друга Жена")
    command = ask.CorrectCandidate(candidate=again, name="Petrova Dve Sluzhbi", born=BORN, no_phone=True, town="София")
    centres.intake.do(candidates.correct_candidate, command, centres.here)
    _as_before(centres, (here, "old-1"), (again, "old-2"))
    number_all(centres.intake.runtime)
    assert centres.person(here) == centres.person(again)
    (line,) = centres.cases(centres.here)
    assert (line.within, line.outcome) == (True, "")


def test_while_nothing_waits_nothing_is_written_for_it(centres: Centres, monkeypatch: pytest.MonkeyPatch) -> None:
    runtime = centres.intake.runtime
    here = centres.register(centres.here)
    begun: list[str] = []
    write = type(runtime.database).write

    async def counted(self: Any, work: Any, doing: str = "") -> Any:
        begun.append("transaction")
        return await write(self, work, doing)

    monkeypatch.setattr(type(runtime.database), "write", counted)
    asyncio.run(bring_files_over(runtime))
    assert begun == []
    _as_before(centres, (here, "old"))
    asyncio.run(bring_files_over(runtime))
    assert begun == ["transaction"]
    assert centres.person(here) == here
