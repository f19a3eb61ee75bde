"""PINs of shared devices as rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col, select

from backend.core.text import Text
from backend.people.accounts.disabled_store import is_disabled
from backend.people.accounts.tables import DevicePinRow
from backend.people.tables import PersonRow

MOST_PEOPLE: Final = 24
"""On one device: a shift, and no list of the whole plant."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who has a PIN on a device."""

    person_id: UUID
    name: Text


class Pins:
    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, device_hash: str, person_id: UUID, pin_hash: str, *, at: datetime) -> None:
        """Keep this PIN, in the place of the one before."""
        row = DevicePinRow(device_hash=device_hash, person_id=person_id, pin_hash=pin_hash, set_at=at)
        self._session.merge(row)
        self._session.flush()

    def pin_hash(self, device_hash: str, person_id: UUID) -> str | None:
        """Return the hash that the PIN must match, its row locked; None where there is no PIN, or not any
        more.
        """
        row = self._session.get(DevicePinRow, (device_hash, person_id), with_for_update=True)
        return row.pin_hash if row else None

    def count_failure(self, device_hash: str, person_id: UUID, *, most: int) -> bool:
        """Count a wrong PIN; returns whether that ended it."""
        row = self._session.get(DevicePinRow, (device_hash, person_id), with_for_update=True)
        if row is None:
            return False
        row.failures += 1
        self._session.add(row)
        if row.failures < most:
            return False
        self._session.delete(row)
        return True

    def forget_failures(self, device_hash: str, person_id: UUID) -> None:
        if row := self._session.get(DevicePinRow, (device_hash, person_id)):
            row.failures = 0
            self._session.add(row)

    def remove(self, device_hash: str, person_id: UUID) -> None:
        """End the PIN of a person on one device."""
        of_device = col(DevicePinRow.device_hash) == device_hash
        of_person = col(DevicePinRow.person_id) == person_id
        self._session.execute(delete(DevicePinRow).where(of_device, of_person))

    def remove_all(self, person_id: UUID) -> None:
        """End the PINs of a person on every device."""
        self._session.execute(delete(DevicePinRow).where(col(DevicePinRow.person_id) == person_id))


def holders(session: Session, device_hash: str) -> list[Holder]:
    """List the people who have a PIN on this device and may sign in, by Chinese name: of more than
    `MOST_PEOPLE` those who set theirs last.
    """
    statement = (
        select(PersonRow.id, PersonRow.name_zh, PersonRow.name_en)
        .join(DevicePinRow, col(DevicePinRow.person_id) == PersonRow.id)
        .where(DevicePinRow.device_hash == device_hash, ~is_disabled(col(PersonRow.id)))
        .order_by(col(DevicePinRow.set_at).desc())
        .limit(MOST_PEOPLE)
    )
    found = [Holder(person_id, Text(zh, en)) for person_id, zh, en in session.exec(statement)]
    return sorted(found, key=lambda each: each.name.zh)
