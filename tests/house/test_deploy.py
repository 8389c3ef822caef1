"""The files of deploy/: what runs where, with which rights, and what each container may know."""

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.auth import Keys
from shared.nats_server import program
from shared.sealing import master_key
from tests.house.code import NAMES, ROOT

pytestmark = pytest.mark.processes

DEPLOY = ROOT / "deploy"
TOOLS = {"prepare", "office", "backup", "base", "backups-folder"}
ROOT_AT_FIRST = {"postgres", "caddy", "prepare", "backups-folder"}


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What deploy/prepare.py makes."""
    folder = tmp_path_factory.mktemp("deploy") / "secrets"
    prepare(folder)
    return folder


def prepare(folder: Path) -> Any:
    command: list[str | Path] = [sys.executable, DEPLOY / "prepare.py", folder]
    return subprocess.run(command, env={"PYTHONPATH": str(ROOT)}, check=True, capture_output=True)


def mounts(container: Any) -> Any:
    return [tuple(one.split(":")) for one in container.get("volumes", ())]


def test_each_service_runs_twice_and_nats_three_times(compose: Any) -> None:
    running = set(compose["services"]) - TOOLS
    assert running == {f"{name}-{n}" for name in NAMES for n in (1, 2)} | {f"nats-{n}" for n in (1, 2, 3)} | {
        "postgres",
        "caddy",
    }
    for name in NAMES:
        assert compose["services"][f"{name}-1"] == compose["services"][f"{name}-2"]
        assert compose["services"][f"{name}-1"]["command"][:2] == ["serve", name]


def test_every_container_has_as_few_rights_as_it_can(compose: Any) -> None:
    for name, container in compose["services"].items():
        assert container["read_only"] is True, name
        assert container["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in container["security_opt"], name
        assert container["pids_limit"], name
        assert container["mem_limit"], name
        assert not container.get("privileged"), name
        assert not any("docker.sock" in mount[0] for mount in mounts(container)), name
        if name not in ROOT_AT_FIRST:
            assert container["user"] == "10001:10001", name
            assert "cap_add" not in container, name


def test_only_the_proxy_is_reached_from_outside(compose: Any) -> None:
    assert [name for name, container in compose["services"].items() if "ports" in container] == ["caddy"]
    assert compose["networks"]["work"]["internal"] is True
    assert compose["networks"]["front"]["internal"] is True
    for name, container in compose["services"].items():
        if name.startswith("nats") or name == "postgres":
            assert container["networks"] == ["work"]
    assert "work" not in compose["services"]["caddy"]["networks"]


def test_a_container_mounts_only_its_own_secrets_and_cannot_change_them(compose: Any) -> None:
    for name, container in compose["services"].items():
        for source, _, *mode in mounts(container):
            if name != "prepare" and source.startswith("./"):
                assert mode == ["ro"], (name, source)
        keys = [source for source, target, *_ in mounts(container) if target == "/data/keys"]
        if name.rpartition("-")[0] in NAMES:
            assert keys == [f"./secrets/{name.rpartition('-')[0]}"]


def test_every_image_has_a_version_and_ours_is_made_from_the_hashed_lock(compose: Any) -> None:
    images = {container["image"] for container in compose["services"].values()}
    assert all(":" in image and not image.endswith(":latest") for image in images)
    lines = (DEPLOY / "Dockerfile").read_text()
    assert "--require-hashes" in lines
    assert re.findall(r"^USER (\S+)$", lines, re.M)[-1] == "10001:10001"
    assert all(":" in image for image in re.findall(r"^FROM (\S+)", lines, re.M))


def test_the_proxy_knows_the_instances_that_there_are(compose: Any) -> None:
    caddyfile = (DEPLOY / "Caddyfile").read_text()
    for name in NAMES:
        assert f"{{$STEADFAST_{name.upper()}:{name}-1:8000 {name}-2:8000}}" in caddyfile
        assert {f"{name}-1", f"{name}-2"} <= set(compose["services"])


@pytest.mark.skipif(shutil.which("caddy") is None, reason="caddy is not installed")
def test_caddy_understands_its_file(tmp_path: Path) -> None:
    command: list[str | Path] = ["caddy", "validate", "--config", DEPLOY / "Caddyfile", "--adapter", "caddyfile"]
    home = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    result = subprocess.run(command, capture_output=True, text=True, env=home)
    assert result.returncode == 0, result.stderr


def test_nats_understands_its_files(secrets: Any, tmp_path: Path) -> None:
    for file in (DEPLOY / "nats" / "nats.conf", DEPLOY / "nats" / "identities.conf", secrets / "nats" / "routes.conf"):
        shutil.copyfile(file, tmp_path / file.name)
    text = (tmp_path / "nats.conf").read_text()
    for place, here in (("/store", tmp_path / "store"), ("/etc/nats/tls", secrets / "nats" / "tls")):
        text = text.replace(place, str(here))
    (tmp_path / "nats.conf").write_text(text)
    env = dict(line.split("=", 1) for line in (secrets / "nats.env").read_text().splitlines())
    command: list[str | Path] = [program(), "-t", "-c", tmp_path / "nats.conf"]
    result = subprocess.run(command, env={**env, "NATS_NAME": "nats-1"}, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert "sync_interval: always" in text
    assert not re.search(r"websocket|mqtt|leafnodes|no_auth_user", re.sub(r"#.*", "", text))


def test_only_intake_can_sign_sessions_and_everybody_can_verify_them(secrets: Any) -> None:
    token, actor = Keys(secrets / "intake").sign_in(account="a-1", roles=("officer",))
    for name in ("placements", "recognition"):
        assert not (secrets / name / "session.key").exists()
        assert Keys(secrets / name).actor(token) == actor


def test_a_service_holds_its_own_keys_and_nobody_elses(secrets: Any) -> None:
    held = {name: {file.name for file in (secrets / name).iterdir()} for name in NAMES}
    common = {"session.pub", "site.key", "authority.pem", "pgpass"}
    assert held["intake"] - common == {"session.key", "intake.key", "intake.seed"}
    assert held["placements"] - common == {"placements.key", "placements.seed"}
    assert held["recognition"] - common == {"recognition.seed"}
    assert len(master_key(secrets / "placements", "placements")) == 32
    assert "placements" not in (secrets / "intake" / "pgpass").read_text()


def test_secrets_are_readable_by_their_owner_alone_and_made_once(secrets: Any) -> None:
    for path in secrets.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o500 if path.is_dir() else 0o400)
    before = (secrets / "intake" / "site.key").read_bytes()
    with pytest.raises(subprocess.CalledProcessError):
        prepare(secrets)
    assert (secrets / "intake" / "site.key").read_bytes() == before
