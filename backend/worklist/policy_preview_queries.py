"""How many steps of the last 30 days would have been late with other times of a tier."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Session, col

from backend.alerts.tables import AlertRow
from backend.cases.tables import CaseRow
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.deadlines.rules import DeadlineStep
from backend.deadlines.tables import DeadlineRow
from backend.policies.queries import governed
from backend.policies.rules import TierPolicy
from backend.policies.store import policy_of
from backend.policies.tables import TierPolicyRow
from backend.sensors.tables import SensorRow

PERIOD: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class StepPreview:
    """Steps of one kind that began within the period: all, late as it was, late with other times."""

    step: DeadlineStep
    total: int
    late: int
    late_then: int


def preview(
    session: Session,
    viewer: Viewer,
    site_id: UUID,
    tier: Tier,
    within: Mapping[DeadlineStep, timedelta],
    *,
    now: datetime,
    area_id: UUID | None = None,
) -> list[StepPreview]:
    """Compare what each step of this tier took with `within`; more time that was granted stays granted.
    `area_id`: only of what was there, and within it where no other area has its own policy.

    Department tasks are left out: their deadlines are their own. A step that still runs is late once its time
    is over.
    """
    since = now - PERIOD
    deadline = (
        DeadlineRow.step,
        DeadlineRow.policy_id,
        DeadlineRow.started_at,
        DeadlineRow.due_at,
        DeadlineRow.ended_at,
    )
    statement = select(*(col(each) for each in deadline)).where(
        col(DeadlineRow.site_id) == site_id,
        col(DeadlineRow.site_id).in_(viewer.site_ids),
        col(DeadlineRow.due_at) >= since,  # for the index: who began since then is due since then
        col(DeadlineRow.started_at) >= since,
        col(DeadlineRow.tier) == tier,
        col(DeadlineRow.task_id).is_(None),
        col(DeadlineRow.noun).in_(("case", "alert")),
    )
    if area_id is not None:
        statement = statement.where(_is_in(governed(session, viewer, site_id, area_id)))
    given = _given(session, site_id, tier)
    total, late, late_then = Counter[DeadlineStep](), Counter[DeadlineStep](), Counter[DeadlineStep]()
    for row in session.connection().execute(statement):
        name, policy_id, started_at, due_at, ended_at = tuple(row)
        step = DeadlineStep(name)
        took = (ended_at or now) - started_at
        allowed = given.get(policy_id, {}).get(step, due_at - started_at)
        granted = max(timedelta(0), due_at - started_at - allowed)
        total[step] += 1
        late[step] += started_at + took > due_at
        late_then[step] += took > within[step] + granted
    return [StepPreview(step, total[step], late[step], late_then[step]) for step in within]


def _is_in(area_ids: set[UUID]) -> ColumnElement[bool]:
    """Whether the case or alert of a deadline is of one of these areas."""
    cases = select(col(CaseRow.id)).where(col(CaseRow.area_id).in_(area_ids))
    sources = select(col(SensorRow.id)).where(col(SensorRow.area_id).in_(area_ids))
    alerts = select(col(AlertRow.id)).where(col(AlertRow.sensor_id).in_(sources))
    return or_(col(DeadlineRow.object_id).in_(cases), col(DeadlineRow.object_id).in_(alerts))


def times_of(policy: TierPolicy) -> dict[DeadlineStep, timedelta]:
    return {
        DeadlineStep.ACKNOWLEDGE: policy.acknowledge_within,
        DeadlineStep.DISPOSE: policy.dispose_within,
        DeadlineStep.RECHECK: policy.recheck_within,
    }


def _given(session: Session, site_id: UUID, tier: Tier) -> dict[UUID | None, dict[DeadlineStep, timedelta]]:
    """Return the times that each version of the policy of the site, or of an area, gave."""
    rows = session.execute(select(TierPolicyRow).where(col(TierPolicyRow.site_id) == site_id)).scalars()
    policies = [policy_of(row) for row in rows]
    return {policy.policy_id: times_of(policy.of(tier)) for policy in policies if policy.tiers}
