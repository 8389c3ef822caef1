"""Static files under names that carry their content, so that a browser may keep each one for ever."""

import hashlib
import mimetypes
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent / "static"
PREFIX = "/static/"
SERVED = {".css", ".js", ".svg", ".woff2", ".png", ".ico"}

mimetypes.add_type("font/woff2", ".woff2")

_IMPORT = re.compile(r'@import\s+url\("?([^")]+)"?\)\s+layer\((\w+)\);')
_URL = re.compile(r'url\((?!"?(?:data:|#|/))"?([^")]+)"?\)')


class Asset(NamedTuple):
    url: str
    media_type: str
    body: bytes


@cache
def assets() -> dict[str, Asset]:
    """Every servable file by its plain name (`css/app.css`); sheets with imports taken in and urls hashed."""
    names = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.suffix in SERVED)
    return {name: _load(name) for name in names}


@cache
def served() -> dict[str, Asset]:
    """The same files by the whole path a browser asks for."""
    return {asset.url: asset for asset in assets().values()}


def asset(name: str) -> str:
    """`css/app.css` -> `/static/css/app.<sha12>.css`. Raises KeyError for a file that is not there."""
    return assets()[name].url


def _load(name: str) -> Asset:
    path = ROOT / name
    body = path.read_bytes()
    if path.suffix == ".css":
        body = _sheet(path).encode()
    digest = hashlib.sha256(body).hexdigest()[:12]
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(f"{PREFIX}{name.removesuffix(path.suffix)}.{digest}{path.suffix}", media_type, body)


def _sheet(path: Path) -> str:
    text = path.read_text(encoding="utf-8").removeprefix('@charset "UTF-8";')
    text = _IMPORT.sub(lambda found: f"@layer {found[2]}{{{_sheet(path.parent / found[1])}}}", text)
    return _URL.sub(lambda found: f'url("{_load(_named(path, found[1])).url}")', text)


def _named(sheet: Path, url: str) -> str:
    return (sheet.parent / url).resolve().relative_to(ROOT.resolve()).as_posix()
