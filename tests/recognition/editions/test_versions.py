"""Two versions of the standard in one installation: which edition is made with which, and what a standing shows (§3.9)."""

import datetime

import pytest
import sqlalchemy as sa

from services.recognition.board.queries.standings import StandingPage, standing_page
from services.recognition.desk import commands
from services.recognition.desk.handlers import publishing as handlers
from services.recognition.desk.queries.preview import draft
from services.recognition.editions.queries.editions import edition_numbered, verify
from services.recognition.editions.tables import edition
from services.recognition.scoring import CURRENT, PREVIOUS, Settled
from services.recognition.scoring.parameters import Method
from shared.events.placements import PlacementEnded
from shared.identity import employer_id
from shared.service import Runtime
from tests.conftest import actor
from tests.recognition.arrivals import Arrivals
from tests.recognition.opened import AUTUMN, OVENS, correct, heard, ovens, publish, taken_back
from tests.recognition.telling import hired, seen

__all__ = ["heard", "ovens"]

GROUP = employer_id("BG", OVENS)
DAY = datetime.timedelta(1)


def publish_with(runtime: Runtime, number: str, method: Method) -> str:
    command = commands.PublishEdition(number=number)
    return runtime.perform(lambda tx: handlers.publish_edition(command, tx, method), actor("editor"))


def made_with(runtime: Runtime, number: str) -> tuple[str, str]:
    found = runtime.database.look(lambda session: edition_numbered(session, number))
    return found.method, found.fingerprint


def agrees(runtime: Runtime, number: str) -> bool:
    return runtime.database.look(lambda session: verify(session, number)).agrees


def page(runtime: Runtime) -> StandingPage:
    return runtime.database.look(lambda session: standing_page(session, GROUP, runtime.clock.today()))


@pytest.fixture
def quitter(ovens: Arrivals) -> Arrivals:
    """One more person, seen on day 90, of whom only the employer says that they quit on day 95."""
    ovens.tell((hired(OVENS, "quitter", AUTUMN), AUTUMN), (seen("quitter", AUTUMN + 90 * DAY), AUTUMN + 90 * DAY))
    left = AUTUMN + 95 * DAY
    ovens.tell((PlacementEnded(placement="quitter", last_day=left, reason="candidate", evidence=0), left))
    return ovens


def test_the_next_edition_is_made_with_the_current_version_and_an_older_one_verifies_with_its_own(
    quitter: Arrivals,
) -> None:
    runtime = quitter.runtime
    publish_with(runtime, "2025-3", PREVIOUS)
    publish(runtime, "2025-4")
    assert made_with(runtime, "2025-3") == (PREVIOUS.name, PREVIOUS.fingerprint)
    assert made_with(runtime, "2025-4") == (CURRENT.name, CURRENT.fingerprint)
    assert agrees(runtime, "2025-3")
    assert agrees(runtime, "2025-4")


def test_a_correction_keeps_the_version_of_what_it_corrects(quitter: Arrivals) -> None:
    runtime = quitter.runtime
    publish_with(runtime, "2025-4", PREVIOUS)
    quitter.tell(*map(taken_back, range(8)))
    of, _ = runtime.database.look(lambda session: draft(session, "2025-4.1", runtime.clock.now()))
    assert (of.method, of.fingerprint) == (PREVIOUS.name, PREVIOUS.fingerprint)
    correct(runtime, "2025-4")
    assert made_with(runtime, "2025-4.1") == (PREVIOUS.name, PREVIOUS.fingerprint)
    assert agrees(runtime, "2025-4.1")


def test_a_new_version_alone_makes_no_fresh_basis(quitter: Arrivals) -> None:
    """One person counts otherwise by it; fewer than five changed, so the old basis stays (D3)."""
    runtime = quitter.runtime
    publish_with(runtime, "2025-3", PREVIOUS)
    _, entries = runtime.database.look(lambda session: draft(session, "2025-4", runtime.clock.now()))
    (entry,) = entries
    assert (entry.why, entry.held, entry.taken_in) == ("held", 1, "2025-3")
    assert entry.standing.method == CURRENT.name


def test_an_edition_of_a_version_that_is_not_known_does_not_agree_and_says_so(ovens: Arrivals) -> None:
    runtime = ovens.runtime
    publish(runtime, "2025-4")
    runtime.perform(lambda tx: tx.session.execute(sa.update(edition).values(method="recog-9.0.0")))
    found = runtime.database.look(lambda session: verify(session, "2025-4"))
    assert (found.known_method, found.agrees, found.recomputed) == (False, False, "")


def test_the_standing_shows_both_versions_with_the_reason_until_two_editions_are_made_with_the_new_one(
    quitter: Arrivals,
) -> None:
    runtime = quitter.runtime
    publish_with(runtime, "2025-2", PREVIOUS)
    both = page(runtime).both
    assert both is not None
    assert (both.old.R, both.new.R, both.new) == (13, 12, page(runtime).standing)
    (effect,) = both.effects
    (moved,) = effect.people
    assert moved.was
    assert (effect.rule, moved.days, moved.was.outcome, moved.now) == (
        "quit_needs_evidence", 95, "R", Settled("L", 0, False),
    )  # fmt: skip
    publish(runtime, "2025-3")
    assert page(runtime).both is not None
    publish(runtime, "2025-4")
    assert page(runtime).both is None


def test_a_standing_foretells_what_waits_to_be_counted(ovens: Arrivals) -> None:
    today = ovens.runtime.clock.today()
    start = today - 100 * DAY
    ovens.tell((hired(OVENS, "new", start), start), (seen("new", start + 90 * DAY), start + 90 * DAY))
    (first, *_) = page(ovens.runtime).waiting
    assert first.on == today + 20 * DAY
    assert first.counts.R == page(ovens.runtime).standing.R + 1
