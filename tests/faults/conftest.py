from collections.abc import Callable, Iterator

import pytest

from shared.service import Desk, Service
from shared.settings import Settings
from tests.faults.rig import Rig


@pytest.fixture
def rig(settings: Settings, open_desk: Callable[[Service], Desk]) -> Iterator[Rig]:
    made = Rig(settings, open_desk)
    yield made
    made.close()
