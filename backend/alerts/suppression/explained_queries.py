"""Alerts that a parent explains: the source that does, and the many of one parent as one row."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, select, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from backend.alerts.grouping.rules import MOST_APART
from backend.alerts.rules import Suppression
from backend.alerts.suppression.tables import InhibitionRow
from backend.alerts.tables import AlertRow
from backend.core.statements import among, one_of
from backend.core.viewer import Viewer
from backend.sensors.tables import SensorRow

SUPPRESSED: Final = aliased(AlertRow)
"""An alert that a parent explains."""
_above: Final = aliased(AlertRow)
"""An open alert of that parent."""
_IS_CHILD: Final = (
    col(InhibitionRow.child_sensor_id) == SensorRow.id,
    col(InhibitionRow.child_equipment_id) == SensorRow.equipment_id,
)


class Explained(NamedTuple):
    """`parent_id`: the source that explains an alert; `size`: how many alerts it explains."""

    parent_id: int
    size: int

    @property
    def is_one_row(self) -> bool:
        """Whether these alerts are one row of a list of what is suppressed, and not a row each."""
        return self.size > MOST_APART


def _pairs(is_child: ColumnElement[bool], *which: ColumnElement[bool]) -> Select[Any]:
    """Each explained alert with each source that may explain it, and whether that one is in alarm."""
    found: Any = (
        select(
            col(SUPPRESSED.id).label("alert_id"),
            col(SUPPRESSED.sensor_id).label("sensor_id"),
            col(SUPPRESSED.rank).label("rank"),
            col(SUPPRESSED.suppressed_at).label("since"),
            col(InhibitionRow.parent_sensor_id).label("parent_id"),
            func.coalesce(_above.is_active, False).label("is_active"),
        )
        .select_from(SUPPRESSED)
        .join(SensorRow, col(SensorRow.id) == SUPPRESSED.sensor_id)
        .join(InhibitionRow, is_child)
        .outerjoin(_above, and_(col(_above.sensor_id) == InhibitionRow.parent_sensor_id, col(_above.is_open)))
        .where(col(SUPPRESSED.suppressed_by) == Suppression.PARENT.value)
        .where(col(InhibitionRow.parent_sensor_id) != SensorRow.id, *which)
    )
    return cast(Select[Any], found)


def explained(*which: ColumnElement[bool]) -> Subquery:
    """Each explained alert once, with the source that explains it: of several one that is in alarm before
    others, then the first. `place`, `size`: of the alerts of that source, the worst and oldest first.
    """
    pairs = union_all(*(_pairs(is_child, *which) for is_child in _IS_CHILD)).subquery()
    by_alert = func.row_number().over(
        partition_by=pairs.c.alert_id, order_by=[pairs.c.is_active.desc(), pairs.c.parent_id]
    )
    chosen = select(pairs, by_alert.label("choice")).subquery()
    order = [chosen.c.rank.desc(), chosen.c.since, chosen.c.alert_id]
    parent = chosen.c.parent_id
    return (
        select(
            chosen.c.alert_id,
            chosen.c.sensor_id,
            chosen.c.parent_id,
            func.row_number().over(partition_by=parent, order_by=order).label("place"),
            func.count().over(partition_by=parent).label("size"),
        )
        .where(chosen.c.choice == 1)
        .subquery()
    )


_OF_SITES: Final = explained(among(col(SUPPRESSED.site_id), "sites"))
OF_ALERTS: Final = select(_OF_SITES.c.alert_id, _OF_SITES.c.parent_id, _OF_SITES.c.size).where(
    among(_OF_SITES.c.alert_id, "alerts")
)


def of_alerts(session: Session, viewer: Viewer, alert_ids: Iterable[UUID]) -> dict[UUID, Explained]:
    """Return the source that explains each of these alerts, and how many it does, for those that have one."""
    asked = {"alerts": list(alert_ids), "sites": list(viewer.site_ids)}
    found = session.connection().execute(OF_ALERTS, asked)
    return {alert_id: Explained(parent_id, size) for alert_id, parent_id, size in found}


def is_explained_by(viewer: Viewer, parent_id: int) -> ColumnElement[bool]:
    """Whether an alert is one of those that this source explains."""
    found = explained(one_of(col(SUPPRESSED.site_id), viewer.site_ids))
    return col(AlertRow.id).in_(select(found.c.alert_id).where(found.c.parent_id == parent_id))


def leads_explained(viewer: Viewer) -> ColumnElement[bool]:
    """Whether an alert is a row of its own: of the many that one source explains the worst one alone is."""
    found = explained(one_of(col(SUPPRESSED.site_id), viewer.site_ids))
    behind = select(found.c.alert_id).where(found.c.size > MOST_APART, found.c.place > 1)
    return col(AlertRow.id).not_in(behind)
