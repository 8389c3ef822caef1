"""What lies in the data folder is nobody else's, whatever the umask of whoever starts the program."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from services.care.doctor import FAILS, LOOK, examine
from shared.private import close_to_others, open_to_others
from shared.settings import Settings
from tests.house.code import ROOT


@pytest.mark.faults
def test_whatever_the_umask_the_folder_and_what_is_made_in_it_are_the_owners_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    command = [sys.executable, "-m", "services", "--data", str(data), "migrate"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=100, umask=0)
    assert {path.name for path in data.glob("*.db")} == {"keys.db", "intake.db", "placements.db", "recognition.db"}
    assert open_to_others(data) == []


def test_what_is_there_from_before_is_closed_and_a_key_stays_as_it_is(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for name, rights in (("intake.db", 0o644), ("mail/one.eml", 0o666), ("keys/site.key", 0o400)):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).touch()
        (data / name).chmod(rights)
    data.chmod(0o755)
    found = [check for check in examine(Settings(data=data)) if check.name == "rights in the data folder"]
    assert [(check.state, check.do) for check in found] == [(FAILS, f"chmod -R go= {data}")]
    data.chmod(0o700)
    states = [check.state for check in examine(Settings(data=data)) if check.name == "rights in the data folder"]
    assert states == [LOOK], "nobody gets that far"
    close_to_others(data)
    assert open_to_others(data) == []
    assert oct((data / "keys/site.key").stat().st_mode)[-3:] == "400"
    assert oct((data / "mail/one.eml").stat().st_mode)[-3:] == "600"
    assert os.access(data / "intake.db", os.W_OK)
