"""The two services whose rows come to an end."""

from collections.abc import Callable
from typing import Any

import pytest

from services.intake.service import SERVICE as INTAKE
from services.placements.service import SERVICE as PLACEMENTS
from tests.intake.conftest import Intake
from tests.placements.conftest import Office, permission, surroundings


@pytest.fixture
def intake(open_runtime: Callable[..., Any]) -> Intake:
    return Intake(open_runtime(INTAKE))


@pytest.fixture
def office(open_runtime: Callable[..., Any]) -> Office:
    office = Office(open_runtime(PLACEMENTS))
    office.hear(*surroundings(), permission("candidate-1"))
    return office
