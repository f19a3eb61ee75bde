"""Planning, changing, closing and handing over: who may, what is refused, and who hears of it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode
from backend.core.events import EventKind
from backend.core.outbox import unpacked
from backend.core.tables import OutboxRow
from backend.core.text import Text
from backend.core.viewer import Role, Viewer
from backend.people.accounts import disable_commands as accounts
from backend.people.posts import commands as posts
from backend.roster import commands, hand_over_commands, patterns_commands, sweep_commands
from backend.roster.rules import Duty, Line, Shift
from tests.hostile.matrix.objects import join
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, id_of
from tests.support.refusals import code_of
from tests.support.rosters import OFFICERS, Planner

pytestmark = pytest.mark.both_databases("shifts are locked and claimed, and one roster per line is an index")


@pytest.fixture
def planner(database: Database, plants: Plants, clock: FakeClock) -> Planner:
    return Planner(database, plants, clock)


@pytest.fixture
def leads(plants: Plants) -> Line:
    return Line(Duty.LEAD, department_id=plants.department)


def people(shifts: list[Shift]) -> list[UUID]:
    return [each.person_id for each in shifts]


def notified(database: Database, kind: str) -> list[set[UUID]]:
    """Whom each event of this kind names, oldest first."""
    rows = database.read(lambda s: s.exec(select(OutboxRow).order_by(OutboxRow.id)).all())  # type: ignore[arg-type]
    events = [unpacked(row.event) for row in rows]
    return [set(each.to) for each in events if each.kind == EventKind.of(kind)]


def test_a_week_of_nights_is_planned_over_midnight_and_its_people_hear_of_it(
    planner: Planner, plants: Plants
) -> None:
    planner.save(planner.plan_of(planner.night, plants.alice, plants.dora, days=4))

    shifts = planner.shifts()

    assert people(shifts) == [plants.alice.person_id, plants.dora.person_id] * 2
    assert all(each.ends_at - each.starts_at == timedelta(hours=12) for each in shifts)
    assert [each.starts_at.hour for each in shifts] == [12] * 4
    assert notified(planner.database, "SHIFTS_PLANNED") == [{plants.alice.person_id, plants.dora.person_id}]


def test_leads_plan_their_department_officers_all_and_others_nothing(
    planner: Planner, plants: Plants, leads: Line
) -> None:
    own = planner.plan_of(planner.day, plants.erik, line=leads, from_day=1)
    officers = planner.plan_of(planner.day, plants.alice, from_day=1)
    south = Line(Duty.LEAD, department_id=id_of("south/department"))

    planner.save(own, by=plants.erik)
    planner.save(planner.plan_of(planner.night, plants.erik, line=leads, from_day=1), by=plants.alice)

    assert code_of(lambda: planner.save(officers, by=plants.erik)) is ErrorCode.NOT_ALLOWED
    assert code_of(lambda: planner.save(officers, by=plants.bob)) is ErrorCode.NOT_ALLOWED
    assert code_of(lambda: planner.save(officers, by=plants.carol)) is ErrorCode.NOT_FOUND
    foreign = planner.plan_of(planner.day, plants.erik, line=south, from_day=1)
    assert code_of(lambda: planner.save(foreign)) is ErrorCode.NOT_FOUND
    assert len(planner.shifts()) == 2


def test_only_whom_an_alert_would_notify_is_planned(planner: Planner, plants: Plants) -> None:
    assert (
        code_of(lambda: planner.save(planner.plan_of(planner.day, plants.bob, from_day=1)))
        is ErrorCode.NOT_OF_ROSTER
    )
    assert (
        code_of(lambda: planner.save(planner.plan_of(planner.day, plants.carol, from_day=1)))
        is ErrorCode.NOT_FOUND
    )
    assert planner.shifts() == []


def test_a_post_is_planned_by_the_lead_of_its_department(planner: Planner, plants: Plants) -> None:
    database = planner.database

    def hired(tx: Transaction) -> UUID:
        admin = join(tx, "north admin", Role.ADMIN, plants.north)
        return posts.add_post(
            tx,
            plants.north,
            code="P1",
            name=Text("反应岗", "Reactor"),
            department_id=plants.department,
            by=admin,
        )

    post = database.transact(hired)
    line = Line(Duty.POST, post_id=post)
    assert (
        code_of(lambda: planner.save(planner.plan_of(planner.day, plants.bob, line=line)))
        is ErrorCode.NOT_OF_ROSTER
    )
    hold(database, plants.bob, plants.north, post)

    planner.save(planner.plan_of(planner.day, plants.bob, line=line, from_day=1), by=plants.erik)

    assert people(planner.shifts()) == [plants.bob.person_id]


def hold(database: Database, person: Viewer, site_id: UUID, post_id: UUID) -> None:
    from backend.people.tables import MembershipRow

    def command(tx: Transaction) -> None:
        row = tx.session.get_one(MembershipRow, (person.person_id, site_id))
        row.post_id = post_id
        tx.session.add(row)

    database.transact(command)


def test_nobody_is_planned_twice_at_one_time_unless_what_stands_is_replaced(
    planner: Planner, plants: Plants
) -> None:
    planner.save(planner.plan_of(planner.night, plants.alice, days=2, from_day=1))

    again = planner.plan_of(planner.night, plants.alice, from_day=1)
    assert code_of(lambda: planner.save(again)) is ErrorCode.SHIFT_TWICE
    planner.save(planner.plan_of(planner.night, plants.dora, from_day=1))
    assert len(planner.shifts()) == 3, "two at once are shown before, and are not refused"
    planner.save(planner.plan_of(planner.night, plants.dora, days=2, from_day=1, replaces=True))

    assert people(planner.shifts()) == [plants.dora.person_id] * 2
    assert notified(planner.database, "SHIFTS_PLANNED")[-1] == {plants.alice.person_id, plants.dora.person_id}


def test_what_is_replaced_while_it_runs_ends_now(planner: Planner, plants: Plants) -> None:
    planner.save(planner.plan_of(planner.day, plants.alice))
    at = planner.goes_to(16)

    planner.save(planner.plan_of(planner.day, plants.dora, replaces=True))

    first, second = sorted(planner.shifts(), key=lambda each: each.ends_at)
    assert (first.person_id, first.ends_at) == (plants.alice.person_id, at)
    assert second.person_id == plants.dora.person_id


def test_a_pattern_of_another_site_or_a_closed_one_plans_nothing(planner: Planner, plants: Plants) -> None:
    foreign = planner.database.transact(
        lambda tx: patterns_commands.add_pattern(
            tx, plants.south, name=Text("班", "Shift"), start_minute=0, minutes=60, by=plants.carol
        )
    )
    assert code_of(lambda: planner.save(planner.plan_of(foreign, plants.alice))) is ErrorCode.NOT_FOUND
    change_pattern(planner, planner.day, by=plants.alice, is_closed=True)

    assert code_of(lambda: planner.save(planner.plan_of(planner.day, plants.alice))) is ErrorCode.CLOSED


def change_pattern(
    planner: Planner,
    pattern: UUID,
    *,
    by: Viewer,
    is_closed: bool = False,
    version: int = 1,
    minutes: int = 480,
) -> UUID:
    return planner.database.transact(
        lambda tx: patterns_commands.change_pattern(
            tx,
            pattern,
            name=Text("早班", "Early"),
            start_minute=360,
            minutes=minutes,
            is_closed=is_closed,
            version=version,
            by=by,
        )
    )


def test_a_changed_pattern_leaves_what_was_planned(planner: Planner, plants: Plants) -> None:
    planner.save(planner.plan_of(planner.day, plants.alice, from_day=1))
    before = planner.shifts()

    change_pattern(planner, planner.day, by=plants.alice)

    assert planner.shifts() == before
    assert code_of(lambda: change_pattern(planner, planner.day, by=plants.alice)) is ErrorCode.CONFLICT
    assert (
        code_of(lambda: change_pattern(planner, planner.day, by=plants.erik, version=2))
        is ErrorCode.NOT_ALLOWED
    )
    assert (
        code_of(lambda: change_pattern(planner, planner.day, by=plants.carol, version=2))
        is ErrorCode.NOT_FOUND
    )
    wrong = code_of(lambda: change_pattern(planner, planner.day, by=plants.alice, version=2, minutes=5))
    assert wrong is ErrorCode.SHIFT_LENGTH_INVALID


def test_a_shift_changes_hands_and_both_hear_of_it(planner: Planner, plants: Plants) -> None:
    planner.save(planner.plan_of(planner.day, plants.alice, from_day=1))
    [shift] = planner.shifts()

    def give(to: Viewer, by: Viewer, version: int = 1) -> UUID:
        return planner.database.transact(
            lambda tx: commands.change_shift(
                tx, shift.shift_id, person_id=to.person_id, version=version, by=by
            )
        )

    assert code_of(lambda: give(plants.bob, plants.alice)) is ErrorCode.NOT_OF_ROSTER
    assert code_of(lambda: give(plants.dora, plants.erik)) is ErrorCode.NOT_ALLOWED
    assert code_of(lambda: give(plants.dora, plants.carol)) is ErrorCode.NOT_FOUND
    give(plants.dora, plants.dora)

    assert people(planner.shifts()) == [plants.dora.person_id]
    assert notified(planner.database, "SHIFT_CHANGED") == [{plants.alice.person_id, plants.dora.person_id}]
    assert code_of(lambda: give(plants.alice, plants.alice)) is ErrorCode.CONFLICT
    planner.goes_to(9, day=1)
    assert code_of(lambda: give(plants.alice, plants.alice, version=2)) is ErrorCode.SHIFT_BEGUN


def cancel(planner: Planner, shift: Shift, by: Viewer, version: int = 1) -> UUID:
    return planner.database.transact(
        lambda tx: commands.cancel_shift(tx, shift.shift_id, version=version, by=by)
    )


def test_a_shift_is_cancelled_before_ended_while_it_runs_and_left_when_it_is_over(
    planner: Planner, plants: Plants
) -> None:
    planner.save(planner.plan_of(planner.day, plants.alice, plants.dora, plants.alice, days=3, from_day=1))
    first, second, third = planner.shifts()

    cancel(planner, third, plants.alice)
    at = planner.goes_to(10, day=2)
    cancel(planner, second, plants.alice)

    assert code_of(lambda: cancel(planner, first, plants.alice)) is ErrorCode.SHIFT_BEGUN
    assert [(each.shift_id, each.ends_at) for each in planner.shifts()] == [
        (first.shift_id, first.ends_at),
        (second.shift_id, at),
    ]
    assert notified(planner.database, "SHIFT_CANCELLED") == [
        {plants.alice.person_id},
        {plants.dora.person_id},
    ]


def test_a_closed_roster_has_no_shifts_ahead_and_planning_opens_it_again(
    planner: Planner, plants: Plants
) -> None:
    roster = planner.save(planner.plan_of(planner.day, plants.dora, days=2, from_day=1))

    def close(by: Viewer, version: int = 1) -> UUID:
        return planner.database.transact(lambda tx: commands.close_roster(tx, roster, version=version, by=by))

    assert code_of(lambda: close(plants.erik)) is ErrorCode.NOT_ALLOWED
    assert code_of(lambda: close(plants.carol)) is ErrorCode.NOT_FOUND
    assert code_of(lambda: close(plants.alice, 7)) is ErrorCode.CONFLICT
    close(plants.alice)

    assert planner.shifts() == []
    assert planner.calendar(plants.alice) == []
    assert notified(planner.database, "ROSTER_CLOSED") == [{plants.dora.person_id}]
    assert planner.save(planner.plan_of(planner.day, plants.dora, from_day=1)) == roster
    assert [each.roster.roster_id for each in planner.calendar(plants.alice)] == [roster]


def test_whose_account_is_disabled_has_no_shifts_any_more_and_the_officers_hear_of_the_hole(
    planner: Planner, plants: Plants
) -> None:
    database = planner.database
    admin = database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))
    planner.save(planner.plan_of(planner.day, plants.dora, plants.alice, days=2))
    at = planner.goes_to(10)

    database.transact(lambda tx: accounts.disable(tx, admin, plants.dora.person_id, plants.alice.person_id))

    ended, ahead = planner.shifts()
    assert (ended.person_id, ended.ends_at) == (plants.dora.person_id, at)
    assert ahead.person_id == plants.alice.person_id
    assert notified(database, "SHIFT_CANCELLED") == [{plants.alice.person_id}]


def write(planner: Planner, shift: Shift, text: str, by: Viewer) -> UUID:
    return planner.database.transact(
        lambda tx: hand_over_commands.write_hand_over(tx, shift.shift_id, text, by=by)
    )


def read(planner: Planner, shift: Shift, by: Viewer) -> UUID:
    return planner.database.transact(lambda tx: hand_over_commands.read_hand_over(tx, shift.shift_id, by=by))


def test_a_hand_over_goes_to_whoever_comes_next_and_only_they_have_read_it(
    planner: Planner, plants: Plants
) -> None:
    planner.save(planner.plan_of(planner.day, plants.alice))
    planner.save(planner.plan_of(planner.night, plants.dora))
    day, night = planner.shifts()
    assert code_of(lambda: write(planner, night, "还没开始", plants.dora)) is ErrorCode.SHIFT_BEGUN
    planner.goes_to(19, 50)

    assert code_of(lambda: write(planner, day, "泵", plants.dora)) is ErrorCode.NOT_ALLOWED
    assert code_of(lambda: write(planner, day, "泵", plants.carol)) is ErrorCode.NOT_FOUND
    assert code_of(lambda: write(planner, day, "  ", plants.alice)) is ErrorCode.REASON_REQUIRED
    assert code_of(lambda: read(planner, day, plants.dora)) is ErrorCode.NOT_FOUND
    write(planner, day, "泵 P-2 还在响", plants.alice)

    assert notified(planner.database, "HAND_OVER_WRITTEN") == [{plants.dora.person_id}]
    assert code_of(lambda: read(planner, day, plants.alice)) is ErrorCode.NOT_ALLOWED
    assert code_of(lambda: read(planner, day, plants.carol)) is ErrorCode.NOT_FOUND
    read(planner, day, plants.dora)
    read(planner, day, plants.dora)
    done = planner.shifts()[0]
    assert (done.hand_over, done.hand_over_read_by) == ("泵 P-2 还在响", plants.dora.person_id)

    write(planner, done, "泵 P-2 修好了", plants.alice)
    assert planner.shifts()[0].hand_over_read_at is None, "what was written anew nobody has read"
    planner.goes_to(9, day=1)
    assert code_of(lambda: write(planner, day, "太晚", plants.alice)) is ErrorCode.SHIFT_BEGUN


def test_whoever_is_on_duty_soon_is_reminded_once(planner: Planner, plants: Plants) -> None:
    planner.save(planner.plan_of(planner.night, plants.alice))
    planner.goes_to(19, 29)
    assert sweep_commands.remind(planner.database) == 0
    planner.goes_to(19, 30)

    assert sweep_commands.remind(planner.database) == 1
    assert sweep_commands.remind(planner.database) == 0

    assert notified(planner.database, "SHIFT_STARTS_SOON") == [{plants.alice.person_id}]


def test_who_takes_a_shift_after_the_reminder_is_reminded_too(planner: Planner, plants: Plants) -> None:
    planner.save(planner.plan_of(planner.night, plants.alice))
    planner.goes_to(19, 40)
    sweep_commands.remind(planner.database)
    [shift] = planner.shifts()
    planner.database.transact(
        lambda tx: commands.change_shift(
            tx, shift.shift_id, person_id=plants.dora.person_id, version=shift.version, by=plants.alice
        )
    )

    assert sweep_commands.remind(planner.database) == 1
    assert notified(planner.database, "SHIFT_STARTS_SOON")[-1] == {plants.dora.person_id}


def test_of_what_was_cancelled_or_has_begun_nobody_is_reminded(planner: Planner, plants: Plants) -> None:
    planner.save(planner.plan_of(planner.day, plants.alice, days=2))
    planner.goes_to(7, 45, day=1)
    cancel(planner, planner.shifts()[1], plants.alice)

    assert sweep_commands.remind(planner.database) == 0


def test_what_does_not_exist_is_not_found(planner: Planner, plants: Plants) -> None:
    def of(step: str) -> ErrorCode:
        unknown = Shift(uuid4(), plants.north, uuid4(), uuid4(), planner.clock.now, planner.clock.now)
        steps = {
            "cancel": lambda: cancel(planner, unknown, plants.alice),
            "write": lambda: write(planner, unknown, "x", plants.alice),
            "read": lambda: read(planner, unknown, plants.alice),
        }
        return code_of(steps[step])

    assert {of(step) for step in ("cancel", "write", "read")} == {ErrorCode.NOT_FOUND}


def test_a_roster_is_kept_from_its_first_plan_on_also_where_it_plans_nothing_yet(
    planner: Planner, plants: Plants
) -> None:
    planner.goes_to(22)

    planner.save(planner.plan_of(planner.day, plants.alice))

    assert [each.roster.line for each in planner.calendar(plants.bob)] == [OFFICERS]
    assert planner.shifts() == []
