"""Who is asked by mail whether somebody is still at work, in which words, and what takes a letter back."""

import asyncio
import contextlib
import datetime
import smtplib
from email import message_from_bytes
from email.policy import default
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
import structlog

from services.intake.access import commands as ask_accounts
from services.intake.access import tables as people
from services.intake.access.handlers import accounts
from services.intake.candidates.commands import EraseCandidate, GivePermission, ReadNotice, WithdrawPermission
from services.intake.candidates.handlers import candidates, permissions
from services.intake.followups import tables as asked
from services.intake.followups.commands import NoteAddress
from services.intake.followups.handlers import questions as one_tap
from services.intake.letters import handlers as letters
from services.intake.letters import tables as letters_tables
from services.intake.letters import worker as mail_queue
from services.intake.letters.queries import TAKEN_FOR, WaitingLetter
from services.intake.rights.handlers import erasure
from shared.events.placements import FollowUpDue, FollowUpSettled
from shared.links import Link
from shared.message import Message, encode_data, new_id, schema
from shared.transaction import Missing
from tests.conftest import actor
from tests.intake.conftest import PASSWORD, TODAY, Intake
from web.text import TEMPLATES, render

ADDRESS = "olena@post.example"


def due(
    intake: Intake, candidate: str, milestone: int = 90, placement: str = "hire-1", employer: str = "nobody"
) -> FollowUpDue:
    return FollowUpDue(
        placement=placement,
        milestone=milestone,
        due=TODAY,
        candidate=candidate,
        employer=employer,
        organisation=intake.organisation,
    )


def hear(intake: Intake, handler: Any, *events: Any, at: datetime.datetime | None = None) -> None:
    """As the consumer hands them over: each with the envelope it came in."""
    then = at or intake.runtime.clock.now()

    def take(tx: Any) -> None:
        for event in events:
            told = Message(
                id=new_id(), source="/placements", type=event.TYPE, subject=event.subject, time=then, recordedtime=then,
                dataschema=schema(type(event)), aggregateversion=1, correlationid=new_id(),
                data=encode_data(event),
            )  # fmt: skip
            tx.hear(event, told)
        handler(list(events), tx)

    intake.runtime.perform(take)


def ask(intake: Intake, *events: Any, **more: Any) -> None:
    hear(intake, one_tap.mail_questions, *events, **more)


def with_mail(intake: Intake, *, notice: bool = True, **more: Any) -> str:
    candidate = intake.candidate(**more)
    if notice:
        intake.do(candidates.read_notice, ReadNotice(candidate=candidate, language="uk"), intake.officer)
    intake.do(one_tap.note_address, NoteAddress(candidate=candidate, email=ADDRESS), intake.officer)
    return candidate


async def deliver(intake: Intake) -> None:
    await mail_queue.deliver_letters(intake.runtime)


def mailed(intake: Intake) -> list[Any]:
    asyncio.run(deliver(intake))
    files = sorted((intake.runtime.settings.data / "mail").glob("*.eml"))
    return [message_from_bytes(each.read_bytes(), policy=default) for each in files]


def links(intake: Intake, text: str) -> list[Link]:
    tokens = [word.rpartition("/")[2] for word in text.split() if "/placements/answers/" in word]
    return [intake.runtime.tools.links.read(token) for token in tokens]


def officer_account(intake: Intake, role: Any = "officer", email: str = "rada@centre.example") -> str:
    invited = ask_accounts.InviteColleague(email=email, roles=(role,), organisation=intake.organisation)
    token = intake.do(accounts.invite_colleague, invited)
    accepted = ask_accounts.AcceptInvitation(token=token, name="Рада", password=PASSWORD)
    intake.do(accounts.accept_invitation, accepted)
    forget_letters(intake)
    newest = sa.select(people.account.c.id).order_by(people.account.c.id.desc())
    return str(intake.runtime.database.look(lambda s: s.scalar(newest)))


def forget_letters(intake: Intake) -> None:
    intake.runtime.database.transact(lambda s: s.execute(sa.delete(letters_tables.letter)))


def confirmed_employer(intake: Intake, **more: Any) -> str:
    employer = intake.verified(**more)
    forget_letters(intake)
    return employer


# -- the person --------------------------------------------------------------------------------------------------------


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


# -- the employer and the service --------------------------------------------------------------------------------------


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


# -- taken back, sent once ---------------------------------------------------------------------------------------------


def test_an_answer_takes_back_what_was_not_sent_yet(intake: Intake) -> None:
    candidate = with_mail(intake)
    ask(intake, due(intake, candidate))
    hear(intake, one_tap.take_back_questions, FollowUpSettled(placement="hire-1", milestone=90))
    assert mailed(intake) == []
    assert intake.runtime.database.look(lambda s: s.execute(sa.select(letters_tables.asked_link)).all()) == []


def test_a_letter_that_asks_about_somebody_else_too_is_still_sent(intake: Intake) -> None:
    employer = confirmed_employer(intake)
    first, second = intake.ready(), intake.ready(another=True)
    ask(intake, due(intake, first, employer=employer), due(intake, second, 30, "hire-2", employer))
    hear(intake, one_tap.take_back_questions, FollowUpSettled(placement="hire-1", milestone=90))
    assert len(mailed(intake)) == 1


def test_two_who_send_at_once_send_a_letter_once(intake: Intake) -> None:
    ask(intake, due(intake, with_mail(intake)))
    first = intake.do(letters.take_letters, 10)
    assert len(first) == 1
    assert intake.do(letters.take_letters, 10) == []


def test_what_a_dead_process_took_is_taken_again(intake: Intake) -> None:
    ask(intake, due(intake, with_mail(intake)))
    intake.do(letters.take_letters, 10)
    long_ago = datetime.datetime.now(datetime.UTC) - TAKEN_FOR - datetime.timedelta(seconds=1)
    intake.runtime.database.transact(lambda s: s.execute(sa.update(letters_tables.letter).values(taken=long_ago)))
    assert len(intake.do(letters.take_letters, 10)) == 1


def through(intake: Intake, monkeypatch: Any, server: Any) -> None:
    """Deliver through a mail server of the test's own."""
    monkeypatch.setattr(mail_queue, "_server", lambda url: contextlib.nullcontext(server))
    monkeypatch.setattr(
        intake.runtime, "settings", msgspec.structs.replace(intake.runtime.settings, mail_url="smtp://mail.example")
    )
    asyncio.run(deliver(intake))


def waiting(intake: Intake) -> int:
    query = sa.select(sa.func.count()).select_from(letters_tables.letter).where(letters_tables.letter.c.sent.is_(None))
    return intake.runtime.database.look(lambda session: session.scalars(query).one())


def asked_by_mail(intake: Intake, address: str) -> None:
    other = intake.candidate(another=True)
    intake.do(candidates.read_notice, ReadNotice(candidate=other, language="bg"), intake.officer)
    intake.do(one_tap.note_address, NoteAddress(candidate=other, email=address), intake.officer)
    ask(intake, due(intake, other, placement="hire-of-" + address.partition("@")[0]))


class Server:
    """Takes every letter but those to `ADDRESS`."""

    def __init__(self, error: Exception) -> None:
        self.error, self.sent = error, list[str]()

    def send_message(self, message: Any) -> None:
        if message["To"] == ADDRESS:
            raise self.error
        self.sent.append(message["To"])


def test_a_mail_server_that_is_away_is_told_in_the_log_without_an_address(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = msgspec.structs.replace(intake.runtime.settings, mail_url="smtp://127.0.0.1:1")
    monkeypatch.setattr(intake.runtime, "settings", settings)
    ask(intake, due(intake, with_mail(intake)))
    asked_by_mail(intake, "other@post.example")
    with structlog.testing.capture_logs() as lines:
        asyncio.run(deliver(intake))
        asyncio.run(deliver(intake))
    assert [line["event"] for line in lines] == ["letters wait"], "and nobody knocks again at once"
    assert ADDRESS not in str(lines)
    assert waiting(intake) == 2


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no such mailbox")}),
        smtplib.SMTPSenderRefused(451, b"later", "no-reply@localhost"),
        smtplib.SMTPDataError(554, b"looks like spam"),
        smtplib.SMTPNotSupportedError("no SMTPUTF8"),
        UnicodeEncodeError("ascii", "ж", 0, 1, "no letter"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_one_refused_letter_does_not_hold_up_the_others(
    intake: Intake, monkeypatch: pytest.MonkeyPatch, error: Any
) -> None:
    ask(intake, due(intake, with_mail(intake)))
    asked_by_mail(intake, "other@post.example")
    server = Server(error)
    with structlog.testing.capture_logs() as lines:
        through(intake, monkeypatch, server)
    assert server.sent == ["other@post.example"]
    assert waiting(intake) == 1
    assert ADDRESS not in str(lines)


def test_a_letter_that_cannot_be_written_does_not_hold_up_the_others(intake: Intake) -> None:
    ask(intake, due(intake, with_mail(intake)))
    intake.runtime.database.transact(
        lambda s: s.execute(sa.update(letters_tables.letter).values(kind="no-such-template"))
    )
    asked_by_mail(intake, "other@post.example")
    assert [letter["To"] for letter in mailed(intake)] == ["other@post.example"]


def test_after_a_broken_connection_no_letter_is_sent_twice(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    asked_by_mail(intake, "other@post.example")
    ask(intake, due(intake, with_mail(intake, another=True)))
    server = Server(smtplib.SMTPServerDisconnected("gone"))
    through(intake, monkeypatch, server)
    long_ago = datetime.datetime.now(datetime.UTC) - TAKEN_FOR - datetime.timedelta(seconds=1)
    intake.runtime.database.transact(lambda s: s.execute(sa.update(letters_tables.letter).values(taken=long_ago)))
    through(intake, monkeypatch, server)
    assert server.sent == ["other@post.example"]
    assert waiting(intake) == 1


def test_an_answer_that_comes_while_its_letter_is_on_the_way_stops_nobody(intake: Intake) -> None:
    """The letter is out and its row is gone: whoever sends goes on with the others."""
    candidate = with_mail(intake)
    ask(intake, due(intake, candidate), due(intake, candidate, placement="hire-2"))
    taken = intake.runtime.perform(lambda tx: letters.take_letters(10, tx))
    hear(intake, one_tap.take_back_questions, FollowUpSettled(placement="hire-1", milestone=90))
    intake.runtime.perform(lambda tx: letters.note_sent_letters(tuple(one.id for one in taken), tx))
    row = letters_tables.letter.c
    waiting = sa.select(sa.func.count()).select_from(letters_tables.letter).where(row.sent.is_(None))
    assert intake.runtime.database.look(lambda session: session.scalar(waiting)) == 0


@pytest.mark.parametrize("lang", ["bg", "en", "uk", "ar", "fa", "tr"])
def test_a_long_subject_arrives_whole_in_every_language(lang: str) -> None:
    """As it was written, with every space, in lines that any mail server takes."""
    folder = TEMPLATES / "intake" / "letters"
    person = {"ask-person", "again-person", "own-code"}
    for kind in (file.stem for file in sorted(folder.glob("*.txt")) if lang in ("bg", "en") or file.stem in person):
        about = "2" if kind in ("with-lead", "same-person") else "2026-03-02"
        waiting = WaitingLetter(id="l", kind=kind, address=ADDRESS, path=f"/x\t{about}\t90", lang=lang)
        raw = bytes(mail_queue.written(waiting, "https://steadfast.example"))
        line = mail_queue.Linked("https://steadfast.example/x", about, 90, TODAY, None)
        text = render(f"intake/letters/{kind}.txt", lang, link=line.link, lines=[line])
        assert message_from_bytes(raw, policy=default)["Subject"] == text.partition("\n")[0].strip()
        assert max(map(len, raw.partition(b"\n\n")[0].split(b"\n"))) <= 78
