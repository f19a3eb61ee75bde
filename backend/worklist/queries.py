"""Home of each role (is all under control?), and the worklist of a person 我的待办."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.alerts.responses import queries as responses
from backend.alerts.responses.queries import Alarm
from backend.core.paging import Page, check_first, decode, page_of
from backend.core.providers import HomeProvider, WorkItem, WorkProvider, in_order
from backend.core.session import Session
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.monitoring.system.health_queries import system_health
from backend.monitoring.system.health_rules import HealthItem


@dataclass(frozen=True, slots=True)
class Worklist:
    """A page of what a person has to do, and how much that is in all."""

    page: Page[WorkItem]
    total: int


def my_worklist(
    session: Session, viewer: Viewer, providers: Iterable[WorkProvider], *, first: int, after: str | None
) -> Worklist:
    """Return what this person has to do over all nouns, each asked once. Raises Refused(INVALID_INPUT)."""
    check_first(first)
    last = _key(after) if after is not None else None
    items = in_order(item for provider in providers for item in provider(session, viewer))
    ahead = items if last is None else [item for item in items if item.key > last]
    return Worklist(page_of(ahead[: first + 1], first, lambda item: item.key), len(items))


def _key(cursor: str) -> tuple[Any, ...]:
    return tuple(decode(cursor, bool, int, int, _moment, _moment, str, str, str))


def _moment(text: str) -> datetime:
    """Raises ValueError for a time that says not where: it compares with none of ours."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a time without a zone")
    return found


@dataclass(frozen=True, slots=True)
class HomeView:
    """Counts. `alerts_by_tier`: open alerts by rank, the worst first, zeros included."""

    alerts_by_tier: tuple[tuple[Tier, int], ...]
    unacknowledged_alerts: int
    my_open_cases: int
    awaiting_recheck: int
    overdue_cases: int
    awaiting_triage: int
    open_objections: int
    silent_sensors: int
    unheard_sensors: int
    sensors_in_service: int
    sources_without_limit: int
    unknown_sources: int
    archived_this_week: int


def home(session: Session, viewer: Viewer, providers: Iterable[HomeProvider], *, now: datetime) -> HomeView:
    """The counts of all nouns; what they count is open work, which stays small."""
    counts: dict[str, Any] = {}
    for provider in providers:
        counts |= provider(session, viewer, now)
    return HomeView(**counts)


@dataclass(frozen=True, slots=True)
class SituationView:
    """All that says danger or calm. `system`: None for who administers no site."""

    home: HomeView
    alarms: list[Alarm]
    system: list[HealthItem] | None


def situation(
    session: Session, viewer: Viewer, providers: Iterable[HomeProvider], *, now: datetime
) -> SituationView:
    """Return counts, alarms and the state of the installation of one moment: no screen says less than
    another.
    """
    return SituationView(
        home=home(session, viewer, providers, now=now),
        alarms=responses.alarms(session, viewer, with_unanswered=True),
        system=system_health(session, viewer, now=now),
    )
