"""Employers: registered by themselves, checked by somebody, changed, grouped, closed."""

import datetime

import pytest

from services.intake.employers import commands as ask
from services.intake.employers.handlers import employers, registration
from services.intake.employers.model import gender_of
from services.intake.letters.handlers import take_letters
from services.intake.letters.queries import WaitingLetter
from services.intake.vacancies import handlers as vacancies_handlers
from shared.events import intake as events
from shared.identity import employer_id
from shared.readers.workdays import working_days_after
from shared.transaction import Missing, Refused
from tests.conftest import actor
from tests.intake.conftest import NUMBER, TODAY, Intake, registration_of

OTHER = "131071587"


def test_registering_tells_the_employer_its_headcount_and_that_it_joins(intake: Intake) -> None:
    employer = intake.registered(website="https://hlebna.example")
    kinds = [type(event) for event in intake.told()][1:]
    assert kinds == [events.EmployerRegistered, events.EmployerHeadcount, events.EmployerJoined]
    [fact] = [event for event in intake.told() if type(event) is events.EmployerRegistered]
    assert (fact.employer, fact.links) == (employer_id("BG", NUMBER), ("https://hlebna.example",))
    assert employer == fact.employer


def test_without_agreement_nobody_hears_that_it_joined(intake: Intake) -> None:
    intake.registered(joined=False)
    assert intake.told(events.EmployerJoined) == []


@pytest.mark.parametrize("number", ["121362923", "12136292", "1213629290000", "BG12136292X"])
def test_a_bulgarian_number_with_wrong_check_digits_is_refused(intake: Intake, number: str) -> None:
    with pytest.raises(Refused) as refused:
        intake.registered(national_id=number)
    assert refused.value.field == "national_id"


def test_a_number_written_with_spaces_and_bg_is_the_same_employer(intake: Intake) -> None:
    first = intake.registered()
    assert intake.registered(national_id="BG 121 362 929", contact_email="other@hlebna.example") == first
    assert len(intake.told(events.EmployerRegistered)) == 1, "the second claim waits for the office"


def test_another_countrys_number_is_taken_as_text(intake: Intake) -> None:
    assert intake.registered(country="LV", national_id="40003 521 600") == employer_id("LV", "40003 521 600")


def waiting_letters(intake: Intake) -> list[WaitingLetter]:
    """Those that nobody took yet; looking takes them."""
    return intake.runtime.perform(lambda tx: take_letters(50, tx))


def test_an_address_with_an_account_gets_a_letter_and_makes_no_employer(intake: Intake) -> None:
    intake.verified()
    waiting_letters(intake)
    intake.do(registration.register_employer, registration_of(national_id=OTHER))
    assert len([event for event in intake.told() if type(event) is events.EmployerRegistered]) == 1
    waiting = waiting_letters(intake)
    assert [letter.kind for letter in waiting][-1] == "known"


def test_verifying_tells_once(intake: Intake) -> None:
    employer = intake.verified()
    intake.do(vacancies_handlers.verify_employer, ask.VerifyEmployer(employer=employer), intake.editor)
    assert [event.on for event in intake.told(events.EmployerVerified)] == [TODAY]


def test_a_refused_registration_may_be_made_anew(intake: Intake) -> None:
    employer = intake.registered(name="Грешно име")
    intake.do(vacancies_handlers.refuse_employer, ask.RefuseEmployer(employer=employer, reason="Друго име в регистъра"))
    assert intake.registered(contact_email="other@hlebna.example") == employer
    [changed] = intake.told(events.EmployerChanged)
    assert changed.name == "Хлебна къща ООД"


def test_a_verified_employer_cannot_be_refused(intake: Intake) -> None:
    employer = intake.verified()
    with pytest.raises(Refused):
        intake.do(vacancies_handlers.refuse_employer, ask.RefuseEmployer(employer=employer, reason="късно"))


def test_two_working_days_pass_over_the_weekend() -> None:
    assert working_days_after(datetime.date(2026, 3, 5), 2) == datetime.date(2026, 3, 9)


def test_an_employer_changes_only_itself(intake: Intake) -> None:
    mine, other = intake.registered(), intake.registered(national_id=OTHER, contact_email="b@b.example")
    with pytest.raises(Missing):
        intake.do(employers.count_staff, ask.CountStaff(employer=other, headcount=3), intake.as_employer(mine))
    intake.do(employers.count_staff, ask.CountStaff(employer=mine, headcount=50), intake.as_employer(mine))
    assert [event.headcount for event in intake.told(events.EmployerHeadcount)] == [42, 42, 50]


def test_an_older_count_is_told_but_does_not_replace_the_newest(intake: Intake) -> None:
    from services.intake.employers.model import Employer

    employer = intake.registered()
    older = ask.CountStaff(employer=employer, headcount=7, headcount_on=datetime.date(2025, 1, 1))
    intake.do(employers.count_staff, older, intake.officer)
    kept = intake.runtime.database.look(lambda s: s.get(Employer, employer))
    assert kept is not None
    assert (kept.headcount, kept.headcount_on) == (42, TODAY)
    assert intake.told(events.EmployerHeadcount)[-1].headcount == 7


def test_a_change_that_changes_nothing_public_tells_nothing(intake: Intake) -> None:
    employer = intake.registered()
    same = {"name": "Хлебна къща ООД", "name_en": "Hlebna kashta", "legal_form": "ood", "sector": "C"}
    command = ask.ChangeEmployer(employer=employer, town="Пловдив", **same)  # type: ignore[arg-type]
    intake.do(employers.change_employer, command, intake.officer)
    assert intake.told(events.EmployerChanged) == []


def test_leaving_and_joining_again_are_told_each_once(intake: Intake) -> None:
    employer = intake.registered()
    for _ in range(2):
        intake.do(employers.leave_listing, ask.LeaveListing(employer=employer), intake.officer)
    intake.do(employers.join_listing, ask.JoinListing(employer=employer, points=True), intake.officer)
    assert len(intake.told(events.EmployerLeft)) == 1
    assert [event.points for event in intake.told(events.EmployerJoined)] == [False, True]


def test_joining_a_group_tells_of_its_lead_too(intake: Intake) -> None:
    lead, member = intake.registered(), intake.registered(national_id=OTHER, contact_email="b@b.example")
    intake.do(employers.join_group, ask.JoinGroup(employer=member, group=lead, role="trains"), intake.editor)
    told = [(event.employer, event.group, event.lead) for event in intake.told(events.EmployerGroup)]
    assert told == [(lead, lead, True), (member, lead, False)]
    intake.do(employers.join_group, ask.JoinGroup(employer=member), intake.editor)
    assert intake.told(events.EmployerGroup)[-1].group == member


def test_a_practice_confirmed_by_the_groups_own_body_is_no_evidence(intake: Intake) -> None:
    from services.intake.access.commands import RegisterOrganisation
    from services.intake.access.handlers.accounts import register_organisation

    employer = intake.verified()
    own = intake.do(register_organisation, RegisterOrganisation(name="Фондация", town="Пловдив", group=employer))
    command = ask.ConfirmPractice(employer=employer, practice="mentor", details=("in-paid-time", "frequency-weekly-1"))
    intake.do(employers.confirm_practice, command, actor("officer", organisation=own))
    intake.do(employers.confirm_practice, command, intake.officer)
    told = intake.told(events.PracticeConfirmed)
    assert [event.evidence for event in told] == [0, 1]
    assert told[0].details == ("frequency-weekly-1", "in-paid-time")


def test_a_practice_is_withdrawn_once(intake: Intake) -> None:
    employer = intake.verified()
    command = ask.ConfirmPractice(employer=employer, practice="shared")
    intake.do(employers.confirm_practice, command, intake.officer)
    for _ in range(2):
        gone = ask.WithdrawPractice(employer=employer, practice="shared")
        intake.do(employers.withdraw_practice, gone, intake.officer)
    assert len(intake.told(events.PracticeWithdrawn)) == 1


def test_a_corrected_suspension_carries_a_higher_revision(intake: Intake) -> None:
    employer = intake.verified()
    begins, ends = datetime.date(2026, 1, 1), datetime.date(2026, 7, 1)
    command = ask.SuspendEmployer(employer=employer, begins=begins, ends=ends, reason="наказателно постановление")
    suspension = intake.do(employers.suspend_employer, command, intake.editor)
    corrected = ask.CorrectSuspension(suspension=suspension, begins=begins, ends=begins)
    intake.do(employers.correct_suspension, corrected, intake.editor)
    assert [(event.rev, event.ends) for event in intake.told(events.EmployerSuspended)] == [(0, ends), (1, begins)]


def test_a_closing_employer_closes_its_vacancies(intake: Intake) -> None:
    employer = intake.verified()
    vacancy = intake.published(employer)
    intake.do(vacancies_handlers.close_employer, ask.CloseEmployer(employer=employer), intake.editor)
    assert [event.vacancy for event in intake.told(events.VacancyClosed)] == [vacancy]
    assert len(intake.told(events.EmployerClosed)) == 1


@pytest.mark.parametrize(
    ("word", "gender"),
    [
        ("хлебозавод", "m"), ("пекарна", "f"), ("шивашко ателие", "n"), ("Детска градина", "f"), ("мебелен завод", "m"),
        ("фирма за почистване", "f"), ("цех за метални изделия", "m"), ("кафене", "n"), ("музей", "m"),
        ("хотели", None), ("пловдивски завод", None), ("леярност", None), ("фитнес зала", None), ("IT компания", None), ("", None),
    ],
)  # fmt: skip
def test_the_gender_of_a_trade_word_is_seen_from_its_ending_or_asked(word: str, gender: str | None) -> None:
    assert gender_of(word) == gender


def test_a_trade_word_is_told_with_its_gender_though_nobody_was_asked(intake: Intake) -> None:
    employer = intake.registered(trade_word="шивашко ателие", trade_gender=None)
    assert intake.told(events.EmployerRegistered)[0].trade_gender == "n"
    with pytest.raises(Refused, match="Choose the grammatical gender"):
        intake.registered(national_id="206432104", contact_email="x@y.example", trade_word="хотели", trade_gender=None)
    assert employer
