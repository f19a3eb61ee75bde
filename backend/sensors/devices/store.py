"""Devices with keys, and the answers to what they sent, as rows."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from backend.core.columns import columns_of, value_of
from backend.sensors.devices.rules import Device, Receipt
from backend.sensors.devices.tables import DeviceRequestRow, DeviceRow
from backend.sites.tables import SiteRow


class Devices:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, device: Device, *, key_hash: str) -> None:
        self._session.add(DeviceRow(**columns_of(device, key="device_id"), key_hash=key_hash))
        self._session.flush()

    def get(self, device_id: UUID) -> Device | None:
        row = self._session.get(DeviceRow, device_id)
        return device_of(row) if row else None

    def of_site(self, site_code: str) -> list[Device]:
        """The devices of a site by name, revoked ones too."""
        statement = (
            select(DeviceRow)
            .join(SiteRow, col(SiteRow.id) == DeviceRow.site_id)
            .where(SiteRow.code == site_code)
            .order_by(col(DeviceRow.name), col(DeviceRow.created_at))
        )
        return [device_of(row) for row in self._session.exec(statement)]

    def caller(self, key_hash: str) -> tuple[Device, str] | None:
        """The device of this key and the code of its site. None: the key is nobody's, or was revoked."""
        found = self.owner(key_hash)
        return found if found and found[0].revoked_at is None else None

    def owner(self, key_hash: str) -> tuple[Device, str] | None:
        """The same, also where the key was revoked."""
        statement = (
            select(DeviceRow, SiteRow.code)
            .join(SiteRow, col(SiteRow.id) == DeviceRow.site_id)
            .where(DeviceRow.key_hash == key_hash)
        )
        found = self._session.exec(statement).first()
        if found is None:
            return None
        row, site_code = found
        return device_of(row), site_code

    def revoke(self, device_id: UUID, *, at: datetime) -> None:
        """From `at` on the key opens nothing. The first time counts."""
        self._session.execute(
            update(DeviceRow)
            .where(col(DeviceRow.id) == device_id, col(DeviceRow.revoked_at).is_(None))
            .values(revoked_at=at)
        )

    def use(self, device_id: UUID, *, at: datetime) -> None:
        self._session.execute(update(DeviceRow).where(col(DeviceRow.id) == device_id).values(last_used_at=at))

    def answer(self, receipt: Receipt) -> dict[str, int] | None:
        """Return the earlier answer to this body of this device, if it was taken before."""
        row = self._session.get(DeviceRequestRow, (receipt.device_id, receipt.sha256))
        return dict(row.answer) if row else None

    def record(self, receipt: Receipt, answer: dict[str, int], *, at: datetime) -> None:
        """Keep the answer; a unique key refuses the same body a second time."""
        row = DeviceRequestRow(device_id=receipt.device_id, sha256=receipt.sha256, answer=answer, taken_at=at)
        self._session.add(row)
        self._session.flush()


def device_of(row: DeviceRow) -> Device:
    return value_of(row, Device, key="device_id")
