"""Cases as cards: the little that the board and a person's own work show of each, in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.cases.extensions import pauses_queries as pauses
from backend.cases.extensions.rules import Pause
from backend.cases.extensions.tables import ExtensionRow
from backend.cases.rules import Case, CaseState
from backend.cases.store import case_of
from backend.cases.tables import CaseRow
from backend.cases.tasks.queries import person_of
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

    @property
    def due_at(self) -> datetime | None:
        return self.case.due_at


def due_column() -> ColumnElement[Any]:
    """The same in SQL; NULL in the archive."""
    return case(
        (col(CaseRow.state) == CaseState.OPEN.value, col(CaseRow.acknowledge_due_at)),
        (col(CaseRow.state) == CaseState.IN_DISPOSAL.value, col(CaseRow.dispose_due_at)),
        (col(CaseRow.state) == CaseState.AWAITING_RECHECK.value, col(CaseRow.recheck_due_at)),
    )


def cards(session: Session, viewer: Viewer, wanted: SelectOfScalar[UUID] | Iterable[UUID]) -> list[CaseCard]:
    """The cases with these ids at the viewer's sites, what is due soonest first, the archive newest first."""
    holder = func.coalesce(CaseRow.acknowledged_by, CaseRow.responsible_id)
    since, until = pauses.last_pause(col(ExtensionRow.case_id) == CaseRow.id, pauses.OF_NO_TASK)
    statement = (
        select(CaseRow, AreaRow, EquipmentRow)
        .add_columns(DepartmentRow, PersonRow, since, until)
        .join(AreaRow, col(AreaRow.id) == CaseRow.area_id)
        .join(EquipmentRow, col(EquipmentRow.id) == CaseRow.equipment_id, isouter=True)
        .join(DepartmentRow, col(DepartmentRow.id) == CaseRow.department_id, isouter=True)
        .join(PersonRow, col(PersonRow.id) == holder, isouter=True)
        .where(col(CaseRow.site_id).in_(viewer.site_ids), col(CaseRow.id).in_(wanted))
        .order_by(due_column(), col(CaseRow.archived_at).desc(), col(CaseRow.id))
    )
    return [
        CaseCard(
            case=case_of(row),
            area=Text(area.name_zh, area.name_en),
            equipment=Text(equipment.name_zh, equipment.name_en) if equipment else None,
            department=Text(department.name_zh, department.name_en) if department else None,
            holder=person_of(person),
            pause=pauses.pause_of(began, ends),
        )
        for row, area, equipment, department, person, began, ends in session.execute(statement)
    ]
