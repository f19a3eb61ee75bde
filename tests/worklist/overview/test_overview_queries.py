"""The picture of a site beside the lists and the sources that it sums up, on both databases."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from sqlmodel import Session

from backend.alerts.sources import queries as standings
from backend.alerts.sources.queries import Standing
from backend.core.database import Database
from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition, Tier
from backend.readings import queries as readings
from backend.sensors import queries as sensors
from backend.sensors.rules import CLOCK_TOLERANCE, PRESENT_FOR, Limit, LimitSide, SensorState, Span
from backend.sensors.store import Sensors
from backend.worklist import sources_queries as lists
from backend.worklist.overview import queries
from backend.worklist.overview.rules import WORST_FIRST, CountedAs, Picture
from backend.worklist.sources_queries import CountedThen, SourceList
from tests.support.overviews import MadeSource, OpenAlert, put_sources, random_sources
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases(
    "what a picture says is read in columns, past the types of SQLAlchemy"
)
CASES = Path(__file__).parents[1] / "overview_order.json"
SOURCES = 40


class Seen(NamedTuple):
    """A source of `monitor`, as the pages of before judge it, one by one."""

    counted: CountedAs
    key: tuple[float, ...]
    nearness: float


def nearness(value: float, limits: Sequence[Limit], span: Span | None) -> float:
    """`features/monitoring/nearness.ts`, line by line."""
    highs = sorted(each.value for each in limits if each.side is LimitSide.HIGH)
    lows = sorted((each.value for each in limits if each.side is LimitSide.LOW), reverse=True)
    middle = (highs[0] + lows[0]) / 2 if highs and lows else None
    found = [0.0]
    if highs:
        calm = middle if middle is not None else min(span.low if span else 0.0, 0.0, highs[-1])
        found.append((value - calm) / (highs[-1] - calm or 1.0))
    if lows:
        beyond = lows[0] + 2 * (lows[0] - lows[-1] or abs(lows[0]))
        calm = middle if middle is not None else max(span.high if span else 0.0, beyond)
        found.append((calm - value) / (calm - lows[-1] or 1.0))
    return min(1.0, max(found))


def seen_in_monitor(session: Session, plants: Plants, now_us: int) -> dict[int, Seen]:
    """Judge each source of `monitor` by its own fields, as `source.ts` does."""
    views = sensors.of_site(session, plants.alice, plants.north)
    ids = [view.sensor.sensor_id for view in views]
    standing = standings.standing(session, plants.alice, ids)
    latest = readings.latest(session, plants.alice, ids)
    indicators = sensors.indicators(session, plants.alice, ids)
    found = {}
    for view in views:
        sensor, key = view.sensor, view.sensor.sensor_id
        here = standing.get(key, Standing(None, None))
        is_shown = here.active is not None and here.active.condition is not AlertCondition.SILENT
        tier = int(here.active.tier) if here.active and is_shown else 0
        reading, indicator = latest.get(key), indicators[key]
        present_for = indicator.silent_after or PRESENT_FOR
        allowed_us = (present_for + CLOCK_TOLERANCE).total_seconds() * 1_000_000
        is_old = reading is not None and now_us - reading.sampled_us > allowed_us
        is_dark = sensor.state is SensorState.SILENT or here.is_untrusted or is_old
        near = nearness(reading.value, indicator.limits, indicator.span) if reading else 0.0
        counted = CountedAs.BLIND if is_dark else CountedAs.NORMAL
        if sensor.is_never_heard:
            counted = CountedAs.UNHEARD
        if sensor.state is SensorState.OUT_OF_SERVICE:
            counted = CountedAs.OUT
        if tier >= Tier.YELLOW:
            counted = CountedAs(Tier(tier).name)
        found[key] = Seen(counted, _key(counted, tier, here.unanswered, near), near)
    return found


def _key(counted: CountedAs, tier: int, unanswered: Tier | None, near: float) -> tuple[float, ...]:
    """Sort key of `byUrgency`; the smallest comes first."""
    is_unseen = counted in (CountedAs.BLIND, CountedAs.UNHEARD)
    if tier >= Tier.YELLOW:
        present = float(tier)
    elif counted is CountedAs.OUT:
        present = -1.0
    else:
        present = 1.5 if is_unseen else float(tier)
    worst = max(present, unanswered if unanswered and unanswered >= Tier.ORANGE else present)
    return -worst, -present, -near


def read(database: Database, plants: Plants) -> Picture:
    now = database.clock()
    return database.read(lambda session: queries.read(session, plants.alice, plants.north, at=now))


def ids_by(found: Mapping[int, Any]) -> dict[Any, list[int]]:
    by: dict[Any, list[int]] = {}
    for sensor_id, value in sorted(found.items()):
        by.setdefault(value, []).append(sensor_id)
    return by


@pytest.mark.parametrize("seed", range(6))
def test_each_source_counts_as_in_the_lists_and_stands_as_in_monitor(
    database: Database, plants: Plants, seed: int
) -> None:
    put_sources(database, plants, random_sources(Random(seed), SOURCES))
    now = database.clock()

    picture = read(database, plants)
    listed = {}
    for each in CountedAs:
        which = SourceList(counted=CountedThen((each,), now))
        page = database.read(
            lambda s, which=which: lists.page(s, plants.alice, which, first=100, after=None, at=now)
        )
        listed |= {view.sensor.sensor_id: each for _, view in page.items}
    monitor = database.read(lambda session: seen_in_monitor(session, plants, microseconds(now)))

    ids = picture.places.sensor_ids.tolist()
    counted = {key: WORST_FIRST[n] for key, n in zip(ids, picture.counted.tolist(), strict=True)}
    assert ids_by(counted) == ids_by(listed)
    assert ids_by(counted) == ids_by({key: each.counted for key, each in monitor.items()})
    near = dict(zip(ids, picture.nearness.tolist(), strict=True))
    assert near == pytest.approx({key: each.nearness for key, each in monitor.items()})
    codes = {view.sensor.sensor_id: view.sensor.code for view in database.read(lambda s: _views(s, plants))}
    in_order = sorted(ids, key=lambda key: (*monitor[key].key, codes[key]))
    assert [ids[place] for place in picture.order.tolist()] == in_order


def _views(session: Session, plants: Plants) -> list[sensors.SensorView]:
    return sensors.of_site(session, plants.alice, plants.north)


@pytest.mark.parametrize("seed", range(3))
def test_sums_of_cells_and_areas_add_up_to_the_sources_of_monitor(
    database: Database, plants: Plants, seed: int
) -> None:
    put_sources(database, plants, random_sources(Random(seed), SOURCES))

    picture = read(database, plants)
    whole = len(database.read(lambda session: _views(session, plants)))

    assert sum(sum(cell.counts.values()) for cell in picture.cells) == whole
    assert sum(sum(area.counts.values()) for area in picture.areas) == whole == picture.places.size
    for state in CountedAs:
        assert sum(cell.counts[state] for cell in picture.cells) == sum(
            area.counts[state] for area in picture.areas
        )


def test_the_order_is_that_of_the_pages(database: Database, plants: Plants) -> None:
    """The table of cases is read by the tests of the pages, too."""
    said = json.loads(CASES.read_text(encoding="utf-8"))
    limits = [{**each, "tier": int(Tier[each["tier"]])} for each in said["limits"]]
    made = [_of_case(each, limits, said["silentAfterSeconds"]) for each in said["sources"]]
    ids = put_sources(database, plants, made)

    picture = read(database, plants)

    codes = {sensor_id: code for code, sensor_id in ids.items()}
    order = picture.places.sensor_ids[picture.order].tolist()
    assert [codes[each] for each in order if each in codes] == [each["code"] for each in said["sources"]]


def _of_case(case: dict[str, Any], limits: list[dict[str, Any]], silent_after_s: float) -> MadeSource:
    alerts = []
    if "tier" in case:
        condition = AlertCondition(case.get("condition", "LIMIT_HIGH"))
        alerts.append(OpenAlert(Tier[case["tier"]], condition, is_acknowledged=True))
    if "unanswered" in case:
        tier = Tier[case["unanswered"]]
        alerts.append(OpenAlert(tier, AlertCondition.RATE_OF_CHANGE, is_active=False))
    if case.get("isUntrusted"):
        alerts.append(OpenAlert(Tier.BLUE, AlertCondition.BAD_QUALITY, is_acknowledged=True))
    return MadeSource(
        code=case["code"],
        state=SensorState(case.get("state", "IN_SERVICE")),
        age_s=None if case.get("isNeverHeard") else case.get("ageSeconds", 0),
        value=case.get("value") or 0.0,
        limits=limits,
        silent_after_s=silent_after_s,
        alerts=alerts,
    )


def test_a_source_without_limits_of_its_own_version_is_judged_by_the_last_one(
    database: Database, plants: Plants
) -> None:
    near = MadeSource("NEAR", value=9.0, limits=[{"side": "HIGH", "tier": 4, "value": 10.0}])
    ids = put_sources(database, plants, [near])
    wide = (Limit(LimitSide.HIGH, Tier.RED, 90.0),)
    database.transact(
        lambda tx: tx.get(Sensors).add_indicator(
            ids["NEAR"], replace(plants.indicator, limits=wide), reason="wider", at=tx.now, by=None
        )
    )

    picture = read(database, plants)

    place = picture.places.sensor_ids.tolist().index(ids["NEAR"])
    assert picture.nearness[place] == pytest.approx(0.1)
