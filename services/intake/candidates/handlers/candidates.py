"""Candidates: registered, described, declared ready, withdrawn; always within the officer's own organisation."""

import datetime
import secrets

import msgspec
import sqlalchemy as sa

from services.intake.candidates import tables as candidates
from services.intake.candidates import tables as people
from services.intake.candidates.commands import (
    CorrectCandidate,
    DeclareReady,
    DescribeCandidate,
    NoteReading,
    Purpose,
    ReadNotice,
    RegisterCandidate,
    WithdrawCandidate,
)
from services.intake.candidates.handlers.alike import Identity, alike, index_anew, note_names, note_similar
from services.intake.candidates.handlers.people import decided, settle_people, tell_changes
from services.intake.candidates.model import mistakes
from services.intake.candidates.model.candidate import Candidate, case_code
from services.intake.candidates.model.people import DIFFERENT
from services.intake.candidates.model.status import age_on, working_age
from services.intake.candidates.queries.names import person_index
from services.intake.tools import tools_of
from shared.message import new_id
from shared.readers.dates import IMPOSSIBLE_AGE
from shared.sealing import Sealer
from shared.transaction import Missing, Refused, Transaction

MOST_NAMED = 5
KNOWN = (
    "Somebody like this is registered already: {codes}. The name is alike, or the telephone is the same, and so is the "
    "date of birth. Open the file and look, or tick that this is another person"
)


def candidate_for(key: str, tx: Transaction) -> Candidate:
    """The candidate, for its own organisation. Raises Missing for anybody else."""
    found = tx.session.get(Candidate, key)
    if found is None or found.organisation != tx.actor.organisation or found.is_erased:
        raise Missing(f"Candidate {key}")
    tx.held[key] = found
    return found


def sealer_for(candidate: Candidate, tx: Transaction) -> Sealer:
    """Raises Missing when the key was destroyed: the person was erased."""
    place = (Sealer, candidate.id)
    if place not in tx.held:
        try:
            tx.held[place] = tools_of(tx).keys.sealer(candidate.id)
        except KeyError:
            raise Missing(f"Candidate {candidate.id}") from None
    sealer: Sealer = tx.held[place]
    return sealer


def register_candidate(command: RegisterCandidate, tx: Transaction) -> str:
    """Quick start. Returns the candidate's id."""
    organisation = tx.actor.organisation
    if organisation is None:
        raise Refused("", "Your account belongs to no organisation, so it cannot register people")
    _check_identity(command, tx.today)
    who = Identity(command.name, command.born, command.phone)
    others = alike(who, tx)
    own = [each for each in others if each.organisation == organisation]
    if own and not command.another:
        raise Refused("another", KNOWN, codes=", ".join(each.case_code for each in own[:MOST_NAMED]))
    key = new_id()
    made = Candidate(
        id=key,
        organisation=organisation,
        case_code=_free_code(tx),
        person_index=person_index(tools_of(tx).sealer, command.name, command.born),
        age_band=working_age(command.born, tx.today.replace(day=1)),
        name="",
        born="",
        town=command.town,
        language=command.language,
        registered_on=tx.today,
        registered_by=tx.actor.account,
    )
    tx.held[Sealer, key] = tools_of(tx).keys.make(key)
    _seal(made, command, sealer_for(made, tx))
    tx.held[key] = tx.add(made)
    tx.session.flush()
    note_names(made, who, tx)
    for other in own:
        decided((other.id, key), DIFFERENT, tx)
    note_similar(made, others, tx)
    settle_people({made.person_index}, tx)
    return key


def correct_candidate(command: CorrectCandidate, tx: Transaction) -> None:
    candidate = candidate_for(command.candidate, tx)
    _check_identity(command, tx.today)
    who, before = Identity(command.name, command.born, command.phone), candidate.registered()
    candidate.town, candidate.language = command.town, command.language
    _seal(candidate, command, sealer_for(candidate, tx))
    if not candidate.person:
        note_names(candidate, who, tx)
        return
    candidate.age_band = working_age(command.born, tx.today.replace(day=1))
    index_anew(candidate, who, tx, told=before)


def _check_identity(command: RegisterCandidate | CorrectCandidate, today: datetime.date) -> None:
    if command.born > today or age_on(command.born, today) > IMPOSSIBLE_AGE:
        raise Refused("born", "Check the year of birth")
    if command.phone is None and not command.no_phone:
        raise Refused("phone", "Enter a telephone number, or tick that there is none")
    if command.phone is not None and command.no_phone:
        raise Refused("no_phone", "There is a number above. Take away the tick, or the number")


def _seal(candidate: Candidate, command: RegisterCandidate | CorrectCandidate, sealer: Sealer) -> None:
    key = candidate.id
    candidate.name = sealer.seal(command.name, f"candidate.name.{key}")
    candidate.born = sealer.seal(command.born.isoformat(), f"candidate.born.{key}")
    candidate.phone = sealer.seal(command.phone or "", f"candidate.phone.{key}")


def _free_code(tx: Transaction) -> str:
    """A case code nobody has; longer ones once the short ones are hard to find."""
    taken = candidates.candidate.c.case_code
    for attempt in range(20):
        code = case_code(secrets.choice, 4 + attempt // 5)
        if tx.session.execute(sa.select(taken).where(taken == code)).first() is None:
            return code
    raise RuntimeError("no free case code")


def describe_candidate(command: DescribeCandidate, tx: Transaction) -> None:
    candidate = candidate_for(command.candidate, tx)
    before = candidate.registered()
    for refused in mistakes.of_description(candidate.registered_on, msgspec.structs.asdict(command), tx.today):
        raise refused
    for name in ("languages", "skills", "courses", "availability"):
        setattr(candidate, name, tuple(dict.fromkeys(getattr(command, name))))
    candidate.note_right(command.right, command.right_date, command.right_seen_on)
    candidate.last_worked_on, candidate.education = command.last_worked_on, command.education or ""
    _note_status(candidate, command)
    sealer = sealer_for(candidate, tx)
    candidate.wishes = sealer.seal(command.wishes, f"candidate.wishes.{candidate.id}") if command.wishes else ""
    tell_changes([candidate], [before], tx)


def _note_status(candidate: Candidate, command: DescribeCandidate) -> None:
    """What was asked for the status at entry. A date answers its question; what was not asked stays open."""
    said = (
        ("work", command.works_now is not None),
        ("study", command.studied is not None or command.in_education_until is not None),
        ("search", command.seeks is not None or command.seeking_since is not None),
    )
    candidate.answered = tuple(question for question, answered in said if answered)
    candidate.works_now, candidate.seeking_since = bool(command.works_now), command.seeking_since
    still = candidate.registered_on if command.studied else None
    candidate.in_education_until = command.in_education_until or still


def read_notice(command: ReadNotice, tx: Transaction) -> None:
    candidate_for(command.candidate, tx).read_notice(command.language, tx.actor.account, tx.today)


def declare_ready(command: DeclareReady, tx: Transaction) -> str:
    """With what was still missing, where it comes along. Returns the case code."""
    candidate = candidate_for(command.candidate, tx)
    before = candidate.registered()
    for refused in mistakes.of_readiness(candidate, msgspec.structs.asdict(command), tx.today):
        raise refused
    if command.notice:
        candidate.read_notice(command.notice, tx.actor.account, tx.today)
    if command.right:
        candidate.note_right(command.right, command.right_date, command.right_seen_on)
    if command.languages:
        candidate.languages = tuple(dict.fromkeys(command.languages))
    tell_changes([candidate], [before], tx)
    tx.publish(candidate.declare_ready(tx.today))
    return candidate.case_code


def withdraw_candidate(command: WithdrawCandidate, tx: Transaction) -> None:
    tx.publish(candidate_for(command.candidate, tx).withdraw(tx.today))


def note_reading(command: NoteReading, tx: Transaction) -> dict[str, Purpose]:
    """Write down whose sealed names are about to be read. Returns what for, by the ids the actor may read."""
    row = candidates.candidate.c
    mine = sa.and_(row.case_code.in_(command.readings), row.organisation == tx.actor.organisation)
    rows = tx.session.execute(sa.select(row.id, row.case_code).where(mine).order_by(row.id))
    noted = {key: command.readings[code] for key, code in rows}
    note = {"account": tx.actor.account, "organisation": tx.actor.organisation, "at": tx.now}
    if noted:
        lines = [{**note, "candidate": key, "purpose": purpose} for key, purpose in noted.items()]
        tx.session.execute(sa.insert(people.read_audit), lines)
    return noted
