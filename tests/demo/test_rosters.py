"""The roster of the demo plant: everybody whom an alert calls is on duty, day and night, and it goes on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from backend.core.database import Database
from backend.demo import planting as demo
from backend.demo.blueprint import id_of
from backend.demo.plant import DEMO_PLANT
from backend.demo.rosters import AHEAD, BACK, carry_on_roster
from backend.people.store import People
from backend.roster.coverage_rules import Occupied, OverlapKind, holes, overlaps
from backend.roster.rules import Duty, Line, Shift, fits
from backend.roster.store import Rosters, shift_of
from backend.roster.tables import ShiftRow

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
OFFICERS = {id_of("person", "zhao.min"), id_of("person", "liu.fang")}


@pytest.fixture
def planted(database: Database) -> Database:
    database.clock = lambda: NOW
    plant(database)
    return database


def plant(database: Database) -> None:
    database.transact(lambda tx: demo.plant_site(tx, DEMO_PLANT, plan_svg="<svg/>", password_hash="none"))


def shifts(database: Database) -> list[Shift]:
    statement = select(ShiftRow).order_by(col(ShiftRow.starts_at), col(ShiftRow.id))
    return database.read(lambda s: [shift_of(row) for row in s.exec(statement)])


def of_officers(database: Database) -> list[Shift]:
    roster = database.transact(lambda tx: tx.get(Rosters).of_line(DEMO_PLANT.site_id, Line(Duty.OFFICER)))
    assert roster is not None
    return [each for each in shifts(database) if each.roster_id == roster.roster_id]


def test_both_officers_are_on_duty_at_every_moment_so_that_stories_call_both(planted: Database) -> None:
    found = of_officers(planted)

    for officer in OFFICERS:
        spans = [(each.starts_at, each.ends_at) for each in found if each.person_id == officer]
        assert not holes(spans, since=NOW - BACK + timedelta(days=1), until=NOW + AHEAD)
    occupied = [
        Occupied(n, None, each.person_id, each.starts_at, each.ends_at) for n, each in enumerate(found)
    ]
    assert OverlapKind.SAME_PERSON not in {each.kind for each in overlaps(occupied)}


def test_everybody_fits_their_line(planted: Database) -> None:
    def unfit(duty: Duty) -> list[Shift]:
        return planted.transact(
            lambda tx: [
                shift
                for roster, shift in tx.get(Rosters).of_site(DEMO_PLANT.site_id, since=NOW)
                if roster.duty is duty
                and not fits(
                    roster.line,
                    tx.get(People).membership(shift.person_id, DEMO_PLANT.site_id),
                    tx.get(Rosters).post_of_person(DEMO_PLANT.site_id, shift.person_id),
                )
            ]
        )

    assert {each: unfit(each) for each in Duty} == {each: [] for each in Duty}


def test_planting_twice_doubles_nothing_and_a_later_start_plans_on(planted: Database) -> None:
    before = shifts(planted)

    plant(planted)
    planted.transact(lambda tx: carry_on_roster(tx, DEMO_PLANT))
    assert shifts(planted) == before

    planted.clock = lambda: NOW + timedelta(days=40)
    planted.transact(lambda tx: carry_on_roster(tx, DEMO_PLANT))
    on_duty = planted.transact(
        lambda tx: tx.get(Rosters).on_duty(DEMO_PLANT.site_id, at=NOW + timedelta(days=41))
    )
    assert {each.person_id for each in on_duty if each.line.duty is Duty.OFFICER} == OFFICERS


def test_a_line_that_people_have_closed_is_planned_no_more(planted: Database) -> None:
    roster = planted.transact(lambda tx: tx.get(Rosters).of_line(DEMO_PLANT.site_id, Line(Duty.OFFICER)))
    assert roster is not None
    planted.transact(lambda tx: tx.get(Rosters).put(replace(roster, closed_at=NOW)))
    before = len(of_officers(planted))

    planted.clock = lambda: NOW + timedelta(days=10)
    planted.transact(lambda tx: carry_on_roster(tx, DEMO_PLANT))

    assert len(of_officers(planted)) == before


def test_nobody_is_reminded_of_a_shift_that_begins_while_the_plant_is_planted(database: Database) -> None:
    database.clock = lambda: datetime(2026, 11, 23, 23, 40, tzinfo=UTC)  # twenty minutes before eight
    plant(database)

    soon = database.transact(
        lambda tx: tx.get(Rosters).next_to_remind(now=tx.now, until=tx.now + timedelta(minutes=30))
    )

    assert soon is None
