"""For how long data of people who have left is kept: less than now is lost for good, so it takes two."""

from dataclasses import asdict
from uuid import UUID

from backend.agreements import commands as agreements
from backend.agreements.rules import AgreementKind
from backend.core import words
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, Ref, refs
from backend.core.viewer import Permission, Viewer
from backend.sites.events import LEAVER_RETENTION_SET
from backend.sites.settings.leavers_rules import LeaverRetention
from backend.sites.settings.store import SitesSettings


def set_leaver_retention(
    tx: Transaction,
    site_id: UUID,
    retention: LeaverRetention,
    *,
    reason: str,
    by: Viewer,
    asks_second_person: bool = False,
) -> UUID:
    """From now on data of people who left is kept so long. What is older goes within hours: so a shorter time
    needs a second person. `asks_second_person`: ask one to agree; all is kept until then. As it was: nothing
    changes.

    Raises Refused: NOT_ALLOWED, NOT_FOUND, REASON_REQUIRED, INVALID_INPUT, SECOND_PERSON_REQUIRED.
    """
    by.require(Permission.SET_RETENTION, site_id=site_id)
    if not reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "a change of retention needs a reason")
    retention.check()
    before = tx.get(SitesSettings).leaver_retention(site_id)
    if retention == before:
        return site_id
    if not retention.is_shorter_than(before):
        _set(tx, site_id, retention, reason=reason.strip(), by=by.person_id)
    elif asks_second_person:
        _ask(tx, site_id, before, retention, reason=reason, by=by)
    else:
        raise Refused(ErrorCode.SECOND_PERSON_REQUIRED, "a second person agrees to keeping less")
    return site_id


def set_agreed(tx: Transaction, happened: Event) -> None:
    """A second person agreed to a shorter time: it is in force by the word of the one who asked."""
    agreed = agreements.agreed(tx, happened, AgreementKind.SHORTEN_LEAVER_RETENTION)
    if agreed is not None:
        wanted = LeaverRetention(**agreed.details)
        _set(tx, agreed.object_id, wanted, reason=agreed.reason, by=agreed.asked_by)


def _set(tx: Transaction, site_id: UUID, retention: LeaverRetention, *, reason: str, by: UUID) -> None:
    before = tx.get(SitesSettings).leaver_retention(site_id)
    tx.get(SitesSettings).set_leaver_retention(site_id, retention)
    agreements.end(tx, AgreementKind.SHORTEN_LEAVER_RETENTION, site_id)  # it was asked of other figures
    note = f"{before} → {retention}: {reason}"
    tx.announce(Event(LEAVER_RETENTION_SET, site_id, about=refs(site=site_id), by=by, note=note))


def _ask(
    tx: Transaction,
    site_id: UUID,
    before: LeaverRetention,
    retention: LeaverRetention,
    *,
    reason: str,
    by: Viewer,
) -> None:
    agreements.ask(
        tx,
        AgreementKind.SHORTEN_LEAVER_RETENTION,
        Ref("site", site_id),
        site_id=site_id,
        title=words.text("agreement.title.leaverRetention", before=str(before), after=str(retention)),
        what=words.text("agreement.what.leaverRetention", before=str(before), after=str(retention)),
        reason=reason,
        by=by,
        details=asdict(retention),
    )
