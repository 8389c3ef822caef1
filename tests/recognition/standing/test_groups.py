"""Who belongs to whom at two times, and which news changes a kept page."""

import datetime
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from services.recognition.board.queries.revision import keeps
from services.recognition.desk import commands as desk_commands
from services.recognition.desk.handlers import publishing as desk_handlers
from services.recognition.standing.queries.groups import group_of, public_groups
from services.recognition.statements import commands
from services.recognition.statements.handlers import answers as handlers
from shared.events.intake import (
    EmployerGroup,
    EmployerHeadcount,
    VacancyClosed,
    VacancyPublished,
)
from shared.events.placements import VacancyFilled, VacancyReopened
from shared.identity import employer_id
from tests.recognition.arrivals import Arrivals, doing
from tests.recognition.opened import EDITOR, HOTEL, JANUARY, OVENS, heard, ovens, publish, taken_back, wished
from tests.recognition.standing.participants import DAY, GROUP, MARCH, about_pages, on_board, revision
from tests.recognition.telling import employer, hired, practices, seen, vacancy

__all__ = ["heard", "ovens"]


def test_a_group_is_what_was_known_at_k(heard: Arrivals) -> None:
    known = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    heard.tell((EmployerGroup(employer=GROUP, group="g-1", on=JANUARY), datetime.date(2025, 5, 1)))
    heard.tell((EmployerGroup(employer=GROUP, group="g-2", on=JANUARY + DAY), MARCH))

    def group(day: date, known_at: Any = None) -> Any:
        return heard.runtime.database.look(lambda s: group_of(s, GROUP, day, known_at))

    assert (group(JANUARY), group(JANUARY + DAY), group(JANUARY + DAY, known)) == ("g-1", "g-2", "g-1")
    assert group(JANUARY - DAY) == GROUP


def test_of_two_that_lead_the_latest_to_say_so_leads_in_whatever_order_it_comes(heard: Arrivals) -> None:
    other = employer_id("BG", HOTEL)
    heard.tell(*employer(OVENS, "Първо", "", JANUARY), *employer(HOTEL, "Второ", "", JANUARY))
    for entity, day in ((other, JANUARY + 5 * DAY), (GROUP, JANUARY)):
        heard.tell((EmployerGroup(employer=entity, group="g", on=day, lead=True), day))
    found = heard.runtime.database.look(lambda s: public_groups(s, MARCH))
    assert found["g"].lead.name == "Второ"
    some = heard.runtime.database.look(lambda s: public_groups(s, MARCH, groups=["g"]))
    assert some == {"g": found["g"]}


# -- what turns kept pages over -------------------------------------------------------------------------------------
def test_private_news_turns_no_page_over_and_public_news_does(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    at = revision(ovens.runtime)
    ovens.tell(
        (hired(OVENS, "new", MARCH), MARCH), (seen("new", MARCH), MARCH), *[taken_back(which) for which in range(3)]
    )
    ovens.tell(*practices(OVENS, ("mentor",), MARCH))
    assert revision(ovens.runtime) == at, "nothing of this is public before the next edition"
    ovens.tell(*employer(HOTEL, "Хотел", "", JANUARY))
    assert revision(ovens.runtime) == at, "it has no page before its first advert or interview"
    told_: dict[str, Callable[[], object]] = {
        "vacancy": lambda: ovens.tell(vacancy(OVENS, "Пекар", MARCH)),
        "the class of its size": lambda: ovens.tell((EmployerHeadcount(employer=GROUP, headcount=9, on=MARCH), MARCH)),
        "one closes, another opens": lambda: ovens.tell(
            (VacancyClosed(vacancy=f"v-{OVENS}", employer=GROUP, on=MARCH), MARCH), vacancy(HOTEL, "Готвач", MARCH)
        ),
        "hold": lambda: ovens.runtime.perform(
            doing(handlers.place_hold, commands.PlaceHold(group=GROUP, subject="kept", reason="so")), EDITOR
        ),
        "edition": lambda: ovens.runtime.perform(
            doing(desk_handlers.correct_edition, desk_commands.CorrectEdition(number="2025-4", note="x")), EDITOR
        ),
    }
    wished(ovens.runtime, "2025-4")
    for what, happen in told_.items():
        happen()
        assert revision(ovens.runtime) != at, what
        at = revision(ovens.runtime)


@pytest.mark.parametrize(
    ("path", "kept_"),
    [
        ("/bg", True), ("/en/employers", True), ("/bg/employers/sedemte-peshti", True), ("/bg/editions/2025-4.1", True),
        ("/data/board.json", True), ("/data/editions/2025-4.json", True), ("/recognition/standing", False),
        ("/bg/employers?tier=gold", True), ("/bg/employers?tier=x", False), ("/bg/employers?after=x", False),
        ("/en/editions/2025-4/changes", True), ("/data/editions/2025-4.csv", True),
        ("/bg/vacancies", False), ("/bg/employers/", False), ("/xx/employers", False), ("/bg/employers/a/b", False),
    ],
)  # fmt: skip
def test_only_public_pages_are_kept(path: str, kept_: Any) -> None:
    assert keeps(path) is kept_


# -- copies ---------------------------------------------------------------------------------------------------------
def test_what_comes_twice_is_taken_once(heard: Arrivals) -> None:
    messages = heard.tell(*employer(OVENS, "Седемте пещи", "Ovens", JANUARY), vacancy(OVENS, "Пекар", MARCH))
    before = (about_pages(heard.runtime), revision(heard.runtime))
    assert heard.arrive(list(reversed(messages)) * 2) == 0
    assert (about_pages(heard.runtime), revision(heard.runtime)) == before


def test_a_vacancy_without_places_makes_no_participant(heard: Arrivals) -> None:
    heard.tell(*employer(OVENS, "Седемте пещи", "Ovens", JANUARY))
    heard.tell((VacancyPublished(vacancy="v", employer=GROUP, title="x", kind="job", openings=0), MARCH))
    assert on_board(heard.runtime) == ([], [])


def test_an_employer_whose_every_opening_is_filled_offers_no_work_until_one_is_free(heard: Arrivals) -> None:
    """Whether the vacancy or its filling is heard first makes no difference."""
    full: dict[str, Any] = {"vacancy": "v", "employer": GROUP, "on": MARCH}
    offered = VacancyPublished(vacancy="v", employer=GROUP, title="x", kind="job", openings=1)
    heard.tell(*employer(OVENS, "Седемте пещи", "Ovens", JANUARY), (VacancyFilled(**full), MARCH), (offered, MARCH))
    assert on_board(heard.runtime) == ([], [])
    before = revision(heard.runtime)
    heard.tell((VacancyReopened(**full), MARCH))
    assert on_board(heard.runtime) == ([], ["ovens"])
    assert revision(heard.runtime) != before
    heard.tell((VacancyFilled(**full), MARCH))
    assert on_board(heard.runtime) == ([], [])
    assert about_pages(heard.runtime) == [("ProfilePublished", GROUP), ("ProfileWithdrawn", GROUP)]
