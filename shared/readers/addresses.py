"""Addresses of letters and of pages: one form, international domains included, hostile schemes refused."""

import re
import unicodedata
from urllib.parse import quote, urlsplit, urlunsplit

from shared.readers.letters import clean
from shared.readers.misread import Misread

LONGEST = 200
LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
SAFE_PATH = "/:@!$&'()*+,;=~-._%"

NOT_MAIL = "“%(read)s” is not an e-mail address. For example: ana@example.org"
DOTS = "“%(read)s” has two dots in a row or one at an edge. For example: ana@example.org"
LATIN_MAIL = "What stands before @ in “%(read)s” must be in Latin letters. For example: ana@example.org"
NOT_WEB = "“%(read)s” is not the address of a page. For example: https://example.org"
NOT_OPEN = "“%(read)s” does not begin with http or https. For example: https://example.org"


def email(typed: str) -> str:
    """`Ana@Пример.БГ` as `Ana@xn--e1afmkfd.xn--90ae`: the domain in ASCII and small letters. Raises Misread."""
    read = re.sub(r"^mailto:", "", clean(typed), flags=re.IGNORECASE)[: LONGEST + 1]
    local, at, domain = unicodedata.normalize("NFKC", read).rpartition("@")
    if ".." in read or local.startswith(".") or local.endswith("."):
        raise Misread(DOTS, read=read)
    if at and not local.isascii():
        raise Misread(LATIN_MAIL, read=read)
    host = domain_name(domain)
    if not LOCAL.fullmatch(local) or len(local) > 64 or len(read) > LONGEST or not host:
        raise Misread(NOT_MAIL, read=read)
    return f"{local}@{host}"


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
