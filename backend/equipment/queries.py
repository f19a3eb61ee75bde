"""Equipment of the viewer's sites, and where it stands."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.statements import rows
from backend.core.viewer import Viewer
from backend.equipment.references_queries import References, references
from backend.equipment.rules import Equipment
from backend.equipment.store import equipment_of
from backend.equipment.tables import EquipmentRow
from backend.sites.rules import Area
from backend.sites.tables import AreaRow


@dataclass(frozen=True, slots=True)
class EquipmentView:
    item: Equipment
    area: Area


def all_(session: Session, viewer: Viewer) -> list[EquipmentView]:
    statement = select(EquipmentRow).where(col(EquipmentRow.site_id).in_(viewer.site_ids))
    found = [equipment_of(row) for row in rows(session, statement.order_by(col(EquipmentRow.code)))]
    refs = references(session, viewer, areas=(item.area_id for item in found))
    return [EquipmentView(item, refs.areas[item.area_id]) for item in found]


def by_code(session: Session, viewer: Viewer, code: str) -> EquipmentView | None:
    statement = (
        select(EquipmentRow, AreaRow)
        .join(AreaRow, col(AreaRow.id) == EquipmentRow.area_id)
        .where(EquipmentRow.code == code, col(EquipmentRow.site_id).in_(viewer.site_ids))
    )
    found = session.exec(statement).first()
    if found is None:
        return None
    item = equipment_of(found[0])
    return EquipmentView(item, references(session, viewer, areas=[item.area_id]).areas[item.area_id])


def equipment_view(refs: References, equipment_id: UUID | None) -> EquipmentView | None:
    item = refs.item(equipment_id)
    return EquipmentView(item, refs.areas[item.area_id]) if item else None


def with_equipment_areas(session: Session, viewer: Viewer, refs: References) -> References:
    """The references with the areas in which their equipment stands."""
    missing = {item.area_id for item in refs.equipment.values()} - refs.areas.keys()
    if missing:
        refs.areas.update(references(session, viewer, areas=missing).areas)
    return refs
