"""Who asks: the session token every service can verify by itself, the policy every route declares, the form token."""

import datetime
import hashlib
import secrets
from contextvars import ContextVar
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shared.clock import machine_now
from shared.tokens import Purpose, Tokens

ROLES = ("officer", "lead", "editor", "administrator", "employer", "coordinator", "auditor", "candidate")
IDLE = {"employer": datetime.timedelta(minutes=30), "candidate": datetime.timedelta(minutes=10)}
IDLE_STAFF = datetime.timedelta(minutes=30)
ABSOLUTE = {"employer": datetime.timedelta(hours=8), "candidate": datetime.timedelta(minutes=30)}
ABSOLUTE_STAFF = datetime.timedelta(hours=10)


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts, as the session token says. Scope in SQL is built from `organisation` and `employer`."""

    session: str
    account: str
    name: str = ""
    roles: tuple[str, ...] = ()
    organisation: str | None = None
    employer: str | None = None
    lang: str = "bg"
    second: bool = False
    """The second factor was passed, on this device and working day."""
    guarded: bool = False
    """An employer's account that chose to have a second factor; staff always needs one."""
    issued: datetime.datetime
    expires: datetime.datetime

    @property
    def is_staff(self) -> bool:
        return self.roles != ("employer",) and not self.is_person

    @property
    def is_person(self) -> bool:
        """Somebody looking for work, who came in by a one-time code to the own data: `account` is the file's reference."""
        return self.roles == ("candidate",)

    @property
    def owes_second(self) -> bool:
        """Whether this session may do nothing yet but pass the second factor."""
        return not self.second and (self.is_staff or self.guarded)

    def is_(self, *roles: str) -> bool:
        return any(role in self.roles for role in roles)

    @property
    def reference(self) -> str:
        """What may be told of a session: a hash of its id."""
        return session_reference(self.session)

    @property
    def idle_limit(self) -> datetime.timedelta:
        return IDLE_STAFF if self.is_staff else IDLE[self.roles[0]]


_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
SYSTEM = Actor(session="", account="system", roles=("system",), issued=_EPOCH, expires=_EPOCH)


NETWORK: ContextVar[str] = ContextVar("network", default="")
"""The network of whoever asks, as long as one request is answered: budgets are counted by it. Empty = nobody from outside."""


class Policy(msgspec.Struct, frozen=True):
    """Who may use a route. `roles` empty and `signed_in` false = anybody."""

    name: str
    roles: tuple[str, ...] = ()
    signed_in: bool = False
    public: bool = False
    """Never touches the session: may be cached and shared."""
    link: bool = False
    """Unsafe methods are allowed without a session when the URL carries a one-time token."""
    half: bool = False
    """Also for a session that still owes its second factor; everywhere else such a session is nobody."""

    def allows(self, actor: Actor | None) -> bool:
        if self.roles:
            return actor is not None and actor.is_(*self.roles)
        return not self.signed_in or (actor is not None and not actor.is_person)


PUBLIC = Policy("public", public=True)
ANYBODY = Policy("anybody")
SIGNED_IN = Policy("signed in", signed_in=True)
HALF_IN = Policy("signed in, second factor or not", signed_in=True, half=True)


def roles(*names: str) -> Policy:
    unknown = set(names) - set(ROLES)
    if unknown:
        raise ValueError(f"unknown roles: {unknown}")
    return Policy(" or ".join(names), roles=names, signed_in=True)


class Held(msgspec.Struct, frozen=True):
    """A form that arrived when its session was idle or over: sent again for the same account, and for no other."""

    account: str
    path: str
    fields: list[tuple[str, str]]


class Seen(msgspec.Struct, frozen=True, array_like=True):
    """When a session was last used: seconds since 1970."""

    at: int


def session_reference(session: str) -> str:
    return hashlib.sha256(session.encode()).hexdigest()[:32]


class Keys:
    """The site's keys, from files below `folder`: an Ed25519 pair for sessions, one secret for tokens and idleness.

    Only intake needs the private half; made at first start where `create` is set.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        private, public, secret = folder / "session.key", folder / "session.pub", folder / "site.key"
        if create and not public.exists():
            folder.mkdir(parents=True, exist_ok=True)
            made = Ed25519PrivateKey.generate()
            _keep(private, made.private_bytes_raw())
            _keep(public, made.public_key().public_bytes_raw())
            _keep(secret, secrets.token_bytes(32))
        self.private = Ed25519PrivateKey.from_private_bytes(private.read_bytes()) if private.exists() else None
        self.public = Ed25519PublicKey.from_public_bytes(public.read_bytes())
        self.secret = secret.read_bytes()
        self.tokens = Tokens(self.private, self.public, self.secret)

    def sign_in(self, **who: object) -> tuple[str, Actor]:
        """A new session token with a new 256-bit id. `who` = account, name, roles, organisation, employer, lang."""
        now = machine_now()
        only = str(who["roles"][0]) if len(who.get("roles") or ()) == 1 else ""  # type: ignore[index,arg-type]
        limit = ABSOLUTE.get(only, ABSOLUTE_STAFF)
        actor = Actor(session=secrets.token_urlsafe(32), issued=now, expires=now + limit, **who)  # type: ignore[arg-type]
        return self.sign_again(actor), actor

    def sign_again(self, actor: Actor) -> str:
        """The same session with other facts in it: neither its limits nor its second factor are renewed."""
        return self.tokens.write(Purpose.SESSION, actor)

    def actor(self, token: str) -> Actor | None:
        """Who the token says it is; None for a forged, broken or expired one."""
        actor = self.signed(token)
        return actor if actor and actor.expires > machine_now() else None

    def signed(self, token: str) -> Actor | None:
        """Whom the token was made for, even if it has expired; None for a forged or broken one."""
        return self.tokens.read(Purpose.SESSION, token, Actor)

    def form_token(self, session: str, account: str = "") -> str:
        """The token that every form of this session (or anonymous visit) carries, with whose form it is."""
        mark = self.tokens.mark(Purpose.FORM, session)
        return f"{mark}~{account}~{self.tokens.mark(Purpose.FORM, _owned(mark, account))}" if account else mark

    def form_token_fits(self, session: str, token: str) -> bool:
        return self.tokens.fits(Purpose.FORM, session, token.partition("~")[0])

    def form_owner(self, token: str) -> str:
        """Whose form it is, also when its session is over; empty for a visitor's, and for one that is not ours."""
        mark, _, owner = token.partition("~")
        account, _, signed = owner.rpartition("~")
        return account if account and self.tokens.fits(Purpose.FORM, _owned(mark, account), signed) else ""

    def seen(self, session: str, at: int | None = None) -> str:
        """The second cookie: when this session was last used, in seconds since 1970; now, if nothing else is said."""
        return self.tokens.write(Purpose.SEEN, Seen(int(machine_now().timestamp()) if at is None else at), session)

    def idle(self, session: str, cookie: str) -> datetime.timedelta | None:
        """How long the session has been idle by its second cookie; None when the cookie is not ours."""
        seen = self.tokens.read(Purpose.SEEN, cookie, Seen, session)
        return datetime.timedelta(seconds=machine_now().timestamp() - seen.at) if seen else None

    def hold(self, held: Held) -> str:
        """What somebody typed, as a text that only this site can have written, to be kept in a page."""
        return self.tokens.write(Purpose.HELD, held)

    def held(self, text: str) -> Held | None:
        """None for a text that is not ours."""
        return self.tokens.read(Purpose.HELD, text, Held)


def _owned(mark: str, account: str) -> str:
    return f"owner~{mark}~{account}"


def _keep(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)
    path.chmod(0o400)
