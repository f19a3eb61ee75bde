"""Alerts follow the register: active ones take the tier that the bound events give them now."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from backend.alerts.commands import apply_changes
from backend.alerts.rules import Alert
from backend.alerts.store import Alerts
from backend.core.database import Transaction
from backend.core.events import Event
from backend.core.transaction import follows_many
from backend.core.vocabulary import ConditionChange, TracePoint
from backend.risks.bindings.store import BoundRisks
from backend.risks.revisions import commands as revisions


@follows_many
def follow_risks(tx: Transaction, several: Sequence[Event]) -> None:
    """Revisions hold, or events are closed: the active limit alerts of the sources that these are or were
    bound to are judged anew, by the limit that each was raised by. Twice: nothing happens.
    """
    event_ids = [event_id for each in several for event_id in each.refs_of("risk_event")]
    active = tx.get(Alerts).active_of_sensors(tx.get(BoundRisks).ever_bound(event_ids))
    by_limits = [each for each in active if each[0].limit_tier is not None]
    apply_changes(tx, [_again(alert, indicator_id, cause) for alert, indicator_id, cause in by_limits])


def send_stored(tx: Transaction, happened: Event) -> None:
    """Alerts are over: what was stored under them goes to a second person."""
    send_stored_under(tx, happened.refs_of("alert"))


def send_stored_under(tx: Transaction, alert_ids: Collection[UUID]) -> None:
    """Send to a second person the revisions that were stored while these alerts were dangers: of the events
    that speak for them, and of those that their sources are bound to.
    """
    sensors = {tx.get(Alerts).peek(each).sensor_id for each in alert_ids}
    events = tx.get(BoundRisks).events_of(sensors) | tx.get(Alerts).risk_events_of(alert_ids)
    revisions.send_stored(tx, events)


def _again(alert: Alert, indicator_id: UUID, cause: dict[str, Any]) -> ConditionChange:
    """Return the change that gave the alert its limit, to be judged anew."""
    return ConditionChange(
        sensor_id=alert.sensor_id,
        condition=alert.condition,
        tier=alert.limit_tier,
        sampled_us=cause["sampled_us"],
        value=cause["value"],
        limit=cause["limit"],
        lasted_us=round(cause["held_for_s"] * 1_000_000),
        indicator_id=indicator_id,
        indicator_version=cause["indicator_version"],
        trace=tuple(TracePoint(at, value) for at, value in cause["trace"]),
        aspect=alert.aspect,
        why=cause["why"],
    )
