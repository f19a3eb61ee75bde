"""Keys of devices: made by an officer, shown once, checked with every request, revoked for good."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind
from backend.core.viewer import Permission, Viewer
from backend.sensors.devices.rules import (
    Device,
    Receipt,
    check_codes,
    check_name,
    hash_of,
    hint_of,
)
from backend.sensors.devices.store import Devices
from backend.sensors.events import DEVICE_ADDED, DEVICE_REVOKED

USED_EVERY: Final = timedelta(minutes=1)
"""`last_used_at` is at most this old while a device sends: not every request writes it."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The device of a key with the code of its site."""

    device: Device
    site_code: str


def create_device(
    tx: Transaction, *, site_id: UUID, name: str, codes: list[str], key: str, by: Viewer | None
) -> Device:
    """Give a device this key (`new_key`). Raises Refused: NOT_ALLOWED, INVALID_INPUT; `by` None: the command
    line.
    """
    if by is not None:
        by.require(Permission.MANAGE_SOURCES, site_id=site_id)
    device = Device(
        device_id=uuid4(),
        site_id=site_id,
        name=check_name(name),
        codes=check_codes(codes),
        hint=hint_of(key),
        created_at=tx.now,
        created_by=by.person_id if by else None,
    )
    tx.get(Devices).add(device, key_hash=hash_of(key))
    _announce(tx, DEVICE_ADDED, device, by)
    return device


def revoke_device(tx: Transaction, device_id: UUID, *, by: Viewer | None) -> Device:
    """From now on its key opens nothing. Twice changes nothing. Raises Refused(NOT_FOUND)."""
    device = tx.get(Devices).get(device_id)
    if device is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such device")
    if by is not None:
        by.require_sight(Permission.MANAGE_SOURCES, site_id=device.site_id)
    if device.revoked_at is None:
        tx.get(Devices).revoke(device_id, at=tx.now)
        _announce(tx, DEVICE_REVOKED, device, by)
    return device


def identify(database: Database, key: str) -> Caller | None:
    """Find the owner of this key; None: nobody's, or revoked. Takes the writer's place once a minute only."""
    found = database.read(lambda session: Devices(session).caller(hash_of(key)))
    if found is None:
        return None
    device, site_code = found
    now = database.clock()
    if device.last_used_at is None or now - device.last_used_at >= USED_EVERY:
        database.transact(lambda tx: tx.get(Devices).use(device.device_id, at=tx.now))
    return Caller(device, site_code)


def answer_to(database: Database, receipt: Receipt) -> dict[str, int] | None:
    """Find the answer to this body of this device, if it was taken before."""
    return database.read(lambda session: Devices(session).answer(receipt))


def record_answer(tx: Transaction, receipt: Receipt, answer: dict[str, int]) -> None:
    """The body is committed: sent again it gets this answer. Twice changes nothing."""
    if tx.get(Devices).answer(receipt) is None:
        tx.get(Devices).record(receipt, answer, at=tx.now)


def _announce(tx: Transaction, kind: EventKind, device: Device, by: Viewer | None) -> None:
    note = f"{device.name} ({device.hint}…)"
    tx.announce(Event(kind, device.site_id, by=by.person_id if by else None, note=note))
