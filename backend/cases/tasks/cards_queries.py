"""Cases as cards: the little that the board and a person's own work show of each, in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import case, func, select
from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from backend.cases.extensions import pauses_queries as pauses
from backend.cases.extensions.rules import Pause
from backend.cases.extensions.tables import ExtensionRow
from backend.cases.rules import Case
from backend.cases.store import case_of
from backend.cases.tables import CaseRow
from backend.cases.tasks.queries import person_of
from backend.cases.waiting_queries import recovered_column, waiting_order
from backend.core.statements import both_names, every_column, rows
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.equipment.tables import EquipmentRow
from backend.people.rules import Person
from backend.people.tables import DepartmentRow, PersonRow
from backend.sites.tables import AreaRow


@dataclass(frozen=True, slots=True)
class CaseCard:
    """`holder` is responsible for the case; where nobody is, who took it on. `due_at`: of the step that is
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
    """Return the order of cards: cases that wait in the order of `waiting_order`, then the archive, newest
    first.
    """
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


_HOLDER = func.coalesce(CaseRow.responsible_id, CaseRow.acknowledged_by)
_SINCE, _UNTIL = pauses.last_pause(col(ExtensionRow.case_id) == CaseRow.id, pauses.OF_NO_TASK)
CARDS: Final = (
    select(*every_column(CaseRow))
    .add_columns(
        *both_names(AreaRow, "area"),
        *both_names(EquipmentRow, "equipment"),
        *both_names(DepartmentRow, "department"),
        col(PersonRow.id).label("holder_id"),
        *both_names(PersonRow, "holder"),
        _SINCE.label("began"),
        _UNTIL.label("ends"),
        recovered_column(col(CaseRow.id)).label("is_recovered"),
    )
    .join(AreaRow, col(AreaRow.id) == CaseRow.area_id)
    .join(EquipmentRow, col(EquipmentRow.id) == CaseRow.equipment_id, isouter=True)
    .join(DepartmentRow, col(DepartmentRow.id) == CaseRow.department_id, isouter=True)
    .join(PersonRow, col(PersonRow.id) == _HOLDER, isouter=True)
    .order_by(*card_order())
)
"""Put together once: that takes longer than reading the rows of a board."""


def cards(session: Session, viewer: Viewer, wanted: SelectOfScalar[UUID] | Iterable[UUID]) -> list[CaseCard]:
    """The cases with these ids at the viewer's sites, in the one order of what waits; the archive
    newest first.
    """
    statement = CARDS.where(col(CaseRow.site_id).in_(viewer.site_ids), col(CaseRow.id).in_(wanted))
    return [
        CaseCard(
            case=case_of(row),
            area=Text(row.area_zh, row.area_en),
            equipment=Text(row.equipment_zh, row.equipment_en) if row.equipment_zh else None,
            department=Text(row.department_zh, row.department_en) if row.department_zh else None,
            holder=person_of(row.holder_id, row.holder_zh, row.holder_en),
            pause=pauses.pause_of(row.began, row.ends),
            is_recovered=bool(row.is_recovered),
        )
        for row in rows(session, cast(SelectOfScalar[Any], statement))
    ]
