"""Without containers: what `deploy/install.sh` puts below another root is what systemd takes, and what runs there."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tomllib
from configparser import RawConfigParser
from pathlib import Path

import httpx
import pytest

from shared.nats_server import free_port
from tests.arrangements import NO_TLS, STOPPING, _until_ready
from tests.house.code import ROOT

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("install")]
SYSTEM = Path("/usr/lib/systemd/system")
UNIT = "usr/lib/systemd/system/steadfast.service"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def install(root: Path) -> str:
    """Run the script as it stands, with the packages of the tests."""
    told = {"DESTDIR": str(root), "VENV": sys.prefix, "PYTHON": sys.executable, "PATH": os.environ["PATH"]}
    done = subprocess.run(["sh", ROOT / "deploy/install.sh"], env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("machine")
    install(folder)
    return folder


def unit(root: Path) -> dict[str, str]:
    """The section on the service; of what is said twice the last."""
    read = RawConfigParser(strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(root / UNIT)
    return dict(read["Service"])


def settings(file: Path) -> dict[str, str]:
    lines = [line for line in file.read_text().splitlines() if line and not line.startswith("#")]
    return dict(word.split("=", 1) for line in lines for word in shlex.split(line))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not on this machine")
def test_systemd_takes_the_unit(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root, tmp_path / "root", symlinks=True)
    for target in SYSTEM.glob("*.target"):
        shutil.copy(target, tmp_path / "root/usr/lib/systemd/system")
    command = ["systemd-analyze", "verify", f"--root={tmp_path / 'root'}", str(tmp_path / "root" / UNIT)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")


def test_what_the_unit_starts_serves_and_stops_and_writes_into_its_own_folder_alone(root: Path) -> None:
    port, about = free_port(), unit(root)
    known = {**dict(word.split("=", 1) for word in about["Environment"].split()), **settings(root / _inside(about))}
    data = root / known["STEADFAST_DATA"].lstrip("/")
    key = root / known["STEADFAST_BACKUP_KEY"].lstrip("/")
    here = {"STEADFAST_DATA": str(data), "STEADFAST_BACKUP_KEY": str(key), "STEADFAST_METRICS": "off"}
    words = [str(root / about["ExecStart"].split()[0].lstrip("/")), *about["ExecStart"].split()[1:]]
    words[words.index("8000")] = str(port)
    before = _files(root)
    data.mkdir(parents=True)
    with (root / "log").open("wb") as log:
        process = subprocess.Popen(
            words, env={"PATH": "/usr/bin:/bin", **known, **here}, stdout=log, stderr=log, cwd="/"
        )
    try:
        _until_ready(f"http://127.0.0.1:{port}", process, root / "log")
        page = httpx.get(
            f"http://127.0.0.1:{port}/bg/employers", headers={"Host": "steadfast.example.org"}, verify=NO_TLS
        )
        assert page.status_code == 200
    finally:
        process.send_signal(signal.SIGTERM)
        ended = process.wait(STOPPING)
    assert ended == 0, (root / "log").read_text()
    written = _files(root) - before
    assert {name.parts[:3] for name in written if name != Path("log")} == {("var", "lib", "steadfast")}


def _inside(about: dict[str, str]) -> str:
    return about["EnvironmentFile"].lstrip("/")


def _files(root: Path) -> set[Path]:
    return {path.relative_to(root) for path in root.rglob("*") if not path.is_dir() or path.is_symlink()}


def test_a_second_run_upgrades_and_leaves_settings_and_keys_as_they_are(root: Path) -> None:
    said, key = root / "etc/steadfast/steadfast.env", root / "etc/steadfast/backup.key"
    said.write_text('STEADFAST_BASE_URL="https://ours.example"\n')
    before = said.read_text(), key.read_bytes(), (root / "opt/steadfast/current").readlink()
    (root / f"opt/steadfast/{VERSION}").rename(root / "opt/steadfast/0.0.9")
    install(root)
    assert (said.read_text(), key.read_bytes(), (root / "opt/steadfast/current").readlink()) == before
    assert said.with_suffix(".env.new").is_file()
    assert (root / "opt/steadfast/0.0.9/app/services").is_dir(), "the way back is there"


def test_every_setting_of_the_file_is_one_that_the_program_reads(root: Path) -> None:
    read = (ROOT / "shared/settings.py").read_text()
    for name in settings(ROOT / "deploy/systemd/steadfast.env"):
        short = name.removeprefix("STEADFAST_OPERATOR_").lower()
        assert f'"{name}"' in read or f"\n    {short}: str" in read, name


def test_the_key_of_backups_is_its_owners_alone(root: Path) -> None:
    key = root / "etc/steadfast/backup.key"
    assert (key.stat().st_mode & 0o077, len(key.read_bytes())) == (0, 32)
