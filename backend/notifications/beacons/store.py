"""Beacons as rows."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from backend.core.vocabulary import Tier
from backend.notifications.beacons.rules import Beacon
from backend.notifications.beacons.tables import BeaconRow

PRESENT = col(BeaconRow.removed_at).is_(None)


class Beacons:
    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, beacon: Beacon) -> None:
        """Keep a beacon as it is from now on."""
        self._session.merge(BeaconRow(**_columns(beacon)))
        self._session.flush()

    def get(self, beacon_id: UUID, *, lock: bool = False) -> Beacon | None:
        row = self._session.get(BeaconRow, beacon_id, with_for_update=lock or None)
        return beacon_of(row) if row else None

    def by_code(self, site_id: UUID, code: str) -> Beacon | None:
        """The beacon that has this code now, locked for this transaction."""
        statement = select(BeaconRow).where(BeaconRow.site_id == site_id, BeaconRow.code == code, PRESENT)
        row = self._session.exec(statement.with_for_update()).first()
        return beacon_of(row) if row else None

    def of_site(self, site_id: UUID) -> list[Beacon]:
        """The beacons of a site, by code."""
        statement = select(BeaconRow).where(BeaconRow.site_id == site_id, PRESENT)
        return [beacon_of(row) for row in self._session.exec(statement.order_by(BeaconRow.code))]

    def all(self, *, lock: bool = False) -> list[Beacon]:
        """Every beacon, and those that were removed but have yet to go dark."""
        is_going = col(BeaconRow.due_at).is_not(None)
        is_new = and_(col(BeaconRow.removed_at).is_not(None), col(BeaconRow.tier).is_not(None))
        statement = select(BeaconRow).where(or_(PRESENT, is_going, is_new)).order_by(col(BeaconRow.id))
        return [
            beacon_of(row) for row in self._session.exec(statement.with_for_update() if lock else statement)
        ]

    def lost(self, *, now: datetime) -> dict[UUID, int]:
        """How many beacons are lost at each site that has or had one."""
        found: dict[UUID, int] = {}
        for row in self._session.exec(select(BeaconRow)):
            is_lost = row.removed_at is None and beacon_of(row).is_lost(now=now)
            found[row.site_id] = found.get(row.site_id, 0) + is_lost
        return found

    def sites_due(self, *, now: datetime) -> list[UUID]:
        """At which sites a state or a test is to be sent."""
        return sorted(self._session.exec(select(BeaconRow.site_id).where(_is_due(now)).distinct()))

    def settle_removed(self, site_id: UUID, code: str) -> None:
        """Send nothing more to beacons that had this code: another one has it now."""
        statement = select(BeaconRow).where(
            BeaconRow.site_id == site_id, BeaconRow.code == code, col(BeaconRow.removed_at).is_not(None)
        )
        for row in self._session.exec(statement.with_for_update()):
            row.tier, row.due_at, row.test_due_at = None, None, None
            self._session.add(row)

    def due(self, site_id: UUID, *, now: datetime) -> list[Beacon]:
        """List the beacons of the site with a state or a test to send, the worst tier first, locked for this
        transaction; without those that another one has locked.
        """
        statement = select(BeaconRow).where(BeaconRow.site_id == site_id, _is_due(now))
        statement = statement.order_by(col(BeaconRow.tier).desc().nulls_last())
        return [beacon_of(row) for row in self._session.exec(statement.with_for_update(skip_locked=True))]

    def stands_in(self, area_id: UUID) -> bool:
        """Whether a beacon stands for this area."""
        statement = select(BeaconRow.id).where(BeaconRow.area_id == area_id, PRESENT)
        return self._session.exec(statement).first() is not None


def _is_due(now: datetime) -> ColumnElement[bool]:
    return or_(col(BeaconRow.due_at) <= now, col(BeaconRow.test_due_at) <= now)


def beacon_of(row: BeaconRow) -> Beacon:
    values = row.model_dump(exclude={"id", "tier"})
    return Beacon(beacon_id=row.id, tier=None if row.tier is None else Tier(row.tier), **values)


def _columns(beacon: Beacon) -> dict[str, Any]:
    values = asdict(beacon)
    return {"id": values.pop("beacon_id"), **values}
