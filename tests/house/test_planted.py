"""Faults that are planted to see whether a test notices have a place to be planted in."""

import pytest

from tests.doors.planted.__main__ import ROOT
from tests.doors.planted.faults import FAULTS, Fault


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_every_fault_can_be_planted(fault: Fault) -> None:
    assert fault.old != fault.new
    assert (ROOT / fault.file).read_text().count(fault.old) >= fault.times
    assert all((ROOT / name.partition("::")[0]).exists() for name in fault.tests.split())
