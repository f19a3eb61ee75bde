"""The threshold lab: versions, proposals, what shadows saw, and the history that a back-test replays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import numpy as np
from sqlalchemy import SQLColumnExpression, String, case, cast, literal, or_
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from backend.alerts.tables import AlertRow
from backend.cases.tables import CaseRow
from backend.core.statements import one_of
from backend.core.time import microseconds, moment
from backend.core.types import UtcDateTime
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import AlertCondition, Tier
from backend.core.waiting import NEVER_DUE
from backend.detection.backtest.backtest import Columns
from backend.detection.backtest.comparison import History
from backend.detection.backtest.results import Outcome, PastAlert
from backend.equipment.references_queries import references
from backend.people.queries import PersonView
from backend.readings.series.blocks import MAX_SPAN_US
from backend.readings.store import Readings
from backend.readings.tables import blocks
from backend.sensors import queries as sensors
from backend.sensors.queries import SensorView
from backend.sensors.rules import Indicator
from backend.sensors.store import indicator_of
from backend.sensors.tables import IndicatorRow, SensorRow
from backend.tuning.indicators_rules import REPLAYED, Proposal, ProposalState
from backend.tuning.red_risks_store import RedRisks
from backend.tuning.store import proposal_of
from backend.tuning.tables import ProposalRow, ShadowEpisodeRow

MAX_READINGS: Final = 8_000_000
"""In one back-test: 90 days at one a second."""
MAX_LISTED: Final = 100
MAX_EPISODES: Final = 100
OPEN: Final = (ProposalState.DRAFT, ProposalState.SHADOW)


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version of a source's indicator; `made_by` is None for the command line."""

    indicator: Indicator
    reason: str
    made_at: datetime
    made_by: PersonView | None
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class ProposalView:
    """`is_stale`: another version came into force since; it must be tested again."""

    proposal: Proposal
    sensor: SensorView
    proposed_by: PersonView | None
    decided_by: PersonView | None
    is_stale: bool


@dataclass(frozen=True, slots=True)
class ShadowEpisodeView:
    condition: AlertCondition
    worst_tier: Tier
    value: float | None
    started_at: datetime
    ended_at: datetime | None


def proposals(session: Session, viewer: Viewer, *, sensor_id: int | None = None) -> list[ProposalView]:
    """Return what waits for somebody in the one order, then the others, newest first; a hundred at most."""
    statement = select(ProposalRow).where(col(ProposalRow.site_id).in_(_sites(viewer)))
    if sensor_id is not None:
        statement = statement.where(ProposalRow.sensor_id == sensor_id)
    return _views(session, viewer, session.exec(statement.order_by(*_order()).limit(MAX_LISTED)))


def _order() -> list[SQLColumnExpression[Any]]:
    """Return the order of what waits: the worst tier that it loosens, what is due first (only a review is),
    the oldest. Of the others nothing but their age counts.
    """
    is_review = col(ProposalRow.reviewed_at).is_not(None) & col(ProposalRow.verdict).is_(None)
    waits = or_(is_review, col(ProposalRow.state).in_(OPEN))
    loosened = cast(col(ProposalRow.loosened), String)
    worst = case(
        *((loosened.contains(str(int(tier))), -int(tier)) for tier in sorted(Tier, reverse=True)), else_=0
    )
    proposed_at = col(ProposalRow.proposed_at)
    return [
        waits.desc(),
        case((waits, worst), else_=0),
        case((is_review, col(ProposalRow.review_due_at)), else_=literal(NEVER_DUE, UtcDateTime())),
        case((waits, proposed_at)),
        proposed_at.desc(),
        col(ProposalRow.id),
    ]


def by_ids(session: Session, viewer: Viewer, proposal_ids: Iterable[UUID]) -> dict[UUID, ProposalView]:
    statement = select(ProposalRow).where(
        one_of(col(ProposalRow.id), proposal_ids), col(ProposalRow.site_id).in_(_sites(viewer))
    )
    return {view.proposal.proposal_id: view for view in _views(session, viewer, session.exec(statement))}


def shadow_episodes(
    session: Session, viewer: Viewer, proposal_ids: Iterable[UUID]
) -> dict[UUID, list[ShadowEpisodeView]]:
    """Return the alerts that each shadow would have raised, newest first."""
    wanted = list(proposal_ids)
    statement = (
        select(ShadowEpisodeRow)
        .join(ProposalRow, col(ProposalRow.id) == ShadowEpisodeRow.proposal_id)
        .where(one_of(col(ProposalRow.id), wanted), col(ProposalRow.site_id).in_(_sites(viewer)))
        .order_by(col(ShadowEpisodeRow.started_at).desc())
    )
    found: dict[UUID, list[ShadowEpisodeView]] = {proposal_id: [] for proposal_id in wanted}
    for row in session.exec(statement):
        line = found[row.proposal_id]
        if len(line) < MAX_EPISODES:
            condition, tier = AlertCondition(row.condition), Tier(row.worst_tier)
            line.append(ShadowEpisodeView(condition, tier, row.value, row.started_at, row.ended_at))
    return found


def versions(session: Session, viewer: Viewer, sensor_id: int) -> list[VersionView]:
    """Every version of the source's indicator, newest first; empty for a source of a foreign site."""
    statement = (
        select(IndicatorRow)
        .join(SensorRow, col(SensorRow.id) == IndicatorRow.sensor_id)
        .where(IndicatorRow.sensor_id == sensor_id, col(SensorRow.site_id).in_(_sites(viewer)))
        .order_by(col(IndicatorRow.version).desc())
        .limit(MAX_LISTED)
    )
    rows = session.exec(statement).all()
    refs = references(session, viewer, people=(row.created_by for row in rows))
    return [
        VersionView(
            indicator=indicator_of(row),
            reason=row.reason,
            made_at=row.created_at,
            made_by=refs.person(row.created_by),
            is_in_force=number == 0,
        )
        for number, row in enumerate(rows)
    ]


def version_in_force(session: Session, viewer: Viewer, sensor_id: int) -> int | None:
    """Which version of the indicator counts now; None where the viewer sees none, or nothing is measured."""
    in_force = indicator_in_force(session, viewer, sensor_id)
    return None if in_force is None else in_force.version


def indicator_in_force(session: Session, viewer: Viewer, sensor_id: int) -> Indicator | None:
    """The indicator that counts now; None where the viewer sees none, or nothing is measured."""
    site_id = session.exec(select(SensorRow.site_id).where(SensorRow.id == sensor_id)).first()
    in_force = _in_force(session, sensor_id) if site_id in _sites(viewer) else None
    return None if in_force is None else indicator_of(in_force)


def history(session: Session, viewer: Viewer, sensor_id: int, *, from_us: int, to_us: int) -> History | None:
    """Return the history for a back-test of this source; None if the viewer sees none or nothing is measured.

    At most eight million readings, the newest ones.
    """
    row = session.exec(
        select(SensorRow).where(SensorRow.id == sensor_id, col(SensorRow.site_id).in_(_sites(viewer)))
    ).first()
    in_force = _in_force(session, sensor_id)
    if row is None or in_force is None:
        return None
    begins_us, is_cut = _begin_of(session, sensor_id, from_us)
    readings = Readings(session)
    series = readings.series([sensor_id], from_us=begins_us, to_us=to_us).get(sensor_id)
    if series is None or not len(series.times_us):
        columns = Columns(np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.uint8))
    else:
        columns = Columns(series.times_us, series.values, series.marks)
        begins_us = max(begins_us, int(series.times_us[0]))
    return History(
        in_force=indicator_of(in_force),
        columns=columns,
        past=_past(session, sensor_id, begins_us),
        from_us=begins_us,
        to_us=to_us,
        is_cut=is_cut,
        red=RedRisks(session).times(sensor_id),
    )


def _sites(viewer: Viewer) -> list[UUID]:
    """Return the sites where the viewer may look into the lab: what limits miss is for those in charge."""
    return viewer.site_ids_where(Permission.SEE_KPIS)


def _in_force(session: Session, sensor_id: int) -> IndicatorRow | None:
    statement = select(IndicatorRow).where(IndicatorRow.sensor_id == sensor_id)
    return session.exec(statement.order_by(col(IndicatorRow.version).desc()).limit(1)).first()


def _begin_of(session: Session, sensor_id: int, from_us: int) -> tuple[int, bool]:
    """From when on the history fits into one back-test, and whether that is later than asked for."""
    statement = (
        sql_select(blocks.c.start_us, blocks.c.n)
        # The first condition is for the index: a block spans at most a day.
        .where(blocks.c.sensor_id == sensor_id, blocks.c.start_us >= from_us - MAX_SPAN_US)
        .where(blocks.c.end_us >= from_us)
        .order_by(blocks.c.start_us.desc())
    )
    total = 0
    for start_us, n in session.connection().execute(statement):
        total += n
        if total > MAX_READINGS:
            return start_us + 1, True
    return from_us, False


def _past(session: Session, sensor_id: int, from_us: int) -> tuple[PastAlert, ...]:
    """The alerts that this source really raised since, by the time of its readings."""
    statement = (
        select(AlertRow, CaseRow.number, CaseRow.outcome)
        .outerjoin(CaseRow, col(CaseRow.id) == AlertRow.case_id)
        .where(AlertRow.sensor_id == sensor_id, col(AlertRow.condition).in_(REPLAYED))
        .where(or_(col(AlertRow.normal_at).is_(None), col(AlertRow.normal_at) >= moment(from_us)))
        .order_by(col(AlertRow.raised_at))
    )
    return tuple(
        PastAlert(
            alert_id=row.id,
            condition=AlertCondition(row.condition),
            tier=Tier(row.worst_tier),
            began_us=_began_us(row),
            ended_us=None if row.normal_at is None else microseconds(row.normal_at),
            case_id=row.case_id,
            case_number=number,
            outcome=Outcome(outcome) if outcome else None,
        )
        for row, number, outcome in session.exec(statement)
    )


def _began_us(row: AlertRow) -> int:
    """When its condition began by the clock of the readings; the cause is that of the worst tier so far."""
    sampled_us = row.cause.get("sampled_us")
    if sampled_us is None:
        return microseconds(row.raised_at)
    lasted_us = round(row.cause.get("held_for_s", 0.0) * 1e6)
    began_us: int = int(sampled_us) - lasted_us
    return min(began_us, microseconds(row.raised_at))


def _views(session: Session, viewer: Viewer, rows: Iterable[ProposalRow]) -> list[ProposalView]:
    found = [proposal_of(row) for row in rows]
    refs = references(
        session,
        viewer,
        people=[person for each in found for person in (each.proposed_by, each.decided_by)],
    )
    of_sensor = sensors.by_ids(session, viewer, (each.sensor_id for each in found))
    in_force = sensors.indicators(session, viewer, of_sensor)
    versions = {sensor_id: indicator.version for sensor_id, indicator in in_force.items()}
    return [
        ProposalView(
            proposal=each,
            sensor=of_sensor[each.sensor_id],
            proposed_by=refs.person(each.proposed_by),
            decided_by=refs.person(each.decided_by),
            is_stale=each.state in OPEN and versions.get(each.sensor_id) != each.base_version,
        )
        for each in found
    ]
