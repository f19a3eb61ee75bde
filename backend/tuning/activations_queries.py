"""Alerts of a time and the activations in their histories, for the figures of alarm performance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy import func
from sqlmodel import Session, col, select

from backend.alerts.filters_queries import is_announced
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.cases.tables import CaseRow
from backend.core.plain_columns import microseconds, plain_id, plain_moment, plain_rows
from backend.core.statements import one_of
from backend.core.types import UtcDateTime
from backend.core.vocabulary import AlertCondition, AlertKey, Tier
from backend.sensors.tables import SensorRow
from backend.sites.tables import SiteRow
from backend.tuning import performance_rules as kpis
from backend.tuning.activation_columns_rules import Activations, columns_of
from backend.tuning.figures_rules import Raised

MOST_ACTIVATIONS: Final = 200_000
MOST_STALE: Final = 50
READ_WITH: Final = 5
"""Activations of up to so many times as many sites are read with those that are asked about."""
DUE, LATE, SEEN = 1, 2, 4
"""Bits of an alert: its time to be acknowledged is over; it was missed; the alert is acknowledged."""
CONDITIONS: Final = {each.value: each for each in AlertCondition}


@dataclass(frozen=True, slots=True)
class StaleAlert:
    alert_id: UUID
    key: AlertKey
    tier: Tier
    active_since: datetime


@dataclass(frozen=True, slots=True)
class Source:
    """Where a source is and who is responsible for it, as it is now."""

    area_id: UUID
    department_id: UUID | None
    responsible_id: UUID | None


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """Alerts raised from `start` to `end`, that included, oldest first, and what was asked in that time.

    `sensor_ids`, `case_ids`: of `raised`; the ids of cases as texts.
    `was_due_by`: whether the alert was to be acknowledged by the end of the time that is asked about.
    """

    raised: Raised
    was_due_by: NDArray[np.bool_]
    sensor_ids: Sequence[int]
    case_ids: Sequence[str | None]
    activations: Activations
    sources: dict[int, Source]


def span(session: Session, site_ids: Sequence[UUID], start: datetime, end: datetime, *, at: datetime) -> Span:
    """Read what figures of this time are made of, as of `at`; five statements, whatever they find.

    Histories and alerts are read apart and put together here: their join looks up each alert by its id,
    which costs more than all the rest.
    """
    here = col(AlertRow.site_id).in_(site_ids)
    key = (plain_id(col(AlertRow.id)), col(AlertRow.sensor_id), col(AlertRow.condition), col(AlertRow.aspect))
    moment, due_at = sa.literal(at, UtcDateTime), col(AlertRow.acknowledge_due_at)
    is_late = func.coalesce(AlertRow.acknowledged_at, moment) > due_at
    answer = sum(
        sa.case((holds, bit), else_=0)
        for bit, holds in (
            (DUE, due_at <= moment),
            (LATE, is_late),
            (SEEN, col(AlertRow.acknowledged_at).is_not(None)),
        )
    )
    of_raised: tuple[Any, ...] = (plain_moment(col(AlertRow.raised_at)), col(AlertRow.worst_tier), answer)
    raised = plain_rows(
        session,
        sa.select(*key, *of_raised, plain_id(col(AlertRow.case_id)))
        .where(here, col(AlertRow.raised_at).between(start, end))
        .order_by(col(AlertRow.raised_at)),
    )
    lines = _lines(session, site_ids, start, end)
    # Those that were raised before, and asked again in this time.
    older = {row[1] for row in lines}.difference([row[0] for row in raised])
    of_older = sa.select(*key).where(one_of(col(AlertRow.id), [UUID(each) for each in older]), here)
    sources = _sources(session, site_ids)
    answers = np.array([row[6] for row in raised], np.int64)
    return Span(
        raised=Raised(
            at_us=microseconds([row[4] for row in raised]),
            tier=np.array([row[5] for row in raised], np.int64),
            is_due=(answers & (DUE | SEEN)) > 0,
            is_late=(answers & LATE) > 0,
        ),
        was_due_by=(answers & DUE) > 0,
        sensor_ids=[row[1] for row in raised],
        case_ids=[row[7] for row in raised],
        activations=_asked([*raised, *plain_rows(session, of_older)], lines, sources),
        sources=sources,
    )


def _sources(session: Session, site_ids: Sequence[UUID]) -> dict[int, Source]:
    row = SensorRow
    statement = sa.select(
        col(row.id), col(row.area_id), col(row.department_id), col(row.responsible_id)
    ).where(col(row.site_id).in_(site_ids))
    return {
        number: Source(area_id, department_id, responsible_id)
        for number, area_id, department_id, responsible_id in session.connection().execute(statement)
        if number is not None
    }


def _lines(
    session: Session, site_ids: Sequence[UUID], start: datetime, end: datetime
) -> list[tuple[Any, ...]]:
    """(moment, id of the alert, tier) of the activations, the last first; also of other sites, while these
    cost less than to leave them out.
    """
    lines = (
        sa.select(
            plain_moment(col(AlertTransitionRow.at)),
            plain_id(col(AlertTransitionRow.alert_id)),
            col(AlertTransitionRow.tier),
        )
        .where(*is_announced(), col(AlertTransitionRow.at).between(start, end))
        .order_by(col(AlertTransitionRow.at).desc())
    )
    every_site = sa.select(func.count()).select_from(SiteRow)
    if session.connection().execute(every_site).scalar_one() <= READ_WITH * len(site_ids):
        return plain_rows(session, lines.limit(READ_WITH * MOST_ACTIVATIONS))
    is_here = sa.exists().where(
        col(AlertRow.id) == AlertTransitionRow.alert_id, col(AlertRow.site_id).in_(site_ids)
    )
    lines = lines.where(is_here)
    return plain_rows(session, lines.limit(MOST_ACTIVATIONS))


def _asked(
    alerts: Sequence[tuple[Any, ...]], lines: Sequence[tuple[Any, ...]], sources: Mapping[int, Source]
) -> Activations:
    """Return the activations of these alerts, of which there may be some of others, too."""
    known: dict[tuple[int, str, str], int] = {}
    key_of_alert = np.array([known.setdefault(row[1:4], len(known)) for row in alerts], np.int64)
    number_of = {row[0]: number for number, row in enumerate(alerts)}
    alert = np.array([number_of.get(row[1], -1) for row in lines], np.int64)
    which = np.flatnonzero(alert >= 0)[:MOST_ACTIVATIONS][::-1]
    keys = [
        ((sensor_id, CONDITIONS[condition], aspect), sources[sensor_id].responsible_id)
        for sensor_id, condition, aspect in known
    ]
    return columns_of(
        microseconds([row[0] for row in lines])[which],
        alert[which],
        np.array([row[2] for row in lines], np.int64)[which],
        key_of_alert[alert[which]],
        keys,
    )


def stale(session: Session, site_ids: Sequence[UUID], *, now: datetime) -> list[StaleAlert]:
    row = AlertRow
    key: tuple[Any, ...] = (row.sensor_id, row.condition, row.aspect)
    statement = (
        sa.select(col(row.id), *key, col(row.tier), col(row.active_since), col(row.raised_at))
        .where(col(AlertRow.site_id).in_(site_ids), col(AlertRow.is_open), col(AlertRow.is_active))
        .where(col(AlertRow.active_since) < now - kpis.STALE_AFTER)
        .order_by(col(AlertRow.active_since))
        .limit(MOST_STALE)
    )
    found = session.connection().execute(statement)
    return [
        StaleAlert(
            alert_id=alert_id,
            key=(sensor_id, AlertCondition(condition), aspect),
            tier=Tier(tier),
            active_since=active_since or raised_at,
        )
        for alert_id, sensor_id, condition, aspect, tier, active_since, raised_at in found
    ]


def outcomes(session: Session, site_ids: Sequence[UUID], start: datetime, end: datetime) -> dict[str, int]:
    """Return the outcomes of alerts whose cases were archived in this time."""
    statement = (
        select(CaseRow.outcome, func.count())
        .where(col(CaseRow.site_id).in_(site_ids), col(CaseRow.archived_at).between(start, end))
        .where(sa.exists().where(col(AlertRow.case_id) == CaseRow.id))
        .group_by(col(CaseRow.outcome))
    )
    return {str(outcome): int(n) for outcome, n in session.connection().execute(statement)}
