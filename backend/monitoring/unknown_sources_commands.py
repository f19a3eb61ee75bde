"""Sources that nobody knows, noted where an officer finds them and told to the screens that list them."""

from collections.abc import Mapping
from typing import Final

from backend.core.database import Transaction, site_changed
from backend.core.vocabulary import Quality
from backend.readings.rules import Batch
from backend.sensors.quarantine_rules import UnknownTraffic
from backend.sensors.quarantine_store import Quarantine
from backend.sites.store import Sites

SAMPLES: Final = 16
"""Values that a batch keeps of a source that nobody knows; limits are suggested from them."""


def note_batch(tx: Transaction, unknown: Mapping[str, int], batch: Batch) -> None:
    """Note the sources of a batch that nobody knows; `unknown`: how many readings of each, by key."""
    samples: dict[str, list[tuple[int, float]]] = {key: [] for key in unknown}
    for key, sampled_us, value, quality in batch.readings:
        kept = samples.get(key)
        if kept is not None and len(kept) < SAMPLES and quality != Quality.BAD:
            kept.append((sampled_us, value))
    seen = {}
    for key, n in unknown.items():
        site, _, code = key.partition("/")
        seen[site, code] = UnknownTraffic(n, tuple(samples[key]))
    note(tx, seen)


def note(tx: Transaction, seen: Mapping[tuple[str, str], UnknownTraffic]) -> None:
    """Note traffic by (site code, source code); one that was never seen before announces itself at once."""
    for code in tx.get(Quarantine).note_unknown(seen, at=tx.now):
        if site := tx.get(Sites).by_code(code):
            tx.hint(site_changed(site.site_id))
