"""The one stream: made, asked, written in atomic batches, read by a consumer of our own."""

import base64
import contextlib
import datetime
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from nats.aio.msg import Msg

from shared.broker.connection import STREAM, TIMEOUT, BrokerAway, Connection, NotFoundError, Rejected
from shared.broker.subscription import Delivery, Subscription
from shared.message import new_id
from shared.settings import UNIDENTIFIED, Credentials

log = logging.getLogger(__name__)

SUBJECTS = ["intake.>", "placements.>", "recognition.>"]
"""What the stream stores: everything that a service publishes."""
MAX_BYTES = 16 * 2**30
MAX_MESSAGE = 64 * 1024
HEADROOM = 1024
"""What the headers of a message may take of that."""

DUPLICATE, TOO_LARGE = 10201, 10054


class Duplicate(Exception):
    """A page holds an event that the stream has already: nothing of the page was stored."""


class _Ack(msgspec.Struct):
    stream: str | None = None
    seq: int = 0
    count: int = 0
    error: dict[str, Any] | None = None


@dataclass(frozen=True)
class StreamState:
    created: str
    first: int
    last: int


@dataclass(frozen=True)
class Stored:
    """What lies at a sequence: an event id, and when the stream stored it (nanoseconds since 1970)."""

    event_id: str
    stored: int


class Broker(Connection):
    """The stream EVENTS behind one connection: made, asked, written in atomic batches, read by consumers."""

    def __init__(self, url: str, name: str, credentials: Credentials = UNIDENTIFIED) -> None:
        super().__init__(url, name, credentials)
        self._replicas: int | None = None

    async def provision(self, replicas: int = 1) -> None:
        """Make the stream if it is not there; never changes one that is."""
        self._replicas = replicas
        config = {
            "name": STREAM,
            "subjects": SUBJECTS,
            "retention": "limits",
            "storage": "file",
            "num_replicas": replicas,
            "max_age": 0,
            "max_bytes": MAX_BYTES,
            "max_msg_size": MAX_MESSAGE,
            "max_consumers": -1,
            "max_msgs": -1,
            "discard": "new",
            "duplicate_window": 600 * 10**9,
            "deny_delete": True,
            "deny_purge": True,
            "allow_rollup_hdrs": False,
            "allow_direct": False,
            "allow_atomic": True,
        }
        try:
            await self.state()
        except NotFoundError:
            await self.api(f"STREAM.CREATE.{STREAM}", config, TIMEOUT)

    async def present(self) -> StreamState:
        """The stream's state; whoever made it once makes it again when its store is gone. Raises BrokerAway."""
        try:
            return await self.state()
        except NotFoundError as error:
            if self._replicas is None:
                raise BrokerAway("there is no stream") from error
            try:
                await self.provision(self._replicas)
            except (BrokerAway, Rejected) as away:
                raise BrokerAway("there is no stream, and this service may not make it: steadfast provision") from away
            log.warning("the stream is gone and was made again", extra={"service": self.name})
            return await self.state()

    async def state(self) -> StreamState:
        """Raises NotFoundError when there is no stream, BrokerAway when nobody answers."""
        info = await self.api(f"STREAM.INFO.{STREAM}", {})
        return StreamState(info["created"], info["state"]["first_seq"], info["state"]["last_seq"])

    async def publish_page(self, page: Sequence[tuple[str, str, bytes]]) -> int:
        """Store (subject, event id, payload) rows all or none, in order; returns the last sequence.

        Raises Duplicate, Rejected, BrokerAway. One synced write a page instead of one a message (ADR-50).
        """
        batch, answer = new_id(), None
        for _, _, payload in page:
            _fits(payload)
        for number, (subject, event_id, payload) in enumerate(page, 1):
            headers = {"Nats-Msg-Id": event_id, "Nats-Batch-Id": batch, "Nats-Batch-Sequence": str(number)}
            last = number == len(page)
            if last:
                headers["Nats-Batch-Commit"] = "1"
            if number == 1 or last:
                answer = await self.request(subject, payload, headers)
            else:
                await self.send(subject, payload, headers=headers)
        ack = _checked(answer)
        if ack.count != len(page):
            raise Rejected(f"a page of {len(page)} events was stored as {ack.count}: this server knows no batches")
        return ack.seq

    async def publish_one(self, subject: str, event_id: str, payload: bytes) -> int:
        """Store one event; one that is there already gives its sequence. Raises Rejected, BrokerAway."""
        _fits(payload)
        return _checked(await self.request(subject, payload, {"Nats-Msg-Id": event_id})).seq

    async def stored_at(self, seq: int) -> Stored | None:
        """What is stored at a sequence, or None. The same id stored at the same moment: the same stream up to there."""
        message = await self._message({"seq": seq})
        if message is None:
            return None
        headers = base64.b64decode(message.get("hdrs", "")).decode()
        lines = (line.partition(": ") for line in headers.split("\r\n"))
        event_id = next((value for name, _, value in lines if name == "Nats-Msg-Id"), "")
        return Stored(event_id, _nanoseconds(message["time"]))

    async def id_at(self, seq: int) -> str | None:
        """The event id stored at a sequence, or None."""
        found = await self.stored_at(seq)
        return found.event_id if found else None

    async def newest(self, subject: str) -> int:
        """The sequence of the newest message of a subject; 0 when there is none."""
        found = await self.last_of(subject)
        return found.seq if found else 0

    async def last_of(self, subject: str) -> Delivery | None:
        """The newest message of a subject (with wildcards)."""
        return await self._found({"last_by_subj": subject})

    async def _found(self, which: dict[str, Any]) -> Delivery | None:
        message = await self._message(which)
        if message is None:
            return None
        payload = base64.b64decode(message.get("data", ""))
        return Delivery(message["seq"], payload, _nanoseconds(message["time"]), message["subject"])

    async def _message(self, which: dict[str, Any]) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = (await self.api(f"STREAM.MSG.GET.{STREAM}", which))["message"]
        except NotFoundError:
            return None
        return found

    async def subscribe(self, name: str, subjects: Sequence[str], after: int) -> "Subscription":
        """Read `subjects` from the sequence behind `after`, with a consumer of our own that acknowledges nothing."""
        config = {
            "name": name,
            "ack_policy": "none",
            "deliver_policy": "by_start_sequence",
            "opt_start_seq": after + 1,
            "replay_policy": "instant",
            "mem_storage": True,
            "inactive_threshold": 60 * 10**9,
            "filter_subjects": list(subjects),
            "max_waiting": 512,
            "num_replicas": 1,
        }
        with contextlib.suppress(NotFoundError, BrokerAway):  # the node that had it may be dead: it goes all the same
            await self.api(f"CONSUMER.DELETE.{STREAM}.{name}", {})
        await self.api(
            f"CONSUMER.CREATE.{STREAM}.{name}", {"stream_name": STREAM, "config": config, "action": "create"}
        )
        subscription = Subscription(self, name)
        await subscription.open()
        return subscription


def _checked(answer: Msg | None) -> _Ack:
    ack = msgspec.json.decode(answer.data, type=_Ack) if answer and answer.data else _Ack()
    if ack.error:
        if ack.error.get("err_code") == DUPLICATE:
            raise Duplicate(str(ack.error))
        if ack.error.get("err_code") == TOO_LARGE:
            raise Rejected(str(ack.error))
        raise BrokerAway(str(ack.error))
    if not ack.seq:
        raise BrokerAway("an acknowledgement without a sequence")
    return ack


def _fits(payload: bytes) -> None:
    """Raises Rejected here, since a server with a small `max_payload` would cut the connection instead of answering."""
    if len(payload) > MAX_MESSAGE - HEADROOM:
        raise Rejected(f"{len(payload)} bytes are too many for one message")


def _nanoseconds(text: str) -> int:
    """An RFC 3339 instant in UTC with up to nine digits of a second, as whole nanoseconds since 1970."""
    whole, _, fraction = text.rstrip("Z").partition(".")
    return int(datetime.datetime.fromisoformat(f"{whole}+00:00").timestamp()) * 10**9 + int(fraction.ljust(9, "0"))


async def connected(url: str, name: str, credentials: Credentials = UNIDENTIFIED) -> Broker:
    """A connected broker. Never raises for a server that is not there yet: it waits."""
    broker = Broker(url, name, credentials)
    await broker.connect()
    return broker
