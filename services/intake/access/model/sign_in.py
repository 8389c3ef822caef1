"""How somebody proves to be who they are: second factors, one-time links, and how fast anybody may guess."""

import datetime
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import pyotp

from shared.clock import SOFIA
from shared.readers import codes
from shared.transaction import Refused

STEP = datetime.timedelta(seconds=30)
CODES = 10
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16
CHALLENGE_LASTS = datetime.timedelta(minutes=5)
RESET_LASTS = datetime.timedelta(minutes=30)

WINDOW = datetime.timedelta(minutes=15)
FREE_ON_ACCOUNT, FREE_ON_BLOCK = 10, 50
HOUR, FREE_FROM_ANYWHERE = datetime.timedelta(hours=1), 500
"""Tries at one address from all networks together: beyond that, browsers that are not known to it wait."""
LONGEST_WAIT = 30
RESETS_AN_HOUR = 3

WRONG_CODE = "This code is not right, or it has been used. Wait for the next one"
WRONG_PASSWORD = "The password is not right"  # noqa: S105
OVER = "This link has been used or has run out"


def waiting_time(tries: int, free: int) -> datetime.timedelta:
    """How long after the last try the next one may come: nothing at first, then doubling up to half a minute."""
    over = tries - free
    return datetime.timedelta(seconds=min(LONGEST_WAIT, 2 ** min(over, 10)) if over >= 0 else 0)


def working_day(now: datetime.datetime) -> datetime.date:
    """The day for which a device need not ask for the second factor again."""
    return now.astimezone(SOFIA).date()


def fitting_step(secret: str, code: str, now: datetime.datetime) -> int | None:
    """The time step that this code belongs to: the present one, the one before or the one after."""
    generator = pyotp.TOTP(secret)
    present = int(now.timestamp()) // int(STEP.total_seconds())
    steps = (
        step
        for step in (present, present - 1, present + 1)
        if secrets.compare_digest(generator.generate_otp(step), code)
    )
    return next(steps, None)


def normal_code(text: str) -> str:
    """A code as it is compared: without blanks and hyphens, look-alikes of other alphabets as Latin letters."""
    return codes.typed_code(text)


def code_hash(account: str, code: str) -> str:
    """What is kept of a printed code: 78 random bits need no slow hash."""
    return hashlib.sha256(f"{account}\0{normal_code(code)}".encode()).hexdigest()


def new_codes() -> list[str]:
    """Ten codes to print, in groups of four."""
    raw = ["".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)) for _ in range(CODES)]
    return ["-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4)) for code in raw]


@dataclass(eq=False, kw_only=True)
class Factor:
    """Something besides the password: an app's sealed secret, a passkey's public key, a printed code's hash."""

    id: str
    account: str
    kind: str
    secret: str
    label: str = ""
    counter: int = 0
    """The last time step used, or the passkey's own count."""
    made: datetime.datetime
    used: datetime.datetime | None = None

    def pass_totp(self, secret: str, code: str, now: datetime.datetime) -> bool:
        """Whether the code is right and newer than any that was used."""
        step = fitting_step(secret, code, now)
        if step is None or step <= self.counter:
            return False
        self.counter, self.used = step, now
        return True

    def pass_code(self, now: datetime.datetime) -> bool:
        """A printed code is good once."""
        if self.used is not None:
            return False
        self.used = now
        return True

    def pass_passkey(self, count: int, now: datetime.datetime) -> bool:
        """A count that goes back belongs to a copy of the key."""
        if count <= self.counter and (count or self.counter):
            return False
        self.counter, self.used = count, now
        return True


def check_removable(factor: Factor, factors: Sequence[Factor], *, staff: bool) -> None:
    """Raises Refused for the last app or passkey of somebody who must have one."""
    strong = [each for each in factors if each.kind in ("totp", "passkey")]
    if staff and factor in strong and len(strong) == 1:
        raise Refused("", "This is your only second factor. Add another one first")


@dataclass(eq=False, kw_only=True)
class Challenge:
    """A random text that a passkey signs: once, within five minutes, by the account it was made for."""

    id: str
    account: str
    purpose: str
    text: str
    expires: datetime.datetime
    used: datetime.datetime | None = None

    def use(self, account: str, purpose: str, now: datetime.datetime) -> bytes:
        fits = (self.account, self.purpose) == (account, purpose)
        if not fits or self.used is not None or now >= self.expires:
            raise Refused("", "This took too long. Try again")
        self.used = now
        return bytes.fromhex(self.text)


@dataclass(eq=False, kw_only=True)
class Reset:
    """A mailed link by which somebody chooses a new password, good for half an hour and for one use."""

    token_hash: str
    account: str
    expires: datetime.datetime
    used: datetime.datetime | None = None

    def use(self, now: datetime.datetime) -> None:
        if self.used is not None or now >= self.expires:
            raise Refused("", OVER)
        self.used = now


@dataclass(eq=False, kw_only=True)
class Visit:
    """A session as its owner sees it in the list; its reference is a hash of its id."""

    reference: str
    account: str
    device: str
    begun: datetime.datetime
    expires: datetime.datetime
    ended: datetime.datetime | None = None
