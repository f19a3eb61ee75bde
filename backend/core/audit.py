"""The audit log: append-only, per site a chain of hashes, sealed with a key from outside the database."""

import hashlib
import secrets
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    String,
    and_,
    cast,
    extract,
    false,
    func,
    insert,
    or_,
    type_coerce,
)
from sqlmodel import Session, col, select

from backend.core.audit_chain import GENESIS, ChainEnd, Fault, Link, Reached, follow, link_hash
from backend.core.audit_keys import AuditKeys, KeySource
from backend.core.events import Event, packed_refs
from backend.core.statements import one_of
from backend.core.tables import AuditAddressRow, AuditHeadRow, AuditRefRow, AuditRow
from backend.core.time import microseconds

ROWS_AT_ONCE: Final = 10_000
KEY_SOURCE: Final = "audit_keys"
"""Under this name the database gives its sessions the source of the keys."""
EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - SQLite keeps times without their zone, which is UTC
MICROSECOND: Final = timedelta(microseconds=1)


class Audit:
    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def keys(self) -> AuditKeys:
        """The key ring as it is now."""
        source: KeySource = self._session.info[KEY_SOURCE]
        return source()

    def append(self, happened: Event, *, at: datetime) -> None:
        """Add one row to the site's chain. The head row is locked, so rows of a site have one order."""
        head = self._head(happened.site_id)
        row, refs = self._next(head, happened, at=at)
        self._session.add(AuditRow(**row))
        self._session.add(head)
        for each in refs:
            self._session.add(AuditRefRow(**each))

    def append_all(self, several: Iterable[Event], *, at: datetime) -> None:
        """Add a row for each to the chain of its site, with few statements for all of them."""
        heads: dict[UUID, AuditHeadRow] = {}
        rows: list[dict[str, Any]] = []
        refs: list[dict[str, Any]] = []
        for happened in several:
            if happened.site_id not in heads:
                heads[happened.site_id] = self._head(happened.site_id)
            head = heads[happened.site_id]
            row, about = self._next(head, happened, at=at)
            rows.append(row)
            refs += about
        self._session.add_all(heads.values())
        self._session.flush()
        for table, found in ((AuditRow, rows), (AuditRefRow, refs)):
            if found:
                self._session.connection().execute(insert(table), found)

    def _next(
        self, head: AuditHeadRow, happened: Event, *, at: datetime
    ) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The row behind the end of the chain, and what it refers to; from now on it is the end."""
        site_id, position = happened.site_id, head.position + 1
        link = Link(
            position=position,
            at_us=microseconds(at),
            kind=str(happened.kind),
            by=_written(happened.by),
            about=packed_refs(happened.about),
            tier=happened.tier,
            round_number=happened.round_number,
            note=happened.note if happened.address is None else self._put_aside(happened, head, at=at),
            previous_hash=head.hash,
            hash="",
            digest=happened.digest,
        )
        key = self.keys.current  # read behind the lock: after a rotated key no row has an older one
        head.position, head.hash = position, link_hash(str(site_id), link)
        row = {
            "site_id": site_id,
            "position": position,
            "at": at,
            "kind": link.kind,
            "by": happened.by,
            "about": link.about,
            "tier": link.tier,
            "round_number": link.round_number,
            "note": link.note,
            "digest": link.digest,
            "previous_hash": link.previous_hash,
            "hash": head.hash,
            "key_id": key.key_id,
            "seal": key.seal(head.hash),
        }
        about = dict.fromkeys(happened.about)
        names = {"site_id": site_id, "position": position}
        return row, [{**names, "noun": noun, "object_id": object_id} for noun, object_id in about]

    def end(self, site_id: UUID) -> ChainEnd:
        """The last row of the site's chain as its head row says."""
        head = self._session.get(AuditHeadRow, site_id)
        return ChainEnd(head.position, head.hash) if head else ChainEnd()

    def end_key(self, site_id: UUID) -> str | None:
        """The key that the last row of the site's chain is sealed with; None without a row or a seal."""
        statement = select(AuditRow.key_id).where(
            AuditRow.site_id == site_id, AuditRow.position == self.end(site_id).position
        )
        return self._session.exec(statement).first()

    def broken_at(self, site_id: UUID) -> int | None:
        """The first position at which the chain does not hold, or None."""
        fault = self.fault(site_id)
        return None if fault is None else fault.position

    def fault(self, site_id: UUID) -> Fault | None:
        """The first row at which the chain does not hold: edited, removed, moved, not sealed; or None."""
        # Before the head: what is written meanwhile moves both, so no honest row lies beyond it.
        found = self.positions(site_id)
        head = self.end(site_id)
        if found and found[0] < 1:
            return Fault(found[0], "no chain begins there")
        if found and found[-1] > head.position:
            return Fault(head.position + 1, "it lies behind the end of the chain")
        reached, keys = Reached(), self.keys
        for batch in self.batches(site_id, range(1, head.position + 1)):
            reached, fault = follow(str(site_id), batch, reached, keys)
            if fault is not None:
                return fault
        if head != reached.end:
            return Fault(reached.end.position + 1, "it is missing, or is not the end that the chain had")
        if reached.end.position and reached.key_id != keys.current.key_id:
            sealed = "no key" if reached.key_id is None else f"the retired key {reached.key_id}"
            return Fault(
                reached.end.position,
                f"the chain ends with {sealed}; after a change: anhuan keys rotate audit",
            )
        return None

    def hashes(self, site_id: UUID, positions: Collection[int]) -> dict[int, str]:
        """The hashes of the rows at these positions, as far as there are any."""
        statement = select(AuditRow.position, AuditRow.hash).where(
            AuditRow.site_id == site_id, one_of(col(AuditRow.position), positions)
        )
        return dict(self._session.exec(statement).all())

    def addresses(self, site_id: UUID) -> list[tuple[int, datetime, str]]:
        """(position, time, network address) of every row of which the address is still kept, oldest first."""
        statement = (
            select(AuditAddressRow.position, AuditAddressRow.at, AuditAddressRow.address)
            .where(AuditAddressRow.site_id == site_id)
            .order_by(col(AuditAddressRow.position))
        )
        return [(position, at, address) for position, at, address in self._session.exec(statement)]

    def swapped_addresses(self, site_id: UUID) -> list[int]:
        """Positions of rows whose address, kept beside, is not the one that the row has the digest of."""
        statement = (
            select(AuditAddressRow, AuditRow.note)
            .outerjoin(
                AuditRow,
                and_(
                    col(AuditRow.site_id) == AuditAddressRow.site_id,
                    col(AuditRow.position) == AuditAddressRow.position,
                ),
            )
            .where(AuditAddressRow.site_id == site_id)
        )
        found = self._session.exec(statement)
        return [row.position for row, note in found if note != address_digest(row.address, row.salt)]

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

    def _put_aside(self, happened: Event, head: AuditHeadRow, *, at: datetime) -> str:
        """Keep a network address beside its row, to be deleted in time; returns what the row says."""
        address, salt = happened.address or "", secrets.token_hex(16)
        self._session.add(
            AuditAddressRow(
                site_id=happened.site_id, position=head.position + 1, at=at, address=address, salt=salt
            )
        )
        return address_digest(address, salt)

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


def address_digest(address: str, salt: str) -> str:
    """Return the digest that a chained row has for a network address; without the salt none can be tried."""
    return f"sha256:{hashlib.sha256(f'{salt}:{address}'.encode()).hexdigest()}"


def concerning(**objects: Collection[UUID]) -> ColumnElement[bool]:
    """Select audit rows about any of these objects, by noun: `concerning(case=ids, alert=ids)`."""
    wanted = [
        and_(col(AuditRefRow.noun) == noun, one_of(col(AuditRefRow.object_id), ids))
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
