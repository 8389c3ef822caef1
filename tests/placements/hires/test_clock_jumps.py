"""A clock that jumps ahead, and a second host whose clock is behind: the office asks once, and what it asked stays."""

from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from services.placements.hires.tables import follow_up
from services.placements.service import SERVICE
from tests.placements.conftest import TODAY, Office, days, permission

pytestmark = pytest.mark.one_database


def records(office: Office) -> dict[str, list[Any]]:
    tables = SERVICE.metadata.sorted_tables
    with office.runtime.database.session() as session:
        return {table.name: sorted(map(repr, session.execute(sa.select(table)))) for table in tables}


def states(office: Office) -> dict[int, str]:
    query = sa.select(follow_up.c.milestone, follow_up.c.state)
    return dict(tuple(row) for row in office.look(lambda session: session.execute(query).all()))


def hired(office: Office) -> None:
    office.hear(permission("candidate-1"))
    office.hire(start=TODAY - days(29), vacancy="vacancy-1", employer=None)


def test_after_a_year_without_a_morning_the_newest_question_alone_is_asked(office: Office) -> None:
    hired(office)
    office.morning(TODAY + days(400))
    assert states(office) == {30: "passed_over", 90: "passed_over", 180: "passed_over", 365: "asked"}


@pytest.mark.parametrize("jump", [1, 61, 151, 400])
@pytest.mark.parametrize("behind", [1, 3])
def test_the_morning_of_a_host_whose_clock_is_behind_changes_nothing(office: Office, jump: int, behind: int) -> None:
    hired(office)
    office.morning(TODAY + days(jump))
    before = records(office)
    for timer in SERVICE.daily:
        office.runtime.perform(partial(timer, TODAY + days(jump - behind)))
    assert records(office) == before
