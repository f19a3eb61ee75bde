"""Alerts of sources: the worst active one, those of a span of time, and what is forecast."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from typing import cast as cast_type
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, func, or_
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from backend.alerts.danger_rules import UNTRUSTED
from backend.alerts.queries import ALERTS, STORED, AlertView, views_of
from backend.alerts.store import is_hidden
from backend.alerts.tables import AlertRow
from backend.core.statements import among, one_of, rows
from backend.core.time import moment
from backend.core.viewer import Viewer
from backend.core.vocabulary import AlertCondition, Tier

FARTHEST_S: Final = 10 * 365 * 86_400
"""A forecast beyond is one of no interest."""
MOST: Final = 200
"""Alerts of one source in a span; a source that has more chatters, and its last ones say so."""
STANDING: Final = (
    sql_select(
        col(AlertRow.sensor_id),
        col(AlertRow.id),
        col(AlertRow.tier),
        col(AlertRow.condition),
        col(AlertRow.active_since),
        col(AlertRow.raised_at),
        col(AlertRow.suppressed_by),
        col(AlertRow.rank),
        col(AlertRow.is_active),
        and_(~col(AlertRow.is_acknowledged), ~is_hidden()).label("asks"),
    )
    .where(among(col(AlertRow.sensor_id), "sensors"), among(col(AlertRow.site_id), "sites"))
    .where(col(AlertRow.is_open), or_(col(AlertRow.is_active), ~col(AlertRow.is_acknowledged)))
    .order_by(col(AlertRow.tier), col(AlertRow.raised_at).desc())
)
"""The worst of each source, the oldest of these, comes last."""
FORECASTS: Final = (
    ALERTS.where(among(col(AlertRow.sensor_id), "sensors"), among(col(AlertRow.site_id), "sites"))
    .where(col(AlertRow.is_open), col(AlertRow.is_active))
    .where(col(AlertRow.condition) == AlertCondition.FORECAST.value)
)


@dataclass(frozen=True, slots=True)
class ActiveAlert:
    """The worst active alert of a source."""

    alert_id: UUID
    tier: Tier
    condition: AlertCondition
    since: datetime
    is_suppressed: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Open alerts of a source in two words. `unanswered`: the worst rank of those in sight that nobody has
    acknowledged, active or not. `is_untrusted`: what it says is no value, as `is_untrusted` says of rows.
    """

    active: ActiveAlert | None
    unanswered: Tier | None
    is_untrusted: bool = False


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """A source and a span of time, both ends included."""

    sensor_id: int
    from_at: datetime
    to_at: datetime


@dataclass(frozen=True, slots=True)
class Outlook:
    """Forecast for a source: from `value` at `said_at` to the limit, with the band of that moment."""

    said_at: datetime
    value: float
    limit: float
    tier: Tier
    reaches_at: datetime
    earliest_at: datetime
    latest_at: datetime


def standing(session: Session, viewer: Viewer, sensor_ids: Iterable[int]) -> dict[int, Standing]:
    """Return the worst active alert, suppressed ones included, and the worst unanswered rank of each of these
    that has an open alert; one statement.
    """
    asked = {"sensors": list(set(sensor_ids)), "sites": list(viewer.site_ids)}
    found: dict[int, Standing] = {}
    for row in session.connection().execute(STANDING, asked):
        before = found.get(row.sensor_id, Standing(None, None))
        active, unanswered, is_untrusted = before.active, before.unanswered, before.is_untrusted
        if row.is_active:
            active = ActiveAlert(
                alert_id=row.id,
                tier=Tier(row.tier),
                condition=AlertCondition(row.condition),
                since=row.active_since or row.raised_at,
                is_suppressed=row.suppressed_by is not None,
            )
            is_untrusted = is_untrusted or row.condition in UNTRUSTED
        if row.asks:
            unanswered = max(unanswered or Tier(row.rank), Tier(row.rank))
        found[row.sensor_id] = Standing(active, unanswered, is_untrusted)
    return found


def active_tier(viewer: Viewer, sensor_id: SQLColumnExpression[Any]) -> SQLColumnExpression[Any]:
    """Return the tier of the worst active alert of a source, suppressed ones included, and those left out
    that only say that it is silent; NULL for none.
    """
    is_heard = col(AlertRow.condition) != AlertCondition.SILENT.value
    worst = select(func.max(col(AlertRow.tier))).where(*_active(viewer, sensor_id), is_heard)
    return worst.correlate_except(AlertRow).scalar_subquery()


def is_untrusted(viewer: Viewer, sensor_id: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Whether the instrument of a source says what is no value: out of its range, or of bad quality."""
    says_nothing = col(AlertRow.condition).in_(UNTRUSTED)
    return exists().where(*_active(viewer, sensor_id), says_nothing).correlate_except(AlertRow)


def _active(viewer: Viewer, sensor_id: SQLColumnExpression[Any]) -> list[ColumnElement[bool]]:
    is_of_source = and_(col(AlertRow.sensor_id) == sensor_id, col(AlertRow.site_id).in_(viewer.site_ids))
    return [is_of_source, and_(col(AlertRow.is_open), col(AlertRow.is_active))]


def of_spans(
    session: Session, viewer: Viewer, spans: Iterable[SourceSpan]
) -> dict[SourceSpan, list[AlertView]]:
    """Return the alerts that were active in each of these spans, newest first; one statement for all."""
    wanted = list(spans)
    first, last = min(each.from_at for each in wanted), max(each.to_at for each in wanted)
    statement = (
        ALERTS.where(one_of(col(AlertRow.sensor_id), {each.sensor_id for each in wanted}))
        .where(col(AlertRow.site_id).in_(viewer.site_ids), col(AlertRow.raised_at) <= last)
        .where(or_(col(AlertRow.is_active), col(AlertRow.normal_at) >= first))
        .order_by(col(AlertRow.raised_at).desc())
        .limit(MOST * len(wanted))
    )
    found = views_of(session, viewer, rows(session, statement))
    return {
        span: [view for view in found if view.alert.sensor_id == span.sensor_id and _meets(view, span)]
        for span in wanted
    }


def outlooks(session: Session, viewer: Viewer, sensor_ids: Iterable[int]) -> dict[int, Outlook]:
    """Return what is forecast for each of these for which a limit is ahead."""
    asked = {"sensors": list(set(sensor_ids)), "sites": list(viewer.site_ids)}
    found = {}
    for row in rows(session, FORECASTS, asked):
        cause = STORED.decode(cast_type(str, row.cause))
        why, said_at = cause.why, moment(cause.sampled_us)
        if cause.value is None or cause.limit is None or "seconds" not in why:
            continue
        found[row.sensor_id] = Outlook(
            said_at=said_at,
            value=cause.value,
            limit=cause.limit,
            tier=Tier(why["limit_tier"]),
            reaches_at=_after(said_at, why["seconds"]),
            earliest_at=_after(said_at, why["earliest_s"]),
            latest_at=_after(said_at, why["latest_s"]),
        )
    return found


def _after(said_at: datetime, seconds: float) -> datetime:
    return said_at + timedelta(seconds=min(seconds, FARTHEST_S))


def _meets(view: AlertView, span: SourceSpan) -> bool:
    alert = view.alert
    is_over = not alert.is_active and alert.normal_at is not None and alert.normal_at < span.from_at
    return alert.raised_at <= span.to_at and not is_over
