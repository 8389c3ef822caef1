"""One connection to NATS that comes back by itself, and requests whose failures have names of our own."""

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Callable
from typing import Any

import msgspec
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js.errors import APIError, NotFoundError

from shared.settings import UNIDENTIFIED, Credentials

log = logging.getLogger(__name__)

STREAM = "EVENTS"
TIMEOUT = 10.0
"""Seconds until an unanswered request means that the broker is away."""
API = 2.5
"""The same for a question about stream or consumer: where a node died, the cluster answers at the next try or never."""
RETRY = 0.2
"""Seconds between two tries to reach a server."""

__all__ = ["STREAM", "BrokerAway", "Connection", "NotFoundError", "Rejected"]


class BrokerAway(Exception):
    """The broker does not answer now; the same call may succeed later."""


class Rejected(Exception):
    """The broker refuses this for itself; saying it again will not help."""


class _Client(Client):
    """Reads the headers of a message only where they say something to us: in a status. Half the time of each went there."""

    async def _process_headers(self, headers: bytes | None) -> dict[str, str] | None:
        says_nothing = headers is None or headers.startswith(b"NATS/1.0\r\n")
        return None if says_nothing else await super()._process_headers(headers)


class Connection:
    """One connection to NATS. `connection` counts connects, so that others notice a new one."""

    def __init__(self, url: str, name: str, credentials: Credentials = UNIDENTIFIED) -> None:
        self.url = url
        self.name = name
        self.credentials = credentials
        self.connection = 0
        self.interruptions: set[Callable[[], None]] = set()
        """Called whenever the connection is another one."""
        self._client: Client | None = None
        self._complaint = ""

    async def connect(self) -> None:
        """Connect, now or as soon as the server is there; reconnects for ever."""
        while True:
            self._client = _Client()
            try:
                await self._client.connect(**self._options())
                break
            except (OSError, NatsError, TimeoutError):
                await asyncio.sleep(RETRY)
        self.connection += 1

    def _options(self) -> dict[str, Any]:
        keys = {"nkeys_seed": self.credentials.seed} if self.credentials.seed else {}
        return {
            "servers": self.url.split(","),
            "name": self.name,
            "reconnected_cb": self._again,
            "error_cb": self._trouble,
            "max_reconnect_attempts": -1,
            "reconnect_time_wait": RETRY,
            "connect_timeout": 5,
            "pending_size": 0,
            "ping_interval": 10,
            "inbox_prefix": f"_INBOX_{self.name}".encode(),
            "allow_reconnect": True,
            **keys,
            **self._encryption(),
        }

    def _encryption(self) -> dict[str, Any]:
        """TLS from the first byte: a server, or somebody on the way, cannot talk the client out of it."""
        if not self.url.startswith("tls://"):
            return {}
        context = ssl.create_default_context(cafile=self.credentials.authority or None)
        return {"tls": context, "tls_handshake_first": True}

    async def _again(self) -> None:
        self._complaint = ""
        self.connection += 1
        for interrupt in self.interruptions:
            interrupt()

    async def _trouble(self, error: Exception) -> None:
        """The client tries five times a second: what is wrong is told when it changes."""
        if str(error) != self._complaint:
            self._complaint = str(error)
            log.warning("nats complains", extra={"service": self.name, "why": self._complaint})

    async def close(self) -> None:
        if self._client is not None:
            with contextlib.suppress(NatsError, OSError, asyncio.TimeoutError):
                await self._client.close()

    @property
    def client(self) -> Client:
        if self._client is None or not self._client.is_connected:
            raise BrokerAway("not connected")
        return self._client

    async def api(self, verb: str, body: dict[str, Any], seconds: float = API) -> dict[str, Any]:
        """One call of the JetStream API. Raises NotFoundError, Rejected, BrokerAway."""
        raw = await self.request(f"$JS.API.{verb}", msgspec.json.encode(body), None, seconds)
        answer: dict[str, Any] = msgspec.json.decode(raw.data)
        if error := answer.get("error"):
            if error.get("code") == 404:
                raise NotFoundError(code=404, description=error.get("description"))
            if error.get("code", 0) >= 500:
                raise BrokerAway(str(error))
            raise Rejected(f"{verb}: {error.get('description')} ({error.get('err_code')})")
        return answer

    async def request(
        self, subject: str, payload: bytes, headers: dict[str, str] | None, seconds: float = TIMEOUT
    ) -> Msg:
        """Send and wait for the answer. Raises BrokerAway."""
        try:
            return await self.client.request(subject, payload, timeout=seconds, headers=headers)
        except (TimeoutError, NatsError, OSError, APIError) as error:
            raise BrokerAway(f"{type(error).__name__}: {subject}") from error

    async def send(
        self, subject: str, payload: bytes, *, reply: str = "", headers: dict[str, str] | None = None
    ) -> None:
        """Send without waiting for anything. Raises BrokerAway."""
        try:
            await self.client.publish(subject, payload, reply=reply, headers=headers)
        except (NatsError, OSError) as error:
            raise BrokerAway(f"{type(error).__name__}: {subject}") from error

    async def listen(self, inbox: str, arrive: Callable[[Msg], Any]) -> Any:
        """Hand everything that comes to `inbox` on, without a limit of what may wait. Raises BrokerAway."""
        try:
            return await self.client.subscribe(inbox, cb=arrive, pending_msgs_limit=0, pending_bytes_limit=0)
        except (NatsError, OSError) as error:
            raise BrokerAway(f"{type(error).__name__}: subscribing") from error

    async def forget(self, listening: Any) -> None:
        """End what `listen` began, if there is still somebody to tell."""
        with contextlib.suppress(NatsError, OSError, BrokerAway):
            await listening.unsubscribe()
