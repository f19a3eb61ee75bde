"""Until when an alert is to be acknowledged: from when people are notified, not while it is suppressed.

One deadline per case, however many alerts it has: that one is the case's, and ends these.
"""

from collections.abc import Collection, Iterable
from uuid import UUID, uuid4

from backend.alerts.grouping.store import AlertGroups
from backend.alerts.owners_store import AlertOwners
from backend.alerts.rules import Alert
from backend.alerts.store import Alerts
from backend.core.database import Transaction
from backend.core.vocabulary import AlertCondition
from backend.deadlines import commands as deadlines
from backend.deadlines.responsible_commands import Post, Responsible, named
from backend.deadlines.rules import Deadline, DeadlineStep
from backend.deadlines.store import Deadlines
from backend.policies import commands as policies
from backend.sensors.rules import Sensor
from backend.sensors.store import Sensors


def begin(tx: Transaction, raised: Iterable[tuple[Sensor, Alert]]) -> None:
    """Begin the deadlines of alerts that people were notified of as they were raised, together."""
    unseen = [(sensor, alert) for sensor, alert in raised if not alert.is_acknowledged]
    case_of = {alert.alert_id: tx.get(Alerts).case_id_of(alert.alert_id) for _, alert in unseen}
    asked = {each for each in set(case_of.values()) if _is_asked(tx, each)}
    waiting = [(sensor, alert) for sensor, alert in unseen if case_of[alert.alert_id] not in asked]
    deadlines.end_all(tx, [alert.alert_id for _, alert in waiting])
    deadlines.begin_all(tx, [_deadline(tx, sensor, alert) for sensor, alert in waiting])


def suspend(tx: Transaction, suppressed: Collection[Alert]) -> None:
    """End the deadlines of these alerts, which are suppressed and hidden now, and of those of their cases in
    which nothing is to be acknowledged any more.
    """
    if not suppressed:
        return
    alert_ids = [each.alert_id for each in suppressed]
    deadlines.end_all(tx, alert_ids)
    of_cases = tx.get(Alerts).of_cases(tx.get(Alerts).case_ids_of(alert_ids))
    for case_id, sources in of_cases.items():
        if not any(
            each.is_open and not each.is_acknowledged and not each.suppressed_by for each, _, _ in sources
        ):
            deadlines.end(tx, case_id, DeadlineStep.ACKNOWLEDGE)


def responsible(tx: Transaction, deadline: Deadline) -> Responsible:
    """Return who answers for the alert: the owner of its risk, else of its source."""
    if deadline.alert_id is None:
        raise LookupError("a deadline of no alert")
    return named(tx, post_of(tx.get(AlertOwners).source(tx.get(Alerts).peek(deadline.alert_id))))


def post_of(source: Sensor) -> Post:
    """Return who answers for a source; for one that `AlertOwners` made for an alert, who answers for that."""
    return Post(source.site_id, source.department_id, source.responsible_id, source.post_id)


def is_said_by_group(tx: Transaction, deadline: Deadline) -> bool:
    """Whether the people of this mark were notified of it by another alert of the same group: thousands that
    fell silent together are reminded of once. One whose source is somebody else's is said for itself.
    """
    if deadline.alert_id is None:
        return False
    alert = tx.get(Alerts).peek(deadline.alert_id)
    if alert.group_id is None or alert.condition is not AlertCondition.SILENT:
        return False
    return tx.get(AlertGroups).has_reached(alert, tx.get(Sensors).one(alert.sensor_id), deadline)


def _is_asked(tx: Transaction, case_id: UUID | None) -> bool:
    """Whether the case of the alert has such a deadline already."""
    return case_id is not None and bool(tx.get(Deadlines).running(case_id, DeadlineStep.ACKNOWLEDGE))


def _deadline(tx: Transaction, sensor: Sensor, alert: Alert) -> Deadline:
    """An alert without an open case has a deadline of its own."""
    return Deadline(
        deadline_id=uuid4(),
        site_id=alert.site_id,
        noun="alert",
        object_id=alert.alert_id,
        step=DeadlineStep.ACKNOWLEDGE,
        tier=alert.tier,
        policy_id=policies.in_force(tx, alert.site_id, lambda: sensor.area_id).policy_id,
        started_at=tx.now,
        due_at=alert.acknowledge_due_at,
    )
