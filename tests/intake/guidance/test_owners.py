"""Whose case it is: by default who registered, handed over one by one or all at once, with a colleague for a time."""

import pytest
import sqlalchemy as sa

from services.intake.access.commands import DeactivateAccount, RegisterOrganisation
from services.intake.access.handlers.accounts import deactivate_account, register_organisation
from services.intake.guidance import tables
from services.intake.guidance.commands import EndStandIn, HandOverAll, StandIn
from services.intake.guidance.handlers import owners
from services.intake.guidance.model import Absence, acting, acts_for, check_absence
from services.intake.guidance.queries.load import loads
from shared.transaction import Missing, Refused
from tests.intake.conftest import Intake
from tests.intake.guidance.conftest import Office, day


def test_a_case_is_whoevers_registered_the_person_until_it_is_handed_over(office: Office) -> None:
    case = office.person(office.rada)
    assert office.case(office.martin, case).owner_name == "Рада Колева"
    assert (office.mine(office.rada), office.mine(office.martin)) == ([case], [])
    assert office.hand(office.martin, office.martin, case) == 1
    assert (office.mine(office.rada), office.mine(office.martin)) == ([], [case])
    [change] = office.case(office.rada, case).changes
    assert (change.before, change.after, change.by) == ("Рада Колева", "Мартин Велев", "Мартин Велев")


def test_who_has_it_already_is_given_nothing_and_no_history(office: Office) -> None:
    case = office.person(office.rada)
    assert office.hand(office.rada, office.rada, case) == 0
    assert office.case(office.rada, case).changes == ()


def test_a_case_goes_to_no_one_who_does_not_work_with_people_of_this_office(office: Office, intake: Intake) -> None:
    case = office.person(office.rada)
    elsewhere = intake.do(register_organisation, RegisterOrganisation(name="Център София", town="София"))
    stranger = office.colleague("Йоана Стратева", organisation=elsewhere)
    editor = office.colleague("Елена Мирчева", "editor")
    gone = office.colleague("Тодор Минчев")
    intake.do(deactivate_account, DeactivateAccount(account=gone.account))
    for one in (stranger, editor, gone):
        with pytest.raises(Refused) as refused:
            office.hand(office.rada, one, case)
        assert refused.value.field == "to"
    with pytest.raises(Missing):
        office.hand(stranger, stranger, case)


def test_a_lead_hands_over_everything_of_somebody_who_left(office: Office, intake: Intake) -> None:
    first, second = office.person(office.rada), office.person(office.rada, "Саид Карими")
    kept = office.person(office.martin, "Иван Петров")
    intake.do(deactivate_account, DeactivateAccount(account=office.rada.account))
    look, sealer = intake.runtime.database.look, intake.runtime.tools.sealer
    gone = look(lambda s: loads(s, sealer, office.lead, day(0)))[0]
    assert (gone.name, gone.is_here, gone.counts.none) == ("Рада Колева", False, 2)
    command = HandOverAll(of=office.rada.account, to=office.martin.account)
    assert intake.do(owners.hand_over_all, command, office.lead) == 2
    assert sorted(office.mine(office.martin)) == sorted([first, second, kept])
    assert [one.name for one in look(lambda s: loads(s, sealer, office.lead, day(0)))] == [
        "Мартин Велев",
        "Невена Дочева",
    ]


def test_a_stand_in_has_the_cases_on_these_days_and_on_no_other(office: Office) -> None:
    case = office.person(office.rada)
    office.away(office.rada, office.martin, 1, 3)
    assert [office.mine(office.martin, on) for on in range(5)] == [[], [case], [case], [case], []]
    assert [office.mine(office.rada, on) for on in range(5)] == [[case], [], [], [], [case]]
    assert office.case(office.rada, case, 2).acting_name == "Мартин Велев"
    assert office.case(office.rada, case, 2).owner_name == "Рада Колева"


def test_who_is_back_earlier_has_the_cases_at_once(office: Office, intake: Intake) -> None:
    case = office.person(office.rada)
    absence = office.away(office.rada, office.martin, -2, None)
    assert office.mine(office.rada) == []
    intake.do(owners.end_stand_in, EndStandIn(stand_in=absence), office.rada)
    assert office.mine(office.rada) == [case]
    today = office.away(office.rada, office.martin, 0, 5)
    intake.do(owners.end_stand_in, EndStandIn(stand_in=today), office.martin)
    left = intake.runtime.database.look(lambda s: list(s.scalars(sa.select(tables.stand_in.c.id))))
    assert left == [absence]


def test_only_a_lead_arranges_or_ends_it_for_others(office: Office, intake: Intake) -> None:
    with pytest.raises(Refused) as refused:
        office.away(office.rada, office.martin, 0, 1, office.martin)
    assert refused.value.field == "account"
    absence = office.away(office.rada, office.martin, 0, 1, office.lead)
    third = office.colleague("Тодор Минчев")
    with pytest.raises(Refused):
        intake.do(owners.end_stand_in, EndStandIn(stand_in=absence), third)
    elsewhere = intake.do(register_organisation, RegisterOrganisation(name="Център София", town="София"))
    stranger = office.colleague("Ана Чужда", "lead", elsewhere)
    with pytest.raises(Missing):
        intake.do(owners.end_stand_in, EndStandIn(stand_in=absence), stranger)
    command = StandIn(account=office.rada.account, stands_in=stranger.account, begins=day(9))
    with pytest.raises(Refused):
        intake.do(owners.arrange_stand_in, command, stranger)


def absence(account: str, by: str, begins: int, ends: int | None) -> Absence:
    last = None if ends is None else day(ends)
    return Absence(id="1", organisation="o", account=account, stands_in=by, begins=day(begins), ends=last)


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (("a", "a", 0, 1), "stands_in"),
        (("a", "b", 3, 2), "ends"),
        (("a", "c", 5, None), "begins"),
        (("c", "a", 4, 5), "stands_in"),
        (("b", "c", 0, 5), "begins"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(new: tuple[str, str, int, int | None], field: str) -> None:
    with pytest.raises(Refused) as refused:
        check_absence(absence(*new), [absence("a", "b", 5, 9)])
    assert refused.value.field == field


def test_days_before_and_after_another_absence_are_free() -> None:
    for new in (("a", "c", 0, 4), ("a", "c", 10, None), ("b", "c", 10, 12), ("c", "b", 6, 7)):
        check_absence(absence(*new), [absence("a", "b", 5, 9)])


def test_each_owners_cases_are_with_exactly_one_colleague() -> None:
    away = {"a": "b", "c": "b"}
    assert acts_for("b", away) == ("b", "a", "c")
    assert acts_for("a", away) == ()
    everybody = ("a", "b", "c", "d")
    assert sorted(one for each in everybody for one in acts_for(each, away)) == list(everybody)
    assert [acting(one, away) for one in everybody] == ["b", "b", "b", "d"]


def test_an_absence_that_is_over_is_not_ended_again() -> None:
    over = Absence(id="1", organisation="o", account="a", stands_in="b", begins=day(-9), ends=day(-5))
    assert over.end(day(0)) is False
    assert over.ends == day(-5)


def test_the_cases_of_a_stand_in_who_has_left_are_their_owners_again(office: Office, intake: Intake) -> None:
    case = office.person(office.rada)
    office.away(office.rada, office.martin, 0, None)
    assert (office.mine(office.rada), office.mine(office.martin)) == ([], [case])
    intake.do(deactivate_account, DeactivateAccount(account=office.martin.account))
    assert office.mine(office.rada) == [case]
