"""What a service itself told, as it lies in the stream: read in batches, and never believed where somebody else said it."""

import datetime
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass

from shared.broker import Broker, BrokerAway, Delivery, Gap
from shared.message import Message, Unreadable, decode

PAGE = 500
"""Events that are taken, and looked up, at once."""
LINGER = 0.005
"""Seconds to wait for more once something has come."""


@dataclass(frozen=True)
class Told:
    """An event of our own as it lies in the stream."""

    message: Message
    delivery: Delivery

    @property
    def at(self) -> datetime.datetime:
        return datetime.datetime.fromtimestamp(self.delivery.stored // 10**9, datetime.UTC)


def own(service: str, delivery: Delivery) -> Told | None:
    """None for what cannot be read, or was told in our name by somebody else: it proves nothing."""
    try:
        message = decode(delivery.payload)
    except Unreadable:
        return None
    return Told(message, delivery) if message.source == f"/{service}" else None


async def own_events(
    broker: Broker, service: str, kinds: Sequence[str] = (), after: int = 0
) -> AsyncGenerator[list[Told], None]:
    """All of them (of some kinds) that lie behind a place now, page by page. Raises BrokerAway, NoStream.

    The consumer has a name of its own: whoever else reads this way at the same time interrupts it, which is BrokerAway.
    """
    subjects = list(kinds) or [f"{service}.>"]
    newest = max([await broker.newest(subject) for subject in subjects])
    if newest <= after:
        return
    subscription = await broker.subscribe(f"{service}_look", subjects, after)
    try:
        while after < newest:
            deliveries = await subscription.next(PAGE, LINGER)
            if deliveries:
                after = deliveries[-1].seq
                yield [told for delivery in deliveries if (told := own(service, delivery))]
    except Gap as gap:
        raise BrokerAway(f"reading what {service} told was interrupted") from gap
    finally:
        await subscription.close()
