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
from backend.core.plain_columns import microseconds_of, plain_id, plain_moment, read_columns
from backend.core.statements import one_of
from backend.core.types import UtcDateTime
from backend.core.vocabulary import AlertCondition, AlertKey, Tier
from backend.risks.revisions.tables import RiskEventRow
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


@dataclass(frozen=True, slots=True)
class SpeakingEvent:
    """Event of the register that speaks for alerts, and who is responsible for it, as it is now."""

    department_id: UUID | None
    person_id: UUID | None


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """Alerts raised from `start` to `end`, that included, oldest first, and what was asked in that time.

    `sensor_ids`, `case_ids`, `event_ids`: of `raised`; the ids of cases and events of the register as texts.
    `was_due_by`: whether the alert was to be acknowledged by the end of the time that is asked about.
    """

    raised: Raised
    was_due_by: NDArray[np.bool_]
    sensor_ids: Sequence[int]
    case_ids: Sequence[str | None]
    event_ids: Sequence[str | None]
    activations: Activations
    sources: dict[int, Source]
    events: dict[str, SpeakingEvent]


def span(session: Session, site_ids: Sequence[UUID], start: datetime, end: datetime, *, at: datetime) -> Span:
    """Read what figures of this time are made of, as of `at`; six statements, and a seventh where other
    sites are too loud to be read with those that are asked about.

    Histories and alerts are read apart and put together here: their join looks up each alert by its id,
    which costs more than all the rest.
    """
    here = col(AlertRow.site_id).in_(site_ids)
    key = (
        plain_id(col(AlertRow.id)),
        col(AlertRow.sensor_id),
        col(AlertRow.condition),
        col(AlertRow.aspect),
        plain_id(col(AlertRow.risk_event_id)),
    )
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
    ids, sensor_ids, conditions, aspects, event_ids, at_us, tiers, answer_of, case_ids = read_columns(
        session,
        sa.select(*key, *of_raised, plain_id(col(AlertRow.case_id)))
        .where(here, col(AlertRow.raised_at).between(start, end))
        .order_by(col(AlertRow.raised_at)),
    )
    lines = _lines(session, site_ids, start, end)
    # Those that were raised before, and asked again in this time.
    older = [UUID(each) for each in set(lines[1]).difference(ids)]
    of_older = read_columns(session, sa.select(*key).where(one_of(col(AlertRow.id), older), here))
    alerts = [
        [*column, *more]
        for column, more in zip((ids, sensor_ids, conditions, aspects, event_ids), of_older, strict=True)
    ]
    sources = _sources(session, site_ids)
    events = _events(session, {each for each in alerts[-1] if each is not None})
    answers = np.array(answer_of, np.int64)
    return Span(
        raised=Raised(
            at_us=microseconds_of(at_us),
            tier=np.array(tiers, np.int64),
            is_due=(answers & (DUE | SEEN)) > 0,
            is_late=(answers & LATE) > 0,
        ),
        was_due_by=(answers & DUE) > 0,
        sensor_ids=sensor_ids,
        case_ids=case_ids,
        event_ids=event_ids,
        activations=_asked(alerts, lines, sources, events),
        sources=sources,
        events=events,
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


def _events(session: Session, event_ids: set[str]) -> dict[str, SpeakingEvent]:
    """Return these events of the register by their ids as texts; no statement for none."""
    if not event_ids:
        return {}
    statement = sa.select(
        plain_id(col(RiskEventRow.id)), col(RiskEventRow.department_id), col(RiskEventRow.person_id)
    ).where(one_of(col(RiskEventRow.id), [UUID(each) for each in event_ids]))
    return {
        event_id: SpeakingEvent(department_id, person_id)
        for event_id, department_id, person_id in session.connection().execute(statement)
    }


def _lines(session: Session, site_ids: Sequence[UUID], start: datetime, end: datetime) -> list[list[Any]]:
    """[moment, id of the alert, tier] of the activations, the last first; also of other sites, while these
    cost less than to leave them out, and leave room for those that are asked about.
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
    every_site = session.connection().execute(sa.select(func.count()).select_from(SiteRow)).scalar_one()
    if every_site == len(site_ids):
        return read_columns(session, lines.limit(MOST_ACTIVATIONS))
    if every_site <= READ_WITH * len(site_ids):
        found = read_columns(session, lines.limit(READ_WITH * MOST_ACTIVATIONS))
        if len(found[0]) < READ_WITH * MOST_ACTIVATIONS:
            return found
    is_here = sa.exists().where(
        col(AlertRow.id) == AlertTransitionRow.alert_id, col(AlertRow.site_id).in_(site_ids)
    )
    return read_columns(session, lines.where(is_here).limit(MOST_ACTIVATIONS))


def _asked(
    alerts: Sequence[Sequence[Any]],
    lines: Sequence[Sequence[Any]],
    sources: Mapping[int, Source],
    events: Mapping[str, SpeakingEvent],
) -> Activations:
    """Return the activations of these alerts (id, source, condition, aspect, event of the register), of which
    there may be some of others, too.
    """
    ids, *key = alerts
    known: dict[tuple[int, str, str, str | None], int] = {}
    key_of_alert = np.array([known.setdefault(each, len(known)) for each in zip(*key, strict=True)], np.int64)
    number_of = dict(zip(ids, range(len(ids)), strict=True))
    alert = np.array([number_of.get(each, -1) for each in lines[1]], np.int64)
    which = np.flatnonzero(alert >= 0)[:MOST_ACTIVATIONS][::-1]
    keys = [
        (
            (sensor_id, CONDITIONS[condition], aspect),
            sources[sensor_id].responsible_id if event_id is None else events[event_id].person_id,
        )
        for sensor_id, condition, aspect, event_id in known
    ]
    return columns_of(
        microseconds_of(lines[0])[which],
        alert[which],
        np.array(lines[2], np.int64)[which],
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
