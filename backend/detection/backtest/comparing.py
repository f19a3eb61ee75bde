"""Matching the episodes of two rules with each other, and with what really happened."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from backend.core.vocabulary import AlertCondition, Tier
from backend.detection.backtest.results import (
    CHATTERING,
    MINUTE_US,
    SHOWN_EPISODES,
    Comparison,
    Episode,
    JudgedEpisode,
    Outcome,
    PastAlert,
    RealOfTier,
    Tally,
    Verdict,
)


def by_tier(tiers: Iterable[Tier]) -> tuple[tuple[Tier, int], ...]:
    """Count each tier, worst first, zeros included."""
    counts = Counter(tiers)
    return tuple((tier, counts[tier]) for tier in sorted(Tier, reverse=True))


def tally(episodes: Sequence[Episode], *, to_us: int) -> Tally:
    """Count the episodes of one rule."""
    return Tally(
        by_tier=by_tier(episode.worst_tier for episode in episodes),
        in_alarm_us=_covered(episodes, to_us),
        chattering=_chattering(episodes),
        in_alarm_by_tier_us=tuple(
            (tier, _covered([each for each in episodes if each.worst_tier is tier], to_us))
            for tier in sorted(Tier, reverse=True)
        ),
    )


def compare(
    now: Sequence[Episode],
    then: Sequence[Episode],
    past: Sequence[PastAlert],
    *,
    from_us: int,
    to_us: int,
    readings: int,
    is_cut: bool = False,
) -> Comparison:
    """Match the episodes of the rule in force and of the proposed one by overlap, and both with what was."""
    past = [alert for alert in past if (to_us if alert.ended_us is None else alert.ended_us) >= from_us]
    kept_then = _Timeline(then, to_us)
    kept_now = _Timeline(now, to_us)
    history = _History(past, to_us)
    judged = [_judge_now(episode, kept_then, history, to_us) for episode in now]
    judged += [
        JudgedEpisode(
            Verdict.ADDED, each.condition, each.started_us, each.ended_us, None, each.worst_tier, each.peak
        )
        for each in then
        if not kept_now.overlapping(each.condition, each.beyond_us, _end(each, to_us))
    ]
    known = {each.alert_id for each in judged if each.alert_id}
    judged += [
        _missed(alert)
        for alert in past
        if alert.is_real and alert.alert_id not in known and not kept_then.notifies(alert)
    ]
    verdicts = Counter(each.verdict for each in judged)
    return Comparison(
        from_us=from_us,
        to_us=to_us,
        readings=readings,
        now=tally(now, to_us=to_us),
        then=tally(then, to_us=to_us),
        kept=verdicts[Verdict.KEPT],
        added=verdicts[Verdict.ADDED],
        removed=verdicts[Verdict.REMOVED] + verdicts[Verdict.MISSED],
        missed_real=sum(alert.is_real and not kept_then.notifies(alert) for alert in past),
        weakened_real=sum(
            alert.is_real and kept_then.notifies(alert) and kept_then.tier_for(alert) < alert.tier
            for alert in past
        ),
        spared_false=sum(
            alert.outcome is Outcome.FALSE_ALARM and not kept_then.notifies(alert) for alert in past
        ),
        episodes=_shown(judged),
        is_cut=is_cut,
        real=_real_by_tier(past, kept_then),
    )


def _real_by_tier(past: Sequence[PastAlert], then: "_Timeline") -> tuple[RealOfTier, ...]:
    real = [alert for alert in past if alert.is_real]
    counts = Counter(alert.tier for alert in real)
    missed = Counter(alert.tier for alert in real if not then.notifies(alert))
    return tuple(RealOfTier(tier, counts[tier], missed[tier]) for tier in sorted(Tier, reverse=True))


class _Timeline:
    """Episodes by condition, in the order of time; those of one condition do not overlap."""

    def __init__(self, episodes: Sequence[Episode], to_us: int) -> None:
        self._to_us = to_us
        self._of: dict[AlertCondition, list[Episode]] = {}
        for episode in sorted(episodes, key=lambda each: each.beyond_us):
            self._of.setdefault(episode.condition, []).append(episode)

    def overlapping(self, condition: AlertCondition, from_us: int, to_us: int) -> list[Episode]:
        found = self._of.get(condition, [])
        first = bisect_left(found, from_us, key=lambda each: _end(each, self._to_us))
        last = bisect_left(found, to_us + 1, key=lambda each: each.beyond_us)
        return found[first:last]

    def notifies(self, alert: PastAlert) -> bool:
        return bool(self._during(alert))

    def tier_for(self, alert: PastAlert) -> Tier:
        return max(episode.worst_tier for episode in self._during(alert))

    def _during(self, alert: PastAlert) -> list[Episode]:
        ended_us = self._to_us if alert.ended_us is None else alert.ended_us
        return self.overlapping(alert.condition, alert.began_us, ended_us)


class _History:
    """Alerts that were really raised, to be found by time."""

    def __init__(self, past: Sequence[PastAlert], to_us: int) -> None:
        self._past = past
        self._to_us = to_us

    def during(self, episode: Episode) -> PastAlert | None:
        """The gravest real alert of the episode, one that was disposed of before all others."""
        ended_us = _end(episode, self._to_us)
        found = [
            alert
            for alert in self._past
            if alert.condition is episode.condition
            and alert.began_us <= ended_us
            and (alert.ended_us is None or alert.ended_us >= episode.beyond_us)
        ]
        return max(found, key=lambda alert: (alert.is_real, alert.tier), default=None)


def _judge_now(episode: Episode, then: _Timeline, history: _History, to_us: int) -> JudgedEpisode:
    others = then.overlapping(episode.condition, episode.beyond_us, _end(episode, to_us))
    alert = history.during(episode)
    if others:
        verdict = Verdict.KEPT
    else:
        verdict = Verdict.MISSED if alert is not None and alert.is_real else Verdict.REMOVED
    return JudgedEpisode(
        verdict=verdict,
        condition=episode.condition,
        started_us=episode.started_us,
        ended_us=episode.ended_us,
        tier_now=episode.worst_tier,
        tier_then=max((other.worst_tier for other in others), default=None),
        peak=episode.peak,
        alert_id=alert.alert_id if alert else None,
        case_id=alert.case_id if alert else None,
        case_number=alert.case_number if alert else None,
        outcome=alert.outcome if alert else None,
    )


def _missed(alert: PastAlert) -> JudgedEpisode:
    """A real danger that the rule in force would not raise either: an older version of it did."""
    return JudgedEpisode(
        Verdict.MISSED,
        alert.condition,
        alert.began_us,
        alert.ended_us,
        None,
        None,
        None,
        alert.alert_id,
        alert.case_id,
        alert.case_number,
        alert.outcome,
    )


def _shown(judged: list[JudgedEpisode]) -> tuple[JudgedEpisode, ...]:
    order = [Verdict.MISSED, Verdict.ADDED, Verdict.REMOVED, Verdict.KEPT]
    gravest = sorted(judged, key=lambda each: (order.index(each.verdict), -each.started_us))
    return tuple(sorted(gravest[:SHOWN_EPISODES], key=lambda each: -each.started_us))


def _end(episode: Episode, to_us: int) -> int:
    return to_us if episode.ended_us is None else episode.ended_us


def _covered(episodes: Sequence[Episode], to_us: int) -> int:
    """Return the time in which at least one episode was on."""
    covered, until_us = 0, 0
    for episode in sorted(episodes, key=lambda each: each.started_us):
        end_us = _end(episode, to_us)
        covered += max(0, end_us - max(episode.started_us, until_us))
        until_us = max(until_us, end_us)
    return covered


def _chattering(episodes: Sequence[Episode]) -> int:
    chattering: set[tuple[AlertCondition, int]] = set()
    starts: dict[AlertCondition, list[int]] = {}
    for episode in sorted(episodes, key=lambda each: each.started_us):
        line = starts.setdefault(episode.condition, [])
        line.append(episode.started_us)
        burst = line[-CHATTERING:]
        if len(burst) == CHATTERING and burst[-1] - burst[0] <= MINUTE_US:
            chattering |= {(episode.condition, at) for at in burst}
    return len(chattering)
