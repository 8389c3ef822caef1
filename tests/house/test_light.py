"""What only few ever ask for is read when they ask: every start, every command and every process's memory has less of it."""

import subprocess
import sys

import pytest

SELDOM = (
    "PIL", "alembic", "anyascii", "holidays", "phonenumbers", "prometheus_client", "psycopg", "pygments", "pyuca", "rich",
    "segno", "services.sample.telling", "stdnum", "tomllib", "typst", "webauthn", "zxcvbn",
)  # fmt: skip
START = "import services.__main__"
SITE = """
import pathlib, tempfile
from services.app import create_app
from services.program import SERVICES
from shared.settings import from_environment
create_app(list(SERVICES.values()), from_environment(data=pathlib.Path(tempfile.mkdtemp())))
"""


@pytest.mark.parametrize("doing", [START, START + "\n" + SITE], ids=["start", "site"])
def test_what_only_few_ask_for_is_read_when_they_ask(doing: str) -> None:
    say = f"{doing}\nimport sys\nprint(*sorted(set({SELDOM}) & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", say], capture_output=True, text=True, timeout=60, check=True)
    assert told.stdout.split() == []
