"""Accounts, invitations and organisations: who may come in, and for whom they act."""

import datetime
import hashlib
import secrets
from base64 import b64encode
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from shared.events.intake import OrganisationChanged, OrganisationRegistered
from shared.transaction import Refused

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
INVITATION_LASTS = datetime.timedelta(hours=72)
SHORTEST, LONGEST = 12, 128
LONGEST_READ = 40
"""Of what zxcvbn is shown: its time grows faster than the length."""
LOOK_ALIKES = {
    "a": "4@", "b": "8", "c": "({[<", "e": "3", "g": "69", "i": "1!|", "l": "1|7", "o": "0", "s": "$5", "t": "+7",
    "x": "%", "z": "2",
}  # fmt: skip
"""Signs that zxcvbn reads as letters: it tries every reading of all of them together."""
MOST_READINGS = 16
"""As many as ten figures have at the most."""
PLAIN = str.maketrans({sign: each for each, signs in LOOK_ALIKES.items() for sign in signs if not sign.isdecimal()})

COMMON = frozenset({
    "steadfast1234", "steadfaststeadfast", "parolaparola", "parola123456", "парола123456", "паролапарола",
    "йцукенгшщзхъ", "чявертъуиопш",
})  # fmt: skip
"""What `zxcvbn` does not know: it reads English."""
STRONG = 3
"""Of zxcvbn's four: more than a hundred million guesses."""
FIRST_TRIED = "This password is among the first that anybody would try. Choose another one"
WEAK = {
    "row": "Keys that lie side by side are quickly guessed. Choose another password",
    "keyboard": "Keys that lie side by side are quickly guessed. Choose another password",
    "repeat": "What repeats itself is quickly guessed. Choose another password",
    "sequence": "Letters or figures in their order are quickly guessed. Choose another password",
    "year": "Years and dates are quickly guessed. Choose another password",
    "date": "Years and dates are quickly guessed. Choose another password",
    "name": "Names alone are quickly guessed. Choose another password",
}
"""By a word of zxcvbn's warning."""


def readings(password: str) -> int:
    """In how many ways, at the most, zxcvbn would read the look-alikes of this password as letters."""
    seen, ways = "", 1
    for signs in LOOK_ALIKES.values():
        here = [sign for sign in signs if sign in password]
        ways *= sum(2 if sign in seen else 1 for sign in here) or 1
        seen += signs
    return ways


def judged(password: str) -> str:
    """What zxcvbn is asked about: its beginning; look-alikes in too many mixtures as letters, and only figures left.

    Unbounded, a password made for it keeps the thread that compares everybody's passwords for many seconds.
    """
    start = password[:LONGEST_READ]
    return start if readings(start) <= MOST_READINGS else start.translate(PLAIN)


def weakness(password: str) -> str:
    """Why this password is soon guessed, in our words; empty where it is not. `zxcvbn` is loaded at its first use."""
    import zxcvbn  # type: ignore[import-untyped]

    if password.casefold() in COMMON:
        return FIRST_TRIED
    found = zxcvbn.zxcvbn(judged(password))
    if found["score"] >= STRONG:
        return ""
    warning = str(found["feedback"]["warning"]).casefold()
    return next((text for word, text in WEAK.items() if word in warning), FIRST_TRIED)


def check_password(password: str, email: str) -> None:
    """Raises Refused for a password that is too short, too long, soon guessed, or the person's own address."""
    plain = password.casefold()
    if len(password) < SHORTEST:
        raise Refused(
            "password", "Use at least 12 characters. Three or four words that do not belong together work well"
        )
    if len(password) > LONGEST:
        raise Refused("password", "Use at most 128 characters")
    known = isinstance(password, Prepared) and password.weak is not None
    if weak := password.weak if known else weakness(password):  # type: ignore[attr-defined]
        raise Refused("password", weak)
    if plain == email.casefold() or (len(own := email.partition("@")[0]) > 5 and plain.startswith(own.casefold())):
        raise Refused("password", "Choose a password that does not contain your e-mail address")


class Prepared(str):
    """A password with the slow work done before the transaction began: hashed, or compared with a hash, or both."""

    hashed: str
    tried: str | None
    fits: bool
    weak: str | None

    def __new__(
        cls, password: str, *, hashed: str = "", tried: str | None = None, fits: bool = False, weak: str | None = None
    ) -> "Prepared":
        made = super().__new__(cls, password)
        made.hashed, made.tried, made.fits, made.weak = hashed, tried, fits, weak
        return made


def hash_password(password: str) -> str:
    return (isinstance(password, Prepared) and password.hashed) or HASHER.hash(password)


def _fits_nothing() -> str:
    """A hash of nothing that anybody knows, with the costs of all others."""
    salt, made_up = (b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32))
    return f"$argon2id$v=19$m={HASHER.memory_cost},t={HASHER.time_cost},p={HASHER.parallelism}${salt}${made_up}"


NOBODY = _fits_nothing()
"""Checked when there is no such account, so that the answer takes as long."""


def password_fits(hashed: str, password: str) -> bool:
    """Takes equally long whether or not there is a hash."""
    if isinstance(password, Prepared) and password.tried == hashed:
        return password.fits
    try:
        return HASHER.verify(hashed or NOBODY, password[: LONGEST * 4]) and bool(hashed)
    except (VerifyMismatchError, InvalidHashError):
        return False


def token_hash(token: str) -> str:
    """What is kept of a one-time token."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(eq=False, kw_only=True)
class Organisation:
    """A municipal centre or NGO that records people and hires."""

    id: str
    name: str
    town: str
    zone: str = "Europe/Sofia"
    group: str | None = None
    phone: str = ""
    hours: str = ""
    """Where and when anybody reaches it: public."""

    def registered(self) -> OrganisationRegistered:
        return OrganisationRegistered(
            organisation=self.id, name=self.name, town=self.town, zone=self.zone, group=self.group
        )

    def be_reached(self, phone: str | None, hours: str) -> None:
        self.phone, self.hours = phone or "", hours.strip()

    def change(self, name: str, town: str, group: str | None) -> OrganisationChanged | None:
        if (name, town, group) == (self.name, self.town, self.group):
            return None
        self.name, self.town, self.group = name, town, group
        return OrganisationChanged(organisation=self.id, name=name, town=town, zone=self.zone, group=group)


@dataclass(eq=False, kw_only=True)
class Account:
    """Somebody who signs in. Address and name are sealed; the address is found by its blind index."""

    id: str
    email: str
    email_index: str
    name: str
    phone: str = ""
    """Where employers reach an officer; sealed."""
    password: str = ""
    roles: tuple[str, ...] = ()
    organisation: str | None = None
    employer: str | None = None
    lang: str = "bg"
    active: bool = True
    confirmed: bool = True
    closed_on: datetime.date | None = None


@dataclass(eq=False, kw_only=True)
class Invitation:
    """A link for one colleague, good for 72 hours and for one use."""

    token_hash: str
    email: str
    email_index: str
    roles: tuple[str, ...]
    organisation: str | None
    lang: str
    expires: datetime.datetime
    used: datetime.datetime | None = None

    def use(self, now: datetime.datetime) -> None:
        if self.used is not None or now >= self.expires:
            raise Refused("", "This invitation has been used or has run out. Ask for a new one")
        self.used = now
