"""Parents of sources: their alerts explain those of the source."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from backend.alerts.suppression.parents_store import parent_link_id
from backend.alerts.suppression.tables import InhibitionRow
from backend.core.statements import one_of
from backend.core.viewer import Viewer


def parents(session: Session, viewer: Viewer, sensor_ids: Iterable[int]) -> dict[int, int]:
    """The parent that people named for each of these sources; those without one are left out."""
    links = {parent_link_id(sensor_id): sensor_id for sensor_id in sensor_ids}
    statement = select(InhibitionRow.id, InhibitionRow.parent_sensor_id).where(
        one_of(col(InhibitionRow.id), links), col(InhibitionRow.site_id).in_(viewer.site_ids)
    )
    return {links[link_id]: parent_id for link_id, parent_id in session.exec(statement)}
