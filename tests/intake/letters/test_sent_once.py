"""A letter is sent once: taken back by an answer, and never held up by another letter."""

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

from services.intake.followups.handlers import questions as one_tap
from services.intake.letters import handlers as letters
from services.intake.letters import tables as letters_tables
from services.intake.letters import worker as mail_queue
from services.intake.letters.queries import TAKEN_FOR, WaitingLetter
from shared.events.placements import FollowUpSettled
from tests.intake.conftest import TODAY, Intake
from tests.intake.letters.questions import (
    ADDRESS,
    ask,
    asked_by_mail,
    confirmed_employer,
    deliver,
    due,
    hear,
    mailed,
    waiting,
    with_mail,
)
from web.text import TEMPLATES, render


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
