"""The doctor looks at NATS: does it answer, is it new enough, is the stream as designed."""

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from services.care.doctor.check import FAILS, FINE, LOOK, NOT_NOW, Check, check
from services.care.doctor.losses import look_at_losses
from shared.broker import Broker, connected
from shared.nats_server import address_of, program
from shared.settings import Settings

LEAST_NATS = (2, 15)
STREAM = {
    "retention": "limits",
    "storage": "file",
    "discard": "new",
    "max_age": 0,
    "deny_delete": True,
    "deny_purge": True,
    "allow_direct": False,
    "allow_rollup_hdrs": False,
}
"""As DESIGN 3 has it; `allow_atomic` and `max_bytes` are looked at by themselves."""


def look_at_events(settings: Settings) -> Iterator[Check]:
    own = settings.data / "nats" / "nats.conf"
    if not settings.nats_url:
        yield _program()
        text = own.read_text() if own.is_file() else ""
        yield check(
            "synced writes", not text or "sync_interval: always" in text, "always" if text else "no server started yet",
            f"sync_interval: always in {own}",
        )  # fmt: skip
        url = address_of(settings.data / "nats")
    else:
        yield Check("synced writes", LOOK, "cannot be asked from here", "look for `sync_interval: always` in nats.conf")
        url = settings.nats_url
    found = asyncio.run(_connected(url, settings)) if url else None
    if found is None:
        state, do = (FAILS, "start nats-server, see STEADFAST_NATS_URL") if settings.nats_url else (NOT_NOW, "")
        yield Check("nats-server", state, "does not answer" if settings.nats_url else "is not running now", do)
        return
    version, config = found
    yield Check("nats-server", FINE, url.rpartition("@")[2])
    old = tuple(int(part) for part in re.findall(r"\d+", version)[:2]) < LEAST_NATS
    yield check("version of nats-server", not old, version, "2.15 or newer: older ones cannot store a batch as one")
    yield from _stream(config, settings)
    if config:
        yield from look_at_losses(url, settings)


def _program() -> Check:
    try:
        return Check("program nats-server", FINE, program())
    except FileNotFoundError as error:
        return Check("program nats-server", FAILS, "not found", str(error))


async def _connected(url: str, settings: Settings) -> tuple[str, dict[str, Any]] | None:
    """The server's version and the stream's configuration (empty: no stream); None where nobody answers."""
    try:
        async with asyncio.timeout(5):
            broker = await connected(url, "provision", settings.nats_credentials("provision"))
            try:
                return str(broker.client.connected_server_version), await _configuration(broker)
            finally:
                await broker.close()
    except TimeoutError:
        return None


async def _configuration(broker: Broker) -> dict[str, Any]:
    answer = await broker.client.request("$JS.API.STREAM.INFO.EVENTS", b"{}", timeout=3)
    config: dict[str, Any] = msgspec.json.decode(answer.data).get("config", {})
    return config


def _stream(config: dict[str, Any], settings: Settings) -> Iterator[Check]:
    do = "steadfast provision"
    yield check("stream EVENTS", bool(config), "is there" if config else "is not there", do)
    if not config:
        return
    wrong = [
        f"{name}={config.get(name)}"
        for name, value in STREAM.items()
        if (config.get(name) or False) != (value or False)
    ]
    wrong += [] if config.get("max_bytes", -1) > 0 else ["max_bytes is not set"]
    yield check(
        "settings of the stream",
        not wrong,
        ", ".join(wrong) or "as designed",
        "nats stream edit EVENTS: see deploy/nats",
    )
    yield check("atomic batches", bool(config.get("allow_atomic")), str(config.get("allow_atomic")), "set allow_atomic")
    copies = config.get("num_replicas", 1)
    yield check(
        "copies of the stream", copies >= settings.nats_replicas, str(copies), "see STEADFAST_NATS_REPLICAS", LOOK
    )
