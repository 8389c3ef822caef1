"""Keys of forms go after two days, in every service."""

import datetime
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from services.routes import SERVICES
from shared.clock import machine_now
from shared.idempotence import forget_keys
from shared.service import Runtime, Service


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_a_key_is_kept_two_days(service: Service, open_runtime: Callable[[Service], Runtime]) -> None:
    runtime = open_runtime(service)
    table, now = service.metadata.tables["idempotence"], machine_now()
    rows = [
        {"key": str(hours), "body": "", "location": "/", "at": now - datetime.timedelta(hours=hours)}
        for hours in (1, 47, 49)
    ]
    runtime.database.transact(lambda session: session.execute(sa.insert(table), rows))
    assert forget_keys in service.daily
    runtime.perform(lambda tx: forget_keys(runtime.clock.today(), tx))
    assert runtime.database.look(lambda session: set(session.scalars(sa.select(table.c.key)))) == {"1", "47"}
