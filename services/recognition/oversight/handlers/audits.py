"""The audit of an edition: the sample is drawn as it is published, and each line is settled by an auditor."""

import sqlalchemy as sa

from services.recognition.oversight.commands import RecordFinding
from services.recognition.oversight.handlers.alerts import raise_alerts
from services.recognition.oversight.queries.samples import Sample, line_numbered, lines, tally
from services.recognition.oversight.rules.view import Found
from services.recognition.oversight.tables import audit_finding, audit_line, audit_sample
from shared.message import new_id
from shared.transaction import Refused, Transaction


def keep_sample(found: Sample, tx: Transaction) -> None:
    """Keep the sample of an edition as it was drawn."""
    number = found.edition
    head = {"edition": number, "seed": found.seed, "seed_of": found.seed_of, "kept": found.kept, "drawn_at": tx.now}
    tx.session.execute(sa.insert(audit_sample).values(**head))
    rows = [{"id": new_id(), "edition": number, **one._asdict()} for one in found.drawn]
    if rows:
        tx.session.execute(sa.insert(audit_line), rows)


def record_finding(command: RecordFinding, tx: Transaction) -> str:
    """Keep what was found. What is not confirmed, or was not, is an alert on the desk, and asked back from the office."""
    line, note = line_numbered(tx.session, command.line), command.note.strip()
    if command.outcome == "confirmed" and command.evidence == "none":
        raise Refused("evidence", "What is confirmed rests on something: choose what you saw or whom you asked")
    if command.outcome != "confirmed" and not note:
        raise Refused("note", "Say what you tried and what you found")
    told = {"outcome": command.outcome, "evidence": command.evidence, "note": note, "by": tx.actor.account}
    tx.session.execute(sa.insert(audit_finding).values(id=new_id(), line=line.id, at=tx.now, **told))
    if "not_confirmed" in (command.outcome, line.outcome):
        raise_alerts([_alert_on(line.edition, line.group, tx)], tx)
    return line.id


def _alert_on(edition: str, group: str, tx: Transaction) -> Found:
    """The lines of one employer in one sample: how many there are, and how many could not be confirmed."""
    own = lines(tx.session, audit_line.c.edition == edition, audit_line.c.group == group)
    found = tally(own)
    numbers: dict[str, int | str] = {"lines": len(own), "confirmed": found["confirmed"], "not": found["not_confirmed"]}
    return Found(rule="not_confirmed", subject=group, period=edition, size=found["not_confirmed"], numbers=numbers)
