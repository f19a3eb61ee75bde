"""Cases as cards: the little that the board and a person's own work show of each, in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.cases.extensions import pauses_queries as pauses
from backend.cases.extensions.rules import Pause
from backend.cases.extensions.tables import ExtensionRow
from backend.cases.rules import Case
from backend.cases.store import case_of
from backend.cases.tables import CaseRow
from backend.cases.tasks.queries import person_of
from backend.cases.waiting_queries import recovered_column, waiting_order
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.equipment.tables import EquipmentRow
from backend.people.rules import Person
from backend.people.tables import DepartmentRow, PersonRow
from backend.sites.tables import AreaRow


@dataclass(frozen=True, slots=True)
class CaseCard:
    """`holder` took the case on, or is responsible for it until somebody does. `due_at`: of the step that is
    due now; None in the archive.
    """

    case: Case
    area: Text
    equipment: Text | None
    department: Text | None
    holder: Person | None
    pause: Pause | None
    """The last one of its clock; it may be over."""
    is_recovered: bool = False
    """Nothing of its alerts goes on any more."""

    @property
    def due_at(self) -> datetime | None:
        return self.case.due_at


def card_order() -> tuple[Any, ...]:
    """What waits in its order, then the archive, newest first."""
    is_waiting = col(CaseRow.archived_at).is_(None)
    tier, recovered, due, since, tie = waiting_order()
    return (
        case((is_waiting, tier), else_=1),
        col(CaseRow.archived_at).desc(),
        recovered,
        due,
        since,
        tie,
    )


def cards(session: Session, viewer: Viewer, wanted: SelectOfScalar[UUID] | Iterable[UUID]) -> list[CaseCard]:
    """The cases with these ids at the viewer's sites, in the one order of what waits; the archive
    newest first.
    """
    holder = func.coalesce(CaseRow.acknowledged_by, CaseRow.responsible_id)
    since, until = pauses.last_pause(col(ExtensionRow.case_id) == CaseRow.id, pauses.OF_NO_TASK)
    recovered = recovered_column(col(CaseRow.id))
    statement = (
        select(CaseRow, AreaRow, EquipmentRow)
        .add_columns(DepartmentRow, PersonRow, since, until, recovered)
        .join(AreaRow, col(AreaRow.id) == CaseRow.area_id)
        .join(EquipmentRow, col(EquipmentRow.id) == CaseRow.equipment_id, isouter=True)
        .join(DepartmentRow, col(DepartmentRow.id) == CaseRow.department_id, isouter=True)
        .join(PersonRow, col(PersonRow.id) == holder, isouter=True)
        .where(col(CaseRow.site_id).in_(viewer.site_ids), col(CaseRow.id).in_(wanted))
        .order_by(*card_order())
    )
    return [
        CaseCard(
            case=case_of(row),
            area=Text(area.name_zh, area.name_en),
            equipment=Text(equipment.name_zh, equipment.name_en) if equipment else None,
            department=Text(department.name_zh, department.name_en) if department else None,
            holder=person_of(person),
            pause=pauses.pause_of(began, ends),
            is_recovered=bool(is_recovered),
        )
        for row, area, equipment, department, person, began, ends, is_recovered in session.execute(statement)
    ]
