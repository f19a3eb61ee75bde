"""Parents that people named for sources, as inhibitions of their own."""

from uuid import NAMESPACE_OID, UUID, uuid5

from sqlmodel import Session

from backend.alerts.suppression.tables import InhibitionRow


def parent_link_id(sensor_id: int) -> UUID:
    """Id of the inhibition by the parent that people named for this source."""
    return uuid5(NAMESPACE_OID, f"sensor/{sensor_id}/parent")


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
