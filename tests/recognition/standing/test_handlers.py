"""What recognition does with what it hears: pages given and taken, kept pages turned over, copies harmless."""

from typing import Any

import pytest
import sqlalchemy as sa

from services.recognition.board.queries.board import Wanted, board
from services.recognition.board.queries.profiles import Formerly, profile
from services.recognition.board.tables import listing
from services.recognition.standing.tables import suspension
from shared.events.intake import (
    EmployerChanged,
    EmployerClosed,
    EmployerGroup,
    EmployerJoined,
    EmployerLeft,
    EmployerSuspended,
    VacancyClosed,
)
from shared.identity import employer_id
from shared.service import Runtime
from shared.transaction import Missing
from tests.recognition.arrivals import Arrivals, rows, turn_to
from tests.recognition.opened import HOTEL, JANUARY, OVENS, heard, ovens, publish
from tests.recognition.standing.participants import DAY, GROUP, MARCH, about_pages, on_board, revision
from tests.recognition.telling import employer, kept, vacancy

__all__ = ["heard", "ovens"]


def page(runtime: Runtime, slug: Any = "sedemte-peshti") -> Any:
    return runtime.database.look(lambda s: profile(s, slug, runtime.clock.today()))


# -- participants ---------------------------------------------------------------------------------------------------
def test_a_participant_has_its_page_from_its_first_day_and_no_mark(heard: Arrivals) -> None:
    heard.tell(*employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY), *kept(OVENS, 9, JANUARY))
    with pytest.raises(Missing):
        page(heard.runtime)
    heard.tell(vacancy(OVENS, "Пекар", MARCH))
    assert page(heard.runtime).counted is None
    assert on_board(heard.runtime) == ([], ["sedemte-peshti"])
    assert about_pages(heard.runtime) == [("ProfilePublished", GROUP)]


@pytest.mark.parametrize("vacancy_first", [False, True])
def test_it_does_not_matter_whether_the_vacancy_or_the_employer_comes_first(
    heard: Arrivals, vacancy_first: Any
) -> None:
    parts = [employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY), [vacancy(OVENS, "Пекар", MARCH)]]
    for part in reversed(parts) if vacancy_first else parts:
        heard.tell(*part)
    assert on_board(heard.runtime) == ([], ["sedemte-peshti"])


def test_a_participant_without_open_work_is_formerly_listed(heard: Arrivals) -> None:
    heard.tell(*employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY), vacancy(OVENS, "Пекар", MARCH))
    heard.tell((VacancyClosed(vacancy=f"v-{OVENS}", employer=GROUP, on=MARCH), MARCH))
    with pytest.raises(Formerly):
        page(heard.runtime)
    heard.tell(vacancy(OVENS, "Пекар", MARCH))
    assert page(heard.runtime).slug == "sedemte-peshti"
    assert about_pages(heard.runtime) == [(f"Profile{what}", GROUP) for what in ("Published", "Withdrawn", "Published")]


@pytest.mark.parametrize("kind", ["left", "closed", "suspended"])
def test_who_leaves_closes_or_is_suspended_is_gone_at_once(ovens: Arrivals, kind: Any) -> None:
    publish(ovens.runtime, "2025-4")
    assert on_board(ovens.runtime) == (["sedemte-peshti"], [])
    event = {
        "left": EmployerLeft(employer=GROUP, on=MARCH),
        "closed": EmployerClosed(employer=GROUP, on=MARCH),
        "suspended": EmployerSuspended(employer=GROUP, suspension="s", begins=MARCH),
    }[kind]
    ovens.tell((event, MARCH))
    assert on_board(ovens.runtime) == ([], [])
    with pytest.raises(Formerly):
        page(ovens.runtime)
    assert about_pages(ovens.runtime)[-1] == ("ProfileWithdrawn", GROUP)
    assert len(about_pages(ovens.runtime)) == 3, "first listed, in the edition, withdrawn: each told once"


def test_who_joins_again_has_the_address_of_before(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    ovens.tell((EmployerLeft(employer=GROUP, on=MARCH), MARCH))
    ovens.tell((EmployerJoined(employer=GROUP, on=MARCH), MARCH))
    assert on_board(ovens.runtime) == (["sedemte-peshti"], [])
    assert about_pages(ovens.runtime)[-1] == ("ProfilePublished", GROUP)


def test_a_suspension_begins_and_ends_on_its_days(ovens: Arrivals) -> None:
    """Told before: the morning takes the page away and gives it back, and kept pages are looked at again."""
    publish(ovens.runtime, "2025-4")
    ovens.tell((EmployerSuspended(employer=GROUP, suspension="s", begins=MARCH + DAY, ends=MARCH + 3 * DAY), MARCH))
    listed, revisions = [bool(on_board(ovens.runtime)[0])], [revision(ovens.runtime)]
    for ahead in (1, 2, 3):
        turn_to(ovens.runtime, MARCH + ahead * DAY)
        listed.append(bool(on_board(ovens.runtime)[0]))
        revisions.append(revision(ovens.runtime))
    assert listed == [True, False, False, True]
    assert len(set(revisions)) == 4
    assert [what for what, _ in about_pages(ovens.runtime)][-2:] == ["ProfileWithdrawn", "ProfilePublished"]


def test_a_suspension_taken_back_by_a_revision_does_not_count(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    for rev, ends in ((1, MARCH), (0, None)):
        event = EmployerSuspended(employer=GROUP, suspension="s", rev=rev, begins=JANUARY, ends=ends)
        ovens.tell((event, MARCH))
    assert on_board(ovens.runtime)[0] == ["sedemte-peshti"]
    assert len(rows(ovens.runtime, sa.select(suspension))) == 2


def test_any_entity_of_a_group_that_is_suspended_suspends_the_group(heard: Arrivals) -> None:
    lead, other = GROUP, employer_id("BG", HOTEL)
    heard.tell(*employer(OVENS, "Водещо", "Lead", JANUARY), *employer(HOTEL, "Друго", "", JANUARY, joined=False))
    for entity in (lead, other):
        heard.tell((EmployerGroup(employer=entity, group="g", on=JANUARY, lead=entity == lead), JANUARY))
    heard.tell(vacancy(HOTEL, "Пекар", MARCH))
    assert on_board(heard.runtime) == ([], ["lead"])
    heard.tell((EmployerSuspended(employer=other, suspension="s", begins=MARCH), MARCH))
    assert on_board(heard.runtime) == ([], [])


def test_an_entity_that_joins_a_group_loses_its_own_page(heard: Arrivals) -> None:
    heard.tell(*employer(OVENS, "Водещо", "Lead", JANUARY), vacancy(OVENS, "Пекар", MARCH))
    heard.tell(*employer(HOTEL, "Друго", "Other", JANUARY), vacancy(HOTEL, "Готвач", MARCH))
    assert on_board(heard.runtime) == ([], ["lead", "other"]) or on_board(heard.runtime) == ([], ["other", "lead"])
    for entity, leads in ((GROUP, True), (employer_id("BG", HOTEL), False)):
        heard.tell((EmployerGroup(employer=entity, group=GROUP, on=MARCH, lead=leads), MARCH))
    assert on_board(heard.runtime) == ([], ["lead"])
    with pytest.raises(Formerly):
        page(heard.runtime, "other")


def test_two_of_one_name_have_two_addresses_for_ever(heard: Arrivals) -> None:
    for number in (OVENS, HOTEL):
        heard.tell(*employer(number, "Пещ", "", JANUARY), vacancy(number, "Пекар", MARCH))
    slugs = {row.group: row.slug for row in rows(heard.runtime, sa.select(listing))}
    assert sorted(slugs.values()) == ["pesht", "pesht-2"]
    facts: dict[str, Any] = {"country": "BG", "national_id": OVENS, "legal_form": "ood", "sector": "C", "town": "Русе"}
    heard.tell((EmployerChanged(employer=GROUP, name="Ново име", name_en="New name", **facts), MARCH))
    assert {row.group: row.slug for row in rows(heard.runtime, sa.select(listing))} == slugs


def test_points_are_hidden_at_once_when_the_agreement_is_taken_back(heard: Arrivals) -> None:
    heard.tell(*employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY, staff=40, joined=False))
    heard.tell((EmployerJoined(employer=GROUP, on=JANUARY, points=True), JANUARY), *kept(OVENS, 55, JANUARY))
    publish(heard.runtime, "2025-4")

    def points() -> Any:
        found = heard.runtime.database.look(lambda s: board(s, heard.runtime.clock.today(), Wanted()))
        return found.rated[0].row.points_floor

    assert points() == 80
    heard.tell((EmployerJoined(employer=GROUP, on=MARCH, points=False), MARCH))
    assert points() is None
