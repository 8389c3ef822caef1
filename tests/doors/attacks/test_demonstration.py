"""A demonstration shows every letter with its links: it is for one machine, and for nobody else."""

from pathlib import Path

import pytest

from services.app import create_app
from services.intake.service import SERVICE
from shared.settings import BadSetting, Settings


@pytest.mark.parametrize("url", ["https://steadfast.example", "http://10.0.0.7:8000", "http://127.0.0.1.evil.example"])
def test_5_13_a_demonstration_with_a_public_address_does_not_start(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadSetting, match="this machine only"):
        create_app([SERVICE], Settings(data=tmp_path, demo=True, base_url=url))


@pytest.mark.parametrize("command", ["up", "serve"])
def test_5_13_a_demonstration_answers_on_loopback_only(
    tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    from services.__main__ import main

    monkeypatch.setenv("STEADFAST_DATA", str(tmp_path))
    monkeypatch.setenv("STEADFAST_DEMO", "1")
    monkeypatch.setenv("STEADFAST_BASE_URL", "http://127.0.0.1:8000")
    words = ["up", "--demo"] if command == "up" else ["serve", "intake"]
    done = CliRunner().invoke(main, [*words, "--host", "0.0.0.0"])
    assert done.exit_code == 1
    assert "this machine only" in done.output
