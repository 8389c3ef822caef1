"""Addresses of letters and of pages: one form, international domains included, hostile schemes refused."""

import re
import unicodedata
from urllib.parse import quote, urlsplit, urlunsplit

from shared.readers.codes import LOOK_ALIKE
from shared.readers.letters import clean
from shared.readers.misread import Doubtful, Misread

LONGEST = 200
LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
SAFE_PATH = "/:@!$&'()*+,;=~-._%"

IN_BRACKETS = re.compile(r"[^<>@]*<([^<>\s]+@[^<>\s]+)>")
"""An address as it is copied from a letter: `Ana <ana@example.org>`."""
HOSTS = (
    "abv.bg", "mail.bg", "gmail.com", "yahoo.com", "outlook.com", "hotmail.com", "icloud.com", "ukr.net", "onet.pl",
    "interia.pl", "inbox.lv",
)  # fmt: skip
SHORT_HOST = 8
"""Where most people have their letters: a domain one slip away from one of them is asked about."""

LOOKS = "“%(read)s” has Cyrillic letters that look like Latin ones. Type it again. Or is it right?"
NEAR_MAIL = "Did you mean %(near)s? Then write that. Or is “%(read)s” right?"
NOT_MAIL = "“%(read)s” is not an e-mail address. For example: ana@example.org"
DOTS = "“%(read)s” has two dots in a row or one at an edge. For example: ana@example.org"
LATIN_MAIL = "What stands before @ in “%(read)s” must be in Latin letters. For example: ana@example.org"
NOT_WEB = "“%(read)s” is not the address of a page. For example: https://example.org"
NOT_OPEN = "“%(read)s” does not begin with http or https. For example: https://example.org"


def email(typed: str) -> str:
    """`Ana@Пример.БГ` as `Ana@xn--e1afmkfd.xn--90ae`: the domain in ASCII and small letters. Raises Misread."""
    read = re.sub(r"^mailto:", "", clean(typed), flags=re.IGNORECASE)[: LONGEST + 1]
    read = IN_BRACKETS.sub(r"\1", read).rstrip(" ;,.>").lstrip("<")
    local, at, domain = unicodedata.normalize("NFKC", read).rpartition("@")
    if ".." in read or local.startswith(".") or local.endswith("."):
        raise Misread(DOTS, read=read)
    if at and not local.isascii():
        raise Misread(LATIN_MAIL, read=read)
    host = domain_name(domain)
    if not LOCAL.fullmatch(local) or len(local) > 64 or len(read) > LONGEST or not host:
        raise Misread(NOT_MAIL, read=read)
    return f"{local}@{host}"


def ask_email(typed: str) -> str:
    """As `email`, for forms; raises Doubtful for a domain one slip away from one that most people use (`gmial.com`)."""
    read = email(typed)
    local, _, host = read.rpartition("@")
    _refuse_look_alike(host, read)
    if near := next((each for each in HOSTS if host not in HOSTS and is_one_slip(host, each)), ""):
        raise Doubtful(NEAR_MAIL, read, read=read, near=f"{local}@{near}")
    return read


def ask_web(typed: str) -> str:
    """As `web`, for forms; raises Doubtful for a domain whose Cyrillic letters print as Latin ones (`fіrma.bg`)."""
    read = web(typed)
    _refuse_look_alike(urlsplit(read).hostname or "", read)
    return read


def _refuse_look_alike(host: str, read: str) -> None:
    shown = shown_domain(host).upper()
    ending = shown.rpartition(".")[2]
    if not shown.isascii() and ending.isascii() and shown.translate(LOOK_ALIKE).isascii():
        raise Doubtful(LOOKS, read, read=read.replace(host, shown.lower()))


def is_one_slip(one: str, other: str) -> bool:
    """Whether one sign is missing, too many or, of long ones, another, or two neighbours changed places."""
    short, long = sorted((one, other), key=len)
    first = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest, more = short[first:], long[first:]
    if len(short) < len(long):
        return rest == more[1:]
    swapped = rest[:2] == more[1::-1] and rest[2:] == more[2:]
    return bool(rest) and (swapped or (len(long) > SHORT_HOST and rest[1:] == more[1:]))


def email_key(typed: str) -> str:
    """The form to look an account up by: capitals make no other address. Raises Misread."""
    return email(typed).lower()


def web(typed: str) -> str:
    """`www.firma.bg` and `HTTPS://Firma.BG/` as `https://www.firma.bg` and `https://firma.bg/`. Raises Misread.

    No other scheme than http and https, no name or password before the host, no host without a dot, no number as host.
    """
    read = clean(typed)[: LONGEST + 1]
    scheme = SCHEME.match(read)
    if scheme and scheme[1].lower() not in ("http", "https") and not re.match(r"[^/:]+\.[^/:]+:\d", read):
        raise Misread(NOT_OPEN, read=read)
    whole = read if scheme and scheme[1].lower() in ("http", "https") else f"https://{read.lstrip('/')}"
    try:
        parts = urlsplit(whole)
        host, port = domain_name(parts.hostname or ""), parts.port
    except ValueError:
        raise Misread(NOT_WEB, read=read) from None
    if not host or parts.username is not None or len(read) > LONGEST or re.search(r"[\s\\<>\"]", read):
        raise Misread(NOT_WEB, read=read)
    place = f"{host}:{port}" if port and port not in (80, 443) else host
    path = quote(parts.path, SAFE_PATH)
    return urlunsplit(
        (parts.scheme, place, path, quote(parts.query, SAFE_PATH + "?"), quote(parts.fragment, SAFE_PATH))
    )


def domain_name(typed: str) -> str:
    """A domain in ASCII and small letters (IDNA 2008), or nothing where it is none that the internet knows."""
    import idna

    try:
        host = idna.encode(typed.rstrip("."), uts46=True).decode().lower() if typed else ""
    except (idna.IDNAError, UnicodeError):
        return ""
    labels = host.split(".")
    known = len(labels) > 1 and len(labels[-1]) > 1 and not labels[-1].isdigit()
    return host if known and all(map(LABEL.fullmatch, labels)) else ""


def shown_domain(host: str) -> str:
    """A domain as people read it: `пример.бг`."""
    import idna

    try:
        return idna.decode(host)
    except (idna.IDNAError, UnicodeError):
        return host
