"""Events of the register in a few words, as the pages of machines and alerts name them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Subquery, union
from sqlalchemy import select as sql_select
from sqlmodel import Session, col

from backend.core.statements import one_of
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.risks.bindings.tables import SourceBindingRow
from backend.risks.filters_queries import is_visible
from backend.risks.queries import WORST
from backend.risks.revisions.rules import EventState
from backend.risks.revisions.tables import RiskEventRow
from backend.risks.tables import RiskUnitMachineRow
from backend.sensors.tables import SensorRow

BRIEF: Final[tuple[Any, ...]] = (
    col(RiskEventRow.id).label("event_id"),
    col(RiskEventRow.site_id).label("of_site"),
    col(RiskEventRow.code),
    col(RiskEventRow.title_zh),
    col(RiskEventRow.title_en),
    col(RiskEventRow.accident_class),
    col(RiskEventRow.residual_level),
    col(RiskEventRow.is_confirmed),
    col(RiskEventRow.review_due_at),
)
"""Columns that `brief_of` reads."""


@dataclass(frozen=True, slots=True)
class RiskBrief:
    event_id: UUID
    site_id: UUID
    code: str
    title: Text
    accident_class: str
    residual_level: int | None
    is_confirmed: bool
    review_due_at: datetime | None


def of_equipment(
    session: Session, viewer: Viewer, equipment_ids: Iterable[UUID]
) -> dict[UUID, list[RiskBrief]]:
    """Return the events in force at each of these machines, worst first; one statement."""
    wanted = list(equipment_ids)
    at = at_machines()
    statement = (
        sql_select(at.c.equipment_id, *BRIEF)
        .join(at, at.c.event_id == col(RiskEventRow.id))
        .where(
            one_of(at.c.equipment_id, wanted),
            is_visible(viewer),
            col(RiskEventRow.state) == EventState.IN_FORCE.value,
        )
        .order_by(*WORST)
    )
    found: dict[UUID, list[RiskBrief]] = {equipment_id: [] for equipment_id in wanted}
    for row in session.execute(statement):
        found[row.equipment_id].append(brief_of(row))
    return found


def at_machines() -> Subquery:
    """Select each machine (`equipment_id`) with each event (`event_id`) of a unit that it belongs to, or that
    one of its sources is bound to.
    """
    of_units: Any = sql_select(
        col(RiskUnitMachineRow.equipment_id), col(RiskEventRow.id).label("event_id")
    ).join(RiskEventRow, col(RiskEventRow.unit_id) == RiskUnitMachineRow.unit_id)
    of_sources = (
        sql_select(col(SensorRow.equipment_id), col(SourceBindingRow.event_id))
        .join(SourceBindingRow, col(SourceBindingRow.sensor_id) == SensorRow.id)
        .where(col(SensorRow.equipment_id).is_not(None), col(SourceBindingRow.until_at).is_(None))
    )
    return union(of_units, of_sources).subquery()


def brief_of(row: Row[Any]) -> RiskBrief:
    return RiskBrief(
        event_id=row.event_id,
        site_id=row.of_site,
        code=row.code,
        title=Text(row.title_zh, row.title_en),
        accident_class=row.accident_class,
        residual_level=row.residual_level,
        is_confirmed=row.is_confirmed,
        review_due_at=row.review_due_at,
    )
