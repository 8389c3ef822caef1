"""Mistakes that readers tell of: taken within a budget, answered by an editor, gone in time."""

import datetime
import re
import secrets

import sqlalchemy as sa

from services.recognition.about.commands import CloseMistake, ReportMistake
from services.recognition.about.tables import mistake
from services.recognition.tools import tools_of
from shared.clock import machine_now
from shared.languages import FRAME
from shared.retention import Period, timers_of
from shared.transaction import Missing, Refused, Transaction

PAGE = re.compile(r"/[a-z]{2}(/[A-Za-z0-9._-]+)*")
"""A public page, as the desk may link to it."""
DAY = datetime.timedelta(days=1)
FROM_ONE_NETWORK, FROM_ALL = 20, 500
"""How many are taken in a day."""
FEWEST_LETTERS = 10
KEPT = 365 * DAY
"""How long one stays after it was answered."""

PERIODS = (
    Period(kept="until answered and 12 months", table=mistake, over=lambda at: mistake.c.closed < at.machine - KEPT),
    Period(
        kept="the mark of the network 24 hours",
        table=mistake,
        over=lambda at: sa.and_(mistake.c.network != "", mistake.c.sent < at.machine - DAY),
        emptied={"network": ""},
    ),
)
DAILY = timers_of(PERIODS)


def report_mistake(command: ReportMistake, tx: Transaction) -> str:
    """Keep what a reader saw. Returns the reference under which the answer will stand; nobody can guess it."""
    words = command.words.strip()
    if len(words) < FEWEST_LETTERS:
        raise Refused("words", "Say in a sentence what is wrong, so that we can find it")
    network = tools_of(tx).network_mark(tx.network) if tx.network else ""
    if _is_full(network, tx):
        raise Refused("", "Too much has come in today for us to read. Please try again tomorrow.")
    row = {
        "id": secrets.token_urlsafe(16),
        "page": command.page if PAGE.fullmatch(command.page) else "",
        "what": command.what,
        "words": words,
    }
    told = {
        "lang": command.lang if command.lang in FRAME else "en",
        "network": network,
        "sent": machine_now(),
        "answer": "",
    }
    tx.session.execute(sa.insert(mistake).values(**row, **told))
    return row["id"]


def _is_full(network: str, tx: Transaction) -> bool:
    today = sa.select(sa.func.count()).select_from(mistake).where(mistake.c.sent > machine_now() - DAY)
    if (tx.session.scalar(today) or 0) >= FROM_ALL:
        return True
    return bool(network) and (tx.session.scalar(today.where(mistake.c.network == network)) or 0) >= FROM_ONE_NETWORK


def close_mistake(command: CloseMistake, tx: Transaction) -> str:
    """Answer once, in words that the reader can use."""
    row = tx.session.execute(sa.select(mistake).where(mistake.c.id == command.mistake)).one_or_none()
    if row is None:
        raise Missing(command.mistake)
    if not command.answer.strip():
        raise Refused("answer", "Write an answer: the reader sees nothing else")
    if row.closed is not None:
        raise Refused("", "This is answered already")
    done = {"closed": machine_now(), "closed_by": tx.actor.account, "answer": command.answer.strip()}
    tx.session.execute(sa.update(mistake).where(mistake.c.id == row.id).values(**done))
    return command.mistake
