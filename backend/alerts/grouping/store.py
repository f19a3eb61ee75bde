"""Groups of alerts as rows: what stands behind a leader, and what fell silent together."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Uuid, and_, bindparam, func, union_all
from sqlmodel import Session, col, select

from backend.alerts.grouping.rules import GroupCount, GroupScope, Peer
from backend.alerts.rules import Alert
from backend.alerts.store import WITHOUT_CAUSE, alert_of, is_hidden
from backend.alerts.suppression.store import CHILDREN
from backend.alerts.tables import AlertRow
from backend.core.statements import among
from backend.core.vocabulary import AlertCondition
from backend.deadlines.rules import Deadline
from backend.deadlines.tables import DeadlineRow
from backend.sensors.rules import Sensor
from backend.sensors.tables import SensorRow

_ALL_CHILDREN: Final[CompoundSelect[Any]] = union_all(*CHILDREN)
_PEER: Final = (
    select(col(AlertRow.id), col(AlertRow.group_id), col(AlertRow.group_scope))
    .where(col(AlertRow.is_open), AlertRow.condition == AlertCondition.SILENT, col(AlertRow.is_active))
    .where(col(AlertRow.active_since) >= bindparam("since"), col(AlertRow.notified_at).is_not(None))
    .where(AlertRow.is_simulated == bindparam("is_simulated"))
)
_BEHIND: Final = _PEER.where(col(AlertRow.sensor_id).in_(_ALL_CHILDREN)).limit(1)
BEHIND_GROUPED: Final = _BEHIND.where(col(AlertRow.group_id).is_not(None))
BEHIND_ALONE: Final = _BEHIND.where(col(AlertRow.group_id).is_(None), ~among(col(AlertRow.id), "without"))
_OF_SITE: Final = _PEER.where(AlertRow.site_id == bindparam("site")).order_by(
    col(AlertRow.active_since), col(AlertRow.id)
)
AT_SITE_GROUPED: Final = _OF_SITE.where(
    col(AlertRow.group_id).is_not(None), col(AlertRow.group_scope) == GroupScope.SITE.value
).limit(1)
AT_SITE_ALONE: Final = _OF_SITE.where(col(AlertRow.group_id).is_(None), ~among(col(AlertRow.id), "without"))


REACHED: Final = (
    select(col(DeadlineRow.id))
    .join(AlertRow, col(AlertRow.id) == DeadlineRow.object_id)
    .join(SensorRow, col(SensorRow.id) == AlertRow.sensor_id)
    .where(AlertRow.group_id == bindparam("group"), AlertRow.id != bindparam("alert"))
    .where(DeadlineRow.step == bindparam("step"), col(DeadlineRow.ended_at).is_(None))
    .where(col(DeadlineRow.reached) >= bindparam("reached"), DeadlineRow.tier == bindparam("tier"))
    .where(
        *(
            column.is_not_distinct_from(bindparam(name, type_=Uuid()))
            for column, name in (
                (col(SensorRow.department_id), "department"),
                (col(SensorRow.responsible_id), "person"),
                (col(SensorRow.post_id), "post"),
            )
        )
    )
    .limit(1)
)


class AlertGroups:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept: list[AlertRow] = []
        """A session forgets a row that nobody holds, and would read each of a group again to write it."""

    def led_by(self, leader_id: UUID) -> list[Alert]:
        """Return the other open alerts of the group that this alert leads, locked for this transaction."""
        leader = self._session.get_one(AlertRow, leader_id)
        if leader.group_id is None or not leader.leads_group:
            return []
        return [each for each in self.open_of(leader.group_id) if each.alert_id != leader_id]

    def open_of(self, group_id: UUID) -> list[Alert]:
        """Return the open alerts of this group, locked for this transaction."""
        statement = select(AlertRow).where(AlertRow.group_id == group_id, col(AlertRow.is_open))
        locked = statement.order_by(col(AlertRow.id)).with_for_update().options(*WITHOUT_CAUSE)
        self._kept = list(self._session.exec(locked))
        return [alert_of(row) for row in self._kept]

    def worst_unseen(self, group_id: UUID) -> UUID | None:
        """Of the alerts that `unseen` counts the one that speaks for them: worst rank, active, first."""
        order = (-col(AlertRow.rank), ~col(AlertRow.is_active), col(AlertRow.raised_at), col(AlertRow.id))
        statement = select(AlertRow.id).where(_unseen(group_id)).order_by(*order).limit(1)
        return self._session.exec(statement).first()

    def is_active(self, group_id: UUID) -> bool:
        """Whether any of the alerts that `unseen` counts is active."""
        statement = select(AlertRow.id).where(_unseen(group_id), col(AlertRow.is_active))
        return self._session.exec(statement.limit(1)).first() is not None

    def unseen(self, group_id: UUID, *, besides: UUID | None = None) -> int:
        """Number of open alerts of a group that nobody has acknowledged yet, and that are not suppressed.
        `besides`: an alert that is not counted.
        """
        statement = select(func.count()).where(_unseen(group_id))
        if besides is not None:
            statement = statement.where(AlertRow.id != besides)
        return self._session.exec(statement).one()

    def has_reached(self, alert: Alert, sensor: Sensor, deadline: Deadline) -> bool:
        """Whether the deadline of the same step of another alert of its group, as bad and of a source of the
        same post, has reached this mark and still runs.
        """
        params = {
            "group": alert.group_id,
            "alert": alert.alert_id,
            "step": deadline.step,
            "tier": deadline.tier,
            "reached": deadline.reached,
            "department": sensor.department_id,
            "person": sensor.responsible_id,
            "post": sensor.post_id,
        }
        return self._session.execute(REACHED, params).first() is not None

    def count(self, alert: Alert) -> GroupCount:
        """How many there are of the group of this alert: before an answer those that nobody has acknowledged,
        then all that are open, and once it is over all that there were. Of no group: none.
        """
        if alert.group_id is None:
            return GroupCount()
        is_of_it = col(AlertRow.group_id) == alert.group_id
        if not alert.is_acknowledged:
            is_of_it = _unseen(alert.group_id)
        elif alert.is_open:
            is_of_it = and_(is_of_it, col(AlertRow.is_open))
        statement = select(func.count(), func.count().filter(col(AlertRow.is_active))).where(is_of_it)
        return GroupCount(*self._session.exec(statement).one())

    def silent_behind(
        self, parent_id: int, *, since: datetime, is_simulated: bool, without: Sequence[UUID]
    ) -> list[Peer]:
        """Return up to two silences of sources behind this parent that people were notified of and that began
        since, one that has a group before one that has none.
        """
        params = {"parents": [parent_id], "since": since, "is_simulated": is_simulated}
        found = (
            self._session.execute(BEHIND_GROUPED, params).first(),
            self._session.execute(BEHIND_ALONE, {**params, "without": list(without)}).first(),
        )
        return [_peer(row) for row in found if row is not None]

    def silent_at(
        self, site_id: UUID, *, since: datetime, is_simulated: bool, without: Sequence[UUID]
    ) -> list[Peer]:
        """Return the silences of this site that people were notified of and that began since, the oldest
        first: one of those that have a group of the whole site, and all that have none.
        """
        params = {"site": site_id, "since": since, "is_simulated": is_simulated}
        grouped = self._session.execute(AT_SITE_GROUPED, params).first()
        alone = self._session.execute(AT_SITE_ALONE, {**params, "without": list(without)})
        return [_peer(row) for row in (*([grouped] if grouped else ()), *alone)]


def _unseen(group_id: UUID) -> ColumnElement[bool]:
    is_of_group = col(AlertRow.group_id) == group_id
    return and_(is_of_group, col(AlertRow.is_open), ~col(AlertRow.is_acknowledged), ~is_hidden())


def _peer(row: Any) -> Peer:
    return Peer(row.id, row.group_id, GroupScope(row.group_scope) if row.group_scope else None)
