"""Filter and order of the list of events by who watches them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Final
from uuid import UUID

from backend.core.lists import NAMED, Column, List
from backend.core.sorting import Sort
from backend.core.vocabulary import Stage
from backend.live_risk.coverage.rules import Coverage, CoverageClass, CoveredRisk


@dataclass(frozen=True, slots=True)
class CoveredFilter:
    """Events in force; a site that is named holds none of another one."""

    site_ids: Sequence[UUID] | None = None
    area_ids: Annotated[Sequence[UUID] | None, "Areas of their units."] = None
    stages: Sequence[Stage] | None = None
    classes: Sequence[CoverageClass] | None = None
    levels: Annotated[Sequence[int] | None, "Residual level, 1 to 4, 4 the worst."] = None

    def admits(self, found: CoveredRisk) -> bool:
        """Whether an event of a site that is asked for is in the list."""
        wanted = (
            (self.area_ids, found.risk.area_id),
            (self.stages, found.stage),
            (self.classes, found.coverage),
            (self.levels, found.risk.residual),
        )
        return all(values is None or value in values for values, value in wanted)


class CoveredSortBy(StrEnum):
    """Columns that the list is sorted by."""

    CODE = "CODE"
    LEVEL = "LEVEL"
    STAGE = "STAGE"
    COVERAGE = "COVERAGE"


LIST: Final = List(
    root="coveredEvents",
    sorted_by=CoveredSortBy,
    arguments={"filter": "CoveredFilter", "sort": "CoveredSort"},
    node=f"eventName {{ code title {NAMED} }} stage coverage residualLevel live {{ level sentence {NAMED} }}"
    f" area {{ name {NAMED} }} unit {{ code name {NAMED} }}",
    columns=(
        Column("code", "node.eventName.code"),
        Column("title", "node.eventName.title"),
        Column("coverage", "node.coverage", "CoverageClass"),
        Column("risk_unit", "node.unit.name"),
        Column("area", "node.area.name"),
        Column("stage", "node.stage", "Stage"),
        Column("residual_level", "node.residualLevel", "RegisterLevel"),
        Column("live_level", "node.live.level", "RegisterLevel"),
        Column("live_reason", "node.live.sentence"),
    ),
)


def listed(
    coverages: Sequence[Coverage], which: CoveredFilter, sort: Sort[CoveredSortBy] | None
) -> list[CoveredRisk]:
    """Return the events of these sites that a filter admits: as the live register has them, the worst now
    first, or by one column, then by code.
    """
    found = [each for coverage in coverages for each in coverage.risks if which.admits(each)]
    if sort is None:
        return found
    by_code = sorted(found, key=lambda each: (each.risk.code, each.risk.event_id), reverse=sort.descends)
    return sorted(by_code, key=lambda each: _key(each, sort.by), reverse=sort.descends)


def _key(found: CoveredRisk, by: CoveredSortBy) -> Any:
    keys: dict[CoveredSortBy, Any] = {
        CoveredSortBy.CODE: found.risk.code,
        CoveredSortBy.LEVEL: found.risk.residual,
        CoveredSortBy.STAGE: list(Stage).index(found.stage),
        CoveredSortBy.COVERAGE: list(CoverageClass).index(found.coverage),
    }
    return keys[by]
