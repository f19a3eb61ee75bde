"""Quarantine of what could not be stored: rejected messages and unknown sources. Both bounded."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from heapq import nsmallest
from typing import Any, Final

from sqlalchemy import delete, func, insert, select, update
from sqlmodel import Session

from backend.core.statements import one_of
from backend.sensors.quarantine_rules import (
    Rejected,
    RejectReason,
    UnknownSource,
    UnknownTraffic,
    UnlistedSources,
)
from backend.sensors.quarantine_tables import quarantine, unknown_sources, unlisted_sources

MAX_MESSAGES: Final = 10_000
MAX_SOURCES: Final = 1_000
"""Per site: what floods one hides nothing at another."""
MAX_SOURCES_AT_ONCE: Final = 50
UNHEARD: Final = timedelta(days=7)
QUIET: Final = timedelta(minutes=10)
"""A source that lives is heard more often; made-up ones come once."""
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
        """Count what sources sent that nobody knows, by (site code, source code). Bounded in every way: of
        many at once those come first that were not met yet, then those counted longest ago, so that all have
        their turn.

        Return the codes of sites at which one of them was met for the first time.
        """
        of_sites: dict[str, list[str]] = {}
        for site, code in self._turns(seen):
            of_sites.setdefault(site, []).append(code)
        met: set[str] = set()
        for site, codes in of_sites.items():
            traffic = {code: seen[site, code] for code in codes}
            is_one = (unknown_sources.c.site_code == site) & one_of(unknown_sources.c.code, codes)
            for known in self._session.connection().execute(select(unknown_sources).where(is_one)).all():
                self._count(known, traffic.pop(known.code), at)
            places = self._places(site, len(traffic), at)
            for code, each in list(traffic.items())[:places]:
                self._meet(site, code, each, at)
                met.add(site)
            if left_off := list(traffic.values())[places:]:
                self._leave_off(site, sum(each.count for each in left_off), at)
        return met

    def _leave_off(self, site: str, readings: int, at: datetime) -> None:
        """Count what is not listed; of a week ago it is forgotten."""
        table, connection = unlisted_sources.c, self._session.connection()
        is_old = table.last_seen_at < at - UNHEARD
        connection.execute(delete(unlisted_sources).where(table.site_code == site, is_old))
        counted = connection.execute(
            update(unlisted_sources)
            .where(table.site_code == site)
            .values(readings=table.readings + readings, last_seen_at=at)
        )
        if not counted.rowcount:
            connection.execute(
                insert(unlisted_sources).values(site_code=site, readings=readings, last_seen_at=at)
            )

    def unlisted(self, site_code: str) -> UnlistedSources | None:
        """Return what was left off the list of a site, which is full; None while it has a place."""
        if self._listed(site_code) < MAX_SOURCES:
            return None
        statement = select(unlisted_sources).where(unlisted_sources.c.site_code == site_code)
        row = self._session.connection().execute(statement).first()
        return UnlistedSources(row.readings, row.last_seen_at) if row else None

    def _turns(self, seen: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
        if len(seen) <= MAX_SOURCES_AT_ONCE:
            return sorted(seen)
        statement = select(
            unknown_sources.c.site_code, unknown_sources.c.code, unknown_sources.c.last_seen_at
        ).where(unknown_sources.c.site_code.in_({site for site, _ in seen}))
        last = {(row[0], row[1]): row[2] for row in self._session.connection().execute(statement)}
        never = datetime.min.replace(tzinfo=UTC)
        return nsmallest(MAX_SOURCES_AT_ONCE, seen, key=lambda key: (last.get(key, never), key))

    def _count(self, known: Any, traffic: UnknownTraffic, at: datetime) -> None:
        news: dict[str, Any] = {}
        if traffic.samples and len(known.samples) < MAX_SAMPLES:
            news["samples"] = [*known.samples, *map(list, traffic.samples)][:MAX_SAMPLES]
        if traffic.sends_events and not known.sends_events:
            news["sends_events"] = True
        self._session.connection().execute(
            update(unknown_sources)
            .where(unknown_sources.c.site_code == known.site_code, unknown_sources.c.code == known.code)
            .values(readings=unknown_sources.c.readings + traffic.count, last_seen_at=at, **news)
        )

    def _places(self, site: str, wanted: int, at: datetime) -> int:
        """Return how many of so many new sources of this site can be listed. Where the list is full, what was
        not heard for a week goes, then those that were heard least, and not lately: made-up codes keep none
        out.
        """
        if not wanted or (free := MAX_SOURCES - self._listed(site)) >= wanted:
            return wanted
        connection, table = self._session.connection(), unknown_sources.c
        is_old = (table.site_code == site) & (table.last_seen_at < at - UNHEARD)
        free += connection.execute(delete(unknown_sources).where(is_old)).rowcount
        if free < wanted:
            least = (
                select(table.code)
                .where(table.site_code == site, table.last_seen_at < at - QUIET)
                .order_by(table.readings, table.last_seen_at)
                .limit(wanted - free)
            )
            is_one = (table.site_code == site) & one_of(table.code, connection.scalars(least).all())
            free += connection.execute(delete(unknown_sources).where(is_one)).rowcount
        return max(0, min(free, wanted))

    def _listed(self, site: str) -> int:
        count = select(func.count()).where(unknown_sources.c.site_code == site)
        return self._session.connection().scalar(count) or 0

    def _meet(self, site: str, code: str, traffic: UnknownTraffic, at: datetime) -> None:
        self._session.connection().execute(
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
        return [unknown_of(row) for row in self._session.connection().execute(statement)]

    def find_unknown(self, site_code: str, code: str) -> UnknownSource | None:
        statement = select(unknown_sources).where(
            unknown_sources.c.site_code == site_code, unknown_sources.c.code == code
        )
        row = self._session.connection().execute(statement).first()
        return unknown_of(row) if row else None

    def forget_unknown(self, site_code: str, code: str) -> None:
        """The source has been adopted, or is none of ours."""
        self._session.connection().execute(
            delete(unknown_sources).where(
                unknown_sources.c.site_code == site_code, unknown_sources.c.code == code
            )
        )


def unknown_of(row: Any) -> UnknownSource:
    return UnknownSource(
        code=row.code,
        readings=row.readings,
        first_seen_at=row.first_seen_at,
        last_seen_at=row.last_seen_at,
        samples=tuple((sampled_us, value) for sampled_us, value in row.samples),
        sends_events=row.sends_events,
    )
