"""The last day of a fixed term: the officer and the employer are asked by letter whether the job goes on."""

from collections import defaultdict
from collections.abc import Sequence

from services.intake.candidates.model.candidate import Candidate
from services.intake.followups import queries as who
from services.intake.followups.handlers.questions import FRESH
from services.intake.letters.handlers import Line, write_letter
from services.intake.tools import tools_of
from services.site_map import HIRES
from shared.events.placements import FixedTermOver
from shared.transaction import Transaction

OLDEST = 30
"""Days: a term that was over before is on the lists, and no letter is written about it."""


def ask_renewals(events: Sequence[FixedTermOver], tx: Transaction) -> None:
    """One letter for all of a day to each mailbox; it names a case code, and nobody."""
    lines: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for event in events:
        candidate = tx.session.get(Candidate, event.candidate)
        late = (tx.today - event.on).days > OLDEST or tx.now - tx.envelope(event).time > FRESH
        if candidate is None or candidate.is_erased or late:
            continue
        line = Line(f"{HIRES}{event.placement}/renewal", candidate.case_code, 0, event.on.isoformat())
        for account in who.officer_of(tx.session, event.candidate, event.organisation):
            lines["officer", account].append(line)
        for account in who.employer_accounts(tx.session, event.employer):
            lines["employer", account].append(line)
    for (_, account), theirs in lines.items():
        box = who.mailbox(tx.session, tools_of(tx).sealer, account)
        write_letter(tx, "term-over", box.email, theirs, box.lang)
