"""The list of sources with the tier of their open alerts: sensors and alerts together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Label,
    SQLColumnExpression,
    case,
    exists,
    func,
    literal,
    type_coerce,
)
from sqlmodel import Session, col, select

from backend.alerts.filters_queries import AlertFilter, worst_open_tier
from backend.alerts.filters_queries import conditions as of_alerts
from backend.alerts.sources.queries import active_tier, is_untrusted
from backend.alerts.tables import AlertRow
from backend.core.counts import counts as counts_of
from backend.core.filters import only
from backend.core.paging import Page
from backend.core.sorting import Sort, SortColumn, rank, sorted_part
from backend.core.time import microseconds
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.core.waiting import Part, page_of_parts
from backend.readings.tables import source_states
from backend.sensors import filters_queries as filters
from backend.sensors import queries as sensors
from backend.sensors.filters_queries import SourceFilter, SourceSortBy
from backend.sensors.queries import SensorView
from backend.sensors.rules import CLOCK_TOLERANCE, PRESENT_FOR, SensorState
from backend.sensors.store import is_never_heard
from backend.sensors.tables import IndicatorRow, SensorRow
from backend.worklist.control.rules import RECURRING_FROM, SERIOUS
from backend.worklist.overview.rules import WORST_FIRST, CountedAs

BY_CODE: Final = (col(SensorRow.code), col(SensorRow.id))


@dataclass(frozen=True, slots=True)
class CountedThen:
    """Sources that count as any of these at a moment."""

    states: Sequence[CountedAs]
    at: datetime


@dataclass(frozen=True, slots=True)
class SourceList:
    """`tiers`: of the worst open alert of a source. `recurs_since`: only those that alarmed again and again
    since then, as the executive's page counts them.
    """

    which: SourceFilter = field(default_factory=SourceFilter)
    tiers: Sequence[Tier] | None = None
    recurs_since: datetime | None = None
    counted: CountedThen | None = None


def page(
    session: Session,
    viewer: Viewer,
    wanted: SourceList,
    *,
    first: int,
    after: str | None,
    at: datetime,
    sort: Sort[SourceSortBy] | None = None,
) -> Page[SensorView]:
    """Sources by code, or sorted by one column, as it is at this moment."""

    def views(found: list[Any]) -> list[SensorView]:
        known = sensors.by_ids(session, viewer, [row.id for row in found])
        return [known[row.id] for row in found]

    statement = select(SensorRow).where(*_conditions(viewer, wanted))
    part = Part(statement, BY_CODE)
    if sort is not None:
        part = sorted_part(
            statement, _sort_column(viewer, sort.by, at=at), col(SensorRow.id), descends=sort.descends
        )
    return page_of_parts(session, (part,), views, first=first, after=after)


def counts(session: Session, viewer: Viewer, wanted: Iterable[SourceList]) -> dict[SourceList, int]:
    """Return the number of sources of each of these filters."""
    return counts_of(session, SensorRow, {each: _conditions(viewer, each) for each in wanted})


def counts_of_areas(session: Session, viewer: Viewer, *, at: datetime) -> dict[UUID, Counter[CountedAs]]:
    """Return the number of sources of each area by what they count as; one statement."""
    counted: Label[str] = _counted_as(viewer, at=at).label("counted")
    statement = (
        select(col(SensorRow.area_id), counted, func.count())
        .where(*filters.conditions(viewer, SourceFilter()))
        .group_by(col(SensorRow.area_id), counted)
    )
    found: dict[UUID, Counter[CountedAs]] = {}
    for area_id, name, number in session.connection().execute(statement):
        found.setdefault(area_id, Counter())[CountedAs(name)] = number
    return found


def home_counts(session: Session, viewer: Viewer, now: datetime) -> dict[str, int]:
    """Counts of the home: sources that are not seen, and those that never were, as the live picture counts
    them.
    """
    found = Counter[CountedAs]()
    for of_area in counts_of_areas(session, viewer, at=now).values():
        found.update(of_area)
    return {"silent_sensors": found[CountedAs.BLIND], "unheard_sensors": found[CountedAs.UNHEARD]}


def _conditions(viewer: Viewer, wanted: SourceList) -> list[ColumnElement[bool]]:
    tier = worst_open_tier(viewer, col(SensorRow.id))
    found = [*filters.conditions(viewer, wanted.which), *only(tier, wanted.tiers)]
    if wanted.counted is not None:
        found += only(_counted_as(viewer, at=wanted.counted.at), wanted.counted.states)
    if wanted.recurs_since is not None:
        raised = of_alerts(viewer, AlertFilter(tiers=SERIOUS, raised_from=wanted.recurs_since))
        often = select(col(AlertRow.sensor_id)).where(*raised).group_by(col(AlertRow.sensor_id))
        found.append(col(SensorRow.id).in_(often.having(func.count() >= RECURRING_FROM)))
    return found


def _counted_as(viewer: Viewer, *, at: datetime) -> SQLColumnExpression[Any]:
    """Return the one `CountedAs` of a row; the pages say the same of what they show (`countedAs`)."""
    tiers = {each.value: CountedAs(each.name).value for each in (Tier.RED, Tier.ORANGE, Tier.YELLOW)}
    state = col(SensorRow.state)
    without_alert = case(
        (state == SensorState.OUT_OF_SERVICE.value, CountedAs.OUT.value),
        (is_never_heard(), CountedAs.UNHEARD.value),
        (state == SensorState.SILENT.value, CountedAs.BLIND.value),
        (is_untrusted(viewer, col(SensorRow.id)), CountedAs.BLIND.value),
        (_is_past(at), CountedAs.BLIND.value),
        else_=CountedAs.NORMAL.value,
    )
    # A simple CASE: with one condition per tier the look-up would stand in the statement three times.
    tier = type_coerce(active_tier(viewer, col(SensorRow.id)), Integer)
    return case(tiers, value=tier, else_=without_alert)


def _is_past(at: datetime) -> ColumnElement[bool]:
    """Whether the last value of a source is older than its silence time, or the default where it has none."""
    silence_s = (
        select(col(IndicatorRow.silent_after_s))
        .where(col(IndicatorRow.sensor_id) == SensorRow.id)
        .order_by(col(IndicatorRow.version).desc())
        .limit(1)
        .correlate(SensorRow)
        .scalar_subquery()
    )
    allowed_s = func.coalesce(func.nullif(silence_s, 0), PRESENT_FOR.total_seconds())
    age_us = literal(microseconds(at), BigInteger) - source_states.c.sampled_us
    is_old = age_us > (allowed_s + CLOCK_TOLERANCE.total_seconds()) * 1_000_000
    return exists().where(source_states.c.sensor_id == SensorRow.id, is_old).correlate(SensorRow)


def _sort_column(viewer: Viewer, by: SourceSortBy, *, at: datetime) -> SortColumn:
    if by is SourceSortBy.TIER:
        tier = type_coerce(worst_open_tier(viewer, col(SensorRow.id)), Integer)
        return SortColumn(tier, is_optional=True)
    if by is SourceSortBy.URGENCY:
        return SortColumn(rank(_counted_as(viewer, at=at), WORST_FIRST))
    return filters.sort_column(by)
