"""A colleague who came in whole."""

import pytest

from tests.intake.access.people import Person
from tests.intake.conftest import Intake


@pytest.fixture
def ana(intake: Intake) -> Person:
    return Person(intake)
