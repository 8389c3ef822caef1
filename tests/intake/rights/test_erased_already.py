"""An erasure that a crash cut short, and whoever sends its form again."""

import pytest

from services.intake.candidates.commands import EraseCandidate
from services.intake.rights.handlers import erasure
from shared.transaction import Missing
from tests.conftest import actor
from tests.intake.conftest import Intake


def test_whoever_presses_again_after_a_crash_in_between_is_told_that_it_is_done(intake: Intake) -> None:
    """Found by `make faults`: the key was destroyed, the process died, the next one finished it before the form came again."""
    person = intake.ready()
    intake.runtime.tools.keys.destroy(person)
    intake.runtime.perform(erasure.finish_erasures)
    again = EraseCandidate(candidate=person, sure=True)
    assert intake.do(erasure.erase_candidate, again, intake.officer) == person
    with pytest.raises(Missing):
        intake.do(erasure.erase_candidate, again, actor("lead", organisation="varna"))
