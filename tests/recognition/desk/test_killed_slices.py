"""A process that is killed while it makes an edition costs one slice, and shows nothing of it."""

import os
import signal
import subprocess
import sys

import pytest
import sqlalchemy as sa

from services.recognition.desk.worker import publish_now
from services.recognition.editions.queries.editions import verify
from services.recognition.editions.tables import publication
from shared.events.recognition import ProfilePublished
from shared.identity import employer_id
from tests.conftest import told
from tests.recognition.arrivals import Arrivals
from tests.recognition.desk.sliced import NUMBER, begin, on_the_board, town
from tests.recognition.opened import (
    BOOKS,
    HOTEL,
    OVENS,
    heard,
    ovens,
)

__all__ = ["heard", "ovens", "town"]
KILLED = """
import os, signal, sys
from pathlib import Path
from services.recognition.desk.handlers import stages
from services.recognition.desk.worker import publish_now
from services.recognition.service import SERVICE
from shared.auth import Keys
from shared.clock import Clock
from shared.service import Runtime
from shared.settings import Settings

data, url, left = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
stages.SLICE = stages.PAGES = 1
settings = Settings(data=data, database=url, clock_file=data / "clock", instance="killed")
runtime = Runtime(SERVICE, settings, Keys(data / "keys"))
write = stages.write

def dying(looked, tx):
    global left
    at = write(looked, tx)
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return at

stages.write = dying
publish_now(runtime)
runtime.close()
"""


@pytest.mark.parametrize("slices", [2, 5, 7, 11])
def test_a_process_killed_in_a_slice_leaves_nothing_visible_or_all_and_the_next_goes_on(
    town: Arrivals, slices: int
) -> None:
    runtime = town.runtime
    begin(runtime)
    url = runtime.settings.database
    code = [sys.executable, "-c", KILLED, str(runtime.settings.data), url, str(slices)]
    done = subprocess.run(code, check=False, timeout=120, env={**os.environ}, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert len(on_the_board(runtime)) in (0, 3)
    publish_now(runtime)
    assert len(on_the_board(runtime)) == 3
    found = runtime.database.look(lambda session: verify(session, NUMBER))
    assert found.agrees
    events = [one.group for one in told(runtime) if isinstance(one, ProfilePublished) and one.edition]
    assert sorted(events) == sorted(employer_id("BG", one) for one in (OVENS, HOTEL, BOOKS))
    assert runtime.database.look(lambda s: s.execute(sa.select(publication)).all()) == []
