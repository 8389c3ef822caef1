"""The data of a released version in either database."""

from collections.abc import Callable

import pytest

from shared.settings import Settings
from tests.upgrade.kept_data import Kept, put_back


@pytest.fixture
def installed(settings: Settings) -> Callable[[Kept], Settings]:
    """Puts the data of a version into fresh databases, as that version left them."""

    def install(kept: Kept) -> Settings:
        put_back(kept, settings)
        return settings

    return install
