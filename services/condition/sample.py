"""One figure, and what every figure is called: the dashboard and the alerts may use these names and no others."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from prometheus_client.metrics_core import GaugeMetricFamily

GAUGES = {
    "steadfast_ready": "1 where people may be sent here, 0 where not.",
    "steadfast_closed": "1 where a service serves nobody: its database is not whole.",
    "steadfast_gone_on_without": "1 where records were lost and somebody went on without them.",
    "steadfast_unanswered": "1 where the database did not answer these figures in time.",
    "steadfast_outbox_events": "Events that are not in the stream yet.",
    "steadfast_outbox_age_seconds": "How long the oldest of them has waited.",
    "steadfast_outbox_refused": "Events that the broker refuses for themselves.",
    "steadfast_consumer_lag_events": "Places of the stream between what was taken and the newest event for us; 0: all.",
    "steadfast_consumer_silent_seconds": "How long nothing was heard of the stream, not even a heartbeat.",
    "steadfast_dead_letters": "Events that could not be taken and were set aside.",
    "steadfast_parked": "Aggregates that wait behind one of those.",
    "steadfast_lease_holder": "1 for who has the turn now.",
    "steadfast_lease_seconds": "How long the turn lasts unless it is renewed; below 0: nobody has it.",
    "steadfast_lease_stuck_seconds": "How long somebody has had the turn without renewing it.",
    "steadfast_wait_seconds": "How long a worker has waited for its broker or database.",
    "steadfast_tick_age_seconds": "How long ago this process last did what a day begins with.",
    "steadfast_timers_left": "Timers of today that failed and are tried again.",
    "steadfast_database_bytes": "Size of the database file (SQLite).",
    "steadfast_wal_bytes": "Size of SQLite's log beside it.",
    "steadfast_disk_free_bytes": "Room where the data folder is.",
    "steadfast_backup_age_seconds": "How long ago the newest backup was made that the program keeps.",
    "steadfast_backup_tried": "1 where it was restored into a scratch place and looked over.",
    "steadfast_letters_waiting": "Letters that are to be sent.",
    "steadfast_letters_age_seconds": "How long the oldest of them has waited.",
    "steadfast_letters_refused": "Letters that the mail server refused for good.",
    "steadfast_erasures_due": "People who asked to be erased and are not yet.",
    "steadfast_requests_of_people_late": "What people asked about their data, past the day of the answer.",
    "steadfast_edition_age_seconds": "How long ago the newest edition was published.",
}
"""Name and meaning; all are gauges. What requests come to is counted by `web.traffic`."""


class Sample(msgspec.Struct, frozen=True):
    """One figure with what it is of: services, routes and roles of workers, never anybody's name or reference."""

    name: str
    value: float
    labels: Mapping[str, str] = {}


def families(samples: Iterable[Sample]) -> Iterator["GaugeMetricFamily"]:
    """As Prometheus takes them, each name once. Raises KeyError for a name that is not on the list."""
    from prometheus_client.metrics_core import GaugeMetricFamily

    found: dict[str, GaugeMetricFamily] = {}
    for one in samples:
        if one.name not in found:
            found[one.name] = GaugeMetricFamily(one.name, GAUGES[one.name], labels=list(one.labels))
        found[one.name].add_metric(list(one.labels.values()), one.value)
    yield from found.values()
