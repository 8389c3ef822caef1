"""A fixed term is over: officer and employer get one letter, which names nobody."""

from services.intake.followups.handlers.terms import ask_renewals
from shared.events.placements import FixedTermOver
from shared.transaction import Transaction
from tests.conftest import actor
from tests.intake.conftest import TODAY, Intake
from tests.intake.followups.mornings import EMPLOYER, OFFICER, days
from tests.intake.letters.questions import confirmed_employer, mailed, officer_account, with_mail
from tests.recognition.telling import message_of


def over(intake: Intake, placements: tuple[str, ...] = ("p-1",), late: int = 0) -> str:
    employer, officer = confirmed_employer(intake), officer_account(intake)
    candidate = with_mail(intake, who=actor("officer", account=officer, organisation=intake.organisation))
    whose = {"candidate": candidate, "employer": employer, "organisation": intake.organisation}
    events = [FixedTermOver(placement=each, on=TODAY - days(late), **whose) for each in placements]

    def hear(tx: Transaction) -> None:
        for event in events:
            tx.hear(event, message_of(event, intake.runtime.clock.today()))
        ask_renewals(events, tx)

    intake.runtime.perform(hear)
    return candidate


def test_the_officer_and_the_employer_are_asked_by_letter_and_the_person_is_not(intake: Intake) -> None:
    candidate = over(intake)
    letters = mailed(intake)
    assert sorted(letter["To"] for letter in letters) == sorted([EMPLOYER, OFFICER])
    for letter in letters:
        assert "/placements/hires/p-1/renewal" in letter.get_content()
        assert candidate not in letter.get_content()


def test_several_of_one_day_come_in_one_letter(intake: Intake) -> None:
    over(intake, ("p-1", "p-2"))
    letters = mailed(intake)
    assert len(letters) == 2
    assert all(letter.get_content().count("/renewal") == 2 for letter in letters)


def test_of_a_term_that_was_over_long_ago_no_letter_is_written(intake: Intake) -> None:
    over(intake, late=31)
    assert mailed(intake) == []
