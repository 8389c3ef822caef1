"""The detection drill: each file deleted, emptied and cut in turn; its service is closed, the others are not."""

import msgspec
import pytest

from services.care import whole
from services.program import SERVICES
from services.sample.progress import Progress
from services.serving import _site
from shared.settings import Settings

pytestmark = pytest.mark.one_database


def start(settings: Settings) -> dict[str, str]:
    """What each service says of its database at a start."""
    app = _site(list(SERVICES.values()), settings, Progress(loading=False))
    said = {name: runtime.lost for name, runtime in app.runtimes.items()}
    for runtime in app.runtimes.values():
        runtime.close()
    return said


CASES = [
    *((name, how, "is gone") for name in SERVICES for how in ("deleted", "emptied")),
    ("recognition", "cut", "is damaged"),
]


@pytest.mark.parametrize(("name", "how", "words"), CASES)
def test_a_file_that_is_not_what_it_was_closes_its_service_alone(
    settings: Settings, name: str, how: str, words: str
) -> None:
    plain = msgspec.structs.replace(settings, database="")
    assert set(start(plain).values()) == {""}
    assert whole.known(plain) == set(SERVICES)
    file = plain.data / f"{name}.db"
    if how == "deleted":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[: 0 if how == "emptied" else file.stat().st_size // 2 // 4096 * 4096])
    for left in plain.data.glob(f"{name}.db-*"):
        left.unlink()
    for _ in range(2):
        said = start(plain)
        assert words in said.pop(name), "at the next start too"
        assert set(said.values()) == {""}
