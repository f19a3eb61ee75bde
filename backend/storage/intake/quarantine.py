"""What could not be stored as a reading: rejected messages and sources that nobody knows. Both bounded."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, insert, select, update
from sqlmodel import Session

from backend.domain.readings import Rejected, RejectReason, UnknownSource
from backend.storage.tables.readings import quarantine, unknown_sources

MAX_MESSAGES: Final = 10_000
MAX_SOURCES: Final = 1_000
MAX_SOURCES_AT_ONCE: Final = 50


class Quarantine:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, rejected: Iterable[Rejected], *, at: datetime) -> None:
        """Keep rejected messages; the oldest beyond the bound go."""
        rows = [
            {
                "received_at": at,
                "topic": each.topic,
                "payload": each.payload,
                "reason": each.reason.value,
                "detail": each.detail,
            }
            for each in rejected
        ]
        if not rows:
            return
        connection = self._session.connection()
        connection.execute(insert(quarantine), rows[-MAX_MESSAGES:])
        newest = connection.scalar(select(func.max(quarantine.c.id))) or 0
        connection.execute(delete(quarantine).where(quarantine.c.id <= newest - MAX_MESSAGES))

    def messages(self, *, limit: int) -> list[Rejected]:
        """The newest first."""
        statement = select(quarantine).order_by(quarantine.c.id.desc()).limit(limit)
        return [
            Rejected(row.topic, row.payload, RejectReason(row.reason), row.detail)
            for row in self._session.connection().execute(statement)
        ]

    def note_unknown(self, counts: dict[tuple[str, str], int], *, at: datetime) -> None:
        """Count readings of sources that nobody knows, by (site code, sensor code). Bounded in both ways."""
        connection = self._session.connection()
        for (site, sensor), more in sorted(counts.items())[:MAX_SOURCES_AT_ONCE]:
            is_it = (unknown_sources.c.site_code == site) & (unknown_sources.c.code == sensor)
            counted = connection.execute(
                update(unknown_sources)
                .where(is_it)
                .values(readings=unknown_sources.c.readings + more, last_seen_at=at)
            )
            if counted.rowcount:
                continue
            if (connection.scalar(select(func.count()).select_from(unknown_sources)) or 0) >= MAX_SOURCES:
                continue
            connection.execute(
                insert(unknown_sources).values(
                    site_code=site, code=sensor, readings=more, first_seen_at=at, last_seen_at=at
                )
            )

    def unknown(self, site_code: str) -> list[UnknownSource]:
        """The busiest first."""
        statement = (
            select(unknown_sources)
            .where(unknown_sources.c.site_code == site_code)
            .order_by(unknown_sources.c.readings.desc(), unknown_sources.c.code)
        )
        return [
            UnknownSource(row.code, row.readings, row.first_seen_at, row.last_seen_at)
            for row in self._session.connection().execute(statement)
        ]

    def forget_unknown(self, site_code: str, code: str) -> None:
        """The source has been adopted, or is none of ours."""
        self._session.connection().execute(
            delete(unknown_sources).where(
                unknown_sources.c.site_code == site_code, unknown_sources.c.code == code
            )
        )
