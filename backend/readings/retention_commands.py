"""Retention of the readings of a site, as an officer set it."""

from dataclasses import asdict
from uuid import UUID

from backend.agreements import commands as agreements
from backend.agreements.rules import AgreementKind
from backend.core import words
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, Ref
from backend.core.time import microseconds
from backend.core.viewer import Permission, Viewer
from backend.readings.events import RETENTION_SET
from backend.readings.store import Readings
from backend.sensors.store import Sensors
from backend.sites.retention_commands import forget_in_steps
from backend.sites.rules import Retention
from backend.sites.store import Sites


def set_retention(
    tx: Transaction,
    site_id: UUID,
    retention: Retention,
    *,
    reason: str,
    by: Viewer,
    asks_second_person: bool = False,
) -> UUID:
    """From now on the readings of this site are kept so long. What is older goes within hours, for good: so a
    shorter time needs a second person. `asks_second_person`: ask one to agree; all is kept until then.

    Raises Refused: NOT_ALLOWED, REASON_REQUIRED, INVALID_INPUT (too short, too long, or finer kept longer),
    SECOND_PERSON_REQUIRED.
    """
    by.require(Permission.SET_RETENTION, site_id=site_id)
    if not reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "a change of retention needs a reason")
    retention.check()
    if not retention.is_shorter_than(tx.get(Sites).retention(site_id)):
        _set(tx, site_id, retention, reason=reason.strip(), by=by.person_id)
    elif asks_second_person:
        _ask(tx, site_id, retention, reason=reason, by=by)
    else:
        raise Refused(ErrorCode.SECOND_PERSON_REQUIRED, "a second person agrees to keeping less")
    return site_id


def set_agreed(tx: Transaction, happened: Event) -> None:
    """A second person agreed to a shorter time: it is in force by the word of the one who asked."""
    agreed = agreements.agreed(tx, happened, AgreementKind.SHORTEN_RETENTION)
    if agreed is not None:
        wanted = Retention(**agreed.details)
        _set(tx, agreed.object_id, wanted, reason=agreed.reason, by=agreed.asked_by)


def _set(tx: Transaction, site_id: UUID, retention: Retention, *, reason: str, by: UUID) -> None:
    before = tx.get(Sites).retention(site_id)
    tx.get(Sites).set_retention(site_id, retention)
    agreements.end(tx, AgreementKind.SHORTEN_RETENTION, site_id)  # it was asked of other figures
    tx.announce(Event(RETENTION_SET, site_id, by=by, note=f"{before} → {retention}: {reason}"))


def _ask(tx: Transaction, site_id: UUID, retention: Retention, *, reason: str, by: Viewer) -> None:
    before = str(tx.get(Sites).retention(site_id))
    agreements.ask(
        tx,
        AgreementKind.SHORTEN_RETENTION,
        Ref("site", site_id),
        site_id=site_id,
        title=words.text("agreement.title.retention", before=before, after=str(retention)),
        what=words.text("agreement.what.retention", before=before, after=str(retention)),
        reason=reason,
        by=by,
        details=asdict(retention),
    )


def forget(database: Database) -> int:
    """Delete what each site keeps no longer, in short transactions; returns how many rows that were."""
    return forget_in_steps(database, _step)


def _step(tx: Transaction, site_id: UUID) -> int:
    kept = tx.get(Sites).retention(site_id)
    return tx.get(Readings).forget(
        tx.get(Sensors).ids_of_site(site_id),
        blocks_before_us=microseconds(tx.now - kept.readings),
        minutes_before_us=microseconds(tx.now - kept.minutes),
        hours_before_us=microseconds(tx.now - kept.hours),
    )
