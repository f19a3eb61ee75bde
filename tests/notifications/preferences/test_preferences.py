"""Everybody says for themselves when they want quiet, what comes first, and which browser is for alarms."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.tables import AuditRow
from backend.core.text import Language
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.browsers import queries as browsers
from backend.notifications.preferences import commands, queries
from backend.notifications.preferences.queries import OwnPreferences
from backend.notifications.preferences.rules import QuietHours
from backend.notifications.reach import queries as reach
from backend.notifications.tables import PushSubscriptionRow
from backend.people.directory.rules import AddressKind
from backend.policies.rules import Channel
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.reached_plant import Plant
from tests.support.refusals import code_of

pytestmark = pytest.mark.both_databases("preferences are kept as JSON, and browsers are locked")

NIGHT = QuietHours(22 * 60, 6 * 60, frozenset({1, 2, 3, 4, 5}))


class Preferring(Plant):
    """A site whose people say what they prefer."""

    def quiets(self, hours: QuietHours | None, *, by: Viewer, site: UUID | None = None) -> None:
        site_id = site or self.plants.north
        self.database.transact(lambda tx: commands.set_quiet_hours(tx, site_id, hours, by=by))

    def orders(self, *channels: Channel, by: Viewer, site: UUID | None = None) -> None:
        site_id = site or self.plants.north
        self.database.transact(lambda tx: commands.set_channel_order(tx, site_id, channels, by=by))

    def keeps(self, browser_id: UUID, *, by: Viewer, is_alarms_only: bool = True) -> None:
        self.database.transact(lambda tx: commands.set_alarms_only(tx, browser_id, is_alarms_only, by=by))

    def seen_by(self, viewer: Viewer, site: UUID | None = None) -> OwnPreferences:
        site_id, now = site or self.plants.north, self.clock.now
        return self.database.read(lambda s: queries.own(s, viewer, site_id, now=now))

    def browser(self, name: str) -> UUID:
        statement = select(PushSubscriptionRow.id).where(
            PushSubscriptionRow.endpoint == f"https://push.example/{name}"
        )
        return self.database.read(lambda s: s.exec(statement).one())

    def notes(self) -> list[tuple[UUID | None, str | None]]:
        """What the record says of changed preferences: by whom, and what."""
        statement = select(AuditRow).where(AuditRow.kind == "PREFERENCES_CHANGED").order_by(AuditRow.id)  # type: ignore[arg-type]
        return [(row.by, row.note) for row in self.database.read(lambda s: s.exec(statement).all())]


@pytest.fixture
def plant(database: Database, plants: Plants, clock: FakeClock) -> Preferring:
    return Preferring(database, plants, clock)


def test_what_somebody_says_is_kept_and_written_down_once(plant: Preferring) -> None:
    bob = plant.plants.bob
    before = plant.seen_by(bob)
    assert (before.quiet_hours, before.channels, before.is_own_order) == (None, (Channel.WEB_PUSH,), False)

    plant.set_up("sms")
    plant.set_up("email")
    plant.reaches(bob, AddressKind.PHONE, "13800000001")
    plant.reaches(bob, AddressKind.EMAIL, "bob@example.com", is_verified=False)
    for _ in range(2):
        plant.quiets(NIGHT, by=bob)
        plant.orders(Channel.SMS, by=bob)

    after = plant.seen_by(bob)
    assert (after.quiet_hours, after.longest) == (NIGHT, timedelta(hours=12))
    assert (after.channels, after.is_own_order) == ((Channel.SMS, Channel.WEB_PUSH), True)
    assert after.tiers == (Tier.YELLOW, Tier.BLUE)
    assert plant.notes() == [
        (bob.person_id, "quiet hours: 22:00–06:00, days 12345"),
        (bob.person_id, "channels: SMS"),
    ]
    plant.quiets(None, by=bob)
    plant.orders(by=bob)
    assert (plant.seen_by(bob).quiet_hours, plant.seen_by(bob).is_own_order) == (None, False)


def test_the_end_of_the_hours_that_hold_now_is_said(plant: Preferring) -> None:
    plant.quiets(QuietHours(15 * 60, 17 * 60), by=plant.plants.bob)
    assert plant.seen_by(plant.plants.bob).quiet_until == plant.clock.now + timedelta(hours=1)
    plant.clock.advance(timedelta(hours=1))
    assert plant.seen_by(plant.plants.bob).quiet_until is None


def test_nobody_reads_or_sets_what_another_person_prefers(plant: Preferring) -> None:
    alice, bob, carol = plant.plants.alice, plant.plants.bob, plant.plants.carol
    plant.quiets(NIGHT, by=bob)
    plant.has_browser(bob, "bob")
    plant.has_browser(bob, "desk")

    assert plant.seen_by(alice).quiet_hours is None, "each sees their own"
    plant.quiets(None, by=alice)
    assert plant.seen_by(bob).quiet_hours == NIGHT
    for step in (
        lambda: plant.seen_by(carol, plant.plants.north),
        lambda: plant.quiets(NIGHT, by=carol),
        lambda: plant.orders(Channel.SMS, by=carol),
        lambda: plant.keeps(plant.browser("bob"), by=carol),
        lambda: plant.keeps(plant.browser("bob"), by=alice),
        lambda: plant.keeps(uuid4(), by=alice),
    ):
        assert code_of(step) is ErrorCode.NOT_FOUND


def test_hours_that_are_longer_than_the_site_allows_are_refused(plant: Preferring) -> None:
    bob = plant.plants.bob
    assert (
        code_of(lambda: plant.quiets(QuietHours(18 * 60, 7 * 60), by=bob)) is ErrorCode.QUIET_HOURS_TOO_LONG
    )
    assert code_of(lambda: plant.quiets(QuietHours(18 * 60, 18 * 60), by=bob)) is ErrorCode.INVALID_INPUT
    assert plant.seen_by(bob).quiet_hours is None


def test_the_reach_report_says_that_somebody_has_quiet_hours_and_not_when(plant: Preferring) -> None:
    plant.quiets(NIGHT, by=plant.plants.bob)
    report = plant.database.read(
        lambda s: reach.of_site(s, plant.plants.alice, plant.plants.north, now=plant.clock.now)
    )
    assert {view.person.person_id for view, each in report.people if each.has_quiet_hours} == {
        plant.plants.bob.person_id
    }


def test_who_wants_a_text_first_gets_it_first_and_the_push_a_minute_later(plant: Preferring) -> None:
    bob = plant.plants.bob
    plant.set_up("sms")
    plant.has_browser(bob, "bob")
    plant.reaches(bob, AddressKind.PHONE, "13800000001")
    plant.orders(Channel.SMS, by=bob)
    plant.raises(Tier.ORANGE)

    assert plant.works() == [("sms", "13800000001")]
    assert plant.after(59) == []
    assert plant.after(1) == [("webpush", "bob")]


def test_a_red_alert_leaves_as_the_policy_has_it_whatever_somebody_prefers(plant: Preferring) -> None:
    bob = plant.plants.bob
    plant.set_up("sms")
    plant.has_browser(bob, "bob")
    plant.reaches(bob, AddressKind.PHONE, "13800000001")
    plant.orders(Channel.SMS, by=bob)
    plant.raises(Tier.RED)

    assert plant.works() == [("webpush", "bob")]
    assert plant.after(30) == [("sms", "13800000001")]


def test_a_channel_that_the_policy_does_not_name_is_not_used_because_somebody_prefers_it(
    plant: Preferring,
) -> None:
    bob = plant.plants.bob
    plant.set_up("sms")
    plant.has_browser(bob, "bob")
    plant.reaches(bob, AddressKind.PHONE, "13800000001")
    plant.orders(Channel.SMS, by=bob)
    plant.raises(Tier.YELLOW)

    assert (plant.works(), plant.after(600)) == ([("webpush", "bob")], [])


def test_a_browser_for_alarms_is_left_alone_by_yellow_and_gets_orange_and_red(plant: Preferring) -> None:
    bob = plant.plants.bob
    plant.has_browser(bob, "phone")
    plant.has_browser(bob, "desk", is_in_hand=False)
    plant.keeps(plant.browser("desk"), by=bob)
    plant.keeps(plant.browser("desk"), by=bob)

    plant.raises(Tier.YELLOW)
    assert plant.works() == [("webpush", "phone")]
    plant.raises(Tier.ORANGE)
    assert plant.works() == [("webpush", "desk"), ("webpush", "phone")]
    plant.raises(Tier.RED)
    assert plant.works() == [("webpush", "desk"), ("webpush", "phone")]
    assert plant.notes() == [(bob.person_id, "browser: red and orange only")]


def test_one_browser_gets_everything_and_the_last_one_does_again_by_itself(plant: Preferring) -> None:
    bob = plant.plants.bob
    plant.has_browser(bob, "phone")
    assert code_of(lambda: plant.keeps(plant.browser("phone"), by=bob)) is ErrorCode.ONLY_BROWSER
    plant.has_browser(bob, "desk", is_in_hand=False)
    plant.keeps(plant.browser("desk"), by=bob)
    assert code_of(lambda: plant.keeps(plant.browser("phone"), by=bob)) is ErrorCode.ONLY_BROWSER

    plant.database.transact(lambda tx: deliveries.unsubscribe_push(tx, "https://push.example/phone", by=bob))
    plant.raises(Tier.YELLOW)
    assert plant.works() == [("webpush", "desk")], "the other one is gone"


def test_a_browser_that_changes_hands_is_for_everything_again(plant: Preferring) -> None:
    bob, dora = plant.plants.bob, plant.plants.dora
    plant.has_browser(bob, "phone")
    plant.has_browser(bob, "shared")
    plant.keeps(plant.browser("shared"), by=bob)
    plant.database.transact(
        lambda tx: deliveries.subscribe_push(
            tx, endpoint="https://push.example/shared", p256dh="p", auth="a", language=Language.ZH, by=dora
        )
    )

    found = plant.database.read(lambda s: browsers.own(s, dora, now=plant.clock.now))
    assert [each.is_alarms_only for each in found] == [False]
