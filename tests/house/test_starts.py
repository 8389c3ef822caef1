"""A start loads what every start needs: what few ever use is loaded when it is used."""

import subprocess
import sys

LATER = ("webauthn", "OpenSSL", "phonenumbers", "holidays", "zxcvbn", "services.sample.telling", "alembic")


def test_what_few_use_is_not_loaded_at_the_start():
    asked = f"import sys, services.__main__; print([name for name in {LATER!r} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
