"""The sample as the services know it: editions that verify, counts as promised, no personal name in public."""

import datetime
import os
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from litestar.testing import TestClient
from sqlalchemy.orm import Session

from services.app import App
from services.intake.access.tables import organisation
from services.intake.candidates.queries import merging
from services.intake.guidance.queries import cases as guidance
from services.intake.guidance.tables import case_change, case_note
from services.placements.hires.queries.papers import ending_papers
from services.placements.hires.queries.renewals import over_terms
from services.placements.hires.tables import follow_up, placement
from services.placements.referrals.tables import referral
from services.recognition.board.queries.board import Wanted, board
from services.recognition.editions.queries import editions
from services.recognition.editions.rules.rows import Row
from services.recognition.editions.tables import edition_basis
from services.recognition.oversight.tables import alert
from services.sample.people import FAMILIES, MEN, WOMEN
from shared.auth import SYSTEM, Actor
from tests.sample.conftest import loaded

pytestmark = pytest.mark.xdist_group("sample")
"""One process fills it, once for all of them."""
DAY = datetime.date(2026, 11, 20)
WHOLE = pytest.mark.skipif(
    not os.environ.get("STEADFAST_WHOLE_SAMPLE"), reason="half a minute: STEADFAST_WHOLE_SAMPLE=1"
)


def published(app: App) -> list[tuple[str, str]]:
    found = app.runtimes["recognition"].database.look(editions.all_editions)
    return [(one.number, one.digest) for one in found]


def rows(app: App) -> list[list[Row]]:
    """What every edition says; the digests are salted."""
    look = app.runtimes["recognition"].database.look
    return [look(partial(rows_in, number=number)) for number, _ in published(app)]


def rows_in(session: Session, number: str) -> list[Row]:
    return editions.rows_of(editions.edition_numbered(session, number))


def check_every_edition(app: App) -> None:
    database = app.runtimes["recognition"].database
    for number, _ in published(app):
        assert database.look(partial(editions.verify, number=number)).agrees, number


def tiers(app: App, number: str) -> dict[str, tuple[int, str]]:
    table = edition_basis.c
    rows = app.runtimes["recognition"].database.look(
        lambda s: s.execute(sa.select(table.group, table.raw_tier, table.tier).where(table.edition == number)).all()
    )
    return {group: (raw, tier) for group, raw, tier in rows}


def test_every_edition_of_the_small_sample_verifies(small: Any) -> None:
    assert [number for number, _ in published(small)] == ["2026-3", "2026-2.1", "2026-2"]
    check_every_edition(small)


def test_the_same_seed_and_day_give_the_same_editions_on_either_database(small: Any, tmp_path: Path) -> None:
    with loaded(tmp_path, DAY, "small") as again:
        assert rows(again) == rows(small)


def test_tiers_are_won_kept_by_memory_and_lost(small: Any) -> None:
    before, now = tiers(small, "2026-2"), tiers(small, "2026-3")
    rank = {"gold": 3, "silver": 2, "bronze": 1}
    changes = [(rank.get(before[group][1], 0), rank.get(now[group][1], 0)) for group in now if group in before]
    assert any(old < new for old, new in changes), "raised or won"
    assert any(old > new for old, new in changes), "lost"
    assert any(rank.get(tier, 0) > max(raw, 0) for raw, tier in now.values()), "kept by memory"


def test_each_office_has_a_normal_working_day(small: Any) -> None:
    database = small.runtimes["placements"].database
    asked = sa.select(placement.c.organisation, follow_up.c.milestone, placement.c.start)
    asked = asked.join(placement, placement.c.id == follow_up.c.placement).where(follow_up.c.state == "asked")
    rows = database.look(lambda s: s.execute(asked).all())
    for office in {row.organisation for row in rows}:
        here = [row for row in rows if row.organisation == office]
        assert 1 <= len(here) <= 12
        assert sum(row.milestone == 90 and (DAY - row.start).days >= 105 for row in here) <= 2


def test_each_office_has_a_normal_day_of_cases(small: App) -> None:
    """Something overdue, due, still to come and not thought of, notes, a colleague who is away, a case handed over."""
    database, officer = small.runtimes["intake"].database, officer_of(small, "Пловдив")
    found = database.look(lambda s: guidance.counts(s, officer, DAY))
    assert min(found.overdue, found.due, found.none, found.later) >= 1
    assert max(found.overdue, found.none / 5) <= 4
    assert len(database.look(lambda s: guidance.stand_ins(s, officer.organisation, DAY))) == 1
    for table in (case_note, case_change):
        assert database.look(lambda s, one=table: s.scalar(sa.select(sa.func.count()).select_from(one)))  # type: ignore[misc]


def test_referrals_are_in_every_state(small: Any) -> None:
    states = small.runtimes["placements"].database.look(
        lambda s: set(s.scalars(sa.select(referral.c.state).distinct()))
    )
    assert states == {"draft", "sent", "interview", "hired", "declined", "withdrawn", "lapsed"}


def officer_of(app: App, town: str) -> Actor:
    offices = sa.select(organisation.c.id).where(organisation.c.town == town)
    office = app.runtimes["intake"].database.look(lambda session: session.scalars(offices).one())
    return msgspec.structs.replace(SYSTEM, roles=("officer",), organisation=office)


def test_the_pages_of_these_weeks_are_not_empty(small: App) -> None:
    """Somebody with a permit, papers that end, a term that is over, one person with two files, an alert."""
    placements, officer = small.runtimes["placements"].database, officer_of(small, "Пловдив")
    permits = sa.select(sa.func.count()).where(placement.c.permit_seen_on.is_not(None))
    assert placements.look(lambda s: s.scalar(permits)) == 1
    papers = placements.look(lambda s: ending_papers(s, officer, DAY))
    assert sorted(bool(one.hire) for one in papers) == [False, True]
    assert [one.planned_last_day for one in placements.look(lambda s: over_terms(s, officer, DAY))] == [DAY]
    assert len(small.runtimes["intake"].database.look(lambda s: merging.waiting(s, officer.organisation))) == 1
    open_ = small.runtimes["recognition"].database.look(lambda s: list(s.scalars(sa.select(alert.c.rule))))
    assert "staff_fell" in open_


def public_paths(app: App) -> list[str]:
    found: Any = app.runtimes["recognition"].database.look(lambda session: board(session, DAY, Wanted()))
    slugs = [row.slug for row in (*found.rated, *found.participants)]
    general = ["/bg", "/en", "/bg/employers", "/bg/editions", "/bg/method", "/bg/vacancies", "/data/board.json"]
    return [*general, *(f"/{lang}/employers/{slug}" for lang in ("bg", "en") for slug in slugs)]


def test_no_personal_name_is_on_any_public_page(small: Any) -> None:
    names = {f"{first} {family}" for origin in MEN for first in MEN[origin] for family in FAMILIES[origin]}
    names |= {f"{first} {family}" for origin in WOMEN for first in WOMEN[origin] for family in FAMILIES[origin]}
    with TestClient(small.site, base_url=small.settings.base_url) as client:
        for path in public_paths(small):
            answer = client.get(path)
            assert answer.status_code == 200, path
            assert [name for name in names if name in answer.text] == [], path
            assert "Лице за връзка" not in answer.text


@WHOLE
def test_the_whole_sample_verifies_and_holds_what_was_promised(whole: Any) -> None:
    check_every_edition(whole)
    assert len(published(whole)) >= 4
    found = whole.runtimes["recognition"].database.look(lambda session: board(session, DAY, Wanted()))
    assert len(found.rated) >= 30
    assert len(found.participants) >= 8
    assert {shown.row.tier for shown in found.rated} == {"gold", "silver", "bronze"}
    hires = sa.select(sa.func.count()).select_from(placement)
    assert whole.runtimes["placements"].database.look(lambda s: s.scalar(hires)) >= 600
