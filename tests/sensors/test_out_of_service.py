"""A source that somebody took out of service and that sends on: known, not adopted, said apart."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from backend.alerts.suppression import commands as suppression
from backend.core.database import Database
from backend.core.viewer import Viewer
from backend.sensors import adoption_commands as adoption
from backend.sensors import sources_queries as queries
from backend.sensors.rules import SensorState
from tests.support.fakes import FakeClock
from tests.support.ingest import Ingest, sensor
from tests.support.plants import Plants
from tests.support.refusals import code_of
from tests.support.unknown_sources import adopt

pytestmark = pytest.mark.both_databases("what is known is joined by code")


@pytest.fixture
def sends_on(database: Database, plants: Plants, clock: FakeClock) -> Ingest:
    """GAS-1 at north was taken out of service, and its detector goes on sending; so does an unknown one."""
    ingest = Ingest(database, clock)
    ingest.stream(5.0)
    ingest.flush()
    database.transact(
        lambda tx: suppression.take_sensor_out_of_service(
            tx, plants.gas, until=None, reason="new probe", confirms_red=False, by=plants.alice
        )
    )
    ingest.restart()
    for key in ("north/GAS-1", "north/NEW-1"):
        ingest.take(ingest.reading(6.0, key=key))
    clock.advance(timedelta(seconds=1))
    return ingest


def listed(database: Database, viewer: Viewer) -> tuple[list[str], int]:
    """(codes of the list, count of the badge) of unknown sources."""
    found = database.read(lambda s: queries.unknown_sources(s, viewer))
    counted = database.read(lambda s: queries.home_counts(s, viewer, database.clock()))
    return [each.source.code for each in found], counted["unknown_sources"]


def test_it_is_not_offered_for_adoption_and_stands_apart_as_still_sending(
    database: Database, plants: Plants, clock: FakeClock, sends_on: Ingest
) -> None:
    assert listed(database, plants.alice) == (["NEW-1"], 1)

    apart = database.read(lambda s: queries.still_sending(s, plants.alice))

    assert [(view.sensor.code, at) for view, at in apart] == [("GAS-1", clock.now - timedelta(seconds=1))]
    assert database.read(lambda s: queries.still_sending(s, plants.carol)) == []
    asks: Callable[[Viewer], object] = lambda who: database.read(lambda s: queries.still_sending(s, who))  # noqa: E731
    assert code_of(asks, plants.bob) == "NOT_ALLOWED"


def test_an_adoption_of_it_is_refused_and_says_why(
    database: Database, plants: Plants, sends_on: Ingest
) -> None:
    results = adopt(database, plants, ["GAS-1", "NEW-1"])

    assert results == {
        adoption.source_key(plants.north, "GAS-1"): "SOURCE_OUT_OF_SERVICE",
        adoption.source_key(plants.north, "NEW-1"): None,
    }
    assert sensor(database, plants.gas).state is SensorState.OUT_OF_SERVICE


def test_back_in_service_it_is_neither_unknown_nor_still_sending(
    database: Database, plants: Plants, sends_on: Ingest
) -> None:
    database.transact(lambda tx: suppression.return_sensor_to_service(tx, plants.gas, by=plants.alice))
    database.transact(
        lambda tx: suppression.take_sensor_out_of_service(
            tx, plants.gas, until=None, reason="again", confirms_red=False, by=plants.alice
        )
    )

    assert database.read(lambda s: queries.still_sending(s, plants.alice)) == []
    assert listed(database, plants.alice) == (["NEW-1"], 1)
