"""The rules of coming in alone: codes, waits, the working day, whose address counts."""

import datetime
from pathlib import Path

import pyotp
import pytest

from services.intake.access.model import sign_in as model
from shared.settings import Settings
from web.address import address_of, block_of

pytestmark = pytest.mark.one_database


NOW = datetime.datetime(2026, 3, 2, 9, 0, 10, tzinfo=datetime.UTC)


def test_an_apps_code_is_good_for_its_step_and_the_ones_beside_it_and_only_once() -> None:
    secret = pyotp.random_base32()
    codes = {step: pyotp.TOTP(secret).at(NOW, counter_offset=step) for step in (-2, -1, 0, 1, 2)}
    assert {step for step, code in codes.items() if model.fitting_step(secret, code, NOW) is not None} == {-1, 0, 1}
    factor = model.Factor(id="f", account="a", kind="totp", secret="", made=NOW)
    assert factor.pass_totp(secret, codes[0], NOW)
    assert not factor.pass_totp(secret, codes[0], NOW)
    assert not factor.pass_totp(secret, codes[-1], NOW), "an older step than the last one used is over"
    assert factor.pass_totp(secret, codes[1], NOW)


def test_a_printed_code_is_good_once_however_it_is_written() -> None:
    [code, *others] = model.new_codes()
    assert len({code, *others}) == 10
    assert model.code_hash("a", code) == model.code_hash("a", f" {code.lower().replace('-', ' ')} ")
    assert model.code_hash("a", code) != model.code_hash("b", code)
    factor = model.Factor(id="f", account="a", kind="code", secret="", made=NOW)
    assert [factor.pass_code(NOW), factor.pass_code(NOW)] == [True, False]


def test_a_passkey_whose_count_goes_back_is_a_copy() -> None:
    factor = model.Factor(id="f", account="a", kind="passkey", secret="", made=NOW, counter=7)
    assert [factor.pass_passkey(count, NOW) for count in (8, 8, 3, 9)] == [True, False, False, True]
    still = model.Factor(id="g", account="a", kind="passkey", secret="", made=NOW)
    assert [still.pass_passkey(0, NOW), still.pass_passkey(0, NOW)] == [True, True], "some passkeys never count"


def test_the_wait_grows_to_half_a_minute_and_no_further() -> None:
    waits = [model.waiting_time(tries, 10).total_seconds() for tries in (0, 9, 10, 11, 12, 13, 14, 15, 1000)]
    assert waits == [0, 0, 1, 2, 4, 8, 16, 30, 30]


def test_a_working_day_ends_at_midnight_in_sofia() -> None:
    late = datetime.datetime(2026, 3, 2, 22, 30, tzinfo=datetime.UTC)
    assert model.working_day(late) == datetime.date(2026, 3, 3)


@pytest.mark.parametrize(
    ("demo", "base", "alone"),
    [
        (True, "http://127.0.0.1:8000", True),
        (True, "http://localhost:8000", True),
        (True, "http://[::1]:8000", True),
        (False, "http://127.0.0.1:8000", False),
        (True, "https://steadfast.example", False),
        (True, "http://127.0.0.1.evil.example", False),
        (True, "http://10.0.0.7:8000", False),
    ],
)
def test_only_a_demonstration_of_this_machine_alone_is_a_playground(
    demo: bool, base: str, alone: bool, tmp_path: Path
) -> None:
    assert Settings(data=tmp_path, demo=demo, base_url=base).playground is alone


class Asked:
    """A request as far as its address goes."""

    def __init__(self, peer: str, said: str = "") -> None:
        self.scope, self.headers = {"client": (peer, 1)}, {"x-forwarded-for": said} if said else {}


@pytest.mark.parametrize(
    ("peer", "said", "proxies", "counted"),
    [
        ("10.0.0.2", "", ("10.0.0.0/8",), "10.0.0.2"),
        ("10.0.0.2", "1.2.3.4, 203.0.113.9", ("10.0.0.0/8",), "203.0.113.9"),
        ("10.0.0.2", "203.0.113.9", (), "10.0.0.2"),
        ("198.51.100.1", "203.0.113.9", ("10.0.0.0/8",), "198.51.100.1"),
        ("10.0.0.2", "nonsense", ("10.0.0.0/8",), "10.0.0.2"),
    ],
)
def test_a_forwarded_address_counts_only_from_a_proxy_we_trust(
    peer: str, said: str, proxies: tuple[str, ...], counted: str, tmp_path: Path
) -> None:
    settings = Settings(data=tmp_path, trusted_proxies=proxies)
    assert address_of(Asked(peer, said), settings) == counted  # type: ignore[arg-type]


def test_neighbours_are_counted_together() -> None:
    assert block_of("203.0.113.9") == block_of("203.0.113.200") == block_of("::ffff:203.0.113.1") == "203.0.113.0/24"
    assert block_of("2001:db8:1:aa00::1") == block_of("2001:db8:1:aaff::1") == "2001:db8:1:aa00::/56"
