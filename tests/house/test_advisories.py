"""No component is older than the version that mended a published hole."""

import re
from pathlib import Path

import pytest

LOCKS = [Path("requirements/run.txt"), Path("requirements/dev.txt")]
FLOORS = {
    "jinja2": ("3.1.6", "CVE-2025-27516: out of the sandbox by the attr filter"),
    "h11": ("0.16.0", "CVE-2025-43859: request smuggling by chunk endings"),
    "cryptography": ("44.0.1", "CVE-2024-12797: raw public keys in its OpenSSL"),
    "multipart": ("1.2.1", "CVE-2024-53981: a line logged for each stray byte"),
    "uvicorn": ("0.11.7", "CVE-2020-7695: response splitting"),
    "certifi": ("2024.7.4", "CVE-2024-39689: a root that is no longer trusted"),
    "urllib3": ("2.5.0", "CVE-2025-50181: redirects that were switched off"),
    "setuptools": ("78.1.1", "CVE-2025-47273: files outside the folder"),
    "pyyaml": ("5.4", "CVE-2020-14343: code in a document"),
}
"""Package: the lowest version that may be locked, and why."""


def locked(lock: Path) -> dict[str, tuple[int, ...]]:
    found = re.findall(r"^([a-z0-9_.-]+)(?:\[[\w,-]+\])?==([0-9][\w.]*)", lock.read_text(), re.M)
    return {name: numbers(version) for name, version in found}


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_nothing_locked_is_below_its_floor(lock: Path) -> None:
    versions = locked(lock)
    assert len(versions) > 20
    low = [f"{name}: {why}" for name, (floor, why) in FLOORS.items() if versions.get(name, (9999,)) < numbers(floor)]
    assert low == []


def test_the_floors_are_of_things_we_have() -> None:
    everything = set().union(*(locked(lock) for lock in LOCKS))
    assert len(FLOORS.keys() & everything) >= 5
