"""The next step and the notes: finished, set, changed by two at once; kept sealed, gone with the person."""

from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from services.intake.candidates.commands import EraseCandidate
from services.intake.guidance import tables
from services.intake.guidance.commands import FinishStep, RemoveNote, SetNextStep, WriteNote
from services.intake.guidance.handlers import steps
from services.intake.guidance.model import NONE, OVERDUE
from services.intake.guidance.queries import cases as queries
from services.intake.rights.handlers import erasure
from services.intake.rights.queries.own_data import own_data
from shared.readers.likely import TASK
from shared.readers.misread import Doubtful
from shared.transaction import Missing, Refused
from tests.conftest import actor
from tests.intake.conftest import TODAY, Intake
from tests.intake.guidance.conftest import Office, day


def test_a_step_that_is_done_becomes_a_note_and_the_next_one_takes_its_place(office: Office) -> None:
    case = office.person(office.rada)
    office.plan(office.rada, case, 3)
    office.finish(office.martin, case, note="Не вдигат.", step="Посещение на място", due=day(9))
    found = office.case(office.rada, case)
    assert (found.step, found.due, found.set_by) == ("Посещение на място", day(9), "Мартин Велев")
    [note] = found.notes
    assert (note.done, note.text, note.by_name) == ("Обаждане до фурната", "Не вдигат.", "Мартин Велев")
    office.finish(office.rada, case)
    assert office.case(office.rada, case).step == ""


def test_the_second_of_two_officers_is_told_that_the_step_was_changed(office: Office, intake: Intake) -> None:
    case = office.person(office.rada)
    seen = office.case(office.rada, case).seen
    office.plan(office.martin, case, 2, "Разговор с майката")
    mine: dict[str, Any] = {"candidate": case, "step": "Обаждане до фурната", "due": day(1)}
    with pytest.raises(Refused, match="changed meanwhile"):
        intake.do(steps.set_next_step, SetNextStep(**mine, seen=seen), office.rada)
    assert office.case(office.rada, case).step == "Разговор с майката"
    now = office.case(office.rada, case).seen
    intake.do(steps.set_next_step, SetNextStep(**mine, seen=now), office.rada)
    with pytest.raises(Refused, match="changed meanwhile"):
        intake.do(steps.finish_step, FinishStep(candidate=case, seen=now), office.martin)


def test_there_is_nothing_to_finish_without_a_step_and_no_half_of_a_next_one(office: Office) -> None:
    case = office.person(office.rada)
    with pytest.raises(Refused, match="no next step to finish"):
        office.finish(office.rada, case)
    office.plan(office.rada, case, 0)
    halves: tuple[tuple[str, dict[str, Any]], ...] = (("due", {"step": "Още нещо"}), ("step", {"due": day(3)}))
    for field, half in halves:
        with pytest.raises(Refused) as refused:
            office.finish(office.rada, case, **half)
        assert refused.value.field == field


@pytest.mark.parametrize("after", [-1, -400, 367, 4000])
def test_a_day_that_has_passed_or_is_more_than_a_year_ahead_is_asked_about(after: int) -> None:
    with pytest.raises(Doubtful):
        TASK.check(day(after), TODAY, {})


@pytest.mark.parametrize("after", [0, 1, 366])
def test_any_other_day_is_taken_at_once(after: int) -> None:
    TASK.check(day(after), TODAY, {})


def test_a_note_is_removed_by_who_wrote_it_or_a_lead_alone(office: Office, intake: Intake) -> None:
    case, other = office.person(office.rada), office.person(office.rada, "Саид Карими")
    notes = [
        intake.do(steps.write_note, WriteNote(candidate=case, text="Има две деца."), office.rada) for _ in range(2)
    ]
    with pytest.raises(Refused):
        intake.do(steps.remove_note, RemoveNote(candidate=case, note=notes[0]), office.martin)
    with pytest.raises(Missing):
        intake.do(steps.remove_note, RemoveNote(candidate=other, note=notes[0]), office.rada)
    for who, note in ((office.rada, notes[0]), (office.lead, notes[1])):
        intake.do(steps.remove_note, RemoveNote(candidate=case, note=note), who)
    assert office.case(office.rada, case).notes == ()


def test_nothing_of_it_is_kept_as_plain_text_and_nobody_elsewhere_reads_it(office: Office, intake: Intake) -> None:
    case = office.person(office.rada)
    office.plan(office.rada, case, 0, "Канарче до фурната")
    office.finish(office.rada, case, note="Канарче не вдига", step="Канарче отново", due=day(1))
    for table in (tables.case_file, tables.case_note):
        rows = intake.runtime.database.look(lambda s, table=table: s.execute(sa.select(table)).all())  # type: ignore[misc]
        assert rows
        assert "Канарче" not in repr(rows)
        assert "Рада" not in repr(rows)
    stranger = actor("officer", account="x", organisation="elsewhere")
    for command, handler in (
        (WriteNote(candidate=case, text="Чужда бележка"), steps.write_note),
        (SetNextStep(candidate=case, step="Чужда стъпка", due=day(1)), steps.set_next_step),
        (FinishStep(candidate=case, seen=""), steps.finish_step),
    ):
        with pytest.raises(Missing):
            intake.do(handler, command, stranger)
    with pytest.raises(Missing):
        office.case(stranger, case)


def test_the_person_reads_it_and_an_erasure_leaves_nothing_of_it(office: Office, intake: Intake) -> None:
    case = office.person(office.rada)
    office.plan(office.rada, case, 0)
    office.finish(office.rada, case, note="Не вдигат.", step="Посещение", due=day(1))
    office.hand(office.rada, office.martin, case)
    keys = intake.runtime.tools.keys
    data = intake.runtime.database.look(lambda s: own_data(s, keys, office.rada, case))["case"]
    assert (data["owner"], data["next_step"], data["next_due"]) == ("Мартин Велев", "Посещение", day(1))
    assert [(note["done"], note["text"]) for note in data["notes"]] == [("Обаждане до фурната", "Не вдигат.")]
    assert len(data["changes"]) == 1
    intake.do(erasure.erase_candidate, EraseCandidate(candidate=case, sure=True), office.martin)
    for table in (tables.case_file, tables.case_note, tables.case_change):
        left = intake.runtime.database.look(lambda s, table=table: s.execute(sa.select(table)).all())  # type: ignore[misc]
        assert left == []


def test_people_at_work_or_not_looking_need_no_next_step(office: Office, intake: Intake) -> None:
    from services.intake.candidates.handlers import projections
    from shared.events.placements import CandidatePlaced

    case, other = office.person(office.rada), office.person(office.rada, "Саид Карими")
    intake.do(projections.note_work, [CandidatePlaced(candidate=case, on=TODAY)])
    assert office.mine(office.rada) == [other]
    office.plan(office.rada, case, 5)
    assert office.mine(office.rada) == [other, case]


FIVE = ("Ана Една", "Бела Две", "Вера Три", "Гана Четири", "Дара Пет")


@pytest.fixture
def five(office: Office) -> list[str]:
    return [office.person(office.rada, name) for name in FIVE]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dues=some.lists(some.none() | some.integers(-3, 3), min_size=5, max_size=5), size=some.integers(1, 6))
def test_the_list_is_in_order_whatever_is_due_and_its_pages_hold_each_case_once(
    office: Office, five: list[str], dues: list[int | None], size: int
) -> None:
    for case, due in zip(five, dues, strict=True):
        if office.case(office.rada, case).step:
            office.finish(office.rada, case)
        if due is not None:
            office.plan(office.rada, case, due)
    look, found, after = office.intake.runtime.database.look, list[queries.OneCase](), ""
    while not found or after:
        page = look(lambda s, at=after: queries.case_page(s, office.lead, TODAY, after=at, size=size))  # type: ignore[misc]
        assert 0 < len(page.rows) <= size
        found, after = [*found, *page.rows], page.after
    keys = [(line.group, line.next_due or line.registered_on, line.id) for line in found]
    assert keys == sorted(keys)
    assert sorted(line.id for line in found) == sorted(five)
    for line in found:
        assert (line.group == OVERDUE) == (line.next_due is not None and line.next_due < TODAY)
        assert (line.group == NONE) == (line.next_due is None)
    assert look(lambda s: queries.counts(s, office.lead, TODAY)).open == len(five)
