"""What a vacancy asks for, thing by thing: had, nearly, not known, or not."""

import itertools
from typing import get_args

import msgspec
import pytest

from services.intake.codes import LEVELS
from services.intake.matching.model import NEAR_SKILLS, met, needs, obstacles


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """A vacancy or a person, as far as one asks and the other has."""

    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()


def answers(asked: Facts, known: Facts) -> list[tuple[str, str, str]]:
    return [(need.code, need.answer, need.instead) for need in needs(asked, known)]


@pytest.mark.parametrize(
    ("known", "answer", "instead"),
    [
        (("cooking", "driving"), "has", ""),
        (("cleaning",), "nearly", "cleaning"),
        (("driving",), "no", ""),
        ((), "not-known", ""),
    ],
)
def test_a_skill_is_had_nearly_had_missing_or_was_never_asked(
    known: tuple[str, ...], answer: str, instead: str
) -> None:
    assert answers(Facts(skills=("cooking",)), Facts(skills=known)) == [("cooking", answer, instead)]


@pytest.mark.parametrize(
    ("known", "answer", "instead"),
    [
        (("bg:B1",), "has", ""),
        (("bg:native", "uk:A1"), "has", ""),
        (("bg:A2",), "nearly", "bg:A2"),
        (("bg:A1",), "no", "bg:A1"),
        (("uk:native",), "no", ""),
        ((), "not-known", ""),
    ],
)
def test_one_level_below_is_nearly_and_two_are_not(known: tuple[str, ...], answer: str, instead: str) -> None:
    assert answers(Facts(languages=("bg:B1",)), Facts(languages=known)) == [("bg:B1", answer, instead)]


def test_every_level_meets_itself_and_each_below() -> None:
    for has, asked in itertools.product(LEVELS, LEVELS):
        (need,) = needs(Facts(languages=(f"uk:{asked}",)), Facts(languages=(f"uk:{has}",)))
        assert (need.answer == "has") == (LEVELS.index(has) >= LEVELS.index(asked)), (has, asked)


def test_a_course_is_completed_or_not_and_a_file_without_any_was_not_asked() -> None:
    asked = Facts(courses=("forklift",))
    found = [answers(asked, Facts(courses=courses))[0][1] for courses in (("forklift",), ("care",), ())]
    assert found == ["has", "no", "not-known"]


def test_only_what_is_there_counts() -> None:
    asked = Facts(skills=("cooking", "sales"), languages=("bg:B1",), courses=("care",))
    assert met(needs(asked, Facts(skills=("cooking", "customer-service"), languages=("bg:A2",)))) == 1
    assert met(needs(asked, asked)) == 4
    assert needs(Facts(), asked) == ()


def test_near_skills_are_skills() -> None:
    from services.intake.codes import Skill

    known = set(get_args(Skill))
    assert [group - known for group in NEAR_SKILLS if group - known] == []


def test_an_application_can_be_sent_where_nothing_stands_in_the_way() -> None:
    assert list(obstacles(open_=True, permitted=True, referred=False)) == []
    everything = list(obstacles(open_=False, permitted=False, referred=True, ready=False))
    assert everything == ["under-way", "not-open", "not-ready", "no-permission"]
