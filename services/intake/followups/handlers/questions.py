"""Still at work? Whoever can answer gets a link that answers with one press; an answer takes the others back."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from services.intake.candidates.handlers.candidates import candidate_for, sealer_for
from services.intake.candidates.model.candidate import Candidate
from services.intake.followups import queries as who
from services.intake.followups import tables as followup_tables
from services.intake.followups.commands import NoteAddress
from services.intake.followups.model import EMPLOYER, KEPT, PARTIES, PERSON, Question
from services.intake.letters import tables as letters_tables
from services.intake.letters.handlers import Line, write_letter
from services.intake.tools import tools_of
from services.site_map import MAILED_ANSWERS
from shared.events.placements import FollowUpDue, FollowUpSettled
from shared.links import Link
from shared.transaction import Transaction

FRESH = datetime.timedelta(days=3)
"""A question told longer ago than this is not mailed any more: the office has it in its list."""
FIRST, AGAIN = "ask", "again"
"""Which letter: the first that asks somebody about a question, and the second."""


class Made(NamedTuple):
    """A link and the line of the letter in which it goes."""

    line: Line
    link: Link


def note_address(command: NoteAddress, tx: Transaction) -> str:
    """Keep the person's e-mail, or forget it. Returns the candidate's id; raises Missing."""
    candidate, table = candidate_for(command.candidate, tx), followup_tables.candidate_mail
    forget_address(candidate.id, tx)
    if command.email:
        sealed = sealer_for(candidate, tx).seal(command.email, f"candidate_mail.address.{candidate.id}")
        row = {"candidate": candidate.id, "address": sealed, "noted_on": tx.today, "noted_by": tx.actor.account}
        tx.session.execute(sa.insert(table), [row])
    return candidate.id


def present_address(command: NoteAddress, tx: Transaction) -> Mapping[str, Any]:
    """The address that is kept before somebody changes it. Raises Missing."""
    candidate = candidate_for(command.candidate, tx)
    return {"email": who.own_address(tx.session, tools_of(tx).keys, candidate.id)}


def forget_address(candidate: str, tx: Transaction) -> None:
    tx.session.execute(
        sa.delete(followup_tables.candidate_mail).where(followup_tables.candidate_mail.c.candidate == candidate)
    )


def mail_questions(events: Sequence[FollowUpDue], tx: Transaction) -> None:
    """One letter for the person, and one with all their questions for each employer and officer; once a question.

    A question whose day was put right to one that lies ahead is asked on that day; what was asked too early is taken back.
    """
    found = dict.fromkeys(question for event in events if (question := _noted(event, tx)))
    new = [question for question in found if not question.is_unasked]
    for party in PARTIES:
        ask(FIRST, party, new, tx)


def take_back_questions(events: Sequence[FollowUpSettled], tx: Transaction) -> None:
    """An answer came: letters that still wait and ask nothing else are not sent, and their links are forgotten."""
    for event in events:
        question = tx.session.get(Question, (event.placement, event.milestone))
        if question is not None:
            question.settle()
        _take_back(event, tx)


def _take_back(event: FollowUpSettled | FollowUpDue, tx: Transaction) -> None:
    table, row = letters_tables.asked_link, letters_tables.letter.c
    about = (table.c.placement == event.placement) & (table.c.milestone == event.milestone)
    letters = list(tx.session.scalars(sa.select(table.c.letter).where(about)))
    tx.session.execute(sa.delete(table).where(about))
    others = sa.select(table.c.letter).where(table.c.letter.in_(letters))
    idle = row.sent.is_(None) & row.id.in_(letters) & row.id.not_in(others)
    tx.session.execute(sa.delete(letters_tables.letter).where(idle))


def ask(kind: str, party: str, questions: Sequence[Question], tx: Transaction) -> None:
    """Write to everybody who can answer these as that party: to a person of each, to the others of all at once.

    Nobody gets a second letter who got no first one: who was written none gets that, and one that waits is enough.
    """
    if party == PERSON:
        for question in questions:
            _ask_person(kind, question, tx)
        return
    whose = _by_employer if party == EMPLOYER else _by_officer
    for account, theirs in whose(questions, tx).items():
        box = who.mailbox(tx.session, tools_of(tx).sealer, account)
        for which, some in _by_kind(kind, party, account, theirs, tx).items():
            made = [_made(which, each, party, box.lang, _about(each, party, tx), tx, account) for each in some]
            _post(which, party, box.email, box.lang, made, account, tx)


def _by_kind(
    kind: str, party: str, account: str | None, questions: Sequence[Question], tx: Transaction
) -> dict[str, list[Question]]:
    """Which of these go into which letter to that one; those whose first letter still waits into none."""
    found: dict[str, list[Question]] = defaultdict(list)
    for each in questions:
        first = who.first_letter(tx.session, each.placement, each.milestone, party, account) if kind == AGAIN else ""
        if first != who.WAITS:
            found[kind if first == who.WENT_OUT else FIRST].append(each)
    return found


def _noted(event: FollowUpDue, tx: Transaction) -> Question | None:
    """The question where its first letters are to be written now; any other is only kept.

    Nothing is kept about somebody who was erased; what was asked before it was kept here is not asked from the beginning.
    """
    candidate = tx.session.get(Candidate, event.candidate)
    if candidate is None or candidate.is_erased:
        return None
    question = tx.session.get(Question, (event.placement, event.milestone))
    if question is None:
        question = tx.add(Question(placement=event.placement, milestone=event.milestone, due=event.due))
        question.asked_again_on = who.asked_before(tx.session, event.placement, event.milestone)
    question.tell(event, tx.today)
    if event.due > tx.today:
        _take_back(event, tx)
    fresh = tx.now - tx.envelope(event).time <= FRESH and event.due >= tx.today - KEPT
    return question if question.ask(tx.today, fresh=fresh) else None


def _ask_person(kind: str, question: Question, tx: Transaction) -> None:
    """Only somebody who gave an address and was read the notice, or allows something now."""
    candidate = tx.session.get(Candidate, question.candidate)
    sealed = who.address_of(tx.session, question.candidate, tx.today)
    if candidate is None or sealed is None:
        return
    address = sealer_for(candidate, tx).open(sealed, f"candidate_mail.address.{candidate.id}")
    lang = who.language_of(candidate)
    for which in _by_kind(kind, PERSON, None, [question], tx):
        _post(which, PERSON, address, lang, [_made(which, question, PERSON, lang, "", tx)], None, tx)


def _by_employer(questions: Iterable[Question], tx: Transaction) -> dict[str, list[Question]]:
    return _grouped(
        (account, each) for each in questions for account in who.employer_accounts(tx.session, each.employer)
    )


def _by_officer(questions: Iterable[Question], tx: Transaction) -> dict[str, list[Question]]:
    """Whoever registered the person, while there; else the lead of the centre."""
    return _grouped(
        (account, each)
        for each in questions
        for account in who.officer_of(tx.session, each.candidate, each.organisation)
    )


def _grouped(pairs: Iterable[tuple[str, Question]]) -> dict[str, list[Question]]:
    found: dict[str, list[Question]] = defaultdict(list)
    for account, question in pairs:
        found[account].append(question)
    return found


def _about(question: Question, party: str, tx: Transaction) -> str:
    """What tells one question from another: to the employer the first day at work, to the service the case code."""
    return question.start.isoformat() if party == EMPLOYER else who.case_code(tx.session, question.candidate)


def _made(kind: str, question: Question, party: str, lang: str, about: str, tx: Transaction, account: str = "") -> Made:
    token, link = tools_of(tx).links.make(question.placement, question.milestone, party, lang, account)
    late = question.unconfirmed_on if kind == AGAIN else None
    until = late.isoformat() if late else ""
    return Made(Line(f"{MAILED_ANSWERS}{token}", about, question.milestone, until), link)


def _post(
    kind: str, party: str, address: str, lang: str, made: Sequence[Made], account: str | None, tx: Transaction
) -> None:
    letter = write_letter(tx, f"{kind}-{party}", address, [each.line for each in made], lang)
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
    tx.session.execute(sa.insert(letters_tables.asked_link), rows)
