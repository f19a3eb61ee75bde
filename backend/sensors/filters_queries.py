"""Filter and order of the list of sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, not_, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from backend.core.filters import holds, only
from backend.core.lists import NAMED, PLACE, Column, List, of_place
from backend.core.sorting import SortColumn, rank
from backend.core.viewer import Viewer
from backend.core.vocabulary import Stage
from backend.equipment.filters_queries import area_code, at_place, place_holds
from backend.sensors.rules import BLIND_STATES, SensorKind, SensorState
from backend.sensors.store import is_never_heard
from backend.sensors.tables import IndicatorRow, SensorRow
from backend.sites.plans.tables import PlanRow


@dataclass(frozen=True, slots=True)
class SourceFilter:
    """`needs_limit`: True for sources of readings on which no limit is in force, False for all others;
    `is_placed`: True for those that stand on a plan of the site, none that was taken away; `is_blind`: True
    for those that nobody sees anything of; `is_never_heard`: True for those of them that are in service and
    have never sent a reading.
    """

    ids: Sequence[int] | None = None
    kinds: Sequence[SensorKind] | None = None
    stages: Sequence[Stage] | None = None
    area_ids: Sequence[UUID] | None = None
    equipment_ids: Sequence[UUID] | None = None
    states: Sequence[SensorState] | None = None
    is_placed: bool | None = None
    needs_limit: bool | None = None
    is_blind: bool | None = None
    is_never_heard: bool | None = None
    text: str | None = None


class SourceSortBy(StrEnum):
    """Columns that the table of sources is sorted by."""

    CODE = "CODE"
    STATE = "STATE"
    STAGE = "STAGE"
    AREA = "AREA"
    TIER = "TIER"
    """Of the worst open alert; sources without one come last."""
    URGENCY = "URGENCY"
    """By what each counts as in the picture of its site now, the worst first."""


LIST: Final = List(
    root="sources",
    sorted_by=SourceSortBy,
    arguments={"filter": "SourceFilter", "sort": "SourceSort"},
    node=f"code name {NAMED} unit stage state openTier {PLACE} latest {{ sampledAt value }}",
    columns=(
        Column("source_code", "node.code"),
        Column("source", "node.name"),
        Column("state", "node.state", "SensorState"),
        Column("tier", "node.openTier", "Tier"),
        Column("stage", "node.stage", "Stage"),
        *of_place(),
        Column("value", "node.latest.value"),
        Column("unit", "node.unit"),
        Column("sampled", "node.latest.sampledAt"),
    ),
)


def conditions(viewer: Viewer, which: SourceFilter) -> list[ColumnElement[bool]]:
    found = [
        col(SensorRow.site_id).in_(viewer.site_ids),
        col(SensorRow.kind) != SensorKind.SYSTEM.value,
        *only(col(SensorRow.id), which.ids),
        *only(col(SensorRow.kind), which.kinds),
        *only(col(SensorRow.stage), which.stages),
        *only(col(SensorRow.state), which.states),
        *at_place(
            col(SensorRow.area_id),
            col(SensorRow.equipment_id),
            area_ids=which.area_ids,
            equipment_ids=which.equipment_ids,
        ),
    ]
    if which.is_placed is not None:
        found.append(_is_placed() if which.is_placed else not_(_is_placed()))
    if which.needs_limit is not None:
        found.append(needs_limit() if which.needs_limit else not_(needs_limit()))
    if which.is_blind is not None:
        found.append(is_blind() if which.is_blind else not_(is_blind()))
    if which.is_never_heard is not None:
        found.append(is_never_heard() if which.is_never_heard else not_(is_never_heard()))
    if which.text is not None:
        found.append(source_holds(which.text))
    return found


def is_blind() -> ColumnElement[bool]:
    """Whether nobody sees what a source watches, for every count and list; as `Sensor.is_blind` says it."""
    return or_(is_never_heard(), *(col(SensorRow.state) == state.value for state in BLIND_STATES))


def source_holds(text: str) -> ColumnElement[bool]:
    """Whether code or name of a source, or the place where it is, holds the text."""
    named = holds(text, col(SensorRow.code), col(SensorRow.name_zh), col(SensorRow.name_en))
    return or_(named, place_holds(text, col(SensorRow.area_id), col(SensorRow.equipment_id)))


def sort_column(by: SourceSortBy) -> SortColumn:
    """Return the column that the list is sorted by; nouns above alone know TIER and URGENCY."""
    plain: dict[SourceSortBy, Any] = {
        SourceSortBy.CODE: col(SensorRow.code),
        SourceSortBy.STATE: rank(col(SensorRow.state), list(SensorState)),
        SourceSortBy.STAGE: rank(col(SensorRow.stage), list(Stage)),
        SourceSortBy.AREA: area_code(col(SensorRow.area_id)),
    }
    return SortColumn(plain[by])


def needs_limit() -> ColumnElement[bool]:
    """Whether a source of readings has no limit in force: nothing calls when it is in danger."""
    newer = aliased(IndicatorRow)
    last = (
        select(func.max(newer.version))
        .where(col(newer.sensor_id) == SensorRow.id)
        .correlate(SensorRow)
        .scalar_subquery()
    )
    in_force = (
        exists()
        .where(col(IndicatorRow.sensor_id) == SensorRow.id, col(IndicatorRow.version) == last)
        .where(cast(col(IndicatorRow.limits), String) != "[]")
        .correlate(SensorRow)
    )
    return and_(col(SensorRow.kind) == SensorKind.READINGS.value, not_(in_force))


def _is_placed() -> ColumnElement[bool]:
    plan = exists().where(col(PlanRow.id) == SensorRow.plan_id, col(PlanRow.removed_at).is_(None))
    return plan.correlate(SensorRow)
