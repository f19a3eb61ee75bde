"""Details of cases: where they are, who is responsible, and the state of their sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import case as case_
from sqlalchemy import func, or_, select, type_coerce
from sqlmodel import Session, col

from backend.alerts.tables import AlertRow
from backend.alerts.unproven_store import is_unproven
from backend.cases.recheck.rules import SourceCondition
from backend.cases.rules import Case
from backend.core.statements import among
from backend.core.types import UtcDateTime
from backend.core.viewer import Viewer
from backend.equipment.queries import EquipmentView, equipment_view, with_equipment_areas
from backend.equipment.references_queries import references
from backend.people.queries import PersonView
from backend.people.rules import Department
from backend.sensors.tables import IndicatorRow, SensorRow
from backend.sites.rules import Area

SOURCES: Final = (
    select(
        col(AlertRow.case_id),
        func.max(case_((or_(col(AlertRow.is_active), is_unproven()), 1), else_=0)),
        func.max(case_((col(AlertRow.is_active), 1), else_=0)),
        type_coerce(func.max(col(AlertRow.normal_at)), UtcDateTime),
        func.max(col(IndicatorRow.off_delay_s)),
    )
    .join(SensorRow, col(SensorRow.id) == AlertRow.sensor_id)
    .join(IndicatorRow, col(IndicatorRow.id) == AlertRow.indicator_id)
    .where(among(col(AlertRow.case_id), "cases"), among(col(AlertRow.site_id), "sites"))
    .group_by(col(AlertRow.case_id))
)


@dataclass(frozen=True, slots=True)
class Details:
    area: Area
    equipment: EquipmentView | None
    department: Department | None
    responsible: PersonView | None
    acknowledged_by: PersonView | None


def of_cases(session: Session, viewer: Viewer, cases: Iterable[Case]) -> dict[Case, Details]:
    """Of cases that the viewer may see."""
    found = list(cases)
    refs = references(
        session,
        viewer,
        people=[p for case in found for p in (case.responsible_id, case.acknowledged_by)],
        areas=(case.area_id for case in found),
        equipment=(case.equipment_id for case in found),
        departments=(case.department_id for case in found),
    )
    refs = with_equipment_areas(session, viewer, refs)
    return {
        case: Details(
            area=refs.areas[case.area_id],
            equipment=equipment_view(refs, case.equipment_id),
            department=refs.department(case.department_id),
            responsible=refs.person(case.responsible_id),
            acknowledged_by=refs.person(case.acknowledged_by),
        )
        for case in found
    }


def sources(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, SourceCondition]:
    """Return the state of the sources of each case, as `SourceCondition.of` does of its alerts; a case
    without an alert is left out.
    """
    asked = {"cases": list(case_ids), "sites": list(viewer.site_ids)}
    return {
        case_id: SourceCondition(
            is_normal=not is_off,
            normal_since=normal_since,
            off_delay=timedelta(seconds=delay_s),
            is_recovered=not is_active,
        )
        for case_id, is_off, is_active, normal_since, delay_s in session.connection().execute(SOURCES, asked)
    }
