"""`make security`: every attack of the trial, and whether it is a hole or closed. Ends with 1 where there is a hole."""

import sys
from collections import defaultdict
from pathlib import Path

import pytest

HERE = "tests/doors/attacks"
ATTACKS = {
    "5.1 a stranger's password behind a victim's address": f"{HERE}/test_registration.py::test_5_01",
    "5.2 a pending registration overwritten": f"{HERE}/test_registration.py::test_5_02",
    "5.3 letters over a forged connection": "tests/intake/letters/test_mail_tls.py",
    "5.4 a message in another service's name": "tests/shared/test_who_speaks.py",
    "5.5 a closed account while nothing is heard": "tests/shared/test_hearing.py",
    "5.6 a stranger's mailbox flooded": f"{HERE}/test_letters.py::test_5_06",
    "5.7 a neighbour on the machine reads the data": "tests/shared/test_private.py",
    "5.8 verified once, renamed freely": f"{HERE}/test_employers.py::test_5_08",
    "5.9 passwords that keep everybody waiting": f"{HERE}/test_hashing.py::test_5_09",
    "5.10 the owner kept out by a guesser": f"{HERE}/test_signing_in.py::test_5_10",
    "5.11 the second factor of a browser carried away": f"{HERE}/test_signing_in.py::test_5_11",
    "5.12 who has an account, and invitations in the way": f"{HERE}/test_registration.py::test_5_12",
    "5.13 a demonstration for the whole world": f"{HERE}/test_demonstration.py::test_5_13",
}


class Verdicts:
    """What became of the tests below each attack."""

    def __init__(self) -> None:
        self.passed: dict[str, list[bool]] = defaultdict(list)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.failed:
            for name, place in ATTACKS.items():
                if report.nodeid.startswith(place):
                    self.passed[name].append(report.passed)

    def of(self, name: str) -> str:
        tests = self.passed[name]
        return f"closed ({len(tests)})" if tests and all(tests) else "HOLE" if tests else "HOLE (no test)"


def main() -> int:
    verdicts = Verdicts()
    places = sorted({place.partition("::")[0] for place in ATTACKS.values()})
    pytest.main(["-q", "--no-header", "--tb=line", *(each for each in places if Path(each).exists())], [verdicts])
    for name in ATTACKS:
        print(f"{verdicts.of(name):14} {name}")
    return any("HOLE" in verdicts.of(name) for name in ATTACKS)


if __name__ == "__main__":
    sys.exit(main())
