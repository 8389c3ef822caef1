"""What editors do with series: begun, changed, filled with interviews in an order."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa

from services.recognition.board.handlers.turning import invalidate
from services.recognition.series.commands import AddIssue, KeepSeries, MoveIssue, RemoveIssue
from services.recognition.series.model import Issue, Series
from services.recognition.series.queries.series import addresses_in, interviewed, issues_in, series_of
from services.recognition.series.tables import series
from shared.languages import FRAME
from shared.message import new_id
from shared.overtaken import present
from shared.transaction import Missing, Refused, Transaction
from web.grammar.latin import slug

LONGEST = 100
"""Letters of an address."""
TEXTS = ("implementer", *(f"{what}_{lang}" for what in ("title", "aim", "project", "funder") for lang in FRAME))


def keep_series(command: KeepSeries, tx: Transaction) -> str:
    """Begin a series, or change its words. Returns its reference."""
    texts = {name: getattr(command, name).strip() for name in TEXTS}
    if command.series:
        kept = series_of(tx.session, command.series)
    else:
        kept = tx.add(Series(id=new_id(), slug=_free(slug(texts["title_en"]), tx), **texts, changed_on=tx.today))
    was_public = kept.is_public
    for name, text in texts.items():
        setattr(kept, name, text)
    kept.site, kept.is_public, kept.is_continued = command.site or "", command.is_public, command.is_continued
    _changed(kept, tx, down=was_public and not kept.is_public)
    return kept.id


def present_series(command: KeepSeries, tx: Transaction) -> Mapping[str, Any]:
    """What the series says of itself; nothing of one that begins. Raises Missing."""
    return present(command, series_of(tx.session, command.series), series=command.series) if command.series else {}


def _free(wanted: str, tx: Transaction) -> str:
    wanted = wanted[:LONGEST].strip("-")
    taken = set(tx.session.scalars(sa.select(series.c.slug).where(series.c.slug.startswith(wanted))))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (wanted, *numbered) if each not in taken)


def add_issue(command: AddIssue, tx: Transaction) -> str:
    """Put an interview at the end. Says no where none, or more than one, has these words in its name."""
    kept, group = series_of(tx.session, command.series), _meant(command.page, tx)
    before = issues_in(tx.session, kept.id)
    if group in {one.group for one in before}:
        raise Refused("page", "This interview is in the series already")
    tx.add(Issue(series=kept.id, group=group, number=len(before) + 1, added_on=tx.today))
    _changed(kept, tx)
    return kept.id


def _meant(typed: str, tx: Transaction) -> str:
    """The group of the one interview that these words name. Raises Refused."""
    wanted = urlsplit(typed.strip()).path.rstrip("/").rpartition("/")[2]
    fitting = [one for one in interviewed(tx.session) if one.has(wanted)]
    found = [one for one in fitting if one.is_called(wanted)] or fitting
    if not found:
        raise Refused("page", "No public interview is found under this name")
    if len(found) > 1:
        raise Refused(
            "page", "More than one employer has this in its name: write more of it, or the address of its page"
        )
    return found[0].group


def move_issue(command: MoveIssue, tx: Transaction) -> str:
    """Change places with a neighbour; the first stays first, and the last last."""
    kept, issues = series_of(tx.session, command.series), issues_in(tx.session, command.series)
    at = _place(issues, command.group)
    other = at + (-1 if command.where == "earlier" else 1)
    if 0 <= other < len(issues):
        issues[at].number, issues[other].number = issues[other].number, issues[at].number
        _changed(kept, tx)
    return kept.id


def remove_issue(command: RemoveIssue, tx: Transaction) -> str:
    kept, issues = series_of(tx.session, command.series), issues_in(tx.session, command.series)
    gone = issues[_place(issues, command.group)]
    _changed(kept, tx, down=True)
    for later in issues[gone.number :]:
        later.number -= 1
    tx.session.delete(gone)
    return kept.id


def _place(issues: list[Issue], group: str) -> int:
    """Raises Missing."""
    for at, one in enumerate(issues):
        if one.group == group:
            return at
    raise Missing(group)


def _changed(kept: Series, tx: Transaction, *, down: bool = False) -> None:
    """Its own pages, and those of its issues, say something else."""
    kept.changed_on = tx.today
    tx.session.flush()
    invalidate(tx, addresses_in(tx.session, kept.id), lists=False, down=down)
