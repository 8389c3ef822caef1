"""One town for each file of tests: what they break in it, they break for themselves."""

from collections.abc import Iterator

import pytest

from tests.doors.town import Town, open_town


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with open_town(tmp_path_factory.mktemp("town")) as town:
        yield town.build()
