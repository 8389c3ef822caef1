"""One frozen struct, read once from the environment."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from shared.clock import Clock

DATABASES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")


class BadSetting(Exception):
    """What the environment or the command line says cannot be meant."""


class Credentials(msgspec.Struct, frozen=True):
    """What one service shows NATS, and how it knows that it speaks to the right servers."""

    seed: str = ""
    """The file with the service's NATS key; empty = the server asks for none."""
    authority: str = ""
    """The file with the certificate that vouches for the servers; empty = those that this machine trusts."""


OFF = "off"
UNIDENTIFIED = Credentials()
"""For a server that asks for no key."""


class Operator(msgspec.Struct, frozen=True, kw_only=True):
    """Who runs this installation, as its public pages name it; what is empty they say is not named."""

    name: str = ""
    address: str = ""
    email: str = ""
    funder: str = ""
    """Who pays, in a line as the programme wants it written."""
    press: str = ""
    """Whom journalists ask: an address or a telephone number."""

    @property
    def is_named(self) -> bool:
        return bool(self.name and self.address and self.email)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Where things are and how the program is arranged."""

    data: Path
    database: str = ""
    """A URL with `{service}` in it; empty = SQLite files below `data`."""
    nats_url: str = ""
    """Empty = the program starts its own nats-server."""
    nats_seed: str = ""
    """The file with a service's NATS key, with `{service}` in it; empty = the server asks for none."""
    nats_authority: str = ""
    """The file with the certificate that vouches for the servers of a `tls://` address."""
    base_url: str = "http://127.0.0.1:8000"
    clock_file: Path | None = None
    demo: bool = False
    mail_url: str = ""
    nats_replicas: int = 1
    instance: str = ""
    trusted_proxies: tuple[str, ...] = ()
    """Networks of the proxies in front: only from there X-Forwarded-For says who asks."""
    operator: Operator = Operator()
    metrics: str = ""
    """`host:port` where /metrics is told, `off` = nowhere; empty = on loopback, a thousand above the port of the site."""
    traces: str = ""
    """The OTLP address that traces go to, or `file:PATH`; empty = none are made, and nothing for them is imported."""
    backups: str = ""
    """The folder of the backups that the program makes by itself, `off` = none; empty = `backups` below `data`."""
    backup_every: int = 24
    """Hours between two of them."""
    backup_key: str = ""
    """The file with the key that seals them; empty = they are not sealed."""
    go_back: bool = False
    """Serve databases that a newer version has upgraded, where this one fits them."""

    @property
    def secure(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def playground(self) -> bool:
        """A demonstration that nobody but this machine can reach."""
        host = self.base_url.partition("://")[2].partition("/")[0]
        return self.demo and (host.rpartition(":")[0] or host) in ("127.0.0.1", "localhost", "[::1]")

    @property
    def clock(self) -> Clock:
        return Clock(self.clock_file)

    def nats_credentials(self, name: str) -> Credentials:
        """The NATS key of one service, or of `provision`, and who vouches for the servers."""
        return Credentials(self.nats_seed.replace("{service}", name), self.nats_authority)

    def database_url(self, name: str) -> str:
        """The URL of one service's database, or of `keys`. Raises BadSetting for one that all of them would share."""
        if self.database:
            if "{service}" not in self.database or not self.database.startswith(DATABASES):
                raise BadSetting("STEADFAST_DATABASE is a sqlite:// or postgresql:// URL with {service} in it")
            return self.database.replace("{service}", name)
        return f"sqlite:///{self.data / (name + '.db')}"


def from_environment(**given: object) -> Settings:
    """STEADFAST_DATA, _DATABASE, _NATS_URL, _BASE_URL, ..., each named like its field; given win."""
    env = os.environ.get
    clock = env("STEADFAST_CLOCK")
    found: dict[str, object] = {
        "data": Path(env("STEADFAST_DATA", "var")),
        "database": env("STEADFAST_DATABASE", ""),
        "nats_url": env("STEADFAST_NATS_URL", ""),
        "nats_seed": env("STEADFAST_NATS_SEED", ""),
        "nats_authority": env("STEADFAST_NATS_AUTHORITY", ""),
        "base_url": env("STEADFAST_BASE_URL", "http://127.0.0.1:8000"),
        "clock_file": Path(clock) if clock else None,
        "demo": env("STEADFAST_DEMO", "") == "1",
        "mail_url": env("STEADFAST_MAIL_URL", ""),
        "nats_replicas": _replicas(env("STEADFAST_NATS_REPLICAS", "1")),
        "trusted_proxies": tuple(env("STEADFAST_TRUSTED_PROXIES", "").replace(",", " ").split()),
        "operator": Operator(
            **{name: env(f"STEADFAST_OPERATOR_{name.upper()}", "") for name in Operator.__struct_fields__}
        ),
        "metrics": env("STEADFAST_METRICS", ""),
        "traces": env("STEADFAST_TRACES", ""),
        "backups": env("STEADFAST_BACKUPS", ""),
        "backup_every": _hours(env("STEADFAST_BACKUP_EVERY", "24")),
        "backup_key": env("STEADFAST_BACKUP_KEY", ""),
        "go_back": env("STEADFAST_GO_BACK", "") == "1",
        "instance": f"{os.uname().nodename}-{os.getpid()}",
    }
    found.update({name: value for name, value in given.items() if value is not None})
    check_mail_url(str(found["mail_url"]))
    check_nats_url(str(found["nats_url"]), str(found["nats_authority"]))
    check_metrics(str(found["metrics"]))
    return Settings(**found)  # type: ignore[arg-type]


def check_mail_url(url: str) -> None:
    """Raises BadSetting, which repeats nothing of the password, for an address that no letter could be sent to."""
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("smtp", "smtps") and parts.hostname and parts.port != 0
        spoken = f"{unquote(parts.username or '')}{unquote(parts.password or '')}".isascii()
        fits = whole and spoken and parts.path in ("", "/") and not parts.query and not parts.fragment
    except ValueError:
        fits = False
    if url and not fits:
        raise BadSetting(
            "STEADFAST_MAIL_URL is smtp://user:password@host:587 or smtps://...: "
            "name and password in plain letters (ASCII), / as %2F, # as %23, ? as %3F"
        )


def check_metrics(place: str) -> None:
    """Raises BadSetting for what is no place to tell figures at."""
    host, _, port = place.rpartition(":")
    if place and place != OFF and not (host and port.isdecimal() and 0 < int(port) < 65536):
        raise BadSetting("STEADFAST_METRICS is host:port, such as 127.0.0.1:9464, or off")


def check_nats_url(url: str, authority: str) -> None:
    """Raises BadSetting where a part of the way to NATS would be in the clear though somebody asked for more."""
    encrypted = [one.strip().startswith("tls://") for one in url.split(",")]
    if any(encrypted) and not all(encrypted):
        raise BadSetting("STEADFAST_NATS_URL: write tls:// before every server, or before none")
    if authority and not all(encrypted):
        raise BadSetting("STEADFAST_NATS_AUTHORITY is for servers written as tls://host:4222 in STEADFAST_NATS_URL")


def _hours(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 24:
        raise BadSetting(f"STEADFAST_BACKUP_EVERY is whole hours, 1 to 24, not {text!r}")
    return int(text)


def _replicas(text: str) -> int:
    if text not in ("1", "3", "5"):
        raise BadSetting(f"STEADFAST_NATS_REPLICAS is 1, 3 or 5, not {text!r}")
    return int(text)
