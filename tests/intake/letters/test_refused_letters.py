"""A mail server that refuses a letter: for good, it is not tried again; for now, less and less often, for three days."""

import asyncio
import datetime
from collections.abc import Iterator, MutableMapping, Sequence
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
import structlog
from sqlalchemy.orm.session import Session

from services.care.doctor import FINE, LOOK
from services.care.doctor.service import _refused_letters
from services.intake.letters import tables as people
from services.intake.letters.commands import TryLettersAgain
from services.intake.letters.handlers import try_letters_again, write_letter
from services.intake.letters.model import Letter
from services.intake.letters.worker import deliver_letters
from tests.intake.conftest import Intake
from tests.intake.letters.mail_server import MailServer, mail_server

pytestmark = pytest.mark.one_database

NOW = datetime.datetime(2026, 3, 2, 8, tzinfo=datetime.UTC)
MINUTE, HOUR, DAY = datetime.timedelta(minutes=1), datetime.timedelta(hours=1), datetime.timedelta(days=1)
GONE, GREY, OTHER = "gone@post.example", "grey@post.example", "other@post.example"


@pytest.fixture
def server(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    with mail_server() as server:
        settings = msgspec.structs.replace(intake.runtime.settings, mail_url=server.url)
        monkeypatch.setattr(intake.runtime, "settings", settings)
        yield server


def written(intake: Intake, *addresses: str) -> None:
    for address in addresses:
        intake.do(lambda address, tx: write_letter(tx, "verified", address, "/intake/employer", "bg"), address)


def delivered(intake: Intake) -> list[MutableMapping[str, Any]]:
    with structlog.testing.capture_logs() as lines:
        asyncio.run(deliver_letters(intake.runtime))
    return lines


def rows(intake: Intake) -> Sequence[sa.Row[Any]]:
    return intake.runtime.database.look(
        lambda s: s.execute(sa.select(people.letter).order_by(people.letter.c.id)).all()
    )


def pass_time(intake: Intake, by: datetime.timedelta) -> None:
    """The letters are older by so much, with everything that is known of them."""

    def age(session: Session) -> None:
        for letter in session.scalars(sa.select(Letter)):
            for name in ("made", "taken", "refused", "not_before"):
                if at := getattr(letter, name):
                    setattr(letter, name, at - by)

    intake.runtime.database.transact(age)


# -- by itself ---------------------------------------------------------------------------------------------------------


def letter() -> Any:
    return Letter(id="l-1", kind="verified", address="", path="", lang="bg", made=NOW)


def test_a_letter_refused_for_good_is_given_up_at_once() -> None:
    one = letter()
    one.refuse(NOW, for_good=True)
    assert (one.given_up, one.not_before) == (NOW, None)


def test_pauses_double_from_two_minutes_to_six_hours_and_end_after_three_days() -> None:
    one, now, pauses = letter(), NOW, []
    while one.given_up is None:
        one.refuse(now, for_good=False)
        if one.given_up is None:
            pauses.append((one.not_before - now) / MINUTE)
            now = one.not_before
    assert pauses[:8] == [2, 4, 8, 16, 32, 64, 128, 256]
    assert set(pauses[8:]) == {360}
    assert 3 * DAY <= one.given_up - NOW < 3 * DAY + 6 * HOUR


def test_three_days_count_from_the_first_refusal_and_not_from_the_writing() -> None:
    """A letter that waited for a mail server that was away still gets its tries."""
    one = letter()
    one.refuse(NOW + 5 * DAY, for_good=False)
    assert one.given_up is None


def test_what_is_the_fault_of_the_sender_is_no_part_of_the_three_days() -> None:
    """After a long weekend with a wrong setting a letter still gets its tries, and meanwhile it is tried four times a day."""
    one, now = letter(), NOW
    for _ in range(30):
        one.refuse(now, for_good=False, ends=False)
        assert one.not_before - now <= 6 * HOUR
        now = one.not_before
    assert now > NOW + 5 * DAY
    for _ in range(10):
        one.refuse(now, for_good=False)
        now = one.not_before
    assert one.given_up is None


# -- with a mail server ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("address", "550 no such mailbox"), ("address", "550 5.1.1 unknown"), ("address", "552 5.2.2 full"),
        ("address", "554 5.1.10 unknown"), ("address", "550 5.0.0 no"), ("body", "554 5.2.1 closed"),
    ],
)  # fmt: skip
def test_a_letter_refused_for_good_is_never_tried_again(
    intake: Intake, server: MailServer, where: str, answer: str
) -> None:
    if where == "address":
        server.answers[GONE] = answer
    else:
        server.body = answer
    written(intake, GONE)
    lines = delivered(intake)
    assert [(line["event"], line["why"], line["code"]) for line in lines] == [
        ("a letter was refused", "for good", int(answer[:3]))
    ]
    assert GONE not in str(lines)
    pass_time(intake, 10 * DAY)
    assert delivered(intake) == []
    assert server.asked == [GONE]
    assert [(row.sent, row.given_up is not None) for row in rows(intake)] == [(None, True)]


def test_a_letter_refused_for_now_is_tried_after_two_minutes_then_after_four(
    intake: Intake, server: MailServer
) -> None:
    server.answers[GREY] = "451 come back later"
    written(intake, GREY, OTHER)
    assert [line["why"] for line in delivered(intake)] == ["for now"]
    assert server.taken == [OTHER]
    for wait, tries in ((1.9, 1), (0.2, 2), (3.9, 2), (0.3, 3)):
        pass_time(intake, wait * MINUTE)
        delivered(intake)
        assert server.asked.count(GREY) == tries, f"after {wait} more minutes"
    del server.answers[GREY]
    pass_time(intake, HOUR)
    delivered(intake)
    assert server.taken == [OTHER, GREY]


def test_a_letter_refused_for_three_days_is_given_up(intake: Intake, server: MailServer) -> None:
    server.answers[GREY] = "452 mailbox is full"
    written(intake, GREY)
    for _ in range(30):
        delivered(intake)
        pass_time(intake, 6 * HOUR + MINUTE)
    assert len(server.asked) == 13
    assert rows(intake)[0].given_up is not None


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("sender", "530 sign in first"), ("sender", "550 5.1.8 no such sender"), ("sender", "421 4.7.0 try later"),
        ("address", "554 5.7.1 Relay access denied"), ("address", "454 4.7.1 Relay access denied"),
        ("address", "550 5.7.1 not on behalf of this sender"), ("address", "550 5.1.8 no such sender"),
        ("address", "550 5.4.5 the quota of this day is used up"), ("address", "554 go away"), ("address", "421 later"),
        ("body", "554 Message rejected: Email address is not verified"), ("body", "554 5.7.1 looks like spam"),
    ],
)  # fmt: skip
def test_a_sender_that_is_refused_is_a_setting_and_loses_no_letter_over_a_long_weekend(
    intake: Intake, server: MailServer, where: str, answer: str
) -> None:
    if where == "address":
        server.answers.update({OTHER: answer, GREY: answer})
    else:
        setattr(server, where, answer)
    written(intake, OTHER, GREY)
    for _ in range(20):
        delivered(intake)
        pass_time(intake, 6 * HOUR + MINUTE)
    assert [row.given_up for row in rows(intake)] == [None, None]
    server.answers.clear()
    server.sender = server.body = "250 fine"
    delivered(intake)
    assert sorted(server.taken) == sorted([OTHER, GREY])


@pytest.mark.both_databases
def test_what_was_given_up_is_sent_once_somebody_says_so(intake: Intake, server: MailServer) -> None:
    server.answers = {GONE: "550 relay not permitted", OTHER: "451 later"}
    written(intake, GONE, OTHER)
    delivered(intake)
    server.answers.clear()
    assert intake.do(try_letters_again, TryLettersAgain()) == 2
    pass_time(intake, 2.1 * MINUTE)
    delivered(intake)
    assert sorted(server.taken) == sorted([GONE, OTHER])
    assert intake.do(try_letters_again, TryLettersAgain()) == 0


@pytest.mark.both_databases
@pytest.mark.parametrize("answer", ["421 too many", ""], ids=["421", "hung up"])
def test_a_letter_at_which_the_connection_ends_does_not_hold_up_the_others(
    intake: Intake, server: MailServer, answer: str
) -> None:
    server.answers[GONE] = answer
    written(intake, GONE, OTHER)
    assert [line["event"] for line in delivered(intake)] == ["letters wait"]
    pass_time(intake, 2.1 * MINUTE)
    delivered(intake)
    pass_time(intake, 2.1 * MINUTE)
    delivered(intake)
    assert server.taken == [OTHER]
    assert all(row.given_up is None for row in rows(intake))


def test_the_doctor_counts_what_was_refused(intake: Intake, server: MailServer) -> None:
    assert _refused_letters(intake.runtime.database).state == FINE
    server.answers.update({GONE: "550 no such mailbox", GREY: "451 come back later"})
    written(intake, GONE, GREY, OTHER)
    delivered(intake)
    found = _refused_letters(intake.runtime.database)
    assert (found.state, found.say) == (LOOK, "1 refused for good, 1 tried again later")
    assert "steadfast letters retry" in found.do
    assert GONE not in found.say + found.do
