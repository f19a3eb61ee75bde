"""Metrics of the ingest process (Prometheus); shown at /metrics."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

STORED: Final = Counter("anhuan_readings_stored", "Readings committed to the store")
DUPLICATES: Final = Counter("anhuan_readings_duplicate", "Readings delivered again and dropped")
LATE: Final = Counter("anhuan_readings_late", "Readings stored but too late to be judged")
FROM_THE_FUTURE: Final = Counter("anhuan_readings_from_the_future", "Readings whose clock was ahead of ours")
OBSERVED: Final = Counter("anhuan_events_stored", "Events of cameras, gates and locators that were kept")
UNKNOWN: Final = Counter("anhuan_readings_unknown_source", "Readings of sources that nobody knows")
QUARANTINED: Final = Counter("anhuan_messages_quarantined", "Messages or parts of messages put aside")
DROPPED: Final = Counter("anhuan_messages_dropped", "Messages of QoS 0 beyond what may be held")
CHANGES: Final = Counter(
    "anhuan_condition_changes",
    "Conditions that began or changed to this tier, or ended (tier NORMAL)",
    ("tier",),
)
BATCH: Final = Histogram(
    "anhuan_batch_readings",
    "Readings per transaction",
    buckets=(1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000),
)
ACKNOWLEDGED_AFTER: Final = Histogram(
    "anhuan_acknowledged_after_seconds",
    "From reading a burst off the network to its acknowledgement",
    buckets=(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1, 3, 10),
)
LAG: Final = Gauge("anhuan_ingest_lag_seconds", "Age of the newest reading of the last batch at its commit")
CONNECTED: Final = Gauge("anhuan_broker_connected", "1 while the MQTT broker answers")
SESSIONS_LOST: Final = Counter(
    "anhuan_broker_sessions_lost", "Times that the broker had forgotten our session, and what waited in it"
)
FORWARDED: Final = Counter("anhuan_readings_forwarded", "Readings that a gateway handed to the streams")
BACKLOG: Final = Gauge(
    "anhuan_stream_backlog", "Entries in the partitions of this evaluator, not yet committed"
)
PARTITIONS: Final = Gauge("anhuan_partitions_held", "Partitions that this evaluator judges")
FENCED: Final = Counter("anhuan_fenced", "Times that another evaluator had gone on with a partition of ours")
HELD: Final = Gauge("anhuan_messages_held", "Messages in memory because the database cannot be reached")
UNSCORED: Final = Gauge("anhuan_readings_unscored", "Committed readings that wait for their anomaly score")
