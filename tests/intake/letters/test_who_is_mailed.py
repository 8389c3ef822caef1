"""Who is asked by mail whether somebody is still at work, in which words, and who is not."""

import datetime

import pytest
import sqlalchemy as sa

from services.intake.access import commands as ask_accounts
from services.intake.access.handlers import accounts
from services.intake.candidates.commands import EraseCandidate, GivePermission, WithdrawPermission
from services.intake.candidates.handlers import permissions
from services.intake.followups import tables as asked
from services.intake.followups.commands import NoteAddress
from services.intake.followups.handlers import questions as one_tap
from services.intake.letters import tables as letters_tables
from services.intake.rights.handlers import erasure
from shared.transaction import Missing
from tests.conftest import actor
from tests.intake.conftest import Intake
from tests.intake.letters.questions import (
    ADDRESS,
    ask,
    confirmed_employer,
    due,
    forget_letters,
    links,
    mailed,
    officer_account,
    with_mail,
)


@pytest.mark.parametrize(
    ("language", "lang", "words"),
    [
        ("bg", "bg", "Добър ден"), ("uk", "uk", "Добрий день"), ("ar", "ar", "تحية"), ("fa", "fa", "سلام"),
        ("tr", "tr", "İyi günler"), ("ru", "uk", "Добрий день"),
    ],
)  # fmt: skip
def test_the_person_is_asked_in_the_language_of_the_file(intake: Intake, language: str, lang: str, words: str) -> None:
    """Where these texts do not exist in it, in the language the notice was read in."""
    candidate = with_mail(intake, language=language)
    ask(intake, due(intake, candidate))
    (letter,) = mailed(intake)
    text = letter.get_content()
    (link,) = links(intake, text)
    assert letter["To"] == ADDRESS
    assert words in text
    assert (link.placement, link.milestone, link.party, link.lang) == ("hire-1", 90, "person", lang)


def test_a_letter_names_nobody(intake: Intake) -> None:
    employer = confirmed_employer(intake)
    officer = officer_account(intake)
    candidate = with_mail(intake, who=actor("officer", account=officer, organisation=intake.organisation))
    ask(intake, due(intake, candidate, employer=employer))
    found = mailed(intake)
    assert len(found) == 3
    for letter in found:
        text = f"{letter['Subject']} {letter.get_content()}"
        assert not any(word in text for word in ("Олена", "Коваль", "123 4567", "Хлебна", "1998"))


def test_nobody_is_mailed_without_an_address(intake: Intake) -> None:
    ask(intake, due(intake, intake.ready()))
    assert mailed(intake) == []


def test_without_a_notice_or_a_live_permission_the_person_is_not_mailed(intake: Intake) -> None:
    candidate = with_mail(intake, notice=False)
    ask(intake, due(intake, candidate))
    assert mailed(intake) == []
    given = intake.do(permissions.give_permission, GivePermission(candidate=candidate, scope="apply"), intake.officer)
    ask(intake, due(intake, candidate, placement="hire-2"))
    assert len(mailed(intake)) == 1
    withdrawn = WithdrawPermission(candidate=candidate, permission=given)
    intake.do(permissions.withdraw_permission, withdrawn, intake.officer)
    ask(intake, due(intake, candidate, placement="hire-3"))
    assert len(mailed(intake)) == 1


def test_whoever_wants_no_mail_any_more_gets_none(intake: Intake) -> None:
    candidate = with_mail(intake)
    intake.do(one_tap.note_address, NoteAddress(candidate=candidate), intake.officer)
    ask(intake, due(intake, candidate))
    assert mailed(intake) == []


def test_an_address_is_sealed_with_the_persons_key_and_goes_when_the_person_is_erased(intake: Intake) -> None:
    candidate = with_mail(intake)
    (row,) = intake.runtime.database.look(lambda s: s.execute(sa.select(asked.candidate_mail)).all())
    assert row.address.startswith("v1.")
    intake.do(erasure.erase_candidate, EraseCandidate(candidate=candidate, sure=True), intake.officer)
    assert intake.runtime.database.look(lambda s: s.execute(sa.select(asked.candidate_mail)).all()) == []
    ask(intake, due(intake, candidate))
    assert mailed(intake) == []


def test_an_officer_of_another_centre_notes_no_address(intake: Intake) -> None:
    stranger = actor("officer", account="x", organisation="elsewhere")
    with pytest.raises(Missing):
        intake.do(one_tap.note_address, NoteAddress(candidate=intake.candidate(), email=ADDRESS), stranger)


def test_an_employer_gets_one_letter_with_a_link_for_each_person(intake: Intake) -> None:
    employer = confirmed_employer(intake)
    first, second = intake.ready(), intake.ready(another=True)
    ask(intake, due(intake, first, employer=employer), due(intake, second, 30, "hire-2", employer))
    (letter,) = mailed(intake)
    found = links(intake, letter.get_content())
    assert [(link.placement, link.milestone, link.party) for link in found] == [
        ("hire-1", 90, "employer"),
        ("hire-2", 30, "employer"),
    ]
    assert "2 декември 2025" in letter.get_content().replace("\xa0", " "), "the first day at work tells them apart"


def test_an_employer_that_is_not_verified_or_not_confirmed_is_not_mailed(intake: Intake) -> None:
    employer = intake.registered()
    forget_letters(intake)
    ask(intake, due(intake, intake.ready(), employer=employer))
    assert mailed(intake) == []


def test_the_officer_who_registered_the_person_is_asked(intake: Intake) -> None:
    officer = officer_account(intake)
    candidate = intake.candidate(who=actor("officer", account=officer, organisation=intake.organisation))
    ask(intake, due(intake, candidate))
    (letter,) = mailed(intake)
    assert letter["To"] == "rada@centre.example"
    assert [link.party for link in links(intake, letter.get_content())] == ["officer"]
    assert "C-" in letter.get_content()


def test_where_that_officer_has_gone_the_lead_is_asked(intake: Intake) -> None:
    officer = officer_account(intake)
    candidate = intake.candidate(who=actor("officer", account=officer, organisation=intake.organisation))
    officer_account(intake, "lead", "lead@centre.example")
    intake.do(accounts.deactivate_account, ask_accounts.DeactivateAccount(account=officer))
    ask(intake, due(intake, candidate))
    assert [letter["To"] for letter in mailed(intake)] == ["lead@centre.example"]


def test_a_link_says_to_whose_account_it_was_mailed_and_a_closed_account_is_mailed_nothing_more(intake: Intake) -> None:
    officer = officer_account(intake)
    candidate = intake.candidate(who=actor("officer", account=officer, organisation=intake.organisation))
    ask(intake, due(intake, candidate))
    (letter,) = mailed(intake)
    assert [link.account for link in links(intake, letter.get_content())] == [officer]
    ask(intake, due(intake, candidate, placement="hire-2"))
    intake.do(accounts.deactivate_account, ask_accounts.DeactivateAccount(account=officer))
    assert len(mailed(intake)) == 1
    assert intake.runtime.database.look(lambda s: s.execute(sa.select(letters_tables.asked_link)).all()) == []


def test_a_question_told_long_ago_is_not_mailed(intake: Intake) -> None:
    """After a restore, or where history is loaded, nobody is asked about last year."""
    candidate = with_mail(intake)
    ask(intake, due(intake, candidate), at=intake.runtime.clock.now() - datetime.timedelta(days=4))
    assert mailed(intake) == []
