"""What a committed batch adds to the metrics."""

import time

from backend.monitoring import metrics
from backend.monitoring.intake_commands import Taken
from backend.readings.rules import Batch


def count(batch: Batch, taken: Taken) -> None:
    """Add a committed batch to the metrics."""
    found = taken.evaluation
    metrics.STORED.inc(len(found.rows))
    metrics.BATCH.observe(len(batch.readings))
    for counter, n in (
        (metrics.DUPLICATES, found.duplicates),
        (metrics.LATE, len(found.late)),
        (metrics.FROM_THE_FUTURE, len(found.from_the_future)),
        (metrics.UNKNOWN, sum(found.unknown.values())),
        (metrics.QUARANTINED, taken.rejected),
        (metrics.OBSERVED, taken.observed.stored),
    ):
        if n:
            counter.inc(n)
    for change in taken.changes:
        metrics.CHANGES.labels("NORMAL" if change.tier is None else change.tier.name).inc()
    if found.rows:
        metrics.LAG.set(time.time() - found.rows[-1][1] / 1e6)
