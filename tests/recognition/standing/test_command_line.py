"""Standings and editions from the command line."""

import json
import re
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from services.recognition import scoring
from services.recognition.cli import edition as edition_group
from services.recognition.cli import standing as standing_command
from services.recognition.service import SERVICE
from services.recognition.standing.tables import fact
from services.sample.employers import company_number
from services.sample.firms import FIRMS
from shared.identity import employer_id
from shared.service import Runtime
from tests.recognition.arrivals import Arrivals
from tests.recognition.opened import OVENS, correct, heard, ovens, publish, taken_back, wished

__all__ = ["heard", "ovens"]

GROUP = employer_id("BG", OVENS)


# -- the command line -----------------------------------------------------------------------------------------------
class Office:
    def __init__(self, runtime: Runtime) -> None:
        self.open = runtime

    def runtime(self, name: str) -> Any:
        assert name == SERVICE.name
        return self.open


def run(runtime: Runtime, command: Any, *words: Any) -> Any:
    return CliRunner().invoke(command, list(words), obj=Office(runtime))


def test_the_command_line_tells_a_standing_at_two_times(ovens: Arrivals) -> None:
    told = run(ovens.runtime, standing_command, OVENS, "--as-of", "2025-12-31", "--json")
    assert told.exit_code == 0, told.output
    found = json.loads(told.output)
    assert found["name"] == "Седемте пещи"
    assert found["explanation"]["standing"]["R"] == 12
    assert found["explanation"]["standing"]["known_at"] == "2025-12-31"
    for name in (GROUP, OVENS, "Седемте пещи", "SEDEMTE PESHTI"):
        people = run(ovens.runtime, standing_command, name)
        assert "12 kept of 12 settled" in people.output
        assert f"method {scoring.CURRENT.name}, fingerprint {scoring.CURRENT.fingerprint[:16]}" in people.output
        assert re.search(rf"by {scoring.PREVIOUS.name}: \d+\.\d\d points, gold", people.output)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("nobody",), "nothing called nobody"),
        (("BG 131106522",), "nothing called BG 131106522"),
        ((OVENS, "--as-of", "2030-01-01"), "has not come yet"),
        ((OVENS, "--as-of", "yesterday"), "Invalid value"),
        ((), "Missing argument"),
    ],
)
def test_the_command_line_says_what_is_wrong(ovens: Arrivals, words: tuple[Any, ...], says: str) -> None:
    told = run(ovens.runtime, standing_command, *words)
    assert told.exit_code != 0
    assert says in told.output
    assert "Traceback" not in told.output


@pytest.mark.parametrize("command", [standing_command, edition_group.commands["explain"]], ids=lambda one: one.name)
def test_the_example_of_the_help_is_an_employer_of_the_sample(command: Any) -> None:
    numbers = {company_number(firm.number) for firm in FIRMS}
    assert set(re.findall(r"\b\d{9}\b", command.epilog)) <= numbers
    assert re.search(r"\b\d{9}\b", command.epilog)


def test_editions_from_the_command_line(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-3")
    assert run(ovens.runtime, edition_group, "check", "2025-4").exit_code == 0
    assert "published: 2025-4" in run(ovens.runtime, edition_group, "publish", "2025-4").output
    ovens.tell(*[taken_back(which) for which in range(3)])
    wished(ovens.runtime, "2025-4")
    assert "published: 2025-4.1" in run(ovens.runtime, edition_group, "correct", "2025-4", "--note", "x").output
    listed = json.loads(run(ovens.runtime, edition_group, "list", "--json").output)
    assert [one["number"] for one in listed] == ["2025-4.1", "2025-4", "2025-3"]
    assert run(ovens.runtime, edition_group, "verify", "--all").exit_code == 0
    verified = json.loads(run(ovens.runtime, edition_group, "verify", "2025-4", "--json").output)
    assert verified[0]["agrees"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("publish", "2025"), "for example 2026-4"),
        (("publish", "2026-4"), "may be published from 10:00 on 2027-01-15"),
        (("correct", "2025-4"), "no edition 2025-4"),
        (("verify", "2025-4"), "nothing called 2025-4"),
        (("verify",), "--all"),
        (("check", "soon"), "for example 2026-4"),
    ],
)
def test_editions_from_the_command_line_say_what_is_wrong(ovens: Arrivals, words: str, says: str) -> None:
    told = run(ovens.runtime, edition_group, *words)
    assert told.exit_code != 0
    assert says in told.output
    assert "Traceback" not in told.output


def test_a_forged_edition_is_found_out_by_the_command_line(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    ovens.runtime.perform(lambda tx: tx.session.execute(sa.delete(fact).where(fact.c.placement.like("%-kept-%"))))
    told = run(ovens.runtime, edition_group, "verify", "2025-4")
    assert told.exit_code == 1
    assert "DIFFERS" in told.output


def test_a_correction_is_in_the_list(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    ovens.tell(*[taken_back(which) for which in range(3)])
    wished(ovens.runtime, "2025-4")
    correct(ovens.runtime, "2025-4")
    assert "2025-4.1" in run(ovens.runtime, edition_group, "list").output
    again = run(ovens.runtime, edition_group, "correct", "2025-4", "--note", "again")
    assert again.exit_code == 1
    assert "nothing to correct" in again.output
