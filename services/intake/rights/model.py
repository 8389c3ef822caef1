"""A person's own door to the file: a one-time code, and what the person asks the centre for."""

import datetime
import secrets
from dataclasses import dataclass

from services.intake.access.model.sign_in import CODE_LETTERS
from shared.transaction import Refused

HANDED, MAILED = "handed", "mailed"
LASTS = {HANDED: datetime.timedelta(days=3), MAILED: datetime.timedelta(minutes=30)}
"""A code on paper is taken home; a mailed one is typed at once."""
LENGTH = 12
ANSWER_WITHIN = datetime.timedelta(days=30)
"""One month (GDPR article 12(3))."""
CORRECT, ERASE = "correct", "erase"
WRONG = "The case code or the one-time code is not right, or it has been used. Ask the centre for a new one"


def new_own_code() -> str:
    """Twelve signs that nobody takes for others, in groups of four: 58 random bits."""
    raw = "".join(secrets.choice(CODE_LETTERS) for _ in range(LENGTH))
    return "-".join(raw[at : at + 4] for at in range(0, LENGTH, 4))


@dataclass(eq=False, kw_only=True)
class OwnCode:
    """Opens one person's data once."""

    code_hash: str
    candidate: str
    made_by: str
    expires: datetime.datetime
    used: datetime.datetime | None = None

    def use(self, now: datetime.datetime) -> None:
        if self.used is not None or now >= self.expires:
            raise Refused("", WRONG)
        self.used = now


@dataclass(eq=False, kw_only=True)
class DataRequest:
    """The person asks to correct or erase; the words are sealed with the person's key. Somebody answers within a month."""

    id: str
    candidate: str
    kind: str
    words: str = ""
    made_on: datetime.date
    due_on: datetime.date
    done_on: datetime.date | None = None
    done_by: str = ""
    outcome: str = ""

    def answer(self, outcome: str, by: str, today: datetime.date) -> None:
        if self.done_on is not None:
            raise Refused("", "This has been answered already")
        if self.kind == ERASE and outcome != "refused":
            raise Refused("", "Erase the person with the form: that answers the wish by itself")
        self.outcome, self.done_by, self.done_on = outcome, by, today
