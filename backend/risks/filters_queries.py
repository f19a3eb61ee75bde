"""Filter, order and count of the list of events of the register."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, or_, select
from sqlmodel import Session, col

from backend.core.counts import counts as counts_of
from backend.core.filters import holds, only
from backend.core.lists import NAMED, Column, Ids, IfAsked, List
from backend.core.sorting import SortColumn, rank
from backend.core.viewer import Viewer
from backend.core.vocabulary import Stage
from backend.risks.assessment.rules import ControlLevel
from backend.risks.bindings.tables import SourceBindingRow
from backend.risks.revisions.rules import EventState, RevisionState
from backend.risks.revisions.tables import RiskEventRow, RiskRevisionRow
from backend.risks.tables import RiskUnitMachineRow, RiskUnitRow


@dataclass(frozen=True, slots=True)
class RiskFilter:
    """Without `states`: everything that is not closed."""

    site_ids: Sequence[UUID] | None = None
    states: Sequence[EventState] | None = None
    levels: Annotated[Sequence[int] | None, "Residual level, 1 to 4, 4 the worst."] = None
    stages: Sequence[Stage] | None = None
    control_levels: Sequence[ControlLevel] | None = None
    object_ids: Sequence[UUID] | None = None
    unit_ids: Sequence[UUID] | None = None
    area_ids: Annotated[Sequence[UUID] | None, "Areas of their units."] = None
    equipment_ids: Annotated[Sequence[UUID] | None, "Machines of their units."] = None
    sensor_ids: Annotated[Sequence[int] | None, Ids("Bound sources.")] = None
    department_ids: Sequence[UUID] | None = None
    person_ids: Sequence[UUID] | None = None
    accident_classes: Sequence[str] | None = None
    is_unconfirmed: Annotated[bool, "Hold, and wait for a second person to confirm them."] = False
    has_proposal: Annotated[bool, "A revision of them waits."] = False
    review_due_before: Annotated[
        datetime | None, IfAsked("is_review_overdue", "Their review is overdue.")
    ] = None
    text: Annotated[str | None, "In code or title."] = None


class RiskSortBy(StrEnum):
    """Columns that the table of the register is sorted by."""

    CODE = "CODE"
    LEVEL = "LEVEL"
    INHERENT = "INHERENT"
    STAGE = "STAGE"
    REVIEW = "REVIEW"


_LIVE: Final = f"live {{ level sentence {NAMED} }}"
_LEVELS: Final = f"inherentLevel residualLevel controlLevel department {{ name {NAMED} }}"
_PLACE: Final = f"unit {{ code name {NAMED} object {{ code name {NAMED} }} area {{ name {NAMED} }} }}"
LIST: Final = List(
    root="riskEvents",
    sorted_by=RiskSortBy,
    arguments={"filter": "RiskFilter", "sort": "RiskSort"},
    node=f"code state title {NAMED} stage accidentClass {{ name {NAMED} }} {_LEVELS} {_LIVE} {_PLACE}"
    f" post {{ name {NAMED} }} person {{ name {NAMED} }} isConfirmed reviewDueAt",
    columns=(
        Column("code", "node.code"),
        Column("title", "node.title"),
        Column("state", "node.state", "RiskEventState"),
        Column("risk_object", "node.unit.object.name"),
        Column("risk_unit", "node.unit.name"),
        Column("area", "node.unit.area.name"),
        Column("stage", "node.stage", "Stage"),
        Column("accident_class", "node.accidentClass.name"),
        Column("inherent_level", "node.inherentLevel", "RegisterLevel"),
        Column("residual_level", "node.residualLevel", "RegisterLevel"),
        Column("live_level", "node.live.level", "RegisterLevel"),
        Column("live_reason", "node.live.sentence"),
        Column("control_level", "node.controlLevel", "ControlLevel"),
        Column("department", "node.department.name"),
        Column("post", "node.post.name"),
        Column("responsible", "node.person.name"),
        Column("review_due", "node.reviewDueAt"),
    ),
)


def conditions(viewer: Viewer, which: RiskFilter) -> list[ColumnElement[bool]]:
    """Return the conditions of a filter; everybody of a site reads its register."""
    states = which.states if which.states is not None else (EventState.DRAFT, EventState.IN_FORCE)
    found: list[ColumnElement[bool]] = [
        is_visible(viewer),
        *only(col(RiskEventRow.site_id), which.site_ids),
        *only(col(RiskEventRow.state), states),
        *only(col(RiskEventRow.residual_level), which.levels),
        *only(col(RiskEventRow.stage), which.stages),
        *only(col(RiskEventRow.control_level), which.control_levels),
        *only(col(RiskEventRow.unit_id), which.unit_ids),
        *only(col(RiskEventRow.department_id), which.department_ids),
        *only(col(RiskEventRow.person_id), which.person_ids),
        *only(col(RiskEventRow.accident_class), which.accident_classes),
    ]
    units = _units(which)
    if units:
        found.append(col(RiskEventRow.unit_id).in_(select(col(RiskUnitRow.id)).where(*units)))
    if which.sensor_ids is not None:
        bound = select(col(SourceBindingRow.event_id)).where(
            *only(col(SourceBindingRow.sensor_id), which.sensor_ids),
            col(SourceBindingRow.until_at).is_(None),
        )
        found.append(col(RiskEventRow.id).in_(bound))
    if which.is_unconfirmed:
        found += [
            col(RiskEventRow.state) == EventState.IN_FORCE.value,
            col(RiskEventRow.is_confirmed).is_(False),
        ]
    if which.has_proposal:
        waiting = select(col(RiskRevisionRow.event_id)).where(
            col(RiskRevisionRow.state) == RevisionState.PROPOSED.value
        )
        found += [col(RiskEventRow.state) != EventState.DRAFT.value, col(RiskEventRow.id).in_(waiting)]
    if which.review_due_before is not None:
        found.append(col(RiskEventRow.review_due_at) <= which.review_due_before)
    if which.text is not None:
        found.append(_event_holds(which.text))
    return found


def counts(session: Session, viewer: Viewer, wanted: Iterable[RiskFilter]) -> dict[RiskFilter, int]:
    """Return the number of events of each of these filters."""
    return counts_of(session, RiskEventRow, {which: conditions(viewer, which) for which in wanted})


def is_visible(viewer: Viewer) -> ColumnElement[bool]:
    return col(RiskEventRow.site_id).in_(viewer.site_ids)


def sort_column(by: RiskSortBy) -> SortColumn:
    """Return the column of the table that the list is sorted by."""
    if by is RiskSortBy.REVIEW:
        return SortColumn(col(RiskEventRow.review_due_at), is_optional=True)
    if by is RiskSortBy.LEVEL:
        return SortColumn(col(RiskEventRow.residual_level), is_optional=True)
    if by is RiskSortBy.INHERENT:
        return SortColumn(col(RiskEventRow.inherent_level), is_optional=True)
    plain: dict[RiskSortBy, SQLColumnExpression[Any]] = {
        RiskSortBy.CODE: col(RiskEventRow.code),
        RiskSortBy.STAGE: rank(col(RiskEventRow.stage), list(Stage)),
    }
    return SortColumn(plain[by])


def _units(which: RiskFilter) -> list[ColumnElement[bool]]:
    """Return the conditions on the units of the events."""
    found = [
        *only(col(RiskUnitRow.object_id), which.object_ids),
        *only(col(RiskUnitRow.area_id), which.area_ids),
    ]
    if which.equipment_ids is not None:
        made_of = select(col(RiskUnitMachineRow.unit_id)).where(
            *only(col(RiskUnitMachineRow.equipment_id), which.equipment_ids)
        )
        found.append(col(RiskUnitRow.id).in_(made_of))
    return found


def _event_holds(text: str) -> ColumnElement[bool]:
    units = select(col(RiskUnitRow.id)).where(
        holds(text, col(RiskUnitRow.code), col(RiskUnitRow.name_zh), col(RiskUnitRow.name_en))
    )
    named = holds(text, col(RiskEventRow.code), col(RiskEventRow.title_zh), col(RiskEventRow.title_en))
    return or_(named, col(RiskEventRow.unit_id).in_(units))
