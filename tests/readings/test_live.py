"""Live values of what is in sight: cut from frames that are read once for all screens."""

import asyncio
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from backend.api.schema import schema
from backend.core.database import READINGS, Changed, Database
from backend.core.errors import ErrorCode
from backend.core.graphql.feeds.looks import Document
from backend.core.graphql.live import LiveBus
from backend.core.graphql.shared_viewer import SharedViewer
from backend.core.time import microseconds
from backend.core.viewer import Viewer
from backend.core.vocabulary import Quality
from backend.readings import live_graphql
from backend.readings.live_graphql import MOST_IN_SIGHT, SHARED_FOR_S, LiveFrames
from backend.readings.rules import LatestReading
from backend.readings.sources_store import Sources
from tests.support.fakes import FakeClock
from tests.support.http_site import edge_of
from tests.support.plants import Plants
from tests.support.statements import statements

TEXT = """
subscription ($siteId: UUID!, $inSight: [SourcesInSight!]!) {
  readingsChanged(siteId: $siteId, inSight: $inSight) { sensorId value }
}
"""


class Screens:
    """Screens that look at live values, one after another, as the feeds have them look."""

    def __init__(self, database: Database, plants: Plants, clock: FakeClock, folder: Any) -> None:
        self.database, self.plants, self.clock = database, plants, clock
        self.machine_s = 0.0
        self.edge = edge_of(database, clock, folder, LiveBus())
        self.edge._kept[LiveFrames] = LiveFrames(lambda: self.machine_s)

    def save(self, **values: float) -> None:
        """Have these sources last values of now."""
        latest = {
            getattr(self.plants, name): LatestReading(microseconds(self.clock()), value, Quality.GOOD)
            for name, value in values.items()
        }
        self.database.transact(lambda tx: tx.get(Sources).save_latest(latest))

    def looks(self, viewer: Viewer, *in_sight: tuple[Any, list[Any]], site_id: Any = None) -> Any:
        """Return what this viewer sees of these sources by area, or the codes of refusal."""
        site = site_id or self.plants.north
        asked = [{"areaId": str(area), "sensorIds": [str(each) for each in ids]} for area, ids in in_sight]
        document = Document(schema, TEXT, None, {"siteId": str(site), "inSight": asked})
        change = Changed(READINGS, site, site)
        payload = asyncio.run(document.payload(self.edge, SharedViewer(viewer), change))
        found = json.loads(payload or "{}")
        if "errors" in found:
            return [error["extensions"]["code"] for error in found["errors"]]
        return {int(each["sensorId"]): each["value"] for each in found["data"]["readingsChanged"]}


@pytest.fixture
def screens(sqlite_database: Database, plants: Plants, clock: FakeClock, tmp_path: Any) -> Screens:
    return Screens(sqlite_database, plants, clock, tmp_path)


def test_a_frame_holds_the_sources_in_sight_and_no_other(screens: Screens) -> None:
    plants = screens.plants
    screens.save(gas=12.5, pump=3.0)

    assert screens.looks(plants.bob, (plants.area, [plants.gas])) == {plants.gas: 12.5}
    assert screens.looks(plants.bob, (plants.area, [plants.pump, 999, "x"])) == {plants.pump: 3.0}
    assert screens.looks(plants.bob) == {}


def test_an_area_is_read_once_for_all_screens_that_show_some_of_it(screens: Screens) -> None:
    plants = screens.plants
    screens.save(gas=12.5, pump=3.0)

    with statements(screens.database) as first:
        screens.looks(plants.bob, (plants.area, [plants.gas]), (uuid4(), [plants.pump]))
    with statements(screens.database) as others:
        screens.looks(plants.alice, (plants.area, [plants.pump]))
        screens.looks(plants.bob, (plants.area, [plants.gas, plants.pump]))

    assert (len(first), len(others)) == (1, 0)


def test_the_next_second_is_read_anew(screens: Screens) -> None:
    plants = screens.plants
    screens.save(gas=12.5)
    screens.looks(plants.bob, (plants.area, [plants.gas]))
    screens.clock.advance(timedelta(seconds=1))
    screens.save(gas=99.0)

    before = screens.looks(plants.alice, (plants.area, [plants.gas]))
    screens.machine_s += SHARED_FOR_S
    after = screens.looks(plants.alice, (plants.area, [plants.gas]))

    assert (before, after) == ({plants.gas: 12.5}, {plants.gas: 99.0})


def test_nobody_hears_of_another_plant_by_an_area_or_a_source_that_they_name(screens: Screens) -> None:
    plants = screens.plants
    screens.save(gas=12.5, far_gas=7.0)
    theirs = (plants.area, [plants.gas])

    assert screens.looks(plants.bob, theirs) == {plants.gas: 12.5}, "it was read for who may see it"
    assert screens.looks(plants.carol, theirs) == {}
    assert screens.looks(plants.carol, theirs, site_id=plants.south) == {}
    assert screens.looks(plants.carol, (plants.far_area, [plants.gas]), site_id=plants.south) == {}


def test_an_area_that_comes_into_sight_is_read_without_the_others(screens: Screens) -> None:
    plants = screens.plants
    screens.save(gas=12.5)
    screens.looks(plants.bob, (uuid4(), [plants.gas]))

    with statements(screens.database) as found:
        assert screens.looks(plants.alice, (plants.area, [plants.gas])) == {plants.gas: 12.5}

    assert len(found) == 1


def test_more_than_any_screen_shows_is_refused(screens: Screens) -> None:
    plants = screens.plants
    many = list(range(MOST_IN_SIGHT))

    assert screens.looks(plants.bob, (plants.area, many)) == {}
    assert screens.looks(plants.bob, (plants.area, many), (plants.far_area, [1])) == [
        ErrorCode.INVALID_INPUT.value
    ]


def test_a_source_that_sent_nothing_for_minutes_has_no_live_value(screens: Screens) -> None:
    plants = screens.plants
    screens.save(gas=12.5)
    screens.clock.advance(live_graphql.FRESH_FOR)

    assert screens.looks(plants.bob, (plants.area, [plants.gas])) == {plants.gas: 12.5}
    screens.machine_s += SHARED_FOR_S
    screens.clock.advance(live_graphql.FRESH_FOR)
    assert screens.looks(plants.bob, (plants.area, [plants.gas])) == {}
