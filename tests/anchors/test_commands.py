"""The ends of the chains reach every place when it is due, from one process, and again where it failed."""

from datetime import timedelta

import pytest

from backend.alerts import commands as alerts
from backend.anchors import commands as anchors
from backend.anchors.rules import Anchor, AnchorFailed
from backend.anchors.store import Anchors, PlaceState
from backend.core.database import Database
from backend.core.vocabulary import Tier
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over

pytestmark = pytest.mark.both_databases("a place is claimed by a conditional update")

EVERY = timedelta(hours=1)


class Kept:
    """A place that keeps what it is given, or fails."""

    def __init__(self, name: str = "kept") -> None:
        self.name = name
        self.anchors: list[Anchor] = []
        self.is_away = False

    def put(self, anchors: list[Anchor]) -> None:
        if self.is_away:
            raise AnchorFailed("away")
        self.anchors += anchors


@pytest.fixture
def place(database: Database, plants: Plants) -> Kept:
    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.RED)]))
    return Kept()


def state(database: Database) -> PlaceState:
    [found] = database.read(lambda session: Anchors(session).states())
    return found


def test_an_end_is_anchored_at_once_and_then_when_it_is_due(
    database: Database, plants: Plants, clock: FakeClock, place: Kept
) -> None:
    for minutes in (0, 30, 31):
        clock.advance(timedelta(minutes=minutes))
        anchors.anchor_due(database, [place], every=EVERY)

    assert [(anchor.site_id, anchor.position) for anchor in place.anchors] == [
        (plants.north, position) for position in (2, 3)
    ]
    assert state(database).anchored_at == clock()


def test_places_do_not_name_what_the_others_named(
    database: Database, plants: Plants, clock: FakeClock, place: Kept
) -> None:
    places = [place, Kept("beside"), Kept("third")]

    def hours(count: int) -> list[tuple[str, int]]:
        """Let these hours pass; return the last anchor that the chain names at each place."""
        for _ in range(count):
            anchors.anchor_due(database, places, every=EVERY)
            clock.advance(EVERY)
        found = [(each.name, database.read(lambda s, n=each.name: Anchors(s).named(n))) for each in places]
        return [(name, anchored) for name, [(_, _, anchored)] in found]

    assert hours(1) == [("kept", 2), ("beside", 3), ("third", 4)]
    assert hours(5) == [("kept", 2), ("beside", 3), ("third", 4)], "nothing has happened since"
    assert {each.anchors[-1].position for each in places} == {5}

    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.ORANGE)]))
    assert min(anchored for _, anchored in hours(1)) > 5


def test_a_place_that_failed_is_tried_again_soon(database: Database, clock: FakeClock, place: Kept) -> None:
    place.is_away = True
    anchors.anchor_due(database, [place], every=EVERY)
    failed = state(database)
    place.is_away = False
    clock.advance(timedelta(minutes=5))

    anchors.anchor_due(database, [place], every=EVERY)

    assert (failed.anchored_at, failed.error) == (None, "away")
    assert len(place.anchors) == 1
    assert state(database) == PlaceState("kept", clock(), None, None)


def test_a_place_that_another_process_is_at_is_left_to_it(
    database: Database, clock: FakeClock, place: Kept
) -> None:
    database.transact(lambda tx: tx.get(Anchors).claim("kept", now=tx.now, lease=anchors.LEASE))

    anchors.anchor_due(database, [place], every=EVERY)
    assert place.anchors == []

    clock.advance(anchors.LEASE)  # the other one died
    anchors.anchor_due(database, [place], every=EVERY)
    assert len(place.anchors) == 1


def test_a_site_where_nothing_has_happened_has_no_end(database: Database) -> None:
    nothing = Kept()

    anchors.anchor_due(database, [nothing], every=EVERY)

    assert nothing.anchors == []
