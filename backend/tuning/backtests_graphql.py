"""Back-tests of a proposed indicator: the answer of the threshold lab."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, TypeAlias
from uuid import UUID

import strawberry

from backend.alerts.graphql import TierCount
from backend.cases.rules import CaseOutcome
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.graphql.modules import of_module
from backend.core.graphql.numbers import number_of
from backend.core.modules import Module
from backend.core.time import microseconds, moment
from backend.core.vocabulary import AlertCondition, Tier
from backend.detection.backtest.comparison import History, compare_indicators
from backend.detection.backtest.recommended import RecommendedKind, RecommendedValue, recommended_values
from backend.detection.backtest.results import Comparison, JudgedEpisode, Tally, Verdict
from backend.sensors.rules import Indicator, LimitSide
from backend.tuning import queries as indicators
from backend.tuning.indicators_rules import MAX_OFF_DELAY, MAX_ON_DELAY
from backend.tuning.limit_bounds_rules import FURTHEST, limit_bounds
from backend.tuning.loosening_rules import loosened_tiers, needs_second_person
from backend.tuning.proposed_graphql import ProposedIndicatorInput

strawberry.enum(Verdict, name="BacktestVerdict", description="MISSED: removed, and it was a real danger.")
strawberry.enum(RecommendedKind, name="RecommendedKind")
MAX_DAYS: Final = 90
DAY: Final = timedelta(days=1)
KEEP_FOR: Final = timedelta(minutes=1)
LARGEST: Final = 3_000_000
"""Readings; about 50 MB. What is larger is read again each time."""

Key: TypeAlias = tuple[int, int, int]
"""(sensor id, days, version of the indicator in force)."""


class HistoryCache:
    """Keeps the history that somebody tries limits on for a minute: a tap must not read it all again.

    Room for one. Whoever asks has shown before that they may see the source.
    """

    def __init__(self) -> None:
        self._held: tuple[Key, datetime, History] | None = None

    def get(self, key: Key, *, now: datetime) -> History | None:
        """The history put here under this key within the last minute; an older one is dropped."""
        if self._held is not None and not self._held[1] <= now < self._held[1] + KEEP_FOR:
            self._held = None
        if self._held is None or self._held[0] != key:
            return None
        return self._held[2]

    def put(self, key: Key, history: History, *, now: datetime) -> None:
        if len(history.columns.times_us) <= LARGEST:
            self._held = key, now, history


@strawberry.type
class TierTime:
    tier: Tier
    seconds: float


@strawberry.type(name="RealAlerts", description="Alerts of this worst tier that people had to dispose of.")
class RealNode:
    tier: Tier
    count: int
    missed: int = strawberry.field(description="Of these: what the proposed limits would not have raised.")


@strawberry.type(name="BacktestTally")
class TallyNode:
    by_tier: list[TierCount]
    in_alarm_by_tier: list[TierTime] = strawberry.field(
        description="Time in which an alert of this worst tier was active; worst tier first."
    )
    alerts: int
    alerts_per_day: float
    in_alarm_seconds: float
    share_in_alarm: float
    chattering: int = strawberry.field(
        description="Activations that were part of a burst of three or more within a minute."
    )

    @classmethod
    def of(cls, tally: Tally, found: Comparison) -> "TallyNode":
        return cls(
            by_tier=[TierCount(tier=tier, count=count) for tier, count in tally.by_tier],
            in_alarm_by_tier=[
                TierTime(tier=tier, seconds=us / 1e6) for tier, us in tally.in_alarm_by_tier_us
            ],
            alerts=tally.alerts,
            alerts_per_day=tally.alerts / found.days,
            in_alarm_seconds=tally.in_alarm_us / 1e6,
            share_in_alarm=tally.in_alarm_us / max(found.to_us - found.from_us, 1),
            chattering=tally.chattering,
        )


@strawberry.type(name="BacktestEpisode")
class EpisodeNode:
    verdict: Verdict
    condition: AlertCondition
    started_at: datetime
    ended_at: datetime | None
    tier_now: Tier | None
    tier_then: Tier | None
    peak: float | None
    alert_id: UUID | None
    case_id: UUID | None
    case_number: str | None
    outcome: CaseOutcome | None

    @classmethod
    def of(cls, each: JudgedEpisode) -> "EpisodeNode":
        return cls(
            verdict=each.verdict,
            condition=each.condition,
            started_at=moment(each.started_us),
            ended_at=None if each.ended_us is None else moment(each.ended_us),
            tier_now=each.tier_now,
            tier_then=each.tier_then,
            peak=each.peak,
            alert_id=each.alert_id,
            case_id=each.case_id,
            case_number=each.case_number,
            outcome=CaseOutcome(each.outcome) if each.outcome else None,
        )


@strawberry.type(
    name="Backtest",
    description="The same history under the indicator in force (`now`) and a proposed one (`then`).",
)
class BacktestNode:
    from_at: datetime
    to_at: datetime
    readings: int
    is_cut: bool
    now: TallyNode
    then: TallyNode
    kept: int
    added: int
    removed: int
    missed_real: int = strawberry.field(
        description="Alerts that people had to dispose of, and that would not have been raised."
    )
    weakened_real: int
    spared_false: int
    real: list[RealNode] = strawberry.field(description="Worst tier first.")
    episodes: list[EpisodeNode]

    @classmethod
    def of(cls, found: Comparison) -> "BacktestNode":
        return cls(
            from_at=moment(found.from_us),
            to_at=moment(found.to_us),
            readings=found.readings,
            is_cut=found.is_cut,
            now=TallyNode.of(found.now, found),
            then=TallyNode.of(found.then, found),
            kept=found.kept,
            added=found.added,
            removed=found.removed,
            missed_real=found.missed_real,
            weakened_real=found.weakened_real,
            spared_false=found.spared_false,
            real=[RealNode(tier=each.tier, count=each.count, missed=each.missed) for each in found.real],
            episodes=[EpisodeNode.of(each) for each in found.episodes],
        )


@strawberry.type(name="BacktestAnswer")
class BacktestAnswerNode:
    base_version: int
    backtest: BacktestNode
    loosened: list[Tier]
    needs_second_person: bool = strawberry.field(
        description="Whether red, or anything of a gas, would become looser."
    )


@strawberry.type(name="RecommendedValue", description="In the indicator's unit, or in seconds for a delay.")
class RecommendedValueNode:
    kind: RecommendedKind
    value: float
    basis: float = strawberry.field(
        description="Noise (σ, in the unit), seconds, or alerts a day: where the value comes from."
    )
    side: LimitSide | None
    tier: Tier | None

    @classmethod
    def of(cls, found: RecommendedValue) -> "RecommendedValueNode":
        return cls(kind=found.kind, value=found.value, basis=found.basis, side=found.side, tier=found.tier)


@strawberry.type(description="Values that a draft of limits may have; a proposal beyond them is refused.")
class LimitBounds:
    low: float | None = strawberry.field(description="Null: any value of the unit.")
    high: float | None
    max_on_delay_seconds: float
    max_off_delay_seconds: float

    @classmethod
    def of(cls, indicator: Indicator) -> "LimitBounds":
        bounds = limit_bounds(indicator)
        return cls(
            low=None if bounds.low <= -FURTHEST else bounds.low,
            high=None if bounds.high >= FURTHEST else bounds.high,
            max_on_delay_seconds=MAX_ON_DELAY.total_seconds(),
            max_off_delay_seconds=MAX_OFF_DELAY.total_seconds(),
        )


@strawberry.type
class BacktestsQuery:
    @strawberry.field(description="Null where the viewer sees no limits, or there are none.")
    async def limit_bounds(self, info: Info, sensor_id: strawberry.ID) -> LimitBounds | None:
        viewer, number = info.context.viewer, number_of(sensor_id)
        if number is None:
            return None
        found = await info.context.read(
            lambda session: indicators.indicator_in_force(session, viewer, number)
        )
        return None if found is None else LimitBounds.of(found)

    @strawberry.field(description="Replays up to 90 days of stored readings; answers within seconds.")
    async def backtest(
        self, info: Info, sensor_id: strawberry.ID, proposed: ProposedIndicatorInput, days: int = 30
    ) -> BacktestAnswerNode | None:
        history = await cached_history_of(info, sensor_id, days)
        if history is None:
            return None
        wanted = proposed.applied_to(history.in_force)
        found = await info.context.think(lambda: compare_indicators(history, wanted))
        loosened = loosened_tiers(history.in_force, wanted, red_sides=history.red.sides_now)
        return BacktestAnswerNode(
            base_version=history.in_force.version,
            backtest=BacktestNode.of(found),
            loosened=sorted(loosened, reverse=True),
            needs_second_person=needs_second_person(loosened, history.in_force),
        )

    @strawberry.field(description="What the history suggests; empty where it suggests nothing.")
    @of_module(Module.TUNING)
    async def recommended_values(
        self, info: Info, sensor_id: strawberry.ID, days: int = 30
    ) -> list[RecommendedValueNode]:
        history = await cached_history_of(info, sensor_id, days)
        if history is None:
            return []
        found: Iterable[RecommendedValue] = await info.context.think(lambda: recommended_values(history))
        return [RecommendedValueNode.of(each) for each in found]


async def history_of(info: Info, sensor_id: str, days: int) -> History | None:
    """The last days of a source. Raises Refused(INVALID_INPUT) for less than one or more than ninety."""
    if not 1 <= days <= MAX_DAYS:
        raise Refused(ErrorCode.INVALID_INPUT, f"1 to {MAX_DAYS} days")
    number = number_of(sensor_id)
    if number is None:
        return None
    viewer, now = info.context.viewer, info.context.now
    from_us, to_us = microseconds(now - days * DAY), microseconds(now)
    return await info.context.read(
        lambda session: indicators.history(session, viewer, number, from_us=from_us, to_us=to_us)
    )


async def cached_history_of(info: Info, sensor_id: str, days: int) -> History | None:
    """The same, up to a minute old: for questions, not for what is kept with a proposal."""
    viewer, now, cache = info.context.viewer, info.context.now, info.context.edge.kept(HistoryCache)
    which = number_of(sensor_id) or 0
    version = await info.context.read(lambda session: indicators.version_in_force(session, viewer, which))
    history = None if version is None else cache.get((which, days, version), now=now)
    if history is None:
        history = await history_of(info, sensor_id, days)
        if history is not None and version is not None:
            cache.put((which, days, version), history, now=now)
    return history
