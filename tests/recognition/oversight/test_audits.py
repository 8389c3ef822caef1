"""The audit of an edition: drawn when it is published, drawn again by a command, settled by auditors, public by tens."""

import datetime
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from services.recognition.cli import edition as edition_group
from services.recognition.editions.queries.editions import edition_numbered
from services.recognition.oversight import commands
from services.recognition.oversight.handlers.audits import record_finding
from services.recognition.oversight.queries import worklist
from services.recognition.oversight.queries.alerts import open_alerts
from services.recognition.oversight.queries.samples import AuditLine, draw, kept_sample, lines
from services.recognition.oversight.tables import audit_line
from services.recognition.scoring import CURRENT
from shared.events.placements import PlacementVoided
from shared.identity import employer_id
from shared.transaction import Missing, Refused
from tests.conftest import actor
from tests.recognition.arrivals import Arrivals, doing, start_at
from tests.recognition.opened import AUTUMN, HOTEL, JANUARY, OVENS, correct, heard, ovens, publish, taken_back
from tests.recognition.telling import employer, hired, kept

__all__ = ["heard", "ovens"]

AUDITOR = actor("auditor", account="auditor-1")
GROUP = employer_id("BG", OVENS)


@pytest.fixture
def drawn(ovens: Arrivals) -> Arrivals:
    """Twelve people of one employer and twenty of another, in a published edition."""
    ovens.tell(*employer(HOTEL, "Орфей", "Orpheus", JANUARY, staff=90), *kept(HOTEL, 20, AUTUMN))
    publish(ovens.runtime, "2025-4")
    return ovens


def all_lines(at: Arrivals) -> list[AuditLine]:
    return at.runtime.database.look(lambda session: lines(session))


def found(at: Arrivals, line: str, outcome: str, evidence: str = "none", note: str = "Ringed twice.") -> str:
    said: Any = {"line": line, "outcome": outcome, "evidence": evidence, "note": note}
    return at.runtime.perform(doing(record_finding, commands.RecordFinding(**said)), AUDITOR)


def test_a_sample_is_drawn_with_the_edition_and_the_same_comes_out_again(drawn: Arrivals) -> None:
    """Thirty-two kept people: two by lot, and one at least of the employer that has twenty."""
    sample = drawn.runtime.database.look(lambda session: draw(session, "2025-4"))
    assert sample.kept == 32
    assert 2 <= len(sample.drawn) <= 3
    assert employer_id("BG", HOTEL) in {one.group for one in sample.drawn}
    assert all(one.placement.startswith((f"{OVENS}-kept", f"{HOTEL}-kept")) for one in sample.drawn)
    assert set(drawn.runtime.database.look(lambda session: kept_sample(session, "2025-4")).drawn) == set(sample.drawn)


def test_what_comes_later_draws_nobody_else(drawn: Arrivals) -> None:
    before = drawn.runtime.database.look(lambda session: draw(session, "2025-4"))
    drawn.tell(*(taken_back(which, HOTEL) for which in range(20)), *kept(OVENS, 9, datetime.date(2025, 3, 1)))
    assert drawn.runtime.database.look(lambda session: draw(session, "2025-4")) == before


def test_the_seed_is_the_digest_of_the_edition_before(drawn: Arrivals, clock: Any) -> None:
    first = drawn.runtime.database.look(lambda session: draw(session, "2025-4"))
    assert (first.seed, first.seed_of) == (CURRENT.fingerprint, None), "there is none before the first"
    drawn.tell(*(taken_back(which, HOTEL) for which in range(6)))
    correct(drawn.runtime, "2025-4")
    start_at(clock, datetime.date(2026, 4, 20))
    publish(drawn.runtime, "2026-1")
    sample = drawn.runtime.database.look(lambda session: draw(session, "2026-1"))
    before = drawn.runtime.database.look(lambda session: edition_numbered(session, "2025-4.1"))
    assert (sample.seed, sample.seed_of) == (before.digest, "2025-4.1")
    with pytest.raises(Refused, match="no sample of its own"):
        drawn.runtime.database.look(lambda session: draw(session, "2025-4.1"))


def test_the_command_draws_again_and_says_where_it_differs(drawn: Arrivals) -> None:
    def run(*arguments: str) -> Any:
        carried = type("Carried", (), {"runtime": lambda _, name: drawn.runtime})()
        return CliRunner().invoke(edition_group, ["sample", *arguments], obj=carried)

    told = run("2025-4")
    assert told.exit_code == 0
    assert "as drawn when it was published" in told.output
    body = msgspec.json.decode(run("2025-4", "--json").output)
    assert (body["agrees"], body["kept"], body["seed"]) == (True, 32, CURRENT.fingerprint)
    assert {one["placement"] for one in body["drawn"]} == {one.placement for one in all_lines(drawn)}
    drawn.runtime.perform(lambda tx: tx.session.execute(sa.update(audit_line).values(placement="another")))
    differs = run("2025-4")
    assert (differs.exit_code, "DIFFERS" in differs.output) == (1, True)
    assert run("2030-4").exit_code == 1
    assert "Example: steadfast edition sample" in run("--help").output


def test_the_last_finding_counts_and_none_is_lost(drawn: Arrivals) -> None:
    line = all_lines(drawn)[0]
    found(drawn, line.id, "unreachable")
    found(drawn, line.id, "confirmed", "payslip", "")
    again = next(one for one in all_lines(drawn) if one.id == line.id)
    assert (again.outcome, [one.outcome for one in again.findings]) == ("confirmed", ["unreachable", "confirmed"])
    assert again.findings[0].by == "auditor-1"


@pytest.mark.parametrize(
    ("outcome", "evidence", "note", "said"),
    [
        ("confirmed", "none", "", "rests on something"),
        ("not_confirmed", "person", " ", "what you tried"),
        ("unreachable", "none", "", "what you tried"),
    ],
)
def test_a_finding_says_what_it_rests_on(drawn: Arrivals, outcome: str, evidence: str, note: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        found(drawn, all_lines(drawn)[0].id, outcome, evidence, note)


def test_nobody_audits_a_line_that_there_is_not(drawn: Arrivals) -> None:
    with pytest.raises(Missing):
        found(drawn, "nothing", "unreachable")


def test_what_is_not_confirmed_is_an_alert_and_asked_back_from_the_office(drawn: Arrivals) -> None:
    line = all_lines(drawn)[0]
    found(drawn, line.id, "not_confirmed", "person", "Never worked there.")
    (alert,) = [one for one in drawn.runtime.database.look(open_alerts).rows if one.rule == "not_confirmed"]
    assert (alert.subjects, alert.period, alert.numbers["not"]) == ((line.group,), "2025-4", 1)
    (asked,) = drawn.runtime.database.look(lambda session: worklist.asked_back(session, "centre"))
    assert (asked.line.placement, asked.put_right_on) == (line.placement, None)
    assert drawn.runtime.database.look(lambda session: worklist.asked_back(session, "another")) == []
    today = drawn.runtime.clock.today()
    drawn.tell((PlacementVoided(placement=line.placement, reason="mistake"), today))
    (asked,) = drawn.runtime.database.look(lambda session: worklist.asked_back(session, "centre"))
    assert asked.put_right_on == today, "the office put it right"


def test_an_alert_says_what_the_last_finding_says(drawn: Arrivals) -> None:
    line = all_lines(drawn)[0]
    found(drawn, line.id, "not_confirmed", "person", "Not found.")
    found(drawn, line.id, "confirmed", "payslip", "")
    (alert,) = [one for one in drawn.runtime.database.look(open_alerts) if one.rule == "not_confirmed"]
    assert (alert.numbers["confirmed"], alert.numbers["not"], alert.size) == (1, 0, 0)


def test_what_is_told_anew_in_the_same_words_puts_nothing_right(drawn: Arrivals) -> None:
    """Files were merged, or the employer regrouped: the office has done nothing."""
    line = next(one for one in all_lines(drawn) if one.group == employer_id("BG", HOTEL))
    found(drawn, line.id, "not_confirmed", "person", "Never worked there.")
    today, start = drawn.runtime.clock.today(), AUTUMN + datetime.timedelta(2 * int(line.placement.rpartition("-")[2]))
    drawn.tell((hired(HOTEL, line.placement, start, person="another", rev=1), today))
    (asked,) = drawn.runtime.database.look(lambda session: worklist.asked_back(session, "centre"))
    assert asked.put_right_on is None
    drawn.tell((hired(HOTEL, line.placement, start, person="another", rev=2, hours=20), today))
    (asked,) = drawn.runtime.database.look(lambda session: worklist.asked_back(session, "centre"))
    assert asked.put_right_on == today


def test_what_an_auditor_finds_changes_no_number_of_any_edition(drawn: Arrivals) -> None:
    before = drawn.runtime.database.look(lambda session: edition_numbered(session, "2025-4").digest)
    for line in all_lines(drawn):
        found(drawn, line.id, "not_confirmed", "person", "Never worked there.")
    assert drawn.runtime.database.look(lambda session: edition_numbered(session, "2025-4").digest) == before


# -- what the public reads --------------------------------------------------------------------------------------------
def seen(at: Arrivals, number: str = "2025-4") -> worklist.PublicAudit:
    return at.runtime.database.look(lambda session: worklist.public_audit(session, number))


def replaced(at: Arrivals, employers: dict[str, int]) -> None:
    """A sample of this make."""
    rows = [
        {"id": f"{group}-{n}", "edition": "2025-4", "group": group, "placement": f"{group}-{n}"}
        for group, people in employers.items()
        for n in range(people)
    ]
    at.runtime.perform(
        lambda tx: tx.session.execute(sa.delete(audit_line)) and tx.session.execute(sa.insert(audit_line), rows)
    )


TEN = {f"g{n}": 2 for n in range(10)}


def test_counts_are_told_with_the_next_edition_and_by_tens(drawn: Arrivals, clock: Any) -> None:
    replaced(drawn, TEN)
    for which, line in enumerate(all_lines(drawn)):
        if which < 14:
            found(drawn, line.id, "confirmed" if which < 11 else "not_confirmed", "person", "Asked.")
    assert (seen(drawn).told_in, seen(drawn).drawn) == (None, None)
    start_at(clock, datetime.date(2026, 4, 20))
    publish(drawn.runtime, "2026-1")
    told = seen(drawn)
    assert (told.told_in, told.drawn, told.confirmed, told.not_confirmed) == ("2026-1", 20, 10, None)
    start_at(clock, datetime.date(2026, 4, 25))
    for line in all_lines(drawn):
        if line.edition == "2025-4" and line.outcome == "open":
            found(drawn, line.id, "confirmed", "person", "Asked.")
    assert seen(drawn) == told, "public data change with editions only (D1)"


@pytest.mark.parametrize(
    ("employers", "told"),
    [
        (TEN, True),
        ({f"g{n}": 3 for n in range(9)}, False),
        ({**{f"g{n}": 1 for n in range(9)}, "h": 10}, False),
        ({**{f"g{n}": 1 for n in range(10)}, "h": 9}, False),
        ({**{f"g{n}": 1 for n in range(10)}, "h": 10}, True),
        ({**{f"g{n}": 1 for n in range(10)}, "h": 11}, False),
    ],
)
def test_counts_need_ten_employers_twenty_people_and_no_half(
    drawn: Arrivals, clock: Any, employers: dict[str, int], told: bool
) -> None:
    replaced(drawn, employers)
    start_at(clock, datetime.date(2026, 4, 20))
    publish(drawn.runtime, "2026-1")
    assert (seen(drawn).drawn is not None) is told
