"""Intake as an attacker finds it, and somebody of a centre to attack."""

import pytest

from tests.intake.access.people import Person
from tests.intake.conftest import Intake, intake

__all__ = ["intake"]


@pytest.fixture
def ana(intake: Intake) -> Person:
    return Person(intake)
