"""A signed-in page costs the same however many years an office has worked: no statement, no byte and no scan more."""

import importlib
from collections.abc import Callable
from typing import Any

import pytest

from services.routes import SERVICES
from shared.service import Runtime
from tests.benchmarks.hundredfold import FILL, NOW, VISITS
from tests.plans import asked, steps, whole
from tests.visitor import Visitor, site_of

SMALL = {"known_organisation", "organisation"}
"""Tables with a line for each office, and no more."""
WEIGHS_EVERYBODY = "/intake/vacancies/vacancy-00001/candidates"
"""Weighs all who are ready for work in an office: PostgreSQL may read all their permissions at once for it."""
BY_NAME = {service.name: service for service in SERVICES}
SHORT = {
    "services.placements.hires.pages.today": {"PAGE": 6, "ANSWERED": 2},
    "services.placements.hires.pages.people": {"CARDS": 3},
    "services.placements.hires.pages.hires": {"PAGE": 6},
    "services.placements.referrals.pages": {"PAGE": 6},
}
"""Pages that are shorter than in use are full with less data."""

Opened = Callable[[Any], Runtime]


each_service = pytest.mark.parametrize("service", sorted(FILL))


@each_service
@pytest.mark.both_databases
def test_no_page_goes_through_a_table_that_grows(open_runtime: Opened, service: str):
    runtime = open_runtime(BY_NAME[service])
    FILL[service](runtime, 1)
    for path, reader in readers(runtime):
        with asked(runtime.database) as statements:
            assert reader.get(path).status_code == 200
        assert len(statements) >= 2
        for database, one in statements if path != WEIGHS_EVERYBODY else ():
            assert whole(database, one, SMALL) == [], "\n".join([path, one[0], *steps(database, one)])


@each_service
@pytest.mark.one_database
def test_no_page_has_more_statements_or_bytes_where_there_is_more_data(
    open_runtime: Opened, monkeypatch: pytest.MonkeyPatch, service: str
):
    for name, constants in SHORT.items():
        for constant, value in constants.items():
            monkeypatch.setattr(importlib.import_module(name), constant, value)
    runtime = open_runtime(BY_NAME[service])
    FILL[service](runtime, 3)
    before = [cost(runtime, path, reader) for path, reader in readers(runtime)]
    FILL[service](runtime, 6, begin=3)
    after = [cost(runtime, path, reader) for path, reader in readers(runtime)]
    for (path, statements, size), (_, later, grown) in zip(before, after, strict=True):
        assert later == statements, path
        assert grown < size * 1.1, path


def readers(runtime: Runtime) -> list[tuple[str, Visitor]]:
    """The pages of this service that are watched, each with somebody who may read it."""
    runtime.clock.turn_to(NOW.date())
    site, theirs = site_of(runtime), [visit for visit in VISITS if visit[1] == runtime.service.name]
    return [(path, Visitor(site, runtime.keys, **who)) for _, _, path, who in theirs]


def cost(runtime: Runtime, path: str, reader: Visitor) -> tuple[str, int, int]:
    """Statements and bytes of the second visit; the first one fills what is kept."""
    reader.get(path)
    with asked(runtime.database) as statements:
        page = reader.get(path)
    return path, len(statements), len(page.content)
