"""An employer with a mark is asked for its interview: a letter with the questions to print and the page to answer on."""

from collections.abc import Sequence

from services.intake.followups.handlers.questions import FRESH
from services.intake.followups.handlers.returned import mailboxes
from services.intake.letters.handlers import Line, write_letter
from services.site_map import INTERVIEW, questions
from shared.events.recognition import InterviewTaken, InterviewWanted
from shared.languages import of_the_site
from shared.transaction import Transaction

KIND, TAKEN = "interview", "interview-taken"


def ask_contacts(events: Sequence[InterviewWanted], tx: Transaction) -> None:
    """One letter to each mailbox of the group's employers."""
    for group in dict.fromkeys(event.group for event in events if tx.now - tx.envelope(event).time <= FRESH):
        for box in mailboxes(group, tx):
            lines = [Line(INTERVIEW), Line(questions(of_the_site(box.lang, "en")))]
            write_letter(tx, KIND, box.email, lines, box.lang)


def ask_whether_it_was_said(events: Sequence[InterviewTaken], tx: Transaction) -> None:
    """One letter to each mailbox, however many answers were written down in one call."""
    for group in dict.fromkeys(event.group for event in events if tx.now - tx.envelope(event).time <= FRESH):
        for box in mailboxes(group, tx):
            write_letter(tx, TAKEN, box.email, INTERVIEW, box.lang)
