"""Who sleeps is left alone by yellow and blue; nothing that somebody has to act on now waits for anybody."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event
from sqlmodel import select

from backend.alerts.events import ALERT_TIER_RAISED
from backend.cases.events import CASE_FOLLOWED_UP, COMMENT_ADDED
from backend.cases.tables import CaseRow
from backend.core.database import Database, Transaction
from backend.core.events import Event, EventKind, refs
from backend.core.viewer import Role, Viewer
from backend.core.vocabulary import Tier
from backend.deadlines.events import DEADLINE_OVERDUE, DEADLINE_REMINDED, ESCALATED
from backend.hazards.events import HAZARD_REPORTED, SERIOUS_HAZARD_REPORTED
from backend.notifications import commands as deliveries
from backend.notifications import panel_queries as panel
from backend.notifications.digest_queries import members_of
from backend.notifications.events import BROWSER_MOVED
from backend.notifications.preferences import commands, queries
from backend.notifications.preferences.rules import QuietHours
from backend.notifications.rules import DeliveryState
from backend.people.accounts.events import RECOVERY_CODE_USED
from backend.people.events import SIGN_IN_GUESSED
from backend.policies import commands as policies
from backend.policies.rules import POLICY
from backend.roster.events import SHIFT_CHANGED, SHIFT_STARTS_SOON
from backend.sites.tables import SiteRow
from tests.hostile.matrix.objects import join
from tests.support.alerts import only_alert
from tests.support.declared import SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.reached_plant import Plant
from tests.support.rosters import Planner

NIGHT = QuietHours(22 * 60, 6 * 60)


class Night(Plant):
    """North at 23:00. Bob is responsible for the gas, erik leads his department: both have a phone."""

    def __init__(self, database: Database, plants: Plants, clock: FakeClock) -> None:
        super().__init__(database, plants, clock)
        self.planner = Planner(database, plants, clock)
        self.has_browser(plants.bob, "bob")
        self.has_browser(plants.erik, "erik")
        self.goes_to(23)

    def goes_to(self, hour: int, minute: int = 0, *, day: int = 0) -> None:
        self.planner.goes_to(hour, minute, day=day)

    def wants_quiet(self, person: Viewer, hours: QuietHours | None = NIGHT) -> None:
        self.database.transact(lambda tx: commands.set_quiet_hours(tx, self.plants.north, hours, by=person))

    def allows(self, most: timedelta) -> None:
        """From now on the site lets yellow messages wait for so long at most."""
        tiers = POLICY | {Tier.YELLOW: replace(POLICY[Tier.YELLOW], quiet_at_most=most)}
        north, by = self.plants.north, self.plants.alice
        self.database.transact(
            lambda tx: policies.change_tier_policy(tx, north, tiers, based_on=1, reason="夜里也要看", by=by)
        )

    def notifies(self, kind: EventKind, *, tier: Tier | None = None, **about: UUID) -> list[tuple[str, str]]:
        """Notify bob of one event; what left."""
        to = (self.plants.bob.person_id,)
        happened = Event(kind, self.plants.north, about=refs(**about), to=to, tier=tier)
        self.database.transact(lambda tx: tx.announce(happened))
        return self.works()

    def case_of(self, tier: Tier) -> UUID:
        """The case of an alert, after everything about that has left."""
        self.raises(tier)
        self.works()
        return self.database.read(lambda s: s.exec(select(CaseRow.id)).one())


@pytest.fixture
def night(database: Database, plants: Plants, clock: FakeClock) -> Night:
    return Night(database, plants, clock)


def test_a_yellow_alert_waits_for_who_sleeps_and_leaves_in_the_morning(night: Night) -> None:
    night.wants_quiet(night.plants.bob)
    alert_id = night.raises(Tier.YELLOW)

    assert night.works() == [("webpush", "erik")]
    [held] = [each for each in night.deliveries_of(night.plants.bob) if each.tier]
    assert (held.state, held.quiet_until) == (DeliveryState.GROUPED, held.group_due_at)
    night.goes_to(5, 59, day=1)
    assert ("webpush", "bob") not in night.works()
    night.goes_to(6, 0)
    assert ("webpush", "bob") in night.works()
    assert night.messages[-1].navigate == f"/alerts/{alert_id}"
    night.clock.advance(timedelta(minutes=3))
    assert ("webpush", "bob") not in night.works(), "twice notifies of nothing twice"


@pytest.mark.parametrize("evening", ["2026-03-28T23:00", "2026-10-24T23:00"])
def test_in_the_night_in_which_berlin_sets_its_clocks_the_digest_leaves_once_at_the_hour_on_the_wall(
    night: Night, evening: str
) -> None:
    berlin = ZoneInfo("Europe/Berlin")

    def move(tx: Transaction) -> None:
        tx.session.get_one(SiteRow, night.plants.north).timezone = str(berlin)

    night.database.transact(move)
    night.clock.now = datetime.fromisoformat(evening).replace(tzinfo=berlin).astimezone(UTC)
    night.wants_quiet(night.plants.bob)
    night.raises(Tier.YELLOW)
    about = refs(alert=only_alert(night.database).alert_id)
    said = Event(ALERT_TIER_RAISED, night.plants.north, about=about, tier=Tier.YELLOW)

    heard_at: list[str] = []
    for _ in range(40):
        wall = night.clock.now.astimezone(berlin)
        if wall.hour in {23, 0, 1, 2, 3, 4}:
            night.database.transact(lambda tx: tx.announce(said))
        heard_at += [f"{wall:%H:%M}"] * night.works().count(("webpush", "bob"))
        night.clock.advance(timedelta(minutes=15))

    assert heard_at == ["06:00"]


def test_what_came_in_the_night_leaves_as_one_message_that_opens_each_of_them(night: Night) -> None:
    night.wants_quiet(night.plants.bob)
    night.raises(Tier.YELLOW)
    alert_id = only_alert(night.database).alert_id

    def again(tx: Transaction) -> None:
        for _ in range(3):
            about = refs(alert=alert_id)
            tx.announce(Event(ALERT_TIER_RAISED, night.plants.north, about=about, tier=Tier.YELLOW))

    night.database.transact(again)
    night.works()
    night.goes_to(6, day=1)
    night.messages.clear()

    assert night.works().count(("webpush", "bob")) == 1
    digests = [each for each in night.messages if each.navigate.startswith("/digests/")]
    assert [each.title for each in digests] == ["又有 4 条预警"]
    digest_id = UUID(digests[0].data["delivery"])
    members = night.database.read(lambda s: members_of(s, night.plants.bob, digest_id, SUBJECTS))
    assert [each.alert_id for each in members] == [alert_id] * 4


@pytest.mark.parametrize("tier", [Tier.ORANGE, Tier.RED])
def test_red_and_orange_wake_everybody(night: Night, tier: Tier) -> None:
    night.wants_quiet(night.plants.bob)
    night.raises(tier)

    assert ("webpush", "bob") in night.works()


def test_an_alert_that_rises_while_it_waits_leaves_at_once(night: Night) -> None:
    night.wants_quiet(night.plants.bob)
    night.raises(Tier.YELLOW)
    assert night.works() == [("webpush", "erik")]

    night.raises(Tier.ORANGE)
    assert ("webpush", "bob") in night.works()
    assert night.messages[-1].title == "橙色预警"
    assert DeliveryState.GROUPED in {each.state for each in night.deliveries_of(night.plants.bob)}
    night.goes_to(6, day=1)
    assert ("webpush", "bob") in night.works(), "and what waited leaves when it would have"


def test_where_everybody_is_quiet_nobody_is(night: Night) -> None:
    night.wants_quiet(night.plants.bob)
    night.wants_quiet(night.plants.erik)
    night.raises(Tier.YELLOW)

    assert night.works() == [("webpush", "bob"), ("webpush", "erik")]


def test_who_has_no_way_is_nobody_who_would_learn_of_it(night: Night) -> None:
    night.wants_quiet(night.plants.bob)
    night.database.transact(
        lambda tx: deliveries.unsubscribe_push(tx, "https://push.example/erik", by=night.plants.erik)
    )
    night.raises(Tier.YELLOW)

    assert night.works() == [("webpush", "bob")]


def test_who_is_on_duty_is_woken(night: Night) -> None:
    night.wants_quiet(night.plants.dora, NIGHT)
    night.has_browser(night.plants.dora, "dora")
    night.planner.save(night.planner.plan_of(night.planner.night, night.plants.dora))
    night.works()
    officer = Event(COMMENT_ADDED, night.plants.north, to=(night.plants.dora.person_id,))

    night.database.transact(lambda tx: tx.announce(officer))
    assert ("webpush", "dora") in night.works()


def test_who_is_on_duty_reads_that_no_quiet_hours_hold(night: Night) -> None:
    dora = night.plants.dora
    night.wants_quiet(dora, NIGHT)

    def read() -> tuple[bool, bool]:
        own = night.database.read(lambda s: queries.own(s, dora, night.plants.north, now=night.clock.now))
        return own.quiet_until is not None, own.is_on_duty

    assert read() == (True, False)
    night.planner.save(night.planner.plan_of(night.planner.night, dora))
    assert read() == (False, True)


def test_what_waits_leaves_when_a_shift_begins_before_the_quiet_hours_end(night: Night) -> None:
    early = night.planner.pattern("早班", 4 * 60, 8 * 60)
    night.has_browser(night.plants.dora, "dora")
    night.planner.save(night.planner.plan_of(early, night.plants.dora, from_day=1))
    night.works()
    night.wants_quiet(night.plants.dora)
    officer = Event(COMMENT_ADDED, night.plants.north, to=(night.plants.dora.person_id,))
    night.database.transact(lambda tx: tx.announce(officer))
    assert night.works() == []

    night.goes_to(4, 0, day=1)
    assert ("webpush", "dora") in night.works()


@pytest.mark.parametrize(
    "kind",
    [
        SIGN_IN_GUESSED,
        RECOVERY_CODE_USED,
        BROWSER_MOVED,
        SHIFT_STARTS_SOON,
        SHIFT_CHANGED,
        SERIOUS_HAZARD_REPORTED,
        CASE_FOLLOWED_UP,
        ESCALATED,
    ],
)
def test_what_is_never_quiet_leaves_at_once(night: Night, kind: EventKind) -> None:
    case_id = night.case_of(Tier.YELLOW)
    night.wants_quiet(night.plants.bob)

    assert ("webpush", "bob") in night.notifies(kind, case=case_id)


@pytest.mark.parametrize("kind", [COMMENT_ADDED, DEADLINE_REMINDED, DEADLINE_OVERDUE, HAZARD_REPORTED])
def test_news_and_reminders_that_are_not_urgent_wait(night: Night, kind: EventKind) -> None:
    case_id = night.case_of(Tier.YELLOW)
    night.clock.advance(timedelta(minutes=5))
    night.wants_quiet(night.plants.bob)

    assert night.notifies(kind, case=case_id) == []
    night.goes_to(6, day=1)
    assert ("webpush", "bob") in night.works()


@pytest.mark.parametrize("tier", [Tier.ORANGE, Tier.RED])
def test_news_of_a_case_that_is_red_or_orange_now_does_not_wait(night: Night, tier: Tier) -> None:
    case_id = night.case_of(tier)
    night.wants_quiet(night.plants.bob)

    assert ("webpush", "bob") in night.notifies(COMMENT_ADDED, case=case_id)


def test_nobody_who_is_called_because_nobody_acted_is_left_asleep(night: Night) -> None:
    """The whole way: yellow, nobody acknowledges, the ladder calls who sleeps."""
    night.wants_quiet(night.plants.bob)
    case_id = night.case_of(Tier.YELLOW)
    night.clock.advance(timedelta(minutes=31))

    assert night.notifies(ESCALATED, tier=Tier.YELLOW, case=case_id) == [("webpush", "bob")]


def test_what_waits_does_not_expire_before_the_morning(night: Night) -> None:
    night.wants_quiet(night.plants.bob)
    night.raises(Tier.YELLOW)
    night.works()
    for hour in (1, 3, 5):
        night.goes_to(hour, day=1 if hour == 1 else 0)
        night.works()
    night.goes_to(6, 30)

    assert ("webpush", "bob") in night.works()
    assert DeliveryState.EXPIRED not in {each.state for each in night.deliveries_of(night.plants.bob)}


def test_an_orange_flood_in_the_night_wakes_with_its_digest_and_leaves_the_yellow_ones(night: Night) -> None:
    night.wants_quiet(night.plants.bob)
    night.raises(Tier.YELLOW)
    alert_id = only_alert(night.database).alert_id

    def flood(tx: Transaction) -> None:
        for _ in range(12):
            about = refs(alert=alert_id)
            tx.announce(Event(ALERT_TIER_RAISED, night.plants.north, about=about, tier=Tier.ORANGE))

    night.works()
    night.database.transact(flood)
    night.works()
    night.clock.advance(timedelta(minutes=2))
    night.messages.clear()
    night.works()

    assert any(each.title == "又有 3 条预警" for each in night.messages), "not four: the yellow one waits"


def test_quiet_hours_that_are_taken_back_let_everything_go(night: Night) -> None:
    night.wants_quiet(night.plants.bob)
    night.raises(Tier.YELLOW)
    assert night.works() == [("webpush", "erik")]

    night.wants_quiet(night.plants.bob, None)
    assert night.works() == [("webpush", "bob")]


def test_longer_quiet_hours_keep_nothing_longer_that_waits_already(night: Night) -> None:
    night.wants_quiet(night.plants.bob)
    night.raises(Tier.YELLOW)
    night.works()
    night.wants_quiet(night.plants.bob, QuietHours(22 * 60, 8 * 60))

    night.goes_to(6, day=1)
    assert ("webpush", "bob") in night.works()


@pytest.mark.parametrize("most", [timedelta(0), timedelta(hours=7)])
def test_hours_that_the_site_allows_no_more_keep_nothing(night: Night, most: timedelta) -> None:
    night.wants_quiet(night.plants.bob)
    night.allows(most)
    night.raises(Tier.YELLOW)

    assert ("webpush", "bob") in night.works()


def test_the_panel_says_until_when_somebody_is_quiet(night: Night) -> None:
    night.wants_quiet(night.plants.bob)
    alert_id = night.raises(Tier.YELLOW)
    night.works()

    def of_bob() -> panel.Sent:
        found = night.database.read(
            lambda s: panel.of_alert(s, night.plants.alice, alert_id, now=night.database.clock())
        )
        [bob] = [each for each in found if each.person.person.person_id == night.plants.bob.person_id]
        return bob.sent[0]

    ends = night.clock.now + timedelta(hours=7)
    assert (of_bob().state, of_bob().quiet_until, of_bob().waits_until) == (DeliveryState.GROUPED, ends, ends)
    night.goes_to(6, day=1)
    night.works()
    assert (of_bob().state, of_bob().quiet_until) == (DeliveryState.ACCEPTED, None)


def test_preferences_of_all_people_are_read_in_one_statement(night: Night) -> None:
    for number in range(8):
        lead = night.database.transact(
            lambda tx, name=f"lead {number}": join(tx, name, Role.OFFICER, night.plants.north)
        )
        night.has_browser(lead, f"lead-{number}")
        night.wants_quiet(lead)
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "FROM notification_preferences" in statement:
            asked.append(statement)

    night.raises(Tier.ORANGE)
    event.listen(night.database.engine, "before_cursor_execute", note)
    try:
        night.works()
    finally:
        event.remove(night.database.engine, "before_cursor_execute", note)
    assert len(asked) == 1, "and of all events that are planned together"
