"""What an employer with few people reads on its standing: what it still takes, and that nobody outside sees it."""

import datetime
import re
from collections.abc import Callable

import pytest

from shared.identity import employer_id
from shared.service import Runtime
from tests.recognition.conftest import JANUARY, Reader
from tests.recognition.telling import employer, kept, tell
from tests.recognition.visiting import EMBEDDED

pytestmark = pytest.mark.one_database


@pytest.fixture
def beginner(runtime: Runtime, reader: Callable[..., Reader]) -> Callable[[int], Reader]:
    """Makes an employer of whom so many people stayed; its only numbers."""

    def of(people: int) -> Reader:
        tell(runtime, employer("121000013", "Ново начало", "Novo nachalo", JANUARY, staff=20))
        tell(runtime, kept("121000013", people, datetime.date(2024, 9, 1)))
        return reader(roles=("employer",), employer=employer_id("BG", "121000013"))

    return of


@EMBEDDED
def test_a_mark_that_takes_fewer_people_than_are_needed_to_show_it_says_both(beginner: Callable[[int], Reader]) -> None:
    owner = beginner(1)
    said = owner.text("/recognition/standing")
    promised = re.search(r"стига\w* още (\d+) души, останали на добра работа, но знак се показва чак от петия", said)
    assert promised
    enough = int(promised.group(1))
    assert 1 + enough < 5
    assert "са нужни още 4 души" in said
    assert "ще бъде бронзов знак" not in said
    early, shown = (
        owner.page(f"/recognition/standing?more={more}").select_one("#if-more [role=status]").get_text()
        for more in (enough, 4)
    )
    assert "Още няма да го виждат всички" in early
    assert "Още няма" not in shown


@EMBEDDED
@pytest.mark.parametrize(("people", "says"), [(3, "Нужни са още 2 души"), (4, "Нужен е още един"), (5, "")])
def test_a_mark_of_fewer_than_five_people_says_that_nobody_outside_sees_it(
    beginner: Callable[[int], Reader], people: int, says: str
) -> None:
    said = beginner(people).text("/recognition/standing")
    assert "Бронзов знак" in said or "Сребърен знак" in said
    assert ("Още не го виждат всички" in said) is bool(says)
    assert says in said


@EMBEDDED
@pytest.mark.parametrize(("people", "tag"), [(0, "Още не достига"), (1, "Изпълнено")])
def test_the_share_who_stayed_names_the_imaginary_people_and_is_not_reached_by_nobody(
    beginner: Callable[[int], Reader], people: int, tag: str
) -> None:
    page = beginner(people).page("/recognition/standing")
    (task,) = [one for one in page.select("#next ~ .task-list li") if "Дял на останалите" in one.get_text()]
    assert task.select_one(".tag").get_text() == tag
    said = task.get_text(" ")
    assert ("няма преброени хора" in said) is (people == 0)
    assert ("петима въображаеми души" in said) is (people > 0)
    assert ("(1 + 3) ÷ (1 + 5)" in said) is (people > 0)
    assert not task.find_parent("details")


@EMBEDDED
@pytest.mark.parametrize(("people", "says"), [(1, "1 е останал, 0 са"), (2, "2 са останали, 0 са")])
def test_one_person_is_told_of_in_the_singular(beginner: Callable[[int], Reader], people: int, says: str) -> None:
    assert says in " ".join(beginner(people).page("/recognition/standing").select_one("#sum").get_text().split())
