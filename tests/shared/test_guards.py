"""The guards that tests/faults/breaks takes out one by one are where it looks for them; no circle hides in `shared`."""

import re

import pytest

from tests.faults.guards import BREAKS
from tests.house.code import ROOT, sources


@pytest.mark.parametrize(("file", "guard"), [(one[1], one[2]) for one in BREAKS], ids=[one[0] for one in BREAKS])
def test_what_the_breaks_take_out_is_still_in_the_code(file: str, guard: str) -> None:
    assert guard in (ROOT / file).read_text()


def test_nothing_in_the_plumbing_is_imported_for_its_types_alone() -> None:
    for_types = re.compile(r"^if TYPE_CHECKING:\n +(?:from|import) shared", re.M)
    assert not [file.name for file in sources("shared") if for_types.search(file.read_text())]
