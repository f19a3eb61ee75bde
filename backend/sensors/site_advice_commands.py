"""A site writes what its people do first, and takes it back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind
from backend.core.modules import Module
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.sensors.camera_events.store import ObservationRules
from backend.sensors.events import ADVICE_CHANGED, ADVICE_WITHDRAWN
from backend.sensors.site_advice_rules import SiteAdvice, checked_steps, topics
from backend.sensors.site_advice_store import SiteAdvices

LONGEST_REASON: Final = 200


def change_advice(
    tx: Transaction,
    site_id: UUID,
    code: str,
    steps: Sequence[Text],
    *,
    seen_at: datetime | None,
    reason: str,
    by: Viewer,
) -> UUID:
    """From now on alerts about this say these steps. `seen_at`: when what was seen had been written; None
    where the product spoke.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, CONFLICT, REASON_REQUIRED, and as `checked_steps`.
    """
    topic = _topic(tx, site_id, code, by)
    found = checked_steps(topic, steps)
    _check(tx, site_id, code, seen_at, reason)
    before = tx.get(SiteAdvices).of_site(site_id).get(code)
    if before is None or before.steps != found:
        after = replace(topic, steps=found)
        tx.get(SiteAdvices).put(site_id, after, at=tx.now, by=by.person_id)
        said = " / ".join(each.zh for each in found)
        _announce(tx, ADVICE_CHANGED, site_id, f"{code}: {said}: {reason.strip()}", by)
    return advice_key(site_id, code)


def withdraw_advice(
    tx: Transaction, site_id: UUID, code: str, *, seen_at: datetime | None, reason: str, by: Viewer
) -> UUID:
    """The product speaks again. Where it does already nothing changes.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, CONFLICT, REASON_REQUIRED.
    """
    _topic(tx, site_id, code, by)
    if tx.get(SiteAdvices).changed_at(site_id, code) is not None:
        _check(tx, site_id, code, seen_at, reason)
        tx.get(SiteAdvices).remove(site_id, code)
        _announce(tx, ADVICE_WITHDRAWN, site_id, f"{code}: {reason.strip()}", by)
    return advice_key(site_id, code)


def advice_key(site_id: UUID, code: str) -> UUID:
    """The id of advice, which has none of its own: by it answers name it."""
    return uuid5(site_id, f"advice {code}")


def _topic(tx: Transaction, site_id: UUID, code: str, by: Viewer) -> SiteAdvice:
    by.require(Permission.MANAGE_SOURCES, site_id=site_id)
    has_events = site_id in by.site_ids_with(Module.CAMERA_EVENTS)
    rules = tx.get(ObservationRules).held_at(site_id) if has_events else ()
    found = next((each for each in topics(rule.subject for rule in rules) if each.code == code), None)
    found = found or tx.get(SiteAdvices).of_site(site_id).get(code)
    if found is None:
        raise Refused(ErrorCode.NOT_FOUND, "nothing that advice is about")
    return found


def _check(tx: Transaction, site_id: UUID, code: str, seen_at: datetime | None, reason: str) -> None:
    if not reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "why?")
    if len(reason) > LONGEST_REASON:
        raise Refused(ErrorCode.INVALID_INPUT, f"a reason in at most {LONGEST_REASON} characters")
    if tx.get(SiteAdvices).changed_at(site_id, code) != seen_at:
        raise Refused(ErrorCode.CONFLICT, "somebody wrote other advice meanwhile")


def _announce(tx: Transaction, kind: EventKind, site_id: UUID, note: str, by: Viewer) -> None:
    tx.announce(Event(kind, site_id, by=by.person_id, note=note))
