"""What an article remembers of earlier editions is what stands of them: a mark that a correction took was none."""

import datetime

import msgspec
import pytest

from services.recognition import articles
from services.recognition.board.queries.profiles import profile
from services.recognition.editions.handlers import kept_row
from services.recognition.editions.model import Edition
from services.recognition.editions.queries.editions import latest_edition, rows_of
from services.recognition.editions.rules.canonical import pack
from services.recognition.editions.tables import edition_basis, edition_row
from services.recognition.scoring import CURRENT
from shared.identity import employer_id
from shared.service import Runtime
from shared.transaction import Transaction
from tests.recognition.arrivals import Arrivals
from tests.recognition.opened import OVENS, heard, ovens, publish

__all__ = ["heard", "ovens"]

SEPTEMBER = datetime.date(2025, 9, 30)
OCTOBER = datetime.datetime(2025, 10, 15, 9, tzinfo=datetime.UTC)
TODAY = datetime.date(2026, 1, 20)


def earlier(tx: Transaction, number: str, tier: str, on: int = 0) -> None:
    """An edition of the quarter before, or a correction of it: with the newest one's row in this tier, or without."""
    newest = latest_edition(tx.session)
    assert newest is not None
    rows = [msgspec.structs.replace(row, tier=tier) for row in rows_of(newest) if tier]
    at = OCTOBER + datetime.timedelta(days=on)
    tx.session.add(
        Edition(
            number=number, as_of=SEPTEMBER, known_at=at, published_at=at, published_by="", method=CURRENT.name,
            fingerprint="", digest="",
        )
    )  # fmt: skip
    tx.session.flush()
    for row in rows:
        tx.session.execute(edition_row.insert().values(kept_row(number, row, "")))
    group = employer_id("BG", OVENS)
    basis = {"edition": number, "group": group, "taken_in": number, "raw_tier": -1, "tier": tier, "basis": pack({})}
    tx.session.execute(edition_basis.insert().values(basis))


def counted(runtime: Runtime) -> articles.Counted:
    found = runtime.database.look(lambda session: profile(session, "sedemte-peshti", TODAY)).counted
    assert found is not None
    return found


def test_a_mark_that_a_correction_took_away_is_remembered_as_none(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    ovens.runtime.perform(lambda tx: earlier(tx, "2025-3", "silver"))
    assert not counted(ovens.runtime).first_listed
    ovens.runtime.perform(lambda tx: earlier(tx, "2025-3.1", "", on=9))
    assert counted(ovens.runtime).first_listed


@pytest.mark.parametrize(("before", "raised"), [("silver", True), ("gold", False)])
def test_a_mark_is_raised_over_what_stood_last_in_the_quarter_before(
    ovens: Arrivals, before: str, raised: bool
) -> None:
    publish(ovens.runtime, "2025-4")
    ovens.runtime.perform(lambda tx: earlier(tx, "2025-3", "bronze"))
    ovens.runtime.perform(lambda tx: earlier(tx, "2025-3.1", before, on=9))
    assert counted(ovens.runtime).tier == "gold"
    assert counted(ovens.runtime).raised is raised
