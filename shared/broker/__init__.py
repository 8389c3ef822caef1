"""NATS as the others know it: one connection, the one stream, a subscription. Only these files import nats."""

from shared.broker.connection import STREAM, BrokerAway, Connection, NotFoundError, Rejected
from shared.broker.stream import MAX_MESSAGE, Broker, Duplicate, connected
from shared.broker.subscription import Delivery, Gap, Subscription

NoStream = NotFoundError
"""What is raised where nothing was ever told: for those who must not know the library."""

__all__ = [
    "MAX_MESSAGE",
    "STREAM",
    "Broker",
    "BrokerAway",
    "Connection",
    "Delivery",
    "Duplicate",
    "Gap",
    "NoStream",
    "NotFoundError",
    "Rejected",
    "Subscription",
    "connected",
]
