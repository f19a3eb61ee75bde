"""Devices that were refused, as rows: one for each thing that goes wrong, and few for each site."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, delete, insert, select, update
from sqlmodel import Session

from backend.sensors.devices.refusals_rules import KeyRefusal, RefusedDevice
from backend.sensors.devices.refusals_tables import refused_devices

MOST_KEPT: Final = 50
"""Per site: what floods one hides nothing at another, nor what was sent with a key that is good."""


class RefusedDevices:
    def __init__(self, session: Session) -> None:
        self._session = session

    def note(
        self, site_code: str, code: str, reason: KeyRefusal, *, device: str, at: datetime, times: int = 1
    ) -> None:
        """Count it. Of too many at a site those go that happened longest ago."""
        connection = self._session.connection()
        table = refused_devices.c
        is_it = and_(table.site_code == site_code, table.code == code, table.reason == reason.value)
        counted = connection.execute(
            update(refused_devices)
            .where(is_it)
            .values(count=table.count + times, last_seen_at=at, device=device)
        )
        if counted.rowcount:
            return
        oldest = (
            select(table.code, table.reason)
            .where(table.site_code == site_code)
            .order_by(table.last_seen_at.desc(), table.code)
            .offset(MOST_KEPT - 1)
        )
        for row in connection.execute(oldest).all():
            is_old = and_(table.site_code == site_code, table.code == row.code, table.reason == row.reason)
            connection.execute(delete(refused_devices).where(is_old))
        connection.execute(
            insert(refused_devices).values(
                site_code=site_code,
                code=code,
                reason=reason.value,
                device=device,
                count=times,
                first_seen_at=at,
                last_seen_at=at,
            )
        )

    def of_site(self, site_code: str) -> list[RefusedDevice]:
        """The latest first."""
        table = refused_devices.c
        statement = select(refused_devices).where(table.site_code == site_code)
        found = self._session.connection().execute(statement.order_by(table.last_seen_at.desc(), table.code))
        return [_refused_of(row) for row in found]


def _refused_of(row: Any) -> RefusedDevice:
    return RefusedDevice(
        site_code=row.site_code,
        code=row.code,
        reason=KeyRefusal(row.reason),
        device=row.device,
        count=row.count,
        first_seen_at=row.first_seen_at,
        last_seen_at=row.last_seen_at,
    )
