"""Sources that nobody knows, noted where an officer finds them and told to the screens that list them."""

from collections.abc import Mapping

from backend.core.database import Transaction, site_changed
from backend.sensors.quarantine_rules import UnknownTraffic
from backend.sensors.quarantine_store import Quarantine
from backend.sites.store import Sites


def note(tx: Transaction, seen: Mapping[tuple[str, str], UnknownTraffic]) -> None:
    """Note traffic by (site code, source code); one that was never seen before announces itself at once."""
    for code in tx.get(Quarantine).note_unknown(seen, at=tx.now):
        if site := tx.get(Sites).by_code(code):
            tx.hint(site_changed(site.site_id))
