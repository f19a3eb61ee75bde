"""Notes that a device was refused, for the site that it named and for the site of its key."""

from collections.abc import Mapping

from backend.core.database import Database, Transaction
from backend.sensors.devices.refusals_rules import Attempt, KeyRefusal
from backend.sensors.devices.refusals_store import RefusedDevices
from backend.sensors.devices.rules import CODE, KEY, Device, hash_of
from backend.sensors.devices.store import Devices
from backend.sites.store import Sites


def note_refused(database: Database, attempt: Attempt) -> None:
    """Note it for who connects devices there: nobody else hears of it, the device least of all.

    The site that was named learns that it does not know the key, and not whether another one does. A site
    whose key it is learns what was wrong with what its device sent.
    """
    owner = database.read(lambda session: _owner(Devices(session), attempt.key))
    of = owner[1] if owner else ""
    is_there = database.read(lambda session: Sites(session).by_code(attempt.site) is not None)
    code = attempt.code if CODE.fullmatch(attempt.code) else ""
    noted: list[tuple[str, KeyRefusal, str]] = []
    if is_there and attempt.site != of:
        noted.append((attempt.site, KeyRefusal.KEY_UNKNOWN, ""))
    if owner is not None:
        device = owner[0]
        why = KeyRefusal.KEY_REVOKED if device.revoked_at else attempt.why
        if why is not None:
            noted.append((of, why, device.name))

    def note(tx: Transaction) -> None:
        for site, why, name in noted:
            tx.get(RefusedDevices).note(site, code, why, device=name, at=tx.now)

    if noted:
        database.transact(note)


def note_refused_by_broker(database: Database, names: Mapping[str, int]) -> None:
    """Note for each site whom the broker let not in, and how often: by the name of the account, which begins
    with the site and goes on with the source. A name of no site leaves nothing, as over HTTP.
    """

    def note(tx: Transaction) -> None:
        for name, times in names.items():
            site, _, code = name.partition("/")
            if tx.get(Sites).by_code(site) is not None:
                kept = code if CODE.fullmatch(code) else ""
                why = KeyRefusal.ACCOUNT
                tx.get(RefusedDevices).note(site, kept, why, device="", at=tx.now, times=times)

    database.transact(note)


def _owner(devices: Devices, key: str) -> tuple[Device, str] | None:
    return devices.owner(hash_of(key)) if KEY.fullmatch(key) else None
