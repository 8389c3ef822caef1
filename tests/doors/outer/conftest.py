"""One town for all tests of the outermost layer and the door: they break nothing in it."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.doors.browser import Browser
from tests.doors.story import build
from tests.doors.town import Town, open_town

FORM = "application/x-www-form-urlencoded"
HTML = "text/html; charset=utf-8"


@pytest.fixture(scope="package")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with open_town(tmp_path_factory.mktemp("town")) as town:
        yield build(town)


@pytest.fixture
def officer(town: Town) -> Browser:
    return town.again("officer")


def files_kept(town: Town) -> int:
    """How many candidates have a file."""
    table = town.runtime("intake").service.metadata.tables["candidate"]
    return int(town.runtime("intake").database.look(lambda s: s.scalar(sa.select(sa.func.count()).select_from(table))))
