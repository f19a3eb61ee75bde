"""Names of what explains groups of silences: their rows and messages are titled by them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from backend.alerts.grouping.rules import OF_SILENCES, GroupScope, nearest, silences
from backend.alerts.grouping.store import AlertGroups
from backend.alerts.rules import Alert
from backend.alerts.suppression.parents_store import ParentSources
from backend.alerts.tables import AlertRow
from backend.core.statements import among
from backend.core.text import Text
from backend.core.vocabulary import AlertCondition
from backend.readings.sources_store import Sources
from backend.sensors.tables import SensorRow
from backend.sites.tables import SiteRow

_SILENT: Final = (
    select(
        col(AlertRow.group_id),
        col(AlertRow.group_scope),
        col(AlertRow.sensor_id),
        col(SiteRow.name_zh),
        col(SiteRow.name_en),
    )
    .join(SiteRow, col(SiteRow.id) == AlertRow.site_id)
    .where(col(AlertRow.group_scope).in_([each.value for each in OF_SILENCES]))
)
LEADERS: Final = _SILENT.where(
    among(col(AlertRow.group_id), "groups"),
    among(col(AlertRow.site_id), "sites"),
    col(AlertRow.is_open),
    col(AlertRow.leads_group),
)
ALERT: Final = _SILENT.where(col(AlertRow.id) == bindparam("alert"))
NAMES: Final = select(col(SensorRow.id), col(SensorRow.name_zh), col(SensorRow.name_en)).where(
    among(col(SensorRow.id), "sensors")
)


class SilentGroups:
    """Words of an alert that is one of many silences, for a message, a card and a page."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def said(self, alert: Alert, *, now: datetime) -> tuple[Text, Text] | None:
        """Return what explains the group of silences of this alert, and how many there are; None where it is
        in no such group, or alone in it. Before an answer it says, too, if more are falling silent.
        """
        if alert.condition is not AlertCondition.SILENT:
            return None
        count = AlertGroups(self._session).count(alert)
        if count.size < 2 or (name := GroupNames(self._session).of_alert(alert.alert_id)) is None:
            return None
        is_growing = not alert.is_acknowledged and Sources(self._session).is_one_overdue(
            alert.site_id, now=now
        )
        return name, silences(count, is_growing=is_growing)


class GroupNames:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, group_ids: Iterable[UUID], *, site_ids: Iterable[UUID]) -> dict[UUID, Text]:
        """The names of what explains each of these groups of silences at these sites: of those behind a
        parent the parent that is nearest to the leader, of all others the site. As many statements for many
        groups as for one.
        """
        params = {"groups": list(group_ids), "sites": list(site_ids)}
        return self._names(self._session.execute(LEADERS, params).all())

    def of_alert(self, alert_id: UUID) -> Text | None:
        """The name of what explains the group of silences that this alert is in, open or over; None where it
        is in none.
        """
        return next(iter(self._names(self._session.execute(ALERT, {"alert": alert_id}).all()).values()), None)

    def _names(self, found: Sequence[Any]) -> dict[UUID, Text]:
        behind = {row.group_id: row.sensor_id for row in found if row.group_scope == GroupScope.GATEWAY}
        parents = self._nearest(set(behind.values()))
        names = self._named(set(parents.values()))
        sites = {row.group_id: Text(row.name_zh, row.name_en) for row in found}
        of_parents = {
            group_id: names[parents[sensor_id]]
            for group_id, sensor_id in behind.items()
            if sensor_id in parents
        }
        return sites | of_parents

    def _nearest(self, sensor_ids: Collection[int]) -> dict[int, int]:
        """The parent that each of these sources is directly behind; none for those that have none."""
        explained = ParentSources(self._session)
        found = explained.of_each(sensor_ids)
        above = explained.of_each(
            {each for parents in found.values() if len(parents) > 1 for each in parents}
        )
        return {child: nearest(parents, above) for child, parents in found.items()}

    def _named(self, sensor_ids: Collection[int]) -> dict[int, Text]:
        if not sensor_ids:
            return {}
        rows = self._session.execute(NAMES, {"sensors": list(sensor_ids)})
        return {row.id: Text(row.name_zh, row.name_en) for row in rows}
