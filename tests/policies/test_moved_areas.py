"""Moving an area into another gives no red or orange alert more time: that takes a second person."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from backend.agreements import queries as requests
from backend.core.database import Database, Transaction
from backend.core.tables import AuditRow
from backend.core.text import Text
from backend.core.vocabulary import Tier
from backend.policies import commands as policies
from backend.policies import queries as views
from backend.policies.rules import POLICY, TierPolicy
from backend.sites import area_commands as areas
from backend.sites.area_commands import AreaDetails
from backend.sites.store import Sites
from tests.support.plants import Plants
from tests.support.workbooks import book, import_

pytestmark = pytest.mark.both_databases("policies and requests are JSON, and the last ones are locked")


def minutes(tier: Tier, number: int) -> dict[Tier, TierPolicy]:
    return {**POLICY, tier: replace(POLICY[tier], acknowledge_within=timedelta(minutes=number))}


STRICT = minutes(Tier.ORANGE, 2)


def add(database: Database, plants: Plants, code: str, parent: UUID | None = None) -> UUID:
    details = AreaDetails(code, Text(code, ""), parent_id=parent)
    return database.transact(lambda tx: areas.add_area(tx, plants.north, details, by=plants.alice)).area_id


def want(
    database: Database, plants: Plants, area: UUID, tiers: Mapping[Tier, TierPolicy], *, based_on: int = 0
) -> None:
    database.transact(
        lambda tx: policies.change_tier_policy(
            tx,
            plants.north,
            tiers,
            based_on=based_on,
            reason="这里要另外规定响应时限",
            by=plants.alice,
            area_id=area,
            asks_second_person=True,
        )
    )


def move(database: Database, plants: Plants, area_id: UUID, parent: UUID | None) -> None:
    def run(tx: Transaction) -> None:
        area = tx.get(Sites).area(area_id)
        details = AreaDetails(area.code, area.name, parent_id=parent)
        areas.change_area(tx, area_id, details, version=area.version, by=plants.alice)

    database.transact(run)


def holds(database: Database, plants: Plants, area: UUID) -> Mapping[Tier, TierPolicy]:
    return database.transact(lambda tx: policies.in_force(tx, plants.north, lambda: area)).tiers


def own(database: Database, plants: Plants, area: UUID) -> list[tuple[int, str]]:
    found = database.read(lambda s: views.history(s, plants.alice, plants.north, area, first=9))
    return [(each.version, each.reason) for each in found]


def waiting(database: Database, plants: Plants) -> int:
    return len(database.read(lambda s: requests.waiting(s, plants.dora)))


def test_an_area_moved_out_of_a_stricter_one_and_what_lies_in_it_keep_their_times(
    database: Database, plants: Plants
) -> None:
    yard = add(database, plants, "YARD")
    hall = add(database, plants, "HALL", yard)
    room = add(database, plants, "ROOM", hall)
    want(database, plants, yard, STRICT)

    move(database, plants, hall, None)

    assert holds(database, plants, hall) == holds(database, plants, room) == STRICT
    assert own(database, plants, hall) == [(3, "AREA_MOVED")]
    assert own(database, plants, room) == []
    rows = database.read(lambda s: s.exec(select(AuditRow).order_by(col(AuditRow.id))).all())
    assert {(row.kind, row.by, row.note) for row in rows[-2:]} == {
        ("TIER_POLICY_CHANGED", plants.alice.person_id, "HALL v3: AREA_MOVED"),
        ("AREA_MOVED", plants.alice.person_id, "HALL: parent_id"),
    }


def test_it_keeps_them_under_a_stricter_area_that_lies_further_out_too(
    database: Database, plants: Plants
) -> None:
    yard = add(database, plants, "YARD")
    house = add(database, plants, "HOUSE", yard)
    hall = add(database, plants, "HALL", house)
    mild = add(database, plants, "MILD")
    want(database, plants, yard, minutes(Tier.RED, 1))
    want(database, plants, mild, minutes(Tier.YELLOW, 45))
    want(database, plants, yard, STRICT, based_on=2)

    move(database, plants, hall, mild)

    assert holds(database, plants, hall) == STRICT


def test_an_area_moved_to_where_nothing_is_looser_goes_by_what_holds_there(
    database: Database, plants: Plants
) -> None:
    """Shorter times, and longer ones of yellow alerts, take one person: that of the move."""
    strict, mild = add(database, plants, "STRICT"), add(database, plants, "MILD")
    hall = add(database, plants, "HALL")
    want(database, plants, strict, STRICT)
    want(database, plants, mild, minutes(Tier.YELLOW, 45))

    move(database, plants, hall, mild)
    in_mild = holds(database, plants, hall)
    move(database, plants, hall, strict)

    assert in_mild == minutes(Tier.YELLOW, 45)
    assert holds(database, plants, hall) == STRICT
    assert own(database, plants, hall) == []


def test_an_area_with_times_of_its_own_takes_them_along(database: Database, plants: Plants) -> None:
    yard = add(database, plants, "YARD")
    hall = add(database, plants, "HALL", yard)
    want(database, plants, yard, STRICT)
    want(database, plants, hall, minutes(Tier.ORANGE, 1))

    move(database, plants, hall, None)

    assert holds(database, plants, hall) == minutes(Tier.ORANGE, 1)
    assert own(database, plants, hall) == [(3, "这里要另外规定响应时限")]


def test_a_closed_area_is_kept_from_loosening_too(database: Database, plants: Plants) -> None:
    """It may be taken into use again."""
    yard = add(database, plants, "YARD")
    hall = add(database, plants, "HALL", yard)
    want(database, plants, yard, STRICT)
    database.transact(lambda tx: areas.close_area(tx, hall, version=1, by=plants.alice))

    move(database, plants, hall, None)

    assert holds(database, plants, hall) == STRICT


@pytest.mark.parametrize("is_room", [True, False])
def test_what_waits_for_a_second_person_in_a_moved_area_ends(
    database: Database, plants: Plants, is_room: bool
) -> None:
    """It was compared with what held there before the move."""
    yard = add(database, plants, "YARD")
    hall = add(database, plants, "HALL")
    room = add(database, plants, "ROOM", hall)
    want(database, plants, yard, STRICT)
    want(database, plants, room if is_room else hall, minutes(Tier.ORANGE, 9))
    assert waiting(database, plants) == 1

    move(database, plants, hall, yard)

    assert waiting(database, plants) == 0


def test_a_workbook_that_takes_a_whole_branch_apart_leaves_every_area_its_times(
    database: Database, plants: Plants
) -> None:
    """Whatever comes first in the file: the hall, or the house in which it was."""
    yard = add(database, plants, "YARD")
    house = add(database, plants, "HOUSE", yard)
    hall = add(database, plants, "HALL", house)
    want(database, plants, yard, STRICT)
    head = ["code", "name_zh", "parent"]

    import_(
        database,
        plants.north,
        book(areas=[head, ["HALL", "HALL", None], ["HOUSE", "HOUSE", None]]),
        plants.alice,
    )

    assert holds(database, plants, hall) == holds(database, plants, house) == STRICT
