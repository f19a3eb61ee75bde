"""Screens that list what a site has hear when it changes, and only those of that site."""

from datetime import timedelta
from uuid import UUID

import pytest

from backend.alerts.suppression import commands as suppression
from backend.core.database import SITE, Changed, Database, Transaction
from backend.core.vocabulary import Tier
from backend.monitoring import unknown_sources_commands as unknown_sources
from backend.sensors.quarantine_rules import UnknownTraffic
from tests.support.alerts import say
from tests.support.fakes import FakeClock
from tests.support.ingest import Ingest
from tests.support.plants import Plants, id_of, over


@pytest.fixture
def heard(database: Database, monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """Sites of which it was said, after the commit, that their lists changed."""
    sites: list[UUID] = []

    def hear(changes: list[Changed]) -> None:
        sites.extend(each.object_id for each in changes if each.kind == SITE)

    monkeypatch.setattr(database, "on_commit", hear)
    return sites


def test_maintenance_planned_and_cancelled_is_heard_by_the_lists_of_its_site(
    database: Database, plants: Plants, heard: list[UUID]
) -> None:
    def plan(tx: Transaction) -> UUID:
        return suppression.plan_maintenance(
            tx,
            equipment_id=id_of("north/equipment"),
            area_id=None,
            starts_at=tx.now + timedelta(hours=1),
            ends_at=tx.now + timedelta(hours=2),
            reason="换泵",
            suppresses_red=False,
            confirms_red=False,
            by=plants.alice,
        ).window_id

    window_id = database.transact(plan)
    assert heard == [plants.north]

    database.transact(lambda tx: suppression.cancel_maintenance(tx, window_id, by=plants.alice))
    assert heard == [plants.north] * 2


def test_a_source_that_was_never_seen_announces_itself_once_and_not_with_each_reading(
    database: Database, plants: Plants, heard: list[UUID]
) -> None:
    for _ in range(3):
        seen = {("south", "NEW-1"): UnknownTraffic(1, ((0, 1.0),)), ("nowhere", "X"): UnknownTraffic(1)}
        database.transact(lambda tx, seen=seen: unknown_sources.note(tx, seen))

    assert heard == [plants.south]


def test_the_first_reading_of_a_source_is_heard_by_who_waits_for_it_and_no_later_one(
    database: Database, plants: Plants, clock: FakeClock, heard: list[UUID]
) -> None:
    ingest = Ingest(database, clock)
    ingest.stream(1.0)
    ingest.flush()
    assert heard == [plants.north]

    ingest.stream(*[1.0] * 10)
    ingest.restart()
    ingest.stream(1.0)
    ingest.flush()
    assert heard == [plants.north]


def test_an_alert_is_no_change_of_what_a_site_lists(
    database: Database, plants: Plants, heard: list[UUID]
) -> None:
    say(database, over(plants, Tier.RED))

    assert heard == []
