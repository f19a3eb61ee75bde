"""Digests: what waits for a digest leaves as one, by the first way of its person, then by the later ones."""

from collections.abc import Iterable
from uuid import UUID

from backend.alerts.rules import AlertState
from backend.alerts.store import Alerts
from backend.core.database import Transaction
from backend.core.events import Event, Pace, Ref
from backend.core.vocabulary import Tier
from backend.notifications.channels.rules import Way
from backend.notifications.digest_store import Digest, Digests
from backend.notifications.rules import Delivery
from backend.notifications.ways_commands import is_open, ways_to
from backend.notifications.ways_store import WaysTaken


def combine(tx: Transaction) -> None:
    """Let all digests leave that are due: one message each, by every way that its person has.

    A desk that shows a flood to nobody may not keep it from the phone in a pocket: each later way leaves
    when the policy of the worst tier says so, if the digest was not shown by then.
    """
    for digest in tx.get(Digests).combine(now=tx.now):
        if digest.note.person_id is not None and digest.note.step == 0:
            tx.get(Digests).go_on(digest, _later_ways(tx, digest, digest.note.person_id), now=tx.now)


def is_digest_needed(tx: Transaction, delivery: Delivery) -> bool:
    """Whether a later way of a digest still has to be taken: if any that it speaks for has to."""
    person_id = delivery.person_id
    if person_id is None or delivery.step == 0:
        return True
    shown: dict[int, bool] = {}
    for each in tx.get(Digests).members(delivery):
        if each.outbox_id not in shown:
            shown[each.outbox_id] = tx.get(WaysTaken).was_shown(each)
        if not shown[each.outbox_id] and is_open(tx, each, person_id):
            return True
    return False


def _later_ways(tx: Transaction, digest: Digest, person_id: UUID) -> list[Way]:
    note = digest.note
    tier = digest.tier or (_worst(tx, digest.about) if note.event_kind.pace is Pace.PRESSING else None)
    if tier is None:
        return []
    event = Event(note.event_kind, note.site_id, about=note.about, tier=tier)
    return [way for way in ways_to(tx, event, {person_id}).ways if way.step > 0]


def _worst(tx: Transaction, about: Iterable[Ref]) -> Tier | None:
    """The worst rank of the alerts among these, and of those of the cases."""
    alerts = [tx.get(Alerts).peek(each.object_id) for each in about if each.noun == "alert"]
    cases = [each.object_id for each in about if each.noun == "case"]
    found = [*alerts, *(alert for case_id in cases for alert, _, _ in tx.get(Alerts).of_case(case_id))]
    return max((each.rank for each in found if each.state is not AlertState.NORMAL), default=None)
