"""Alarm performance of the viewer's sites, read from what the alerts' histories say."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import numpy as np
from sqlmodel import Session

from backend.cases.recheck import queries as rounds
from backend.cases.rules import CaseOutcome
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Tier
from backend.equipment.references_queries import references
from backend.people.queries import PersonView
from backend.sensors import queries as sensors
from backend.sensors.queries import SensorView
from backend.tuning import activations_queries as activations
from backend.tuning import performance_rules as kpis
from backend.tuning.activations_queries import Span, StaleAlert
from backend.tuning.figures_rules import DAY, Raised
from backend.tuning.performance_rules import Chattering, Load, TopSource

MOST_CHATTERING: Final = 100


@dataclass(frozen=True, slots=True)
class DayCount:
    """Alerts raised within the 24 hours from `day` on, by the worst tier they had: as their list says it."""

    day: datetime
    counts: dict[Tier, int]


@dataclass(frozen=True, slots=True)
class Kpis:
    """Between `start` and `end`. `sensors` and `people` are what the other fields refer to."""

    start: datetime
    end: datetime
    activations: int
    loads: tuple[Load, ...]
    tier_shares: dict[Tier, float]
    chattering: tuple[Chattering, ...]
    stale: tuple[StaleAlert, ...]
    top: tuple[TopSource, ...]
    days: tuple[DayCount, ...]
    acknowledged_in_time: float | None
    """Share of the alerts acknowledged by their deadline; None if none was due."""
    false_alarms: int
    confirmed: int
    recheck_overrides: int
    """Cases archived by a lead's or executive's word although the source was not back to normal."""
    sensors: dict[int, SensorView]
    people: dict[UUID, PersonView]


def kpis_of(session: Session, viewer: Viewer, *, start: datetime, end: datetime) -> Kpis:
    """The figures of the sites where the viewer may see them; twelve statements, whatever they find."""
    site_ids = viewer.site_ids_where(Permission.SEE_KPIS)
    seen = activations.span(session, site_ids, start, end, at=end)
    found = seen.activations
    loads = kpis.loads(found, start=start, end=end)
    chattering = kpis.chattering(found)[:MOST_CHATTERING]
    top = kpis.top_sources(found)
    stale = activations.stale(session, site_ids, now=end)
    sensor_ids = {each.key[0] for each in chattering} | {each.key[0] for each in top}
    sensor_ids |= {each.key[0] for each in stale}
    outcomes = activations.outcomes(session, site_ids, start, end)
    return Kpis(
        start=start,
        end=end,
        activations=len(found),
        loads=tuple(loads),
        tier_shares=kpis.tier_shares(found),
        chattering=tuple(chattering),
        stale=tuple(stale),
        top=tuple(top),
        days=_days(seen.raised, start, end),
        acknowledged_in_time=_in_time(seen),
        false_alarms=outcomes.get(CaseOutcome.FALSE_ALARM, 0),
        confirmed=outcomes.get(CaseOutcome.RESOLVED, 0),
        recheck_overrides=rounds.overrides(session, site_ids, start, end),
        sensors=sensors.by_ids(session, viewer, sensor_ids),
        people=references(session, viewer, people=[load.person_id for load in loads]).people,
    )


def _days(alerts: Raised, start: datetime, end: datetime) -> tuple[DayCount, ...]:
    """The last one may not be over; what was raised at its end is of the next."""
    days = []
    for number in range(-(-(end - start) // DAY)):
        day = start + number * DAY
        counts = np.bincount(alerts.between(day, min(day + DAY, end)).tier, minlength=max(Tier) + 1)
        days.append(DayCount(day, {tier: int(counts[tier]) for tier in Tier}))
    return tuple(days)


def _in_time(seen: Span) -> float | None:
    """Of what was due by then; what was acknowledged before and is due later does not count yet."""
    due = int(np.count_nonzero(seen.was_due_by))
    late = int(np.count_nonzero(seen.was_due_by & seen.raised.is_late))
    return (due - late) / due if due else None
