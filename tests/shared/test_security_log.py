"""What happens to doors and rights is written apart, and says nothing of anybody but a reference."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared import logs, security_log
from tests.intake.access.test_access import EMAIL, Person
from tests.intake.conftest import PASSWORD, Intake, intake
from tests.intake.test_pages import Browser

__all__ = ["intake"]
pytestmark = pytest.mark.one_database


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    logs.set_up(to_people=False)
    security_log.keep(tmp_path)
    yield tmp_path / security_log.FILE
    for handler in logging.getLogger(security_log.NAME).handlers:
        handler.close()
    logging.getLogger(security_log.NAME).handlers.clear()
    root.handlers[:] = before[0]
    root.setLevel(before[1])


def test_sign_ins_and_refusals_are_written_for_the_owner_alone_and_name_nobody(kept: Path, intake: Intake) -> None:
    ana = Person(intake)
    web = Browser(intake)
    web.post("/intake/sign-in", email=EMAIL, password="wrong password")
    ana.sign_in(web)
    web.post("/intake/second-factor", code=ana.codes.pop())
    text = kept.read_text()
    assert all(json.loads(line)["logger"] == "security" for line in text.splitlines())
    for said in ("sign-in refused", "second factor owed", "signed in", "second factor added"):
        assert said in text, said
    assert ana.account in text
    for private in (EMAIL, "Ана", PASSWORD, "wrong password", "127.0.0"):
        assert private not in text
    assert kept.stat().st_mode & 0o077 == 0
