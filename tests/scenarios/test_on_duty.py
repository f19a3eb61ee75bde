"""Who is called when a site keeps a roster: whoever is on duty first, everybody else by the ladder."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from backend.alerts.store import Alerts
from backend.core.database import Database, Transaction
from backend.core.text import Text
from backend.core.viewer import Role, Viewer
from backend.monitoring.system import duty_commands as duty
from backend.notifications.rules import called_first
from backend.people.rules import Department
from backend.people.store import People
from backend.people.tables import MembershipRow
from backend.roster import commands, sweep_commands
from backend.roster.rules import Duty, Line
from backend.sensors.store import Sensors
from backend.sensors.system_rules import CODE
from tests.hostile.matrix.objects import join
from tests.scenarios.story import ORANGE, RED
from tests.scenarios.test_nobody_acts import UNSEEN, Watched
from tests.support.fakes import FakeClock
from tests.support.plants import id_of
from tests.support.rosters import Planner

PLANNED = "排了您的班"
SOON = "快到您接班了"
NOBODY_ON_DUTY = "橙色预警"
EXECUTIVES = Line(Duty.EXECUTIVE)


class OnDuty(Watched):
    """A plant that keeps a roster of its officers: alice has the day until 20:00, dora the night."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        super().__init__(database, clock)
        for officer in (self.plants.alice, self.plants.dora):
            change(database, officer, self.plants.north, department_id=self._safety())
        self.planner = Planner(database, self.plants, clock)

    def _safety(self) -> UUID:
        """The officers are of a department of their own: an alert calls that of its source."""
        safety = Department(id_of("north/safety"), self.plants.north, Text("安全部", "Safety"))
        self.database.transact(lambda tx: tx.get(People).put_department(safety, code="SAFETY"))
        return safety.department_id

    def plans(self, *, day: Viewer | None = None, night: Viewer | None = None) -> None:
        for pattern, person in ((self.planner.day, day), (self.planner.night, night)):
            if person is not None:
                self.planner.save(self.planner.plan_of(pattern, person))
        self.phones.work()
        self.phones.received.clear()

    def watches(self) -> None:
        """The job of the roster runs once."""
        sweep_commands.remind(self.database)
        self.database.transact(duty.watch_duty)

    def begins_at(self, hour: int, minute: int = 0) -> None:
        self.planner.goes_to(hour, minute)
        self.begun_at = self.clock.now


@pytest.fixture
def story(database: Database, clock: FakeClock) -> OnDuty:
    return OnDuty(database, clock)


def test_a_red_alert_calls_the_officer_on_duty_first_and_the_other_one_by_the_ladder(story: OnDuty) -> None:
    story.plans(day=story.plants.alice, night=story.plants.dora)
    story.begins_at(17)

    story.measures(61.5)
    story.phones.notified(alice=RED, bob=RED, erik=RED, fay=RED)
    story.at(seconds=60)
    story.phones.notified(bob=UNSEEN, erik=UNSEEN)
    story.at(seconds=90)
    story.phones.notified(erik=UNSEEN, alice=UNSEEN, dora=UNSEEN)
    story.at(seconds=120)
    story.phones.notified(alice=UNSEEN, dora=UNSEEN, fay=UNSEEN)


def test_a_change_of_shifts_in_the_middle_of_an_open_alert(story: OnDuty) -> None:
    """Before it alice is called; when it gets worse after it, both hear of it: alice knows, dora is there."""
    story.plans(day=story.plants.alice, night=story.plants.dora)
    story.begins_at(19, 59)
    story.measures(30.0)
    story.phones.notified(alice=ORANGE, bob=ORANGE, erik=ORANGE)
    story.quiet_until(seconds=90, every=timedelta(seconds=10))

    story.begins_at(20, 1)
    story.measures(61.5)
    story.phones.notified(alice=RED, dora=RED, bob=RED, erik=RED, fay=RED)


def test_an_alert_after_the_change_of_shifts_calls_who_is_there_now(story: OnDuty) -> None:
    story.plans(day=story.plants.alice, night=story.plants.dora)
    story.begins_at(20)

    story.measures(30.0)

    story.phones.notified(dora=ORANGE, bob=ORANGE, erik=ORANGE)


def test_who_was_called_long_ago_is_not_called_again_by_what_knows_them(story: OnDuty) -> None:
    story.plans(day=story.plants.alice, night=story.plants.dora)
    story.begins_at(17, 30)
    story.measures(30.0)
    story.phones.notified(alice=ORANGE, bob=ORANGE, erik=ORANGE)
    story.acknowledges(story.plants.bob)
    story.phones.work()
    story.phones.received.clear()
    story.begins_at(20, 30)

    story.measures(61.5)

    story.phones.notified(dora=RED, bob=RED, erik=RED, fay=RED)


def test_where_nobody_is_on_duty_everybody_is_called_as_without_a_roster(story: OnDuty) -> None:
    story.plans(day=story.plants.alice)
    story.begins_at(21)

    story.measures(30.0)

    story.phones.notified(alice=ORANGE, dora=ORANGE, bob=ORANGE, erik=ORANGE)


def test_whoever_is_planned_and_no_officer_any_more_keeps_nobody_from_being_called(story: OnDuty) -> None:
    story.plans(day=story.plants.alice)
    story.begins_at(17)
    change(story.database, story.plants.alice, story.plants.north, role="WORKER")

    story.measures(30.0)

    story.phones.notified(dora=ORANGE, bob=ORANGE, erik=ORANGE)


def change(database: Database, person: Viewer, site_id: UUID, **columns: object) -> None:
    """Write these columns of a membership, as the directory would."""

    def command(tx: Transaction) -> None:
        row = tx.session.get_one(MembershipRow, (person.person_id, site_id))
        for name, value in columns.items():
            setattr(row, name, value)
        tx.session.add(row)

    database.transact(command)


def test_a_policy_that_calls_a_group_once_calls_all_of_it() -> None:
    on_duty, off_duty, stranded = uuid4(), uuid4(), uuid4()
    group = {on_duty, off_duty}

    assert called_first(group, {on_duty}, (), is_called_again=False) == group
    assert called_first(group, {on_duty}, (), is_called_again=True) == {on_duty}
    assert called_first(group, {stranded}, (), is_called_again=True) == group
    assert called_first(group, {on_duty}, {off_duty, stranded}, is_called_again=True) == group


def test_a_closed_roster_narrows_nothing(story: OnDuty) -> None:
    story.plans(day=story.plants.alice)
    [line] = story.planner.calendar(story.plants.alice)
    story.database.transact(
        lambda tx: commands.close_roster(tx, line.roster.roster_id, version=1, by=story.plants.alice)
    )
    story.phones.work()
    story.phones.received.clear()
    story.begins_at(17)

    story.measures(30.0)

    story.phones.notified(alice=ORANGE, dora=ORANGE, bob=ORANGE, erik=ORANGE)


def test_that_nobody_is_on_duty_is_an_alert_of_its_own_which_ends_when_somebody_is(story: OnDuty) -> None:
    story.plans(day=story.plants.alice)
    story.begins_at(19, 59)
    story.watches()
    story.phones.notified()

    story.begins_at(20)
    story.watches()
    story.watches()
    story.phones.notified(alice=NOBODY_ON_DUTY, dora=NOBODY_ON_DUTY, fay=NOBODY_ON_DUTY)
    assert open_conditions(story) == [("NOBODY_ON_DUTY", True)]

    story.planner.save(story.planner.plan_of(story.planner.night, story.plants.dora))
    story.watches()
    assert open_conditions(story) in ([("NOBODY_ON_DUTY", False)], [])


def open_conditions(story: OnDuty) -> list[tuple[str, bool]]:
    def command(tx: Transaction) -> list[tuple[str, bool]]:
        sensor = tx.get(Sensors).by_code(story.plants.north, CODE)
        assert sensor is not None
        found = tx.get(Alerts).open_of_sensors([sensor.sensor_id])
        return [(each.aspect, each.is_active) for each in found]

    return story.database.transact(command)


def test_a_roster_that_begins_next_week_raises_nothing_today(story: OnDuty) -> None:
    story.planner.save(story.planner.plan_of(story.planner.day, story.plants.alice, from_day=7))
    story.phones.work()
    story.phones.received.clear()

    story.watches()

    story.phones.notified()


def test_a_closed_roster_ends_the_alert_that_nobody_is_on_duty(story: OnDuty) -> None:
    story.plans(day=story.plants.alice)
    story.begins_at(20)
    story.watches()
    [line] = story.planner.calendar(story.plants.alice)

    story.database.transact(
        lambda tx: commands.close_roster(tx, line.roster.roster_id, version=1, by=story.plants.alice)
    )
    story.watches()

    assert [is_active for _, is_active in open_conditions(story)] in ([False], [])


def test_half_an_hour_before_the_shift_its_person_hears_what_is_open(story: OnDuty) -> None:
    story.plans(day=story.plants.alice, night=story.plants.dora)
    story.begins_at(19, 20)
    story.measures(30.0)
    story.phones.notified(alice=ORANGE, bob=ORANGE, erik=ORANGE)
    story.begins_at(19, 30)

    story.watches()
    story.watches()

    story.phones.notified(dora=SOON)


@pytest.fixture
def directors(story: OnDuty) -> OnDuty:
    """Two executives: fay has the day until 20:00, gina nothing yet."""
    gina = story.database.transact(lambda tx: join(tx, "gina", Role.EXECUTIVE, story.plants.north))
    change(story.database, gina, story.plants.north, department_id=None)
    story.phones.subscribe("gina", gina)
    plan = story.planner.plan_of(story.planner.day, story.fay, line=EXECUTIVES)
    story.planner.save(plan)
    story.phones.work()
    story.phones.received.clear()
    return story


def test_a_red_alert_calls_the_executive_on_duty_first_and_the_other_one_by_the_ladder(
    directors: OnDuty,
) -> None:
    directors.begins_at(17)

    directors.measures(61.5)

    directors.phones.notified(alice=RED, dora=RED, bob=RED, erik=RED, fay=RED)
    directors.at(seconds=60)
    directors.phones.notified(bob=UNSEEN, erik=UNSEEN)
    directors.at(seconds=90)
    directors.phones.notified(erik=UNSEEN, alice=UNSEEN, dora=UNSEEN)
    directors.at(seconds=120)
    directors.phones.notified(alice=UNSEEN, dora=UNSEEN, fay=UNSEEN, gina=UNSEEN)


def test_where_no_executive_is_on_duty_all_of_them_are_called_and_it_is_an_alert_of_its_own(
    directors: OnDuty,
) -> None:
    directors.begins_at(20, 1)

    directors.measures(61.5)

    directors.phones.notified(alice=RED, dora=RED, bob=RED, erik=RED, fay=RED, gina=RED)
    directors.watches()
    directors.watches()
    assert open_conditions(directors) == [("NOBODY_ON_DUTY", True)]


def test_the_condition_goes_on_while_one_of_both_lines_has_nobody(directors: OnDuty) -> None:
    directors.plans(day=directors.plants.alice)
    directors.begins_at(20, 1)
    directors.watches()

    directors.planner.save(directors.planner.plan_of(directors.planner.night, directors.plants.dora))
    directors.watches()
    assert open_conditions(directors) == [("NOBODY_ON_DUTY", True)]

    night = directors.planner.plan_of(directors.planner.night, directors.fay, line=EXECUTIVES)
    directors.planner.save(night)
    directors.watches()
    assert open_conditions(directors) in ([("NOBODY_ON_DUTY", False)], [])


def test_a_site_without_a_line_of_its_executives_misses_none(story: OnDuty) -> None:
    story.plans(day=story.plants.alice)
    story.begins_at(17)

    story.watches()

    story.phones.notified()
