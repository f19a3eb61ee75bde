"""Quarantine of what could not be stored: rejected messages and unknown sources. Both bounded."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, func, insert, select, update
from sqlmodel import Session

from backend.sensors.quarantine_rules import Rejected, RejectReason, UnknownSource, UnknownTraffic
from backend.sensors.quarantine_tables import quarantine, unknown_sources

MAX_MESSAGES: Final = 10_000
MAX_SOURCES: Final = 1_000
MAX_SOURCES_AT_ONCE: Final = 50
MAX_SAMPLES: Final = 64


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

    def note_unknown(self, seen: Mapping[tuple[str, str], UnknownTraffic], *, at: datetime) -> set[str]:
        """Count what sources sent that nobody knows, by (site code, source code). Bounded in every way.
        Return the codes of sites at which one of them was met for the first time.
        """
        met: set[str] = set()
        for (site, code), traffic in sorted(seen.items())[:MAX_SOURCES_AT_ONCE]:
            connection = self._session.connection()
            is_it = (unknown_sources.c.site_code == site) & (unknown_sources.c.code == code)
            known = connection.execute(
                select(unknown_sources.c.samples, unknown_sources.c.sends_events).where(is_it)
            ).first()
            if known is None:
                self._meet(site, code, traffic, at)
                met.add(site)
                continue
            news: dict[str, Any] = {}
            if traffic.samples and len(known.samples) < MAX_SAMPLES:
                news["samples"] = [*known.samples, *map(list, traffic.samples)][:MAX_SAMPLES]
            if traffic.sends_events and not known.sends_events:
                news["sends_events"] = True
            readings = unknown_sources.c.readings + traffic.count
            connection.execute(
                update(unknown_sources).where(is_it).values(readings=readings, last_seen_at=at, **news)
            )
        return met

    def _meet(self, site: str, code: str, traffic: UnknownTraffic, at: datetime) -> None:
        connection = self._session.connection()
        if (connection.scalar(select(func.count()).select_from(unknown_sources)) or 0) >= MAX_SOURCES:
            return
        connection.execute(
            insert(unknown_sources).values(
                site_code=site,
                code=code,
                readings=traffic.count,
                first_seen_at=at,
                last_seen_at=at,
                samples=[list(sample) for sample in traffic.samples[:MAX_SAMPLES]],
                sends_events=traffic.sends_events,
            )
        )

    def unknown(self, site_code: str) -> list[UnknownSource]:
        """The busiest first."""
        statement = (
            select(unknown_sources)
            .where(unknown_sources.c.site_code == site_code)
            .order_by(unknown_sources.c.readings.desc(), unknown_sources.c.code)
        )
        return [_unknown_of(row) for row in self._session.connection().execute(statement)]

    def find_unknown(self, site_code: str, code: str) -> UnknownSource | None:
        statement = select(unknown_sources).where(
            unknown_sources.c.site_code == site_code, unknown_sources.c.code == code
        )
        row = self._session.connection().execute(statement).first()
        return _unknown_of(row) if row else None

    def forget_unknown(self, site_code: str, code: str) -> None:
        """The source has been adopted, or is none of ours."""
        self._session.connection().execute(
            delete(unknown_sources).where(
                unknown_sources.c.site_code == site_code, unknown_sources.c.code == code
            )
        )


def _unknown_of(row: Any) -> UnknownSource:
    return UnknownSource(
        code=row.code,
        readings=row.readings,
        first_seen_at=row.first_seen_at,
        last_seen_at=row.last_seen_at,
        samples=tuple((sampled_us, value) for sampled_us, value in row.samples),
        sends_events=row.sends_events,
    )
