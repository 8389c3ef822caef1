"""Letters: written in the transaction that causes them, sent afterwards."""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from services.intake.letters import tables as people
from services.intake.letters.commands import TryLettersAgain
from services.intake.letters.model import BUDGETS, BY_ANYBODY, Letter, counted_with
from services.intake.letters.queries import WaitingLetter, opened_letter, to_be_sent
from services.intake.tools import tools_of
from shared.clock import machine_now
from shared.message import new_id
from shared.transaction import Transaction


class Line(NamedTuple):
    """A link in a letter, and what tells it from the others: a case code or a day, and which question.

    `until` = the day (ISO) on which it is too late for an answer.
    """

    path: str
    about: str = ""
    milestone: int = 0
    until: str = ""


def write_letter(tx: Transaction, kind: str, address: str, path: str | Sequence[Line], lang: str) -> str:
    """Put a letter in the mail queue; returns its id. `path` is the local address its link leads to, or a line for each.

    Letters that anybody can cause have budgets; over them none is written, the id is empty, and no page shows it.
    """
    lines = path if isinstance(path, str) else "\n".join("\t".join(map(str, line)) for line in path)
    sealer, key = tools_of(tx).sealer, new_id()
    to = sealer.index(address, "letter.to")
    network = sealer.index(tx.network, "letter.network") if tx.network else ""
    if kind in BY_ANYBODY and not _is_within_budgets(kind, to, network, tx):
        return ""
    tx.add(
        Letter(
            id=key,
            kind=kind,
            address=sealer.seal(address, f"letter.address.{key}"),
            path=sealer.seal(lines, f"letter.path.{key}"),
            lang=lang,
            made=machine_now(),
            to=to,
            network=network,
        )
    )
    return key


def _is_within_budgets(kind: str, to: str, network: str, tx: Transaction) -> bool:
    row, now = people.letter.c, machine_now()
    who = {"to": row.to == to, "network": row.network == network, "": sa.true()}
    for whose, within, most in BUDGETS:
        if whose == "network" and not network:
            continue
        same = row.kind.in_(counted_with(kind, whose))
        counted = sa.select(sa.func.count()).where(who[whose], same, row.made > now - within)
        if (tx.session.scalar(counted) or 0) >= most:
            return False
    return True


class NotTaken(NamedTuple):
    """A letter that did not go out: whether trying it again is of no use (`for_good`), and if not, whether that ends."""

    letter: str
    for_good: bool
    ends: bool = True


def take_letters(most: int, tx: Transaction) -> list[WaitingLetter]:
    """Letters to send now, opened; until they are noted as sent nobody else takes them for two minutes."""
    now = machine_now()
    waiting = sa.select(Letter).where(to_be_sent(now)).order_by(people.letter.c.id).limit(most)
    letters = list(tx.session.scalars(waiting))
    for letter in letters:
        letter.taken = now
    return [opened_letter(tools_of(tx).sealer, letter) for letter in letters]


def put_off_letters(_: None, tx: Transaction) -> None:
    """The mail server is away: whatever waits is left alone for two minutes, so that nobody keeps knocking."""
    tx.session.execute(sa.update(people.letter).where(people.letter.c.sent.is_(None)).values(taken=machine_now()))


def note_refusal(refused: NotTaken, tx: Transaction) -> None:
    """If it is still there: it may have been taken back while it was on the way."""
    letter = tx.session.get(Letter, refused.letter)
    if letter is not None:
        letter.refuse(machine_now(), for_good=refused.for_good, ends=refused.ends)


def try_letters_again(_: TryLettersAgain, tx: Transaction) -> int:
    """Those that were refused, for good or for now, are sent with the next round; returns how many."""
    row = people.letter.c
    refused = sa.select(Letter).where(row.sent.is_(None), row.refused.is_not(None))
    letters = list(tx.session.scalars(refused))
    for letter in letters:
        letter.try_again()
    return len(letters)


def note_sent_letters(letters: tuple[str, ...], tx: Transaction) -> None:
    """Of those that are still there: a question may have been answered while its letter was on the way."""
    there = people.letter.c.id.in_(letters)
    tx.session.execute(sa.update(people.letter).where(there).values(sent=machine_now()))


def take_back_letters(account: str, tx: Transaction) -> None:
    """The account is closed: what waits for it is not sent. The links that were sent are refused where they lead."""
    table, row = people.asked_link, people.letter.c
    letters = sa.select(table.c.letter).where(table.c.account == account)
    tx.session.execute(sa.delete(people.letter).where(row.sent.is_(None), row.id.in_(letters)))
    tx.session.execute(sa.delete(table).where(table.c.account == account))
