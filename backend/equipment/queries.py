"""Equipment of the viewer's sites, and where it stands."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.statements import rows
from backend.core.viewer import Viewer
from backend.equipment.references_queries import References, references
from backend.equipment.rules import Equipment
from backend.equipment.store import equipment_of
from backend.equipment.tables import EquipmentCodeRow, EquipmentRow
from backend.sites.labels import queries as labels
from backend.sites.labels.rules import LabelKind
from backend.sites.rules import Area


@dataclass(frozen=True, slots=True)
class EquipmentView:
    item: Equipment
    area: Area


def all_(session: Session, viewer: Viewer) -> list[EquipmentView]:
    statement = select(EquipmentRow).where(col(EquipmentRow.site_id).in_(viewer.site_ids))
    found = [equipment_of(row) for row in rows(session, statement.order_by(col(EquipmentRow.code)))]
    refs = references(session, viewer, areas=(item.area_id for item in found))
    return [EquipmentView(item, refs.areas[item.area_id]) for item in found]


def by_ids(session: Session, viewer: Viewer, equipment_ids: Collection[UUID]) -> dict[UUID, EquipmentView]:
    """Machines of the viewer's sites among these."""
    refs = with_equipment_areas(session, viewer, references(session, viewer, equipment=equipment_ids))
    views = {each: equipment_view(refs, each) for each in equipment_ids}
    return {each: view for each, view in views.items() if view}


def by_code(session: Session, viewer: Viewer, code: str) -> EquipmentView | None:
    """The machine with this code or, failing that, the one to which it or its label leads."""
    own = select(EquipmentRow.id).where(
        EquipmentRow.code == code, col(EquipmentRow.site_id).in_(viewer.site_ids)
    )
    former = select(EquipmentCodeRow.equipment_id).where(
        EquipmentCodeRow.code == code, col(EquipmentCodeRow.site_id).in_(viewer.site_ids)
    )
    equipment_id = session.exec(own).first() or session.exec(former).first()
    equipment_id = equipment_id or labels.object_of(session, viewer, code, LabelKind.EQUIPMENT)
    return by_id(session, viewer, equipment_id) if equipment_id else None


def by_id(session: Session, viewer: Viewer, equipment_id: UUID) -> EquipmentView | None:
    """A machine of one of the viewer's sites."""
    return by_ids(session, viewer, [equipment_id]).get(equipment_id)


def equipment_view(refs: References, equipment_id: UUID | None) -> EquipmentView | None:
    item = refs.item(equipment_id)
    return EquipmentView(item, refs.areas[item.area_id]) if item else None


def with_equipment_areas(session: Session, viewer: Viewer, refs: References) -> References:
    """The references with the areas in which their equipment stands."""
    missing = {item.area_id for item in refs.equipment.values()} - refs.areas.keys()
    if missing:
        refs.areas.update(references(session, viewer, areas=missing).areas)
    return refs
