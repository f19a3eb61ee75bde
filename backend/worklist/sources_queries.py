"""The list of sources with the tier of their open alerts: sensors and alerts together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, SQLColumnExpression, case, func, type_coerce
from sqlmodel import Session, col, select

from backend.alerts.filters_queries import AlertFilter, worst_open_tier
from backend.alerts.filters_queries import conditions as of_alerts
from backend.alerts.sources.queries import active_tier, is_untrusted
from backend.alerts.tables import AlertRow
from backend.core.counts import counts as counts_of
from backend.core.filters import one_of
from backend.core.paging import Page
from backend.core.sorting import Sort, SortColumn, sorted_part
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.core.waiting import Part, page_of_parts
from backend.sensors import filters_queries as filters
from backend.sensors import queries as sensors
from backend.sensors.filters_queries import SourceFilter, SourceSortBy
from backend.sensors.queries import SensorView
from backend.sensors.rules import SensorState
from backend.sensors.store import is_never_heard
from backend.sensors.tables import SensorRow
from backend.worklist.control.rules import RECURRING_FROM, SERIOUS


class CountedAs(StrEnum):
    """State that a source counts as in the picture of a site: each as one, so that the counts add up."""

    RED = "RED"
    ORANGE = "ORANGE"
    YELLOW = "YELLOW"
    """By its worst active alert, whatever else is true of it."""
    OUT = "OUT"
    """Out of service."""
    UNHEARD = "UNHEARD"
    """In service, and never sent a reading."""
    BLIND = "BLIND"
    """Silent, or what it sends is no value."""
    NORMAL = "NORMAL"


BY_CODE: Final = (col(SensorRow.code), col(SensorRow.id))


@dataclass(frozen=True, slots=True)
class SourceList:
    """`tiers`: of the worst open alert of a source. `counted_as`: any of these. `recurs_since`: only those
    that alarmed again and again since then, as the executive's page counts them.
    """

    which: SourceFilter = field(default_factory=SourceFilter)
    tiers: Sequence[Tier] | None = None
    recurs_since: datetime | None = None
    counted_as: Sequence[CountedAs] | None = None


def page(
    session: Session,
    viewer: Viewer,
    wanted: SourceList,
    *,
    first: int,
    after: str | None,
    sort: Sort[SourceSortBy] | None = None,
) -> Page[SensorView]:
    """Sources by code, or sorted by one column."""

    def views(found: list[Any]) -> list[SensorView]:
        known = sensors.by_ids(session, viewer, [row.id for row in found])
        return [known[row.id] for row in found]

    statement = select(SensorRow).where(*_conditions(viewer, wanted))
    part = Part(statement, BY_CODE)
    if sort is not None:
        part = sorted_part(
            statement, _sort_column(viewer, sort.by), col(SensorRow.id), descends=sort.descends
        )
    return page_of_parts(session, (part,), views, first=first, after=after)


def counts(session: Session, viewer: Viewer, wanted: Iterable[SourceList]) -> dict[SourceList, int]:
    """Return the number of sources of each of these filters."""
    return counts_of(session, SensorRow, {each: _conditions(viewer, each) for each in wanted})


def _conditions(viewer: Viewer, wanted: SourceList) -> list[ColumnElement[bool]]:
    tier = worst_open_tier(viewer, col(SensorRow.id))
    found = [*filters.conditions(viewer, wanted.which), *one_of(tier, wanted.tiers)]
    if wanted.counted_as is not None:
        found += one_of(_counted_as(viewer), wanted.counted_as)
    if wanted.recurs_since is not None:
        raised = of_alerts(viewer, AlertFilter(tiers=SERIOUS, raised_from=wanted.recurs_since))
        often = select(col(AlertRow.sensor_id)).where(*raised).group_by(col(AlertRow.sensor_id))
        found.append(col(SensorRow.id).in_(often.having(func.count() >= RECURRING_FROM)))
    return found


def _counted_as(viewer: Viewer) -> SQLColumnExpression[Any]:
    """Return the one `CountedAs` of a row; the pages say the same of what they show (`countedAs`)."""
    tier = type_coerce(active_tier(viewer, col(SensorRow.id)), Integer)
    tiers = {each.value: CountedAs(each.name).value for each in (Tier.RED, Tier.ORANGE, Tier.YELLOW)}
    state = col(SensorRow.state)
    return case(
        *((tier == value, name) for value, name in tiers.items()),
        (state == SensorState.OUT_OF_SERVICE.value, CountedAs.OUT.value),
        (is_never_heard(), CountedAs.UNHEARD.value),
        (state == SensorState.SILENT.value, CountedAs.BLIND.value),
        (is_untrusted(viewer, col(SensorRow.id)), CountedAs.BLIND.value),
        else_=CountedAs.NORMAL.value,
    )


def _sort_column(viewer: Viewer, by: SourceSortBy) -> SortColumn:
    if by is SourceSortBy.TIER:
        tier = type_coerce(worst_open_tier(viewer, col(SensorRow.id)), Integer)
        return SortColumn(tier, is_optional=True)
    return filters.sort_column(by)
