"""Fixtures of the tests that open recognition's database and feed it through its projection."""

import datetime
from collections.abc import Callable

import pytest

from services.recognition.desk import commands
from services.recognition.desk.handlers import publishing as handlers
from services.recognition.editions.commands import NoteCorrectionRequest
from services.recognition.editions.handlers import note_correction_request
from services.recognition.service import SERVICE
from shared.events import Event
from shared.events.placements import PlacementVoided
from shared.identity import employer_id
from shared.service import Runtime
from tests.conftest import actor
from tests.recognition.arrivals import Arrivals, doing
from tests.recognition.telling import employer, kept, practices

OVENS, HOTEL, BOOKS = "175074752", "131071587", "121000010"
JANUARY = datetime.date(2024, 1, 10)
AUTUMN = datetime.date(2024, 9, 1)
EDITOR = actor("editor", account="editor-1")
Told = tuple[Event, datetime.date]


@pytest.fixture
def heard(open_runtime: Callable[..., Runtime]) -> Arrivals:
    return Arrivals(open_runtime(SERVICE))


@pytest.fixture
def ovens(heard: Arrivals) -> Arrivals:
    """One employer of gold: twelve people who stayed, all settled and proved by the end of 2025."""
    heard.tell(*employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY, staff=40))
    heard.tell(*kept(OVENS, 12, AUTUMN), *practices(OVENS, ("mentor", "language"), datetime.date(2024, 6, 1)))
    return heard


def publish(runtime: Runtime, number: str) -> str:
    return runtime.perform(doing(handlers.publish_edition, commands.PublishEdition(number=number)), EDITOR)


def taken_back(which: int, number: str = OVENS, on: datetime.date = datetime.date(2026, 2, 1)) -> Told:
    """One of the hires of autumn was recorded by mistake."""
    return PlacementVoided(placement=f"{number}-kept-240901-{which}", reason="mistake"), on


def correct(runtime: Runtime, number: str, note: str = "put right") -> str:
    return runtime.perform(doing(handlers.correct_edition, commands.CorrectEdition(number=number, note=note)), EDITOR)


def wished(runtime: Runtime, number: str, by: str = OVENS, on: datetime.date | None = None) -> str:
    """The employer asked that what a quarterly edition says of it be put right."""
    asked = NoteCorrectionRequest(
        number=number, group=employer_id("BG", by), asked_on=on or runtime.clock.today(), asked_as="manager"
    )
    return runtime.perform(doing(note_correction_request, asked), EDITOR)
