"""Proof that these tests can fail: each guard is taken out of a copy of the code, and its test must turn red.

python -m tests.faults.breaks [WORD]    (some minutes; not part of the normal run)
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.faults.guards import BREAKS

ROOT = Path(__file__).parent.parent.parent


def main() -> int:
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    green = 0
    with tempfile.TemporaryDirectory(prefix="breaks-") as folder:
        copy = Path(folder) / "copy"
        leave = shutil.ignore_patterns(".venv", ".git", "var", "*_cache", ".hypothesis", "__pycache__")
        shutil.copytree(ROOT, copy, ignore=leave)
        for what, file, guard, instead, tests, which in BREAKS:
            if word and word not in what:
                continue
            path = copy / file
            whole = path.read_text()
            if whole.count(guard) < 1:
                print(f"GONE   {what}: {file} no longer says {guard.strip()[:60]!r}")
                green += 1
                continue
            path.write_text(whole.replace(guard, instead, 1))
            ended = run(copy, tests, which)
            path.write_text(whole)
            green += ended != 1
            print({1: "red   ", 0: "GREEN ", 5: "NO TEST"}.get(ended, f"ended {ended}"), what, flush=True)
    return 1 if green else 0


def run(copy: Path, tests: str, which: str) -> int:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", tests, "-k", which]
    env = {**os.environ, "STEADFAST_TEST_DEADLINE": "12", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=copy, env=env, capture_output=True, timeout=300).returncode


if __name__ == "__main__":
    sys.exit(main())
