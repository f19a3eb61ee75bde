"""Objects that many screens refer to: people, areas, equipment, departments; one statement per kind."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.statements import among, rows
from backend.core.viewer import Viewer
from backend.equipment.rules import Equipment
from backend.equipment.store import equipment_of
from backend.equipment.tables import EquipmentRow
from backend.people.queries import PersonView, by_ids, departments_by_ids
from backend.people.rules import Department
from backend.sites.queries import areas_by_ids
from backend.sites.rules import Area

EQUIPMENT: Final = select(EquipmentRow).where(
    among(col(EquipmentRow.id), "ids"), among(col(EquipmentRow.site_id), "sites")
)


@dataclass(frozen=True, slots=True)
class References:
    """Looked up once for a whole page."""

    people: dict[UUID, PersonView] = field(default_factory=dict)
    areas: dict[UUID, Area] = field(default_factory=dict)
    equipment: dict[UUID, Equipment] = field(default_factory=dict)
    departments: dict[UUID, Department] = field(default_factory=dict)

    def person(self, person_id: UUID | None) -> PersonView | None:
        return self.people.get(person_id) if person_id else None

    def item(self, equipment_id: UUID | None) -> Equipment | None:
        return self.equipment.get(equipment_id) if equipment_id else None

    def department(self, department_id: UUID | None) -> Department | None:
        return self.departments.get(department_id) if department_id else None


def references(
    session: Session,
    viewer: Viewer,
    *,
    people: Iterable[UUID | None] = (),
    areas: Iterable[UUID] = (),
    equipment: Iterable[UUID | None] = (),
    departments: Iterable[UUID | None] = (),
) -> References:
    """Look these up at the viewer's sites."""
    return References(
        people=by_ids(session, viewer, {each for each in people if each}),
        areas=areas_by_ids(session, viewer, set(areas)),
        equipment=_equipment(session, viewer, {each for each in equipment if each}),
        departments=departments_by_ids(session, viewer, {each for each in departments if each}),
    )


def _equipment(session: Session, viewer: Viewer, ids: set[UUID]) -> dict[UUID, Equipment]:
    if not ids:
        return {}
    found = rows(session, EQUIPMENT, {"ids": list(ids), "sites": list(viewer.site_ids)})
    return {row.id: equipment_of(row) for row in found}
