"""Alarm performance of the viewer's sites, read from what the alerts' histories say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

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
from backend.tuning.activations_queries import StaleAlert
from backend.tuning.figures_queries import raised
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
    """The figures of the sites where the viewer may see them; ten statements, whatever they find."""
    site_ids = viewer.site_ids_where(Permission.SEE_KPIS)
    found = activations.activations(session, site_ids, start, end)
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
        days=_days(raised(session, viewer, start, end, end), start, end),
        acknowledged_in_time=activations.acknowledged_in_time(session, site_ids, start, end),
        false_alarms=outcomes.get(CaseOutcome.FALSE_ALARM, 0),
        confirmed=outcomes.get(CaseOutcome.RESOLVED, 0),
        recheck_overrides=rounds.overrides(session, site_ids, start, end),
        sensors=sensors.by_ids(session, viewer, sensor_ids),
        people=references(session, viewer, people=[load.person_id for load in loads]).people,
    )


def _days(alerts: Iterable[Raised], start: datetime, end: datetime) -> tuple[DayCount, ...]:
    whole = -(-(end - start) // DAY)  # the last one may not be over
    counts = [dict.fromkeys(Tier, 0) for _ in range(whole)]
    for each in alerts:
        counts[(each.at - start) // DAY][each.tier] += 1
    return tuple(DayCount(start + n * DAY, each) for n, each in enumerate(counts))
