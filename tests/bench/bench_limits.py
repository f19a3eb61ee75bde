"""Rules without a broker and without a store: readings judged per second on one core, by share of sensors.

"every kind" are limits on both sides, rate of change, stuck value, range and quality at once, on so many of
the sensors; the others have four limits. The ratio is to a bare loop with two compares each. With ten
thousand sensors the time goes into memory: what one of them needs has left the cache before it speaks again.
"""

import random
import statistics
import time
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from backend.core.vocabulary import Tier
from backend.detection.limits.evaluator import evaluate, remember
from backend.detection.limits.sources import Source
from backend.entrypoints.ingest import own_process
from backend.readings.rules import Reading
from backend.sensors.rules import Indicator, Limit, LimitSide, RateLimit, Span
from tests.bench.table import show

SENSORS = (1_000, 10_000)
READINGS = 600_000
BURST = 1_000
ROUNDS = 5
START_US = 1_790_000_000_000_000
LIMITS_ONLY = Indicator(
    indicator_id=UUID(int=1),
    version=1,
    unit="mm/s",
    limits=(
        Limit(LimitSide.HIGH, Tier.RED, 90.0),
        Limit(LimitSide.HIGH, Tier.ORANGE, 80.0),
        Limit(LimitSide.LOW, Tier.ORANGE, 10.0),
        Limit(LimitSide.LOW, Tier.RED, 5.0),
    ),
    deadband=1.0,
    on_delay=timedelta(seconds=3),
    off_delay=timedelta(seconds=10),
    silent_after=timedelta(minutes=5),
    standard="",
)
EVERY_KIND = replace(
    LIMITS_ONLY,
    rate_limit=RateLimit(60.0, timedelta(minutes=1), Tier.YELLOW),
    stuck_after=timedelta(minutes=10),
    span=Span(0.0, 100.0),
)


def plant(sensors: int, share: float) -> dict[str, Source]:
    sources = {}
    for index in range(sensors):
        source = sources[f"bench/load-{index:05d}"] = Source(index)
        has_every_kind = index % 1000 < share * 1000
        source.bind(EVERY_KIND if has_every_kind else LIMITS_ONLY, None)
    return sources


def readings(sensors: int) -> list[list[Reading]]:
    """Bursts as they come off the network: all sensors once a second, values that wander calmly."""
    chance = random.Random(1)
    keys = [f"bench/load-{index:05d}" for index in range(sensors)]
    values = [chance.uniform(30, 60) for _ in keys]
    found: list[Reading] = []
    for second in range(READINGS // sensors):
        for index, key in enumerate(keys):
            values[index] += chance.gauss(0, 0.05)
            found.append((key, START_US + second * 1_000_000 + index, round(values[index], 2), 0))
    return [found[at : at + BURST] for at in range(0, len(found), BURST)]


def judge(sensors: int, share: float, bursts: list[list[Reading]]) -> float:
    """Readings per second of CPU, put in place as after a commit; every burst is an evaluation of its own."""
    sources = plant(sensors, share)
    now_us = bursts[-1][-1][1]
    began = time.process_time()
    for burst in bursts:
        remember(sources, evaluate(sources, burst, now_us=now_us))
    return sum(map(len, bursts)) / (time.process_time() - began)


def bare(bursts: list[list[Reading]]) -> float:
    bands = {key: (10.0, 80.0) for burst in bursts for key, _, _, _ in burst}
    beyond = 0
    began = time.process_time()
    for burst in bursts:
        for key, _, value, _ in burst:
            low, high = bands[key]
            if not low < value < high:
                beyond += 1
    return sum(map(len, bursts)) / (time.process_time() - began)


def main() -> None:
    own_process()
    show(f"{'':<28} {'sensors':>8} {'M readings/s':>12} {'range':>14} {'of bare':>8}")
    for sensors in SENSORS:
        bursts = readings(sensors)
        results: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            results.setdefault("bare loop, two compares", []).append(bare(bursts))
            for share in (0.0, 0.1, 1.0):
                name = f"every kind on {share:.0%}"
                results.setdefault(name, []).append(judge(sensors, share, bursts))
        floor = statistics.median(results["bare loop, two compares"])
        for name, rates in results.items():
            rate = statistics.median(rates)
            span = f"{min(rates) / 1e6:.2f}-{max(rates) / 1e6:.2f}"
            show(f"{name:<28} {sensors:>8,} {rate / 1e6:>12.2f} {span:>14} {rate / floor:>8.2f}")


if __name__ == "__main__":
    main()
