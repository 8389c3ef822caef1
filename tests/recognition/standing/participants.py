"""Pages and revisions that participants change."""

import datetime
from typing import Any

from services.recognition.board.queries.board import Wanted, board
from services.recognition.board.queries.revision import public_revision
from shared.events.recognition import ProfilePublished, ProfileWithdrawn
from shared.identity import employer_id
from shared.service import Runtime
from tests.conftest import told
from tests.recognition.opened import OVENS

GROUP = employer_id("BG", OVENS)


MARCH = datetime.date(2026, 3, 2)


DAY = datetime.timedelta(1)


def on_board(runtime: Runtime) -> Any:
    found = runtime.database.look(lambda s: board(s, runtime.clock.today(), Wanted()))
    return [one.slug for one in found.rated], [one.slug for one in found.participants]


def about_pages(runtime: Runtime) -> Any:
    kinds = (ProfilePublished, ProfileWithdrawn)
    return [(type(e).__name__, e.group) for e in told(runtime) if isinstance(e, kinds)]


def revision(runtime: Runtime) -> tuple[tuple[str, int], ...]:
    """What kept pages are told apart by."""
    return tuple(sorted(runtime.database.look(public_revision).numbers.items()))
