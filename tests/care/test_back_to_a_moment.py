"""`restore --at`: everything as it was when the newest backup before a moment was made, and nothing of after it."""

import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from services.care.habit import _is_due, make
from services.intake.candidates.tables import candidate
from services.intake.service import SERVICE as INTAKE
from shared.auth import Keys
from shared.clock import machine_now
from shared.service import Runtime
from shared.settings import BadSetting, Settings, from_environment
from tests.care.test_backup import installation
from tests.care.test_backup_habit import age, run, silent
from tests.intake.conftest import Intake

__all__ = ["installation"]

pytestmark = pytest.mark.one_database


def register(settings: Settings) -> None:
    runtime = Runtime(INTAKE, settings, Keys(settings.data / "keys"))
    Intake(runtime).candidate()
    runtime.close()


def people(settings: Settings) -> int:
    runtime = Runtime(INTAKE, settings, Keys(settings.data / "keys"))
    try:
        return runtime.database.look(lambda session: session.scalar(sa.select(sa.func.count(candidate.c.id)))) or 0
    finally:
        runtime.close()


def days_ago(days: float) -> str:
    return f"{machine_now() - datetime.timedelta(days=days):%Y-%m-%dT%H:%M}"


@pytest.fixture
def kept(installation: Settings) -> Settings:
    """Backups of two days and of one day ago; somebody was registered after each."""
    for days in (2, 1):
        made = make(installation, silent)
        age(made, days)
        made.rename(made.with_name(f"{days}-days-ago"))
        register(installation)
    return installation


@pytest.mark.parametrize(("days", "since"), [(1.5, 2), (0.5, 1)])
def test_everything_is_as_it_was_at_the_newest_backup_before_that(
    kept: Settings, tmp_path: Path, days: float, since: int
) -> None:
    new = tmp_path / "new"
    done = run("--data", str(kept.data), "restore", "--at", days_ago(days), "--data", str(new))
    assert done.exit_code == 0, done.output
    assert people(Settings(data=new)) == people(kept) - since


def test_a_moment_before_all_backups_is_refused_with_the_oldest(kept: Settings, tmp_path: Path) -> None:
    refused = run("--data", str(kept.data), "restore", "--at", days_ago(3), "--data", str(tmp_path / "new"))
    assert refused.exit_code == 1
    assert f"the oldest is of {machine_now() - datetime.timedelta(days=2):%Y-%m-%d}" in refused.output
    both = run(
        "--data", str(kept.data), "restore", str(kept.data), "--at", days_ago(1), "--data", str(tmp_path / "new")
    )
    assert "say which" in both.output


def test_how_far_apart_they_lie_can_be_said(kept: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _is_due(kept, 0)
    make(kept, silent)
    assert not _is_due(kept, 0)
    monkeypatch.setenv("STEADFAST_BACKUP_EVERY", "1")
    assert from_environment(data=kept.data).backup_every == 1
    monkeypatch.setenv("STEADFAST_BACKUP_EVERY", "now and then")
    with pytest.raises(BadSetting, match="whole hours"):
        from_environment(data=kept.data)
