"""When alerts of sources held, from the beginning until they were normal for good."""

from collections.abc import Collection
from datetime import datetime
from typing import TypeAlias

from sqlmodel import Session, col, or_, select

from backend.alerts.tables import AlertRow
from backend.core.statements import one_of

Span: TypeAlias = tuple[datetime, datetime | None]
"""From its beginning until it was normal; None: it holds."""


class AlertSpans:
    def __init__(self, session: Session) -> None:
        self._session = session

    def between(self, sensors: Collection[int], *, since: datetime, until: datetime) -> dict[int, list[Span]]:
        """Return when alerts of these sources held, of those that held at any time between these."""
        row = AlertRow
        statement = select(row.sensor_id, row.raised_at, row.normal_at, row.is_active).where(
            one_of(col(AlertRow.sensor_id), sensors),
            col(AlertRow.raised_at) <= until,
            or_(col(AlertRow.is_active), col(AlertRow.normal_at).is_(None), col(AlertRow.normal_at) >= since),
        )
        found: dict[int, list[Span]] = {}
        for sensor_id, raised_at, normal_at, is_active in self._session.exec(statement):
            found.setdefault(sensor_id, []).append((raised_at, None if is_active else normal_at))
        return found
