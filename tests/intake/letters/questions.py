"""Questions about a placement that are asked by mail, and the letters that came of them."""

import asyncio
import datetime
from email import message_from_bytes
from email.policy import default
from typing import Any

import sqlalchemy as sa

from services.intake.access import commands as ask_accounts
from services.intake.access import tables as people
from services.intake.access.handlers import accounts
from services.intake.candidates.commands import ReadNotice
from services.intake.candidates.handlers import candidates
from services.intake.followups.commands import NoteAddress
from services.intake.followups.handlers import questions as one_tap
from services.intake.letters import tables as letters_tables
from services.intake.letters import worker as mail_queue
from shared.events.placements import FollowUpDue
from shared.links import Link
from shared.message import Message, encode_data, new_id, schema
from tests.intake.conftest import PASSWORD, TODAY, Intake

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


def waiting(intake: Intake) -> int:
    query = sa.select(sa.func.count()).select_from(letters_tables.letter).where(letters_tables.letter.c.sent.is_(None))
    return intake.runtime.database.look(lambda session: session.scalars(query).one())


def asked_by_mail(intake: Intake, address: str) -> None:
    other = intake.candidate(another=True)
    intake.do(candidates.read_notice, ReadNotice(candidate=other, language="bg"), intake.officer)
    intake.do(one_tap.note_address, NoteAddress(candidate=other, email=address), intake.officer)
    ask(intake, due(intake, other, placement="hire-of-" + address.partition("@")[0]))
