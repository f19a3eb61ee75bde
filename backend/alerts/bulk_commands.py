"""Acknowledgement of many alerts at once, and of a group as one; never of an unanswered danger."""

from collections.abc import Sequence
from uuid import UUID

from backend.alerts import commands
from backend.alerts.grouping.store import AlertGroups
from backend.alerts.rules import Alert
from backend.alerts.store import Alerts
from backend.core import bulk
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Permission, Viewer


def acknowledge_alerts(tx: Transaction, alert_ids: Sequence[UUID], *, by: Viewer) -> bulk.Results:
    """Acknowledge each of these alerts; with the leader of a group, every alert that stands behind it.

    A red or orange alert, or one that was and is unanswered, is refused with ACKNOWLEDGE_ONE_BY_ONE, and so
    is a group that holds one: somebody looks at it for itself. The others go through. Raises
    Refused(INVALID_INPUT).
    """
    done: set[UUID] = set()

    def acknowledge(alert_id: UUID) -> None:
        waiting = _waiting(tx, alert_id, by)
        if alert_id in done:  # with the leader of its group, a moment ago
            return
        if not waiting:
            raise Refused(ErrorCode.ALREADY_ACKNOWLEDGED, "nothing of it is to be acknowledged")
        if any(each.is_dangerous for each in waiting):
            raise Refused(ErrorCode.ACKNOWLEDGE_ONE_BY_ONE, "something of it is or was dangerous")
        commands.acknowledge_group(tx, waiting, by=by)
        done.update(each.alert_id for each in waiting)
        if (group_id := waiting[0].group_id) is not None:
            tx.get(Alerts).choose_leader(group_id)

    return bulk.each(alert_ids, acknowledge)


def _waiting(tx: Transaction, alert_id: UUID, by: Viewer) -> list[Alert]:
    """Return what of an alert and, if it leads one, of its group is to be acknowledged, locked. Raises
    Refused: NOT_ALLOWED, NOT_FOUND.
    """
    alert = tx.get(Alerts).get(alert_id)
    by.require(Permission.ACKNOWLEDGE, site_id=alert.site_id)
    group = tx.get(AlertGroups).led_by(alert_id)
    return [each for each in [alert, *group] if not each.is_acknowledged]
