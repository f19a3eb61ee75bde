"""Parents of sources: those that people named, as inhibitions of their own, and all that explain alerts."""

from collections.abc import Collection
from typing import Final
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlmodel import Session, col, select

from backend.alerts.suppression.store import IS_CHILD
from backend.alerts.suppression.tables import InhibitionRow
from backend.core.statements import among
from backend.sensors.tables import SensorRow


def parent_link_id(sensor_id: int) -> UUID:
    """Id of the inhibition by the parent that people named for this source."""
    return uuid5(NAMESPACE_OID, f"sensor/{sensor_id}/parent")


EXPLAINED: Final = tuple(
    select(col(SensorRow.id), col(InhibitionRow.parent_sensor_id))
    .join(InhibitionRow, is_child)
    .where(among(col(SensorRow.id), "sensors"))
    .where(col(InhibitionRow.parent_sensor_id) != SensorRow.id)
    for is_child in IS_CHILD
)


class ParentSources:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, sensor_id: int) -> int | None:
        """The parent that people named for this source."""
        row = self._session.get(InhibitionRow, parent_link_id(sensor_id))
        return row.parent_sensor_id if row else None

    def release(self, sensor_id: int) -> None:
        """From now on no source that people named explains this one."""
        row = self._session.get(InhibitionRow, parent_link_id(sensor_id))
        if row is not None:
            self._session.delete(row)
            self._session.flush()

    def of_each(self, sensor_ids: Collection[int]) -> dict[int, set[int]]:
        """The sources whose alerts explain those of each of these that has some, whoever said so."""
        found: dict[int, set[int]] = {}
        for statement in EXPLAINED if sensor_ids else ():
            for child_id, parent_id in self._session.execute(statement, {"sensors": list(sensor_ids)}):
                found.setdefault(child_id, set()).add(parent_id)
        return found
