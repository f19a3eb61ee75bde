"""Alerts as the list, the detail and live screens show them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from typing import cast as cast_type
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, String, cast, distinct, func, not_
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.alerts.advice_rules import AdviceSource
from backend.alerts.filters_queries import (
    IN_SIGHT,
    AlertFilter,
    AlertSortBy,
    conditions,
    counts,
    sort_column,
    waiting_order,
)
from backend.alerts.grouping.rules import GroupScope
from backend.alerts.rules import TIER_MOVES, Alert, AlertTransitionKind, Suppression
from backend.alerts.store import alert_of
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.core.filters import only
from backend.core.paging import Page, check_first
from backend.core.sorting import Sort, sorted_part
from backend.core.statements import among, every_column, rows
from backend.core.text import Text
from backend.core.time import moment
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier, TracePoint
from backend.core.waiting import Order, Part, page_of_parts
from backend.equipment.references_queries import references
from backend.people.queries import PersonView
from backend.sensors import queries as sensors
from backend.sensors.queries import SensorView
from backend.sensors.tables import SensorRow

ALERTS: Final = cast_type(
    SelectOfScalar[AlertRow],
    sql_select(
        *(column for column in every_column(AlertRow) if column.name not in ("cause", "advice")),
        cast(col(AlertRow.cause), String).label("cause"),
        cast(col(AlertRow.advice), String).label("advice"),
    ),
)
"""Every column; cause and advice as text, which each reader takes as much from as it needs."""
BY_IDS: Final = ALERTS.where(among(col(AlertRow.id), "alerts"), among(col(AlertRow.site_id), "sites"))
_GROUP: Final = func.coalesce(AlertRow.group_id, AlertRow.id)
"""Id of the group of an alert, else of itself."""
PAST: Final = (col(AlertRow.worst_tier), col(AlertRow.raised_at), col(AlertRow.id))


@dataclass(frozen=True, slots=True)
class Cause:
    """Why it was raised to its tier, frozen then. `value` and `limit` are None for a silent source."""

    value: float | None
    limit: float | None
    unit: str
    sampled_at: datetime
    indicator_version: int
    lasted: timedelta
    why: Mapping[str, Any]
    """Values that its condition needs beside these, as `ConditionChange.why`."""
    stored: "StoredCause"

    @property
    def trace(self) -> tuple[TracePoint, ...]:
        """Readings before the alert; decoded where somebody looks at them, a list of alerts does not."""
        points = msgspec.json.decode(self.stored.trace)
        return tuple(TracePoint(sampled_us, value) for sampled_us, value in points)


class StoredCause(msgspec.Struct, frozen=True):
    """A cause as JSON; the trace, which is most of it, stays text."""

    value: Any
    limit: Any
    unit: Any
    sampled_us: int
    indicator_version: Any
    held_for_s: Any
    trace: msgspec.Raw
    why: dict[str, Any] = msgspec.field(default_factory=dict)

    @property
    def numbers(self) -> dict[str, Any]:
        """Values with which `causes.rules.sentence` words the cause."""
        return {name: getattr(self, name) for name in self.__struct_fields__ if name != "trace"}


STORED: Final = msgspec.json.Decoder(StoredCause)
STEPS: Final = msgspec.json.Decoder(list[Text])


@dataclass(frozen=True, slots=True)
class AlertView:
    alert: Alert
    sensor: SensorView
    cause: Cause
    stored_advice: str
    advice_from: AdviceSource
    acknowledged_by: PersonView | None
    case_id: UUID | None
    shelved_by: PersonView | None = None
    group_scope: GroupScope | None = None
    leads_group: bool = True

    @property
    def advice(self) -> list[Text]:
        """First measures as they were frozen; decoded where somebody reads them, which a list does not."""
        return STEPS.decode(self.stored_advice)


@dataclass(frozen=True, slots=True)
class TransitionView:
    at: datetime
    kind: AlertTransitionKind
    tier: Tier
    value: float | None
    person: PersonView | None
    suppression: Suppression | None = None
    note: str | None = None


def page(
    session: Session,
    viewer: Viewer,
    which: AlertFilter,
    *,
    first: int,
    after: str | None,
    sort: Sort[AlertSortBy] | None = None,
) -> Page[AlertView]:
    """Open alerts in the one order of `core.waiting`, then past ones: worst tier first, then newest; or all
    sorted by one column.
    """
    wanted = ALERTS.where(*conditions(viewer, which))
    parts: tuple[Part, ...] = (
        Part(wanted.where(col(AlertRow.is_open)), waiting_order()),
        Part(wanted.where(not_(col(AlertRow.is_open))), PAST, descends=True),
    )
    if sort is not None:
        parts = (sorted_part(wanted, sort_column(sort.by), col(AlertRow.id), descends=sort.descends),)
    return page_of_parts(session, parts, partial(views_of, session, viewer), first=first, after=after)


def by_ids(session: Session, viewer: Viewer, alert_ids: Iterable[UUID]) -> dict[UUID, AlertView]:
    found = rows(session, BY_IDS, {"alerts": list(set(alert_ids)), "sites": list(viewer.site_ids)})
    return {view.alert.alert_id: view for view in views_of(session, viewer, found)}


def open_of_equipment(
    session: Session, viewer: Viewer, equipment_ids: Iterable[UUID]
) -> dict[UUID, list[AlertView]]:
    """The open alerts of the sensors bound to each of these, worst first."""
    wanted = list(equipment_ids)
    statement = (
        ALERTS.join(SensorRow, col(SensorRow.id) == AlertRow.sensor_id)
        .where(col(SensorRow.equipment_id).in_(wanted), col(AlertRow.is_open))
        .where(col(AlertRow.site_id).in_(viewer.site_ids))
        .order_by(col(AlertRow.rank).desc(), col(AlertRow.raised_at).desc())
    )
    found: dict[UUID, list[AlertView]] = {equipment_id: [] for equipment_id in wanted}
    for view in views_of(session, viewer, rows(session, statement)):
        if view.sensor.equipment:
            found[view.sensor.equipment.item.equipment_id].append(view)
    return found


def suppressed(
    session: Session,
    viewer: Viewer,
    *,
    first: int,
    by: Sequence[Suppression] | None = None,
    is_by_group: bool = False,
) -> list[AlertView]:
    """Return the alerts that are suppressed for one of these reasons, or for any, worst first; by group: of
    each group one alone, the one that leads it if it is among them.
    """
    found = _suppressed_by(viewer, by)
    order: Order = (col(AlertRow.rank).desc(), col(AlertRow.suppressed_at).desc())
    statement = ALERTS.where(*found)
    if is_by_group:
        first_of_group: Order = (col(AlertRow.leads_group).desc(), *order, col(AlertRow.id))
        place = func.row_number().over(partition_by=_GROUP, order_by=first_of_group)
        ranked = select(col(AlertRow.id), place.label("place")).where(*found).subquery()
        statement = ALERTS.join(ranked, ranked.c.id == AlertRow.id).where(ranked.c.place == 1)
    statement = statement.order_by(*order).limit(check_first(first))
    return views_of(session, viewer, rows(session, statement))


def suppressed_for(
    session: Session, viewer: Viewer, by: Sequence[Suppression] | None, *, is_by_group: bool = False
) -> int:
    """Return the number of alerts that are suppressed for one of these reasons, or for any; by group: those
    of one group count once.
    """
    number = func.count(distinct(_GROUP)) if is_by_group else func.count()
    statement = select(number).select_from(AlertRow).where(*_suppressed_by(viewer, by))
    return int(session.exec(statement).one())


def _suppressed_by(viewer: Viewer, by: Sequence[Suppression] | None) -> list[ColumnElement[bool]]:
    return [
        col(AlertRow.suppressed_by).is_not(None),
        col(AlertRow.site_id).in_(viewer.site_ids),
        *only(col(AlertRow.suppressed_by), by),
    ]


def suppressed_count(session: Session, viewer: Viewer) -> int:
    """Return the number of alerts that are suppressed and hidden."""
    which = AlertFilter(is_suppressed=True)
    return counts(session, viewer, [which])[which]


def open_tiers(session: Session, viewer: Viewer, sensor_ids: Iterable[int]) -> dict[int, Tier]:
    """Return the worst rank of what is open of each of these sources and not suppressed."""
    statement = (
        select(AlertRow.sensor_id, func.max(AlertRow.rank))
        .where(*conditions(viewer, replace(IN_SIGHT, leads=False)))
        .where(col(AlertRow.sensor_id).in_(list(sensor_ids)))
        .group_by(col(AlertRow.sensor_id))
    )
    return {sensor_id: Tier(tier) for sensor_id, tier in session.exec(statement)}


def leading_of_cases(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, AlertView]:
    """The alert that gives each of these cases its tier; of several the first that was as bad: a case is
    named after it (`cases.alert_commands`), and people follow its advice.
    """
    reached = (
        select(func.min(AlertTransitionRow.at))
        .where(col(AlertTransitionRow.alert_id) == AlertRow.id)
        .where(col(AlertTransitionRow.tier) == AlertRow.worst_tier)
        .correlate(AlertRow)
        .scalar_subquery()
    )
    statement = ALERTS.where(
        col(AlertRow.case_id).in_(set(case_ids)), col(AlertRow.site_id).in_(viewer.site_ids)
    ).order_by(col(AlertRow.worst_tier), func.coalesce(reached, AlertRow.raised_at).desc())
    views = views_of(session, viewer, rows(session, statement))
    return {view.case_id: view for view in views if view.case_id}


def histories(
    session: Session, viewer: Viewer, alert_ids: Iterable[UUID]
) -> dict[UUID, list[TransitionView]]:
    """Return the history of each of these alerts, oldest first."""
    wanted = list(alert_ids)
    statement = (
        select(AlertTransitionRow)
        .join(AlertRow, col(AlertRow.id) == AlertTransitionRow.alert_id)
        .where(col(AlertTransitionRow.alert_id).in_(wanted), col(AlertRow.site_id).in_(viewer.site_ids))
        .order_by(col(AlertTransitionRow.id))
    )
    transitions = rows(session, statement)
    refs = references(session, viewer, people=(row.person_id for row in transitions))
    found: dict[UUID, list[TransitionView]] = {alert_id: [] for alert_id in wanted}
    for row in transitions:
        found[row.alert_id].append(
            TransitionView(
                at=row.at,
                kind=AlertTransitionKind(row.kind),
                tier=Tier(row.tier),
                value=row.value,
                person=refs.person(row.person_id),
                suppression=Suppression(row.suppression) if row.suppression else None,
                note=row.note,
            )
        )
    return found


def tiers_since(session: Session, viewer: Viewer, alert_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each of these alerts got its present tier; none of one of which nobody was ever notified."""
    statement = (
        select(AlertTransitionRow.alert_id, func.max(AlertTransitionRow.at))
        .join(AlertRow, col(AlertRow.id) == AlertTransitionRow.alert_id)
        .where(among(col(AlertTransitionRow.alert_id), "alerts"), among(col(AlertRow.site_id), "sites"))
        .where(col(AlertTransitionRow.kind).in_(TIER_MOVES))
        .group_by(col(AlertTransitionRow.alert_id))
    )
    asked = {"alerts": list(alert_ids), "sites": list(viewer.site_ids)}
    return dict(session.exec(statement, params=asked).all())


def home_counts(session: Session, viewer: Viewer, _now: datetime) -> dict[str, Any]:
    """Open alerts for the home, by rank from the worst, zeros included; as the lists they lead to count."""
    parts = (col(AlertRow.rank), col(AlertRow.is_acknowledged))
    found = session.exec(
        select(*parts, func.count()).where(*conditions(viewer, IN_SIGHT)).group_by(*parts)
    ).all()
    of_tier: Counter[Tier] = Counter()
    for tier, _, number in found:
        of_tier[Tier(tier)] += number
    return {
        "alerts_by_tier": tuple((tier, of_tier[tier]) for tier in sorted(Tier, reverse=True)),
        "unacknowledged_alerts": sum(number for _, is_seen, number in found if not is_seen),
    }


def views_of(session: Session, viewer: Viewer, found: Sequence[AlertRow]) -> list[AlertView]:
    """Return these rows with what they show of other nouns."""
    sources = sensors.by_ids(session, viewer, (row.sensor_id for row in found))
    people = [person_id for row in found for person_id in (row.acknowledged_by, row.shelved_by)]
    refs = references(session, viewer, people=people)
    views = []
    for row in found:
        alert = alert_of(row)
        views.append(
            AlertView(
                alert=alert,
                sensor=sources[row.sensor_id],
                cause=_cause_of(cast_type(str, row.cause)),
                stored_advice=cast_type(str, row.advice),
                advice_from=AdviceSource(row.advice_from),
                acknowledged_by=refs.person(row.acknowledged_by),
                case_id=row.case_id,
                shelved_by=refs.person(row.shelved_by),
                group_scope=GroupScope(row.group_scope) if row.group_scope else None,
                leads_group=row.leads_group,
            )
        )
    return views


def _cause_of(text: str) -> Cause:
    stored = STORED.decode(text)
    return Cause(
        value=stored.value,
        limit=stored.limit,
        unit=stored.unit,
        sampled_at=moment(stored.sampled_us),
        indicator_version=stored.indicator_version,
        lasted=timedelta(seconds=stored.held_for_s),
        why=stored.why,
        stored=stored,
    )
