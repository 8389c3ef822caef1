"""The person's own door: codes are given and used once; permissions end with one press; wishes become the office's work."""

import sqlalchemy as sa

from services.intake.access.handlers.throttle import may_mail
from services.intake.access.model.sign_in import code_hash
from services.intake.candidates import tables as candidates
from services.intake.candidates.handlers.candidates import candidate_for, sealer_for
from services.intake.candidates.model.candidate import Candidate, Permission
from services.intake.followups import queries as followups
from services.intake.letters.handlers import Line, write_letter
from services.intake.rights import tables as own
from services.intake.rights.commands import (
    AnswerDataRequest,
    EnterOwnData,
    HandCode,
    MailCode,
    MakeDataRequest,
    WithdrawOwn,
)
from services.intake.rights.model import (
    ANSWER_WITHIN,
    CORRECT,
    HANDED,
    LASTS,
    MAILED,
    WRONG,
    DataRequest,
    OwnCode,
    new_own_code,
)
from services.intake.tools import tools_of
from shared.clock import machine_now
from shared.message import new_id
from shared.readers.codes import sought_case_code
from shared.transaction import Missing, Refused, Transaction

MOST_OPEN = 5
"""Wishes of one kind that may wait at the same time."""


def hand_code(command: HandCode, tx: Transaction) -> str:
    """A code for one of the officer's own people, to hand over. Raises Missing."""
    return _give(candidate_for(command.candidate, tx), HANDED, tx.actor.account, tx)


def mail_code(command: MailCode, tx: Transaction) -> None:
    """The same answer, and next to the same work, whether or not there is such a file or address.

    Where no letter may go out, the code of an earlier one stays good.
    """
    candidate = _with_code(command.case_code, tx)
    sealed = followups.address_of(tx.session, candidate.id, tx.today) if candidate is not None else None
    if candidate is None or sealed is None:
        return
    address = sealer_for(candidate, tx).open(sealed, f"candidate_mail.address.{candidate.id}")
    code = new_own_code()
    lines = [Line("/intake/my-data/sign-in", code)]
    if may_mail(address, tx) and write_letter(tx, "own-code", address, lines, followups.language_of(candidate)):
        _give(candidate, MAILED, "", tx, code)


def enter_own_data(command: EnterOwnData, tx: Transaction) -> str:
    """Uses the code up. Returns the candidate's id; raises Refused with the same words for whatever does not fit."""
    candidate = _with_code(command.case_code, tx)
    code = tx.session.get(OwnCode, code_hash(candidate.id if candidate else "", command.code))
    if candidate is None or code is None:
        raise Refused("", WRONG)
    code.use(machine_now())
    return candidate.id


def withdraw_own(command: WithdrawOwn, tx: Transaction) -> None:
    """One press, at once. Raises Missing for anybody else's."""
    row = candidates.permission.c
    mine = sa.select(Permission).where(row.id == command.permission, row.candidate == tx.actor.account)
    permission = tx.session.scalars(mine).first()
    if permission is None:
        raise Missing(f"Permission {command.permission}")
    tx.publish(permission.withdraw(tx.today))


def make_data_request(command: MakeDataRequest, tx: Transaction) -> str:
    """A task for the officer, to be answered within a month. Returns its id."""
    if command.kind == CORRECT and not command.words.strip():
        raise Refused("words", "Write what is not right")
    candidate, key = own_candidate(tx), new_id()
    row = own.data_request.c
    same = sa.select(row.id).where(row.candidate == candidate.id, row.kind == command.kind, row.done_on.is_(None))
    if len(list(tx.session.scalars(same))) >= MOST_OPEN:
        raise Refused("", "We have your wish already and will answer it")
    sealed = sealer_for(candidate, tx).seal(command.words, f"wish.words.{key}") if command.words else ""
    tx.add(
        DataRequest(
            id=key,
            candidate=candidate.id,
            kind=command.kind,
            words=sealed,
            made_on=tx.today,
            due_on=tx.today + ANSWER_WITHIN,
        )
    )
    _tell_officer(candidate, tx)
    return key


def _tell_officer(candidate: Candidate, tx: Transaction) -> None:
    for account in followups.officer_of(tx.session, candidate.id, candidate.organisation):
        box = followups.mailbox(tx.session, tools_of(tx).sealer, account)
        write_letter(tx, "own-wish", box.email, [Line("/intake/wishes", candidate.case_code)], box.lang)


def answer_data_request(command: AnswerDataRequest, tx: Transaction) -> None:
    """What was asked is done, or cannot be; erasing itself is an act of its own. Raises Missing and Refused."""
    request = tx.get(DataRequest, command.wish)
    candidate_for(request.candidate, tx)
    request.answer(command.outcome, tx.actor.account, tx.today)


def own_candidate(tx: Transaction) -> Candidate:
    """The file of whoever came in by a code. Raises Missing where it was erased meanwhile."""
    candidate = tx.get(Candidate, tx.actor.account)
    if candidate.is_erased:
        raise Missing("own data")
    return candidate


def forget_own(candidate: str, tx: Transaction) -> None:
    """The codes go; that something was asked stays, without its words, and is answered."""
    tx.session.execute(sa.delete(own.own_code).where(own.own_code.c.candidate == candidate))
    row = own.data_request
    tx.session.execute(sa.update(row).where(row.c.candidate == candidate).values(words=""))
    waiting = sa.update(row).where(row.c.candidate == candidate, row.c.done_on.is_(None))
    tx.session.execute(waiting.values(outcome="done", done_on=tx.today, done_by=tx.actor.account))


def _with_code(case_code: str, tx: Transaction) -> Candidate | None:
    row = candidates.candidate.c
    found = sa.select(Candidate).where(row.case_code == sought_case_code(case_code), row.name != "")
    return tx.session.scalars(found).first()


def _give(candidate: Candidate, how: str, by: str, tx: Transaction, code: str = "") -> str:
    """Earlier codes given in the same way stop working; asking for a mailed one takes no paper out of use."""
    row, code = own.own_code.c, code or new_own_code()
    same = row.made_by == "" if how == MAILED else row.made_by != ""
    tx.session.execute(sa.delete(own.own_code).where(row.candidate == candidate.id, same))
    tx.add(
        OwnCode(
            code_hash=code_hash(candidate.id, code),
            candidate=candidate.id,
            made_by=by,
            expires=machine_now() + LASTS[how],
        )
    )
    return code
