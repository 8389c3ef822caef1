"""Still at work? Whoever can answer gets a link that answers with one press; an answer takes the others back."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from services.intake.commands.one_tap import NoteAddress
from services.intake.handlers.candidates import candidate_for, sealer_for
from services.intake.handlers.letters import Line, write_letter
from services.intake.model.candidate import Candidate
from services.intake.queries import one_tap as who
from services.intake.tables import asked, people
from shared.events.placements import FollowUpDue, FollowUpSettled
from shared.links import Link
from shared.transaction import Transaction

FRESH = datetime.timedelta(days=3)
"""A question told longer ago than this is not mailed any more: the office has it in its list."""
PERSON, EMPLOYER, OFFICER = "person", "employer", "officer"


class Made(NamedTuple):
    """A link and the line of the letter in which it goes."""

    line: Line
    link: Link


def note_address(command: NoteAddress, tx: Transaction) -> str:
    """Keep the person's e-mail, or forget it. Returns the candidate's id; raises Missing."""
    candidate, table = candidate_for(command.candidate, tx), asked.candidate_mail
    forget_address(candidate.id, tx)
    if command.email:
        sealed = sealer_for(candidate, tx).seal(command.email, f"candidate_mail.address.{candidate.id}")
        row = {"candidate": candidate.id, "address": sealed, "noted_on": tx.today, "noted_by": tx.actor.account}
        tx.session.execute(sa.insert(table), [row])
    return candidate.id


def forget_address(candidate: str, tx: Transaction) -> None:
    tx.session.execute(sa.delete(asked.candidate_mail).where(asked.candidate_mail.c.candidate == candidate))


def mail_questions(events: Sequence[FollowUpDue], tx: Transaction) -> None:
    """One letter for the person, and one with all their questions for each employer and officer."""
    fresh = [event for event in events if tx.now - tx.envelope(event).time <= FRESH]
    for event in fresh:
        _ask_person(event, tx)
    for employer, theirs in _grouped(fresh, "employer").items():
        _ask_accounts("ask-employer", EMPLOYER, theirs, who.employer_accounts(tx.session, employer), tx)
    _ask_officers(fresh, tx)


def take_back_questions(events: Sequence[FollowUpSettled], tx: Transaction) -> None:
    """An answer came: letters that still wait and ask nothing else are not sent, and their links are forgotten."""
    table = asked.asked_link
    for event in events:
        about = (table.c.placement == event.placement) & (table.c.milestone == event.milestone)
        letters = list(tx.session.scalars(sa.select(table.c.letter).where(about)))
        tx.session.execute(sa.delete(table).where(about))
        others = sa.select(table.c.letter).where(table.c.letter.in_(letters))
        row = people.letter.c
        idle = row.sent.is_(None) & row.id.in_(letters) & row.id.not_in(others)
        tx.session.execute(sa.delete(people.letter).where(idle))


def take_back_letters(account: str, tx: Transaction) -> None:
    """The account is closed: what waits for it is not sent. The links that were sent are refused where they lead."""
    table, row = asked.asked_link, people.letter.c
    letters = sa.select(table.c.letter).where(table.c.account == account)
    tx.session.execute(sa.delete(people.letter).where(row.sent.is_(None), row.id.in_(letters)))
    tx.session.execute(sa.delete(table).where(table.c.account == account))


def _ask_person(event: FollowUpDue, tx: Transaction) -> None:
    """Only somebody who gave an address and was read the notice, or allows something now."""
    candidate = tx.session.get(Candidate, event.candidate)
    sealed = who.address_of(tx.session, event.candidate, tx.today)
    if candidate is None or sealed is None:
        return
    address = sealer_for(candidate, tx).open(sealed, f"candidate_mail.address.{candidate.id}")
    lang = who.language_of(candidate)
    made = _made(event, PERSON, lang, "", tx)
    _post("ask-person", PERSON, address, lang, [made], None, tx)


def _ask_officers(events: Sequence[FollowUpDue], tx: Transaction) -> None:
    """Whoever registered the person, while there; else the lead of the centre."""
    mine: dict[str, list[FollowUpDue]] = defaultdict(list)
    for event in events:
        for account in who.officer_of(tx.session, event.candidate, event.organisation):
            mine[account].append(event)
    for account, theirs in mine.items():
        _ask_accounts("ask-officer", OFFICER, theirs, [account], tx)


def _ask_accounts(
    kind: str, party: str, events: Sequence[FollowUpDue], accounts: Iterable[str], tx: Transaction
) -> None:
    for key in accounts:
        account = who.mailbox(tx.session, tx.extra["sealer"], key)
        made = [_made(event, party, account.lang, _about(event, party, tx), tx, key) for event in events]
        _post(kind, party, account.email, account.lang, made, key, tx)


def _about(event: FollowUpDue, party: str, tx: Transaction) -> str:
    """What tells one question from another: to the employer the first day at work, to the service the case code."""
    if party == EMPLOYER:
        return (event.due - datetime.timedelta(days=event.milestone)).isoformat()
    return who.case_code(tx.session, event.candidate)


def _made(event: FollowUpDue, party: str, lang: str, about: str, tx: Transaction, account: str = "") -> Made:
    token, link = tx.extra["links"].make(event.placement, event.milestone, party, lang, account)
    return Made(Line(f"/placements/answers/{token}", about, event.milestone), link)


def _post(
    kind: str, party: str, address: str, lang: str, made: Sequence[Made], account: str | None, tx: Transaction
) -> None:
    letter = write_letter(tx, kind, address, [each.line for each in made], lang)
    rows = [
        {
            "mark": link.mark,
            "letter": letter,
            "placement": link.placement,
            "milestone": link.milestone,
            "party": party,
            "account": account,
            "expires": datetime.datetime.fromtimestamp(link.expires, datetime.UTC),
        }
        for _, link in made
    ]
    tx.session.execute(sa.insert(asked.asked_link), rows)


def _grouped(events: Sequence[FollowUpDue], by: str) -> dict[str, list[FollowUpDue]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for event in events:
        found[getattr(event, by)].append(event)
    return found
