"""Groups of alerts as rows: what stands behind a leader, and what fell silent together."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from backend.alerts.grouping.rules import GroupScope
from backend.alerts.rules import Alert
from backend.alerts.store import WITHOUT_CAUSE, alert_of, is_hidden
from backend.alerts.tables import AlertRow
from backend.core.vocabulary import AlertCondition


class AlertGroups:
    def __init__(self, session: Session) -> None:
        self._session = session

    def led_by(self, leader_id: UUID) -> list[Alert]:
        """Return the other open alerts of the group that this alert leads, locked for this transaction."""
        leader = self._session.get_one(AlertRow, leader_id)
        if leader.group_id is None or not leader.leads_group:
            return []
        statement = select(AlertRow).where(
            AlertRow.group_id == leader.group_id, AlertRow.id != leader_id, col(AlertRow.is_open)
        )
        locked = statement.order_by(col(AlertRow.id)).with_for_update().options(WITHOUT_CAUSE)
        return [alert_of(row) for row in self._session.exec(locked)]

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

    def silent_since(self, alert: Alert, *, since: datetime) -> list[tuple[UUID, UUID | None]]:
        """Return (alert, its group) of the other silences of this site that people were notified of and that
        began since, without those that a gateway explains. Oldest first.
        """
        statement = (
            select(AlertRow.id, AlertRow.group_id)
            .where(col(AlertRow.is_open), AlertRow.site_id == alert.site_id, AlertRow.id != alert.alert_id)
            .where(AlertRow.condition == AlertCondition.SILENT, col(AlertRow.is_active))
            .where(col(AlertRow.active_since) >= since, col(AlertRow.notified_at).is_not(None))
            .where(AlertRow.is_simulated == alert.is_simulated)
            .where(or_(col(AlertRow.group_id).is_(None), col(AlertRow.group_scope) == GroupScope.SITE.value))
            .order_by(col(AlertRow.active_since), col(AlertRow.id))
        )
        return list(self._session.exec(statement))


def _unseen(group_id: UUID) -> ColumnElement[bool]:
    is_of_group = col(AlertRow.group_id) == group_id
    return and_(is_of_group, col(AlertRow.is_open), ~col(AlertRow.is_acknowledged), ~is_hidden())
