"""The audit log: append-only, per site a chain of hashes."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, String, and_, cast, extract, false, func, or_, type_coerce
from sqlmodel import Session, col, select

from backend.core.audit_chain import GENESIS, ChainEnd, Link, follow, link_hash
from backend.core.events import Event, packed_refs
from backend.core.tables import AuditHeadRow, AuditRefRow, AuditRow
from backend.core.time import microseconds

ROWS_AT_ONCE: Final = 10_000
EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - SQLite keeps times without their zone, which is UTC
MICROSECOND: Final = timedelta(microseconds=1)


class Audit:
    def __init__(self, session: Session) -> None:
        self._session = session

    def append(self, happened: Event, *, at: datetime) -> None:
        """Add one row to the site's chain. The head row is locked, so rows of a site have one order."""
        head = self._head(happened.site_id)
        row = AuditRow(
            site_id=happened.site_id,
            position=head.position + 1,
            at=at,
            kind=str(happened.kind),
            by=happened.by,
            about=packed_refs(happened.about),
            tier=happened.tier,
            round_number=happened.round_number,
            note=happened.note,
            previous_hash=head.hash,
            hash="",
        )
        row.hash = link_hash(str(row.site_id), _link_of(row))
        head.position, head.hash = row.position, row.hash
        self._session.add(row)
        self._session.add(head)
        for noun, object_id in dict.fromkeys(happened.about):
            self._session.add(
                AuditRefRow(site_id=row.site_id, position=row.position, noun=noun, object_id=object_id)
            )

    def end(self, site_id: UUID) -> ChainEnd:
        """The last row of the site's chain as its head row says."""
        head = self._session.get(AuditHeadRow, site_id)
        return ChainEnd(head.position, head.hash) if head else ChainEnd()

    def broken_at(self, site_id: UUID) -> int | None:
        """The first position at which the chain does not hold (edited, removed, reordered), or None."""
        # Before the head: what is written meanwhile moves both, so no honest row lies beyond it.
        found = self.positions(site_id)
        head = self.end(site_id)
        if found and found[0] < 1:
            return found[0]
        if found and found[-1] > head.position:
            return head.position + 1
        reached = ChainEnd()
        for batch in self.batches(site_id, range(1, head.position + 1)):
            reached, broken = follow(str(site_id), batch, reached)
            if broken is not None:
                return broken
        return None if head == reached else reached.position + 1

    def batches(self, site_id: UUID, positions: range) -> Iterator[list[Link]]:
        """The rows of these positions in order, some thousands at once."""
        connection, columns = self._session.connection(), self._columns()
        after, last = positions.start - 1, positions.stop - 1
        while after < last:
            statement = (
                select(*columns)
                .where(AuditRow.site_id == site_id, AuditRow.position > after, AuditRow.position <= last)
                .order_by(col(AuditRow.position))
                .limit(ROWS_AT_ONCE)
            )
            rows = connection.execute(statement).fetchall()
            if not rows:
                return
            yield [self._read(row) for row in rows]
            after = rows[-1][0]

    def positions(
        self, site_id: UUID, *, from_at: datetime | None = None, to_at: datetime | None = None
    ) -> range:
        """The positions of what happened from then (included) to then (not included)."""
        statement = select(func.min(AuditRow.position), func.max(AuditRow.position)).where(
            AuditRow.site_id == site_id
        )
        if from_at is not None:
            statement = statement.where(AuditRow.at >= from_at)
        if to_at is not None:
            statement = statement.where(AuditRow.at < to_at)
        first, last = self._session.exec(statement).one()
        return range(first, last + 1) if first is not None else range(0)

    @cached_property
    def _is_postgres(self) -> bool:
        return self._session.get_bind().dialect.name == "postgresql"

    def _columns(self) -> list[Any]:
        """The columns of `Link`; ids and times as the database keeps them, no type of ours in between."""
        at: Any = col(AuditRow.at)
        at = (
            cast(extract("epoch", at) * 1_000_000, BigInteger)
            if self._is_postgres
            else type_coerce(at, String)
        )
        columns: list[Any] = [getattr(AuditRow, name) for name in Link._fields if name != "at_us"]
        columns.insert(1, at)
        convert = cast if self._is_postgres else type_coerce
        return [convert(each, String) if getattr(each, "key", "") == "by" else each for each in columns]

    def _read(self, row: Any) -> Link:
        position, at, kind, by, *rest = row
        at_us = int(at) if self._is_postgres else _microseconds(at)
        return Link(position, at_us, kind, by if self._is_postgres else _dashed(by), *rest)

    def _head(self, site_id: UUID) -> AuditHeadRow:
        head = self._session.get(AuditHeadRow, site_id, with_for_update=True)
        return head or AuditHeadRow(site_id=site_id, position=0, hash=GENESIS)


def concerning(**objects: Collection[UUID]) -> ColumnElement[bool]:
    """Select audit rows about any of these objects, by noun: `concerning(case=ids, alert=ids)`."""
    wanted = [
        and_(col(AuditRefRow.noun) == noun, col(AuditRefRow.object_id).in_(list(ids)))
        for noun, ids in objects.items()
        if ids
    ]
    found = (
        select(AuditRow.id)
        .join(
            AuditRefRow,
            and_(
                col(AuditRefRow.site_id) == AuditRow.site_id, col(AuditRefRow.position) == AuditRow.position
            ),
        )
        .where(or_(false(), *wanted))
    )
    return col(AuditRow.id).in_(found)


def _link_of(row: AuditRow) -> Link:
    return Link(
        position=row.position,
        at_us=microseconds(row.at),
        kind=row.kind,
        by=_written(row.by),
        about=row.about,
        tier=row.tier,
        round_number=row.round_number,
        note=row.note,
        previous_hash=row.previous_hash,
        hash=row.hash,
    )


def _written(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _microseconds(text: str) -> int:
    """Parse a time that SQLite keeps as text; -1 for what is no time, which no hash covers."""
    try:
        return (datetime.fromisoformat(text) - EPOCH) // MICROSECOND
    except (TypeError, ValueError):
        return -1


def _dashed(hex_: str | None) -> str | None:
    """An id as SQLite keeps it, as it is written."""
    if hex_ is None:
        return None
    return f"{hex_[:8]}-{hex_[8:12]}-{hex_[12:16]}-{hex_[16:20]}-{hex_[20:]}"
