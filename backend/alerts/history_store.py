"""Lines in the histories of alerts, as rows."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import insert
from sqlmodel import Session

from backend.alerts.history_rules import HistoryLine
from backend.alerts.tables import AlertTransitionRow

RECORD: Final = insert(AlertTransitionRow)


class AlertHistory:
    def __init__(self, session: Session) -> None:
        self._session = session

    def record(self, lines: Iterable[HistoryLine]) -> None:
        """Write lines of alerts that are there, in their order; one statement for all of them."""
        rows = [
            {
                "alert_id": line.alert_id,
                "at": line.at,
                "kind": line.kind.value,
                "tier": int(line.tier),
                "value": line.value,
                "person_id": line.by,
                "suppression": line.suppression and line.suppression.value,
                "note": line.note,
            }
            for line in lines
        ]
        if rows:
            self._session.connection().execute(RECORD, rows)
