"""Who is one person: the same name and birth date, until somebody decides."""

import datetime
import itertools
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.intake.candidates.model.people import DIFFERENT, ONE, OPEN, File, MergeCase, outcome_of, people_of
from shared.events.intake import CandidateMerged, CandidateParted

DAY = datetime.date(2026, 3, 2)


def persons(*files: tuple[str, str, str], **said: str) -> list[str]:
    """References by file, where `a_b="one"` says it of the files a and b."""
    verdicts = {frozenset(pair.split("_")): word for pair, word in said.items()}
    fresh = (f"new-{number}" for number in itertools.count(1))
    found = people_of([File(*each) for each in files], verdicts, lambda _: next(fresh))
    return [found[each[0]] for each in files]


def test_files_with_one_index_are_one_person_from_the_first_day() -> None:
    assert persons(("a", "x", "p"), ("b", "x", ""), ("c", "y", "")) == ["p", "p", "new-1"]


def test_different_people_part_and_the_older_file_keeps_the_reference() -> None:
    assert persons(("a", "x", "p"), ("b", "x", "p"), a_b=DIFFERENT) == ["p", "new-1"]


def test_one_person_joins_files_whose_names_are_written_differently() -> None:
    assert persons(("a", "x", "p"), ("b", "y", "q"), a_b=ONE) == ["p", "p"]


def test_a_third_file_may_be_the_second_person() -> None:
    assert persons(("a", "x", "p"), ("b", "x", "q"), ("c", "x", ""), a_b=DIFFERENT, a_c=DIFFERENT) == ["p", "q", "q"]


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from(["", "p", "q"])), max_size=6), st.data())
def test_different_is_never_one_and_deciding_again_changes_nothing(rows: list[tuple[str, str]], data: Any) -> None:
    files = [File(f"f{number}", *row) for number, row in enumerate(rows)]
    pairs = [frozenset((one.id, other.id)) for one, other in itertools.combinations(files, 2)]
    verdicts = {pair: data.draw(st.sampled_from([OPEN, ONE, DIFFERENT])) for pair in pairs}
    fresh = itertools.count()
    found = people_of(files, verdicts, lambda _: f"new-{next(fresh)}")
    assert all(len({found[key] for key in pair}) == 2 for pair, word in verdicts.items() if word == DIFFERENT)
    again = [File(each.id, each.index, found[each.id]) for each in files]
    assert people_of(again, verdicts, lambda _: f"new-{next(fresh)}") == found


def test_one_word_parts_and_two_words_join() -> None:
    words = {(a, b): outcome_of(a, b) for a, b in itertools.product((OPEN, ONE, DIFFERENT), repeat=2)}
    assert {pair for pair, outcome in words.items() if outcome == ONE} == {(ONE, ONE)}
    assert {pair for pair, outcome in words.items() if outcome == DIFFERENT} == {
        (DIFFERENT, DIFFERENT),
        (DIFFERENT, OPEN),
        (OPEN, DIFFERENT),
    }


def test_a_case_tells_that_files_are_merged_and_that_this_is_taken_back() -> None:
    case = MergeCase(id="case", first="a", second="b", opened_on=DAY)
    case.say("a", ONE, "maria")
    assert case.settle(DAY) is None
    case.say("b", ONE, "ivan")
    assert case.settle(DAY) == CandidateMerged(candidate="b", into="a")
    assert case.settle(DAY) is None
    case.say("a", OPEN, "maria")
    assert case.settle(DAY) == CandidateParted(candidate="b", into="a")
    assert (case.outcome, case.settled_on) == (OPEN, None)
