from collections.abc import Callable, Iterator

import pytest

from shared.service import Runtime, Service
from shared.settings import Settings
from tests.faults.rig import Rig


@pytest.fixture
def rig(settings: Settings, open_runtime: Callable[[Service], Runtime]) -> Iterator[Rig]:
    made = Rig(settings, open_runtime)
    yield made
    made.close()
