"""An editor gave something back to an employer, or a jury an award: whoever may read it there is told."""

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa

from services.intake.employers import tables as employers
from services.intake.followups import queries as who
from services.intake.followups.handlers.questions import FRESH
from services.intake.letters import tables as people
from services.intake.letters.handlers import Line, write_letter
from services.intake.letters.queries import opened_letter
from services.intake.tools import tools_of
from services.site_map import FIGURES, INTERVIEW, awards_of
from shared.events.recognition import AwardGiven, StatementReturned
from shared.languages import SITE
from shared.transaction import Transaction

KIND, AWARDED = "returned", "awarded"
PAGES = {"answer": INTERVIEW, "figure": FIGURES}


def tell_contacts(events: Sequence[StatementReturned], tx: Transaction) -> None:
    """One letter for all that came back, to each mailbox of the group's employers: they share its page."""
    found: dict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.kind in PAGES and tx.now - tx.envelope(event).time <= FRESH:
            found[event.group].add(PAGES[event.kind])
    for group, pages in found.items():
        for box in mailboxes(group, tx):
            if missing := sorted(pages - _waiting_pages(box.email, tx)):
                write_letter(tx, KIND, box.email, [Line(page) for page in missing], box.lang)


def tell_winners(events: Sequence[AwardGiven], tx: Transaction) -> None:
    """One letter for each year's award to each mailbox of the group's employers."""
    fresh = {(event.group, event.year) for event in events if tx.now - tx.envelope(event).time <= FRESH}
    for group, year in sorted(fresh):
        for box in mailboxes(group, tx):
            lang = box.lang if box.lang in SITE else "en"
            write_letter(tx, AWARDED, box.email, [Line(awards_of(lang, year))], box.lang)


def mailboxes(group: str, tx: Transaction) -> list[who.Mailbox]:
    """Of the confirmed accounts of a group's checked employers that have not closed; one without a group is its own."""
    row = employers.employer.c
    members = tx.session.scalars(sa.select(row.id).where(sa.or_(row.id == group, row.group == group)).order_by(row.id))
    accounts = [account for member in members for account in who.employer_accounts(tx.session, member)]
    boxes = [who.mailbox(tx.session, tools_of(tx).sealer, account) for account in accounts]
    return list({box.email: box for box in boxes}.values())


def _waiting_pages(address: str, tx: Transaction) -> set[str]:
    """To which pages letters of this kind lead that this address has not been sent yet."""
    row, sealer = people.letter.c, tools_of(tx).sealer
    waiting = sa.select(people.letter).where(row.kind == KIND, row.sent.is_(None), row.given_up.is_(None))
    letters = [opened_letter(sealer, each) for each in tx.session.execute(waiting)]
    lines = [line for each in letters if each.address == address for line in each.path.split("\n")]
    return {line.partition("\t")[0] for line in lines}
