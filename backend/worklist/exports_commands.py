"""Exports of lists on record: who took what out of the product."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.core.viewer import Viewer
from backend.worklist.events import LIST_EXPORTED

LONGEST_PURPOSE: Final = 200


def check_purpose(purpose: str) -> None:
    """Raises Refused: REASON_REQUIRED, INVALID_INPUT."""
    if not purpose.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "what for?")
    if len(purpose) > LONGEST_PURPOSE:
        raise Refused(ErrorCode.INVALID_INPUT, f"a purpose in at most {LONGEST_PURPOSE} characters")


def record_export(
    tx: Transaction,
    name: str,
    asked: Mapping[str, Any],
    *,
    site_ids: Iterable[UUID],
    rows: int,
    purpose: str,
    by: Viewer,
) -> None:
    """Record an export at each of these sites, whose rows it may hold, and what it is for, before its first
    row is sent.
    """
    said = {"purpose": purpose.strip()} if purpose.strip() else {}
    note = json.dumps({"list": name, "rows": rows, **asked, **said}, ensure_ascii=False, sort_keys=True)
    for site_id in site_ids:
        tx.announce(Event(LIST_EXPORTED, site_id, by=by.person_id, note=note))
