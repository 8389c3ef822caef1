"""Two officers and the last opening of a vacancy, in the same moment: one hires, the other is told that it is filled."""

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from services.placements.hires import commands
from services.placements.hires.handlers import hiring
from shared.auth import Actor
from shared.events import intake as heard
from shared.events.placements import EmployerHired, VacancyFilled
from shared.transaction import Refused
from tests.placements.conftest import BAKERY, TODAY, Office, permission, ready

pytestmark = pytest.mark.both_databases
RACES = int(os.environ.get("STEADFAST_RACES", "8"))


def furnish(office: Office, race: str) -> None:
    """A vacancy of one opening, and somebody ready in each of two centres."""
    office.hear(heard.VacancyPublished(vacancy=f"v-{race}", employer=BAKERY, title="Пекар", kind="job", openings=1))
    for centre in ("plovdiv", "varna"):
        office.hear(ready(f"{centre}-{race}", f"C-{centre[0].upper()}{race}", centre), permission(f"{centre}-{race}"))


def run(office: Office, race: str) -> list[str]:
    """What became of the two, in no order."""
    together = Barrier(2)

    def hire(who: Actor) -> str:
        command = commands.RecordHire(
            candidate=f"{who.organisation}-{race}", vacancy=f"v-{race}", start=TODAY, contract="permanent", hours=40
        )
        together.wait()
        try:
            office.do(hiring.record_hire, command, who)
        except Refused as refused:
            return refused.field
        return "hired"

    with ThreadPoolExecutor(2) as both:
        return sorted(both.map(hire, (office.officer, office.other_officer)))


def test_of_two_who_hire_for_the_last_opening_one_does(office: Office) -> None:
    for number in range(RACES):
        furnish(office, str(number))
        assert run(office, str(number)) == ["hired", "vacancy"]
    filled = Counter(each.vacancy for each in office.told(VacancyFilled))
    assert filled == Counter(f"v-{number}" for number in range(RACES))
    assert len(office.told(EmployerHired)) == RACES
