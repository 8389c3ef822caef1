"""An edition keeps what it counted, as of T known at K, and can be recomputed for ever (D1-D4, R-3)."""

import datetime
import hashlib

import msgspec
import pytest
import sqlalchemy as sa

from services.recognition.desk.queries.checklist import checklist
from services.recognition.desk.queries.preview import preview
from services.recognition.editions import rules as editions
from services.recognition.editions.model import latest_quarter_end, number_of, quarter_end
from services.recognition.editions.queries.editions import all_editions, edition_numbered, rows_of, verify
from services.recognition.editions.tables import edition, edition_basis
from services.recognition.standing.tables import fact, late_fact
from shared.clock import SOFIA
from shared.events.intake import (
    EmployerChanged,
    EmployerClosed,
    EmployerGroup,
    EmployerHeadcount,
    EmployerJoined,
    EmployerLeft,
    EmployerSuspended,
)
from shared.events.placements import PlacementEnded, PlacementVoided
from shared.events.recognition import EditionPublished, ProfilePublished
from shared.identity import employer_id
from shared.transaction import Missing, Refused
from tests.conftest import told
from tests.recognition.arrivals import rows, start_at, turn_to
from tests.recognition.opened import (
    AUTUMN,
    HOTEL,
    JANUARY,
    OVENS,
    correct,
    heard,
    ovens,
    publish,
    taken_back,
)
from tests.recognition.telling import employer, hired, kept, message_of, practices, seen

__all__ = ["heard", "ovens"]

DECEMBER = datetime.date(2025, 12, 31)
DAY = datetime.timedelta(1)


def shown(runtime, number):
    return {row.name: row for row in runtime.database.look(lambda s: rows_of(edition_numbered(s, number)))}


def bases(runtime, number):
    query = sa.select(edition_basis).where(edition_basis.c.edition == number)
    return {row.group: row for row in rows(runtime, query)}


def agrees(runtime, number):
    return runtime.database.look(lambda session: verify(session, number)).agrees


# -- when, and under which number -----------------------------------------------------------------------------------


def test_an_edition_is_published_from_the_fifteenth_day_after_its_quarter(ovens, clock):
    start_at(clock, datetime.date(2026, 1, 14))
    with pytest.raises(Refused, match="may be published from"):
        publish(ovens.runtime, "2025-4")
    turn_to(ovens.runtime, datetime.date(2026, 1, 15))
    ovens.runtime.clock.turn_to(datetime.date(2026, 1, 15), 10)
    assert publish(ovens.runtime, "2025-4") == "2025-4"


def test_no_edition_is_published_twice_and_none_backwards(ovens):
    publish(ovens.runtime, "2025-3")
    for number in ("2025-3", "2025-2"):
        with pytest.raises(Refused):
            publish(ovens.runtime, number)
    assert publish(ovens.runtime, "2025-4")


@pytest.mark.parametrize("number", ["2025-5", "2025", "25-1", "2025-4.1", "٢٠٢٥-4", "0000-1", "9999-4", "2025-٤", ""])
def test_what_is_no_quarter_is_refused(number):
    with pytest.raises(Refused):
        quarter_end(number)


def test_every_quarter_has_its_end_and_its_number():
    for year in (2024, 2025, 2026):
        for quarter in (1, 2, 3, 4):
            number = f"{year}-{quarter}"
            assert number_of(quarter_end(number)) == number
    assert latest_quarter_end(datetime.date(2026, 1, 14)) == datetime.date(2025, 9, 30)
    assert latest_quarter_end(datetime.date(2026, 1, 15)) == DECEMBER
    assert latest_quarter_end(datetime.date(2026, 4, 14)) == DECEMBER


# -- whose rows, and what stands in them ----------------------------------------------------------------------------


def test_a_row_is_as_of_t_known_at_k(ovens):
    """A new name told in January does not reach the edition of December, a new town told in December does."""
    entity = employer_id("BG", OVENS)
    facts = {
        "employer": entity,
        "country": "BG",
        "national_id": OVENS,
        "name_en": "",
        "legal_form": "ood",
        "sector": "C",
    }
    ovens.tell((EmployerChanged(**facts, name="Пещите", town="Сливен"), DECEMBER))
    ovens.tell((EmployerChanged(**facts, name="Друго име", town="Русе"), DECEMBER + DAY))
    publish(ovens.runtime, "2025-4")
    row = shown(ovens.runtime, "2025-4")["Пещите"]
    assert (row.town, row.name_latin, row.tier, row.kept_floor) == ("Сливен", "Peshtite", "gold", 10)


def test_k_is_the_end_of_the_local_day(heard):
    """Told at 23:30 in Sofia on T: counted. Half an hour after midnight, which is still T in UTC: not."""
    heard.tell(*employer(OVENS, "Седемте пещи", "Ovens", JANUARY, staff=40), *kept(OVENS, 4, AUTUMN))
    heard.tell(*employer(HOTEL, "Хотел", "Hotel", JANUARY, staff=40), *kept(HOTEL, 4, AUTUMN))
    for number, moment in ((OVENS, (31, 23, 30)), (HOTEL, (32, 0, 30))):
        day, hour, minute = moment
        local = datetime.datetime(2025, 12, 1, hour, minute, tzinfo=SOFIA) + datetime.timedelta(day - 1)
        for event in (hired(number, f"{number}-last", AUTUMN), seen(f"{number}-last", AUTUMN + 90 * DAY)):
            message = message_of(event, DECEMBER)
            at = local.astimezone(datetime.UTC)
            heard.arrive(
                [type(message)(**{**{f: getattr(message, f) for f in message.__struct_fields__}, "recordedtime": at})]
            )
    publish(heard.runtime, "2025-4")
    assert set(shown(heard.runtime, "2025-4")) == {"Седемте пещи"}


def test_a_mark_needs_five_settled_people(heard):
    heard.tell(*employer(OVENS, "Пет", "Five", JANUARY), *kept(OVENS, 5, AUTUMN))
    heard.tell(*employer(HOTEL, "Четири", "Four", JANUARY), *kept(HOTEL, 4, AUTUMN))
    publish(heard.runtime, "2025-4")
    assert set(shown(heard.runtime, "2025-4")) == {"Пет"}
    assert bases(heard.runtime, "2025-4")[employer_id("BG", HOTEL)].basis == b"{}"


def test_only_who_is_verified_joined_and_open_is_listed(heard):
    numbers = [f"12100000{n}" for n in range(6)]
    for number in numbers:
        heard.tell(*employer(number, f"Работодател {number[-1]}", "", JANUARY, joined=number != numbers[1]))
        heard.tell(*kept(number, 6, AUTUMN))
    about = [employer_id("BG", number) for number in numbers]
    heard.tell((EmployerLeft(employer=about[2], on=DECEMBER), DECEMBER))
    heard.tell((EmployerClosed(employer=about[3], on=DECEMBER), DECEMBER))
    heard.tell((EmployerSuspended(employer=about[4], suspension="s", begins=DECEMBER), DECEMBER))
    heard.tell((EmployerClosed(employer=about[5], on=DECEMBER + DAY), DECEMBER))
    publish(heard.runtime, "2025-4")
    assert set(shown(heard.runtime, "2025-4")) == {"Работодател 0", "Работодател 5"}
    assert about[4] in bases(heard.runtime, "2025-4"), "a suspended group's basis goes on"


def test_the_unit_is_the_group_under_its_lead(heard):
    """Entities that have not joined count in the numbers and are not named."""
    lead, other = employer_id("BG", OVENS), employer_id("BG", HOTEL)
    heard.tell(
        *employer(OVENS, "Водещо", "Lead", JANUARY, staff=10), *employer(HOTEL, "Друго", "", JANUARY, joined=False)
    )
    for entity, leads in ((other, False), (lead, True)):
        heard.tell((EmployerGroup(employer=entity, group="g-1", on=JANUARY, lead=leads), JANUARY))
    heard.tell(*kept(OVENS, 2, AUTUMN), *kept(HOTEL, 4, AUTUMN))
    publish(heard.runtime, "2025-4")
    row = shown(heard.runtime, "2025-4")["Водещо"]
    assert row.group == "g-1"
    assert set(shown(heard.runtime, "2025-4")) == {"Водещо"}


def test_what_is_told_of_an_edition_is_its_digest_and_who_is_in_it(ovens):
    ovens.tell(*employer(HOTEL, "Хотел", "Hotel", JANUARY, staff=10), *kept(HOTEL, 5, AUTUMN))
    publish(ovens.runtime, "2025-4")
    found = ovens.runtime.database.look(lambda s: edition_numbered(s, "2025-4"))
    one_by_one = sorted(
        hashlib.sha256(raw).hexdigest() for raw in msgspec.json.decode(found.rows, type=list[msgspec.Raw])
    )
    assert found.digest == hashlib.sha256("\n".join(one_by_one).encode()).hexdigest()
    events = told(ovens.runtime)
    assert [e.groups for e in events if isinstance(e, EditionPublished)] == [2]
    published = [e.group for e in events if isinstance(e, ProfilePublished)]
    assert set(published) == {employer_id("BG", OVENS), employer_id("BG", HOTEL)}


# -- D3 and D4 ------------------------------------------------------------------------------------------------------


def test_a_basis_is_taken_anew_only_when_five_people_changed(ovens):
    """Three more people settle: the published numbers stay. Two more: all five are counted at once."""
    group = employer_id("BG", OVENS)
    publish(ovens.runtime, "2025-1")
    ovens.tell(*kept(OVENS, 3, datetime.date(2025, 2, 1)))
    publish(ovens.runtime, "2025-2")
    before = bases(ovens.runtime, "2025-1")[group], bases(ovens.runtime, "2025-2")[group]
    assert before[0].basis == before[1].basis
    assert before[1].taken_in == "2025-1"
    ovens.tell(*kept(OVENS, 2, datetime.date(2025, 5, 1)))
    publish(ovens.runtime, "2025-3")
    now = bases(ovens.runtime, "2025-3")[group]
    assert now.taken_in == "2025-3"
    assert now.basis.count(b'["R"') == 17


def test_after_four_editions_on_one_basis_it_is_taken_anew(ovens, clock):
    """Corrections do not count: the fifth quarterly edition is the one that takes it."""
    group = employer_id("BG", OVENS)
    ovens.tell(*kept(OVENS, 1, datetime.date(2025, 3, 20)))
    taken = []
    start_at(clock, datetime.date(2026, 7, 20))
    for number in ("2025-2", "2025-3", "2025-4"):
        publish(ovens.runtime, number)
        taken.append(bases(ovens.runtime, number)[group].taken_in)
    ovens.tell(*map(taken_back, range(3)))
    correct(ovens.runtime, "2025-4")
    for number in ("2026-1", "2026-2"):
        publish(ovens.runtime, number)
        taken.append(bases(ovens.runtime, number)[group].taken_in)
    assert taken == ["2025-2", "2025-2", "2025-2", "2025-2", "2026-2"]
    assert all(agrees(ovens.runtime, one.number) for one in ovens.runtime.database.look(all_editions))


def test_the_memory_of_a_tier_is_that_of_published_bases(heard):
    """Raw tiers come from the editions' own bases, not from what was known live."""
    heard.tell(*employer(OVENS, "Седемте пещи", "Ovens", JANUARY, staff=40), *kept(OVENS, 12, AUTUMN))
    publish(heard.runtime, "2025-2")
    publish(heard.runtime, "2025-3")
    found = [bases(heard.runtime, number)[employer_id("BG", OVENS)] for number in ("2025-2", "2025-3")]
    assert all(one.raw_tier == 3 for one in found if one.taken_in == "2025-3")
    assert [one.tier for one in found] == [shown(heard.runtime, n)["Седемте пещи"].tier for n in ("2025-2", "2025-3")]


# -- late facts, verification, correction ---------------------------------------------------------------------------


def test_a_fact_recorded_in_time_that_arrives_late_is_noted_and_the_edition_still_verifies(ovens):
    publish(ovens.runtime, "2025-4")
    late = ovens.tell(*kept(OVENS, 9, datetime.date(2025, 3, 1)))
    noted = rows(ovens.runtime, sa.select(late_fact.c.event_id))
    assert {row.event_id for row in noted} == {message.id for message in late}
    result = ovens.runtime.database.look(lambda s: verify(s, "2025-4"))
    assert result.agrees
    assert result.late == 27
    ovens.runtime.perform(lambda tx: tx.session.execute(sa.delete(late_fact)))
    assert not agrees(ovens.runtime, "2025-4"), "without the notes the same facts would give other rows"


def test_a_late_name_and_a_late_agreement_are_left_out_too(ovens):
    publish(ovens.runtime, "2025-4")
    facts = {"country": "BG", "name_en": "", "legal_form": "ood", "sector": "C", "town": "Русе"}
    named = EmployerChanged(employer=employer_id("BG", OVENS), national_id=OVENS, name="Късно име", **facts)
    ovens.tell((named, DECEMBER), (EmployerLeft(employer=employer_id("BG", OVENS), on=DECEMBER), DECEMBER))
    assert agrees(ovens.runtime, "2025-4")


def test_verification_sees_a_changed_row_and_a_missing_fact(ovens):
    publish(ovens.runtime, "2025-4")
    assert agrees(ovens.runtime, "2025-4")
    first = rows(ovens.runtime, sa.select(edition.c.rows))[0].rows
    forged = bytes(first).replace(b"gold", b"lead")
    ovens.runtime.perform(lambda tx: tx.session.execute(sa.update(edition).values(rows=forged)))
    assert not agrees(ovens.runtime, "2025-4")
    ovens.runtime.perform(lambda tx: tx.session.execute(sa.update(edition).values(rows=bytes(first))))
    assert agrees(ovens.runtime, "2025-4")
    ovens.runtime.perform(lambda tx: tx.session.execute(sa.delete(fact).where(fact.c.placement.like("%-kept-%"))))
    assert not agrees(ovens.runtime, "2025-4")


def test_nobody_can_verify_an_edition_that_does_not_exist(ovens):
    with pytest.raises(Missing):
        agrees(ovens.runtime, "2025-4")


def test_a_correction_changes_what_was_put_right_and_nothing_else(ovens):
    """Three hires never were; meanwhile six others settled and the name changed: those wait for the next edition."""
    entity = employer_id("BG", OVENS)
    publish(ovens.runtime, "2025-4")
    news = datetime.date(2026, 2, 1)
    ovens.tell(*[(PlacementVoided(placement=f"{OVENS}-kept-240901-{n}", reason="mistake"), news) for n in range(3)])
    ovens.tell(*[(one, news) for one, _ in kept(OVENS, 6, datetime.date(2025, 3, 1))])
    facts = {"country": "BG", "name_en": "", "legal_form": "ood", "sector": "C", "town": "Русе"}
    ovens.tell((EmployerChanged(employer=entity, national_id=OVENS, name="Друго", **facts), news))
    ovens.tell((EmployerHeadcount(employer=entity, headcount=4000, on=DECEMBER), news))
    assert correct(ovens.runtime, "2025-4", "three hires were recorded twice") == "2025-4.1"
    before, after = bases(ovens.runtime, "2025-4")[entity], bases(ovens.runtime, "2025-4.1")[entity]
    assert (before.basis.count(b'["R"'), after.basis.count(b'["R"')) == (12, 9)
    assert after.taken_in == before.taken_in
    found = ovens.runtime.database.look(lambda s: edition_numbered(s, "2025-4.1"))
    assert (found.as_of, found.corrects, found.note) == (DECEMBER, "2025-4", "three hires were recorded twice")
    assert shown(ovens.runtime, "2025-4.1")["Седемте пещи"].kept_floor is None
    assert shown(ovens.runtime, "2025-4")["Седемте пещи"].kept_floor == 10, "the edition itself is never changed"
    assert agrees(ovens.runtime, "2025-4")
    assert agrees(ovens.runtime, "2025-4.1")


def test_a_correction_releases_nothing_that_the_rule_of_five_held_back(heard):
    """Three were proved and one settled after the basis was taken: putting another right must not show it."""
    entity = employer_id("BG", OVENS)
    heard.tell(*employer(OVENS, "Седемте пещи", "Ovens", JANUARY, staff=40), *kept(OVENS, 8, AUTUMN))
    heard.tell(*kept(OVENS, 3, datetime.date(2024, 10, 20)), *kept(OVENS, 1, datetime.date(2024, 12, 10)))
    publish(heard.runtime, "2025-1")
    publish(heard.runtime, "2025-2")
    before = editions.unpack(bases(heard.runtime, "2025-2")[entity].basis)
    heard.tell(*[taken_back(which, on=datetime.date(2025, 7, 5)) for which in range(3)])
    correct(heard.runtime, "2025-2")
    after = editions.unpack(bases(heard.runtime, "2025-2.1")[entity].basis)
    gone = {(f"person-{OVENS}-kept-240901-{which}", ("R", 3, True)) for which in range(3)}
    assert before.items() - after.items() == gone
    assert after.items() <= before.items()
    assert sum(not one.proved for one in after.values()) == 3
    assert agrees(heard.runtime, "2025-2.1")


def test_a_check_told_later_is_news_even_of_somebody_checked_before(heard):
    """On day 90 they were seen; that they were seen on day 180 too was told after K, and waits."""
    heard.tell(*employer(OVENS, "Седемте пещи", "Ovens", JANUARY, staff=40))
    heard.tell(*[one for one in kept(OVENS, 6, AUTUMN) if getattr(one[0], "milestone", 90) == 90])
    publish(heard.runtime, "2025-4")
    late = datetime.date(2026, 1, 20)
    heard.tell(*[(event, late) for event, _ in kept(OVENS, 6, AUTUMN) if getattr(event, "milestone", 90) == 180])
    with pytest.raises(Refused, match="nothing to correct"):
        correct(heard.runtime, "2025-4")


def test_a_revised_ending_is_a_correction_and_a_new_one_is_news(heard):
    heard.tell(*employer(OVENS, "Седемте пещи", "Ovens", JANUARY, staff=40), *kept(OVENS, 11, AUTUMN))
    first = AUTUMN + 30 * DAY
    heard.tell((hired(OVENS, "left", AUTUMN), AUTUMN))
    heard.tell((PlacementEnded(placement="left", last_day=first, reason="employer", evidence=1), first))
    publish(heard.runtime, "2025-4")
    group, news = employer_id("BG", OVENS), datetime.date(2026, 2, 1)
    unsaid = PlacementEnded(placement="left", rev=1, last_day=None, reason="employer", evidence=1)
    heard.tell((unsaid, news))
    fired = PlacementEnded(placement=f"{OVENS}-kept-240901-0", last_day=first, reason="employer", evidence=1)
    again = PlacementEnded(placement=f"{OVENS}-kept-240901-1", rev=1, last_day=first, reason="employer", evidence=1)
    heard.tell((fired, news), (again, news), *map(taken_back, (8, 9, 10)))
    correct(heard.runtime, "2025-4")
    assert bases(heard.runtime, "2025-4.1")[group].basis.count(b'["R"') == 8, "an ending first told later waits"
    assert agrees(heard.runtime, "2025-4.1")


def test_who_left_since_is_not_in_a_correction_and_who_joined_since_neither(ovens):
    ovens.tell(*employer(HOTEL, "Хотел", "", JANUARY, joined=False), *kept(HOTEL, 6, AUTUMN))
    publish(ovens.runtime, "2025-4")
    now = datetime.date(2026, 2, 20)
    ovens.tell((EmployerLeft(employer=employer_id("BG", OVENS), on=now), now))
    ovens.tell((EmployerJoined(employer=employer_id("BG", HOTEL), on=now), now))
    correct(ovens.runtime, "2025-4")
    assert shown(ovens.runtime, "2025-4.1") == {}
    assert agrees(ovens.runtime, "2025-4.1")


def test_only_the_newest_edition_is_corrected(ovens):
    publish(ovens.runtime, "2025-3")
    publish(ovens.runtime, "2025-4")
    for number in ("2025-3", "2025-2", "nonsense"):
        with pytest.raises(Refused):
            correct(ovens.runtime, number)
    for times, (number, mistakes) in enumerate((("2025-4", range(3)), ("2025-4.1", range(3, 8))), 1):
        ovens.tell(*map(taken_back, mistakes))
        assert correct(ovens.runtime, number) == f"2025-4.{times}"


def test_a_correction_that_puts_nothing_right_is_refused(ovens):
    publish(ovens.runtime, "2025-4")
    ovens.tell(*map(taken_back, range(3)))
    assert correct(ovens.runtime, "2025-4") == "2025-4.1"
    for _ in range(2):
        with pytest.raises(Refused, match="nothing to correct"):
            correct(ovens.runtime, "2025-4")
    assert [one.number for one in ovens.runtime.database.look(all_editions)] == ["2025-4.1", "2025-4"]


def test_a_correction_that_changes_no_public_row_is_refused_though_the_people_behind_it_changed(ovens):
    """One of twelve never was: ten at least, as before. Published, it would only stamp everybody *corrected*."""
    publish(ovens.runtime, "2025-4")
    ovens.tell(taken_back(0))
    with pytest.raises(Refused, match="every public row would stay"):
        correct(ovens.runtime, "2025-4")
    assert [one.number for one in ovens.runtime.database.look(all_editions)] == ["2025-4"]


# -- the editors' desk ----------------------------------------------------------------------------------------------


def test_a_preview_is_what_publication_gives(ovens):
    ovens.tell(*practices(OVENS, ("mentor",), datetime.date(2025, 3, 1)))
    now = ovens.runtime.clock.now()
    seen_before = ovens.runtime.database.look(lambda s: preview(s, "2025-4", now))
    publish(ovens.runtime, "2025-4")
    assert {row.name: row for row in seen_before.rows} == shown(ovens.runtime, "2025-4")
    assert seen_before.may
    after = ovens.runtime.database.look(lambda s: preview(s, "2025-4", ovens.runtime.clock.now()))
    assert after.published
    assert not after.may


def test_the_checklist_says_what_waits_and_whether_the_day_has_come(ovens):
    publish(ovens.runtime, "2025-4")
    ovens.tell((hired(OVENS, "late", AUTUMN), AUTUMN))
    now = ovens.runtime.clock.now()
    next_ = ovens.runtime.database.look(lambda s: checklist(s, "2026-1", now))
    assert (next_.day_reached, next_.may, next_.late) == (False, False, 1)
    assert ovens.runtime.database.look(lambda s: checklist(s, "2025-3", now)).superseded


def test_a_basis_is_counted_held_back_only_if_somebody_waits(ovens):
    publish(ovens.runtime, "2025-3")
    now = ovens.runtime.clock.now()
    assert ovens.runtime.database.look(lambda s: preview(s, "2025-4", now)).held == 0
    ovens.tell(*kept(OVENS, 2, datetime.date(2025, 6, 1)))
    assert ovens.runtime.database.look(lambda s: preview(s, "2025-4", now)).held == 1
