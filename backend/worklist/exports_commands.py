"""Exports of lists on record: who took what out of the product."""

import json
from collections.abc import Mapping
from typing import Any

from backend.core.database import Transaction
from backend.core.events import Event
from backend.core.viewer import Viewer
from backend.worklist.events import LIST_EXPORTED


def record_export(tx: Transaction, name: str, asked: Mapping[str, Any], *, rows: int, by: Viewer) -> None:
    """Record an export at each site whose rows it may hold, before its first row is sent."""
    note = json.dumps({"list": name, "rows": rows, **asked}, ensure_ascii=False, sort_keys=True)
    for site_id in by.site_ids:
        tx.announce(Event(LIST_EXPORTED, site_id, by=by.person_id, note=note))
