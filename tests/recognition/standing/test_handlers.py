"""What recognition does with what it hears: pages given and taken, kept pages turned over, copies harmless."""

import datetime

import pytest
import sqlalchemy as sa

from services.recognition.board.queries.board import Wanted, board
from services.recognition.board.queries.profiles import Formerly, profile
from services.recognition.board.queries.revision import keeps, public_revision
from services.recognition.board.tables import listing
from services.recognition.desk import commands as desk_commands
from services.recognition.desk import handlers as desk_handlers
from services.recognition.standing.queries.groups import group_of, public_groups
from services.recognition.standing.tables import suspension
from services.recognition.statements import commands
from services.recognition.statements.handlers import answers as handlers
from shared.events.intake import (
    EmployerChanged,
    EmployerClosed,
    EmployerGroup,
    EmployerHeadcount,
    EmployerJoined,
    EmployerLeft,
    EmployerSuspended,
    VacancyClosed,
    VacancyPublished,
)
from shared.events.recognition import ProfilePublished, ProfileWithdrawn
from shared.identity import employer_id
from shared.transaction import Missing
from tests.conftest import told
from tests.recognition.arrivals import doing, rows, turn_to
from tests.recognition.opened import EDITOR, HOTEL, JANUARY, OVENS, heard, ovens, publish, taken_back
from tests.recognition.telling import employer, hired, kept, practices, seen, vacancy

__all__ = ["heard", "ovens"]

GROUP = employer_id("BG", OVENS)
MARCH = datetime.date(2026, 3, 2)
DAY = datetime.timedelta(1)


def page(runtime, slug="sedemte-peshti"):
    return runtime.database.look(lambda s: profile(s, slug, runtime.clock.today()))


def on_board(runtime):
    found = runtime.database.look(lambda s: board(s, runtime.clock.today(), Wanted()))
    return [one.slug for one in found.rated], [one.slug for one in found.participants]


def about_pages(runtime):
    kinds = (ProfilePublished, ProfileWithdrawn)
    return [(type(e).__name__, e.group) for e in told(runtime) if isinstance(e, kinds)]


def revision(runtime):
    return runtime.database.look(public_revision)


# -- participants ---------------------------------------------------------------------------------------------------


def test_a_participant_has_its_page_from_its_first_day_and_no_mark(heard):
    heard.tell(*employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY), *kept(OVENS, 9, JANUARY))
    with pytest.raises(Missing):
        page(heard.runtime)
    heard.tell(vacancy(OVENS, "Пекар", MARCH))
    assert page(heard.runtime).counted is None
    assert on_board(heard.runtime) == ([], ["sedemte-peshti"])
    assert about_pages(heard.runtime) == [("ProfilePublished", GROUP)]


@pytest.mark.parametrize("vacancy_first", [False, True])
def test_it_does_not_matter_whether_the_vacancy_or_the_employer_comes_first(heard, vacancy_first):
    parts = [employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY), [vacancy(OVENS, "Пекар", MARCH)]]
    for part in reversed(parts) if vacancy_first else parts:
        heard.tell(*part)
    assert on_board(heard.runtime) == ([], ["sedemte-peshti"])


def test_a_participant_without_open_work_is_formerly_listed(heard):
    heard.tell(*employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY), vacancy(OVENS, "Пекар", MARCH))
    heard.tell((VacancyClosed(vacancy=f"v-{OVENS}", employer=GROUP, on=MARCH), MARCH))
    with pytest.raises(Formerly):
        page(heard.runtime)
    heard.tell(vacancy(OVENS, "Пекар", MARCH))
    assert page(heard.runtime).slug == "sedemte-peshti"
    assert about_pages(heard.runtime) == [(f"Profile{what}", GROUP) for what in ("Published", "Withdrawn", "Published")]


@pytest.mark.parametrize("kind", ["left", "closed", "suspended"])
def test_who_leaves_closes_or_is_suspended_is_gone_at_once(ovens, kind):
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


def test_who_joins_again_has_the_address_of_before(ovens):
    publish(ovens.runtime, "2025-4")
    ovens.tell((EmployerLeft(employer=GROUP, on=MARCH), MARCH))
    ovens.tell((EmployerJoined(employer=GROUP, on=MARCH), MARCH))
    assert on_board(ovens.runtime) == (["sedemte-peshti"], [])
    assert about_pages(ovens.runtime)[-1] == ("ProfilePublished", GROUP)


def test_a_suspension_begins_and_ends_on_its_days(ovens):
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


def test_a_suspension_taken_back_by_a_revision_does_not_count(ovens):
    publish(ovens.runtime, "2025-4")
    for rev, ends in ((1, MARCH), (0, None)):
        event = EmployerSuspended(employer=GROUP, suspension="s", rev=rev, begins=JANUARY, ends=ends)
        ovens.tell((event, MARCH))
    assert on_board(ovens.runtime)[0] == ["sedemte-peshti"]
    assert len(rows(ovens.runtime, sa.select(suspension))) == 2


def test_any_entity_of_a_group_that_is_suspended_suspends_the_group(heard):
    lead, other = GROUP, employer_id("BG", HOTEL)
    heard.tell(*employer(OVENS, "Водещо", "Lead", JANUARY), *employer(HOTEL, "Друго", "", JANUARY, joined=False))
    for entity in (lead, other):
        heard.tell((EmployerGroup(employer=entity, group="g", on=JANUARY, lead=entity == lead), JANUARY))
    heard.tell(vacancy(HOTEL, "Пекар", MARCH))
    assert on_board(heard.runtime) == ([], ["lead"])
    heard.tell((EmployerSuspended(employer=other, suspension="s", begins=MARCH), MARCH))
    assert on_board(heard.runtime) == ([], [])


def test_an_entity_that_joins_a_group_loses_its_own_page(heard):
    heard.tell(*employer(OVENS, "Водещо", "Lead", JANUARY), vacancy(OVENS, "Пекар", MARCH))
    heard.tell(*employer(HOTEL, "Друго", "Other", JANUARY), vacancy(HOTEL, "Готвач", MARCH))
    assert on_board(heard.runtime) == ([], ["lead", "other"]) or on_board(heard.runtime) == ([], ["other", "lead"])
    for entity, leads in ((GROUP, True), (employer_id("BG", HOTEL), False)):
        heard.tell((EmployerGroup(employer=entity, group=GROUP, on=MARCH, lead=leads), MARCH))
    assert on_board(heard.runtime) == ([], ["lead"])
    with pytest.raises(Formerly):
        page(heard.runtime, "other")


def test_two_of_one_name_have_two_addresses_for_ever(heard):
    for number in (OVENS, HOTEL):
        heard.tell(*employer(number, "Пещ", "", JANUARY), vacancy(number, "Пекар", MARCH))
    slugs = {row.group: row.slug for row in rows(heard.runtime, sa.select(listing))}
    assert sorted(slugs.values()) == ["pesht", "pesht-2"]
    facts = {"country": "BG", "national_id": OVENS, "legal_form": "ood", "sector": "C", "town": "Русе"}
    heard.tell((EmployerChanged(employer=GROUP, name="Ново име", name_en="New name", **facts), MARCH))
    assert {row.group: row.slug for row in rows(heard.runtime, sa.select(listing))} == slugs


def test_points_are_hidden_at_once_when_the_agreement_is_taken_back(heard):
    heard.tell(*employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY, staff=40, joined=False))
    heard.tell((EmployerJoined(employer=GROUP, on=JANUARY, points=True), JANUARY), *kept(OVENS, 55, JANUARY))
    publish(heard.runtime, "2025-4")

    def points():
        found = heard.runtime.database.look(lambda s: board(s, heard.runtime.clock.today(), Wanted()))
        return found.rated[0].row.points_floor

    assert points() == 80
    heard.tell((EmployerJoined(employer=GROUP, on=MARCH, points=False), MARCH))
    assert points() is None


# -- who belongs to whom, at two times ------------------------------------------------------------------------------


def test_a_group_is_what_was_known_at_k(heard):
    known = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    heard.tell((EmployerGroup(employer=GROUP, group="g-1", on=JANUARY), datetime.date(2025, 5, 1)))
    heard.tell((EmployerGroup(employer=GROUP, group="g-2", on=JANUARY + DAY), MARCH))

    def group(day, known_at=None):
        return heard.runtime.database.look(lambda s: group_of(s, GROUP, day, known_at))

    assert (group(JANUARY), group(JANUARY + DAY), group(JANUARY + DAY, known)) == ("g-1", "g-2", "g-1")
    assert group(JANUARY - DAY) == GROUP


def test_of_two_that_lead_the_latest_to_say_so_leads_in_whatever_order_it_comes(heard):
    other = employer_id("BG", HOTEL)
    heard.tell(*employer(OVENS, "Първо", "", JANUARY), *employer(HOTEL, "Второ", "", JANUARY))
    for entity, day in ((other, JANUARY + 5 * DAY), (GROUP, JANUARY)):
        heard.tell((EmployerGroup(employer=entity, group="g", on=day, lead=True), day))
    found = heard.runtime.database.look(lambda s: public_groups(s, MARCH))
    assert found["g"].lead.name == "Второ"
    some = heard.runtime.database.look(lambda s: public_groups(s, MARCH, groups=["g"]))
    assert some == {"g": found["g"]}


# -- what turns kept pages over -------------------------------------------------------------------------------------


def test_private_news_turns_no_page_over_and_public_news_does(ovens):
    publish(ovens.runtime, "2025-4")
    at = revision(ovens.runtime)
    ovens.tell((hired(OVENS, "new", MARCH), MARCH), (seen("new", MARCH), MARCH), taken_back(0))
    ovens.tell(*practices(OVENS, ("mentor",), MARCH), (EmployerHeadcount(employer=GROUP, headcount=9, on=MARCH), MARCH))
    assert revision(ovens.runtime) == at, "nothing of this is public before the next edition"
    told_ = {
        "vacancy": lambda: ovens.tell(vacancy(OVENS, "Пекар", MARCH)),
        "employer": lambda: ovens.tell(*employer(HOTEL, "Хотел", "", JANUARY)),
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
def test_only_public_pages_are_kept(path, kept_):
    assert keeps(path) is kept_


# -- copies ---------------------------------------------------------------------------------------------------------


def test_what_comes_twice_is_taken_once(heard):
    messages = heard.tell(*employer(OVENS, "Седемте пещи", "Ovens", JANUARY), vacancy(OVENS, "Пекар", MARCH))
    before = (about_pages(heard.runtime), revision(heard.runtime))
    assert heard.arrive(list(reversed(messages)) * 2) == 0
    assert (about_pages(heard.runtime), revision(heard.runtime)) == before


def test_a_vacancy_without_places_makes_no_participant(heard):
    heard.tell(*employer(OVENS, "Седемте пещи", "Ovens", JANUARY))
    heard.tell((VacancyPublished(vacancy="v", employer=GROUP, title="x", kind="job", openings=0), MARCH))
    assert on_board(heard.runtime) == ([], [])
