"""How soon people are shown what they are notified of: by tier, channel, maker, engine; slow phones."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.alerts.responses import commands as responses
from backend.core.database import Database, Transaction
from backend.core.text import Language
from backend.core.viewer import Role, Viewer
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.reach import queries as reach
from backend.notifications.reach.queries import ReachReport
from backend.notifications.reach.rules import ShownWithin, SlowPhone, shown_within, slow_phone
from backend.notifications.rules import DeliveryState
from backend.notifications.tables import DeliveryRow
from backend.people.accounts.sign_ins_rules import BrowserKind, Engine, Maker, SignInMethod
from backend.people.accounts.sign_ins_store import SignIns
from tests.hostile.matrix.objects import join
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, more_sensors, over
from tests.support.reached_plant import Plant
from tests.support.statements import statements as counted

pytestmark = pytest.mark.both_databases("messages are joined with their events and browsers by lists of ids")
OLD = BrowserKind(Maker.HUAWEI, Engine.CHROMIUM, 99)
NEW = BrowserKind(Maker.XIAOMI, Engine.CHROMIUM, 130)
NOBODY = ShownWithin(0, is_enough=False)


def seconds(*waits: float | None) -> list[timedelta | None]:
    return [None if each is None else timedelta(seconds=each) for each in waits]


def test_with_fewer_than_twenty_only_their_number_is_said() -> None:
    assert shown_within([]) == NOBODY
    assert shown_within(seconds(*[1] * 19)) == ShownWithin(19, is_enough=False)
    assert shown_within(seconds(*[1] * 20)).is_enough


def test_the_limits_themselves_are_within_and_the_nearest_rank_is_the_time() -> None:
    found = shown_within(seconds(*range(1, 13), 15, 15.001, 59, 60, 60.001, 90, 91, 92))

    assert (found.count, found.soon, found.latest) == (20, 13, 16)
    assert [found.p50, found.p95, found.p99] == seconds(10, 91, 92)


def test_who_was_never_shown_it_takes_longer_than_anybody() -> None:
    """Half of a site that is shown nothing must not look like a site that is fast."""
    found = shown_within(seconds(*[1] * 19, None))

    assert (found.soon, found.latest) == (19, 19)
    assert [found.p50, found.p95, found.p99] == seconds(1, 1, None)
    assert shown_within(seconds(*[None] * 30)).p50 is None


def test_a_phone_that_was_slow_once_is_not_named() -> None:
    once = [timedelta(seconds=16), timedelta(seconds=15)]

    assert slow_phone(OLD, once) is None
    assert slow_phone(OLD, [*once, timedelta(seconds=90)]) == SlowPhone(OLD, 2, timedelta(seconds=90))


@pytest.fixture
def plant(database: Database, plants: Plants, clock: FakeClock) -> Plant:
    return Plant(database, plants, clock)


def report(plant: Plant, viewer: Viewer | None = None) -> ReachReport:
    seen_by, now = viewer or plant.admin, plant.database.clock()
    return plant.database.read(lambda s: reach.of_site(s, seen_by, plant.plants.north, now=now))


def red(found: ReachReport) -> ShownWithin:
    return next(each.shown_within for each in found.tiers if each.tier is Tier.RED)


def has_phone(tx: Transaction, person: Viewer, kind: BrowserKind | None, *, is_in_hand: bool = True) -> None:
    """A sign-in of this person in a browser of this kind, which takes messages."""
    family_id = uuid4()
    tx.get(SignIns).add(
        family_id,
        person.person_id,
        method=SignInMethod.PASSWORD,
        user_agent="",
        device_hash=None,
        at=tx.now,
    )
    if kind:
        tx.get(SignIns).put_browser(family_id, kind)
    deliveries.subscribe_push(
        tx,
        endpoint=f"https://push.example/{family_id}",
        p256dh="p",
        auth="a",
        language=Language.ZH,
        by=person,
        family_id=family_id,
        is_in_hand=is_in_hand,
    )


def crowd(plant: Plant, count: int, kinds: tuple[BrowserKind | None, ...]) -> list[Viewer]:
    """So many officers, each with a phone of the next of these kinds."""

    def command(tx: Transaction) -> list[Viewer]:
        found = [join(tx, f"officer {n}", Role.OFFICER, plant.plants.north) for n in range(count)]
        for place, each in enumerate(found):
            has_phone(tx, each, kinds[place % len(kinds)])
        return found

    return plant.database.transact(command)


def show(plant: Plant, after: Mapping[UUID, float | None]) -> None:
    """The newest message of each of these people is shown so many seconds after it was accepted, or never."""

    def command(tx: Transaction) -> None:
        statement = select(DeliveryRow).where(DeliveryRow.channel == "webpush").order_by("created_at")
        newest = {row.person_id: row for row in tx.session.exec(statement) if row.person_id in after}
        for person_id, row in newest.items():
            wait = after[person_id]
            if wait is not None and row.accepted_at is not None:
                row.shown_at = row.accepted_at + timedelta(seconds=wait)
                row.state = DeliveryState.SHOWN
                tx.session.add(row)

    plant.database.transact(command)


def test_an_empty_site_has_nothing_to_measure(plant: Plant) -> None:
    found = report(plant)

    assert [each.shown_within for each in found.tiers] == [NOBODY] * 4
    assert (found.channels, found.makers, found.engines) == ((), (), ())


def test_a_site_of_two_hundred_is_measured_by_tier_channel_maker_and_engine(plant: Plant) -> None:
    people = crowd(plant, 200, (OLD, NEW, None, NEW))
    with counted(plant.database) as before:
        report(plant)
    plant.raises()
    plant.works()
    # Every tenth is shown nothing; those with the old engine after 30 s, all others after 5 s.
    waits = {
        each.person_id: None if place % 10 == 9 else 30.0 if place % 4 == 0 else 5.0
        for place, each in enumerate(people)
    }
    show(plant, waits)

    with counted(plant.database) as after:
        found = report(plant)

    assert len(after) == len(before), "a statement for each level, however many people and messages"
    others = red(found).count - 200  # alice and the rest of the plant have no browser
    assert (red(found).soon, red(found).latest) == (130, 180)
    assert (red(found).p50, red(found).p99) == (timedelta(seconds=5), None)
    tier = next(each for each in found.tiers if each.tier is Tier.RED)
    assert (tier.share.in_time, tier.share.never) == (red(found).latest, 20 + others)
    [pushes] = found.channels
    assert (pushes.sent, pushes.shown_within.count, pushes.shown_within.latest) == (200, 200, 180)
    makers = {each.maker: each.shown_within for each in found.makers}
    assert {maker: each.count for maker, each in makers.items()} == {
        Maker.HUAWEI: 50,
        Maker.XIAOMI: 100,
        None: 50,
    }
    assert (makers[Maker.HUAWEI].soon, makers[Maker.HUAWEI].latest) == (0, 50)
    assert makers[Maker.HUAWEI].p95 == timedelta(seconds=30)
    assert (makers[Maker.XIAOMI].soon, makers[Maker.XIAOMI].p95) == (80, None)
    assert [(each.engine, each.major, each.shown_within.count) for each in found.engines] == [
        (Engine.CHROMIUM, 130, 100),
        (Engine.CHROMIUM, 99, 50),
        (None, 0, 50),
    ]
    assert sum(each.count for each in makers.values()) == pushes.shown_within.count


def test_it_is_measured_from_the_commit_not_from_when_messages_are_planned(plant: Plant) -> None:
    people = crowd(plant, 20, (NEW,))
    plant.raises()
    plant.after(10)
    show(plant, {each.person_id: 6.0 for each in people})

    found = report(plant)

    [pushes] = [each.shown_within for each in found.channels]
    assert (pushes.soon, pushes.latest, pushes.p50) == (0, 20, timedelta(seconds=16))


def test_a_screen_that_is_faster_than_the_planning_of_messages_counts(plant: Plant) -> None:
    dora = plant.plants.dora
    alert_id = plant.raises()
    plant.clock.advance(timedelta(seconds=1))
    plant.database.transact(lambda tx: responses.note_shown(tx, alert_id, by=dora))
    plant.after(4)

    share = next(each.share for _, each in report(plant).people if each.person_id == dora.person_id)
    assert (share.notified, share.in_time) == (1, 1)


def test_the_first_of_all_devices_and_channels_of_somebody_counts(plant: Plant) -> None:
    people = crowd(plant, 20, (NEW,))
    for each in people:
        plant.database.transact(lambda tx, each=each: has_phone(tx, each, OLD))
    alert_id = plant.raises()
    plant.works()

    def second_first(tx: Transaction) -> None:
        for each in people:
            one, two = tx.session.exec(
                select(DeliveryRow).where(DeliveryRow.person_id == each.person_id)
            ).all()
            one.shown_at, two.shown_at = (row_at(one, 70), row_at(two, 12))
            one.state = two.state = DeliveryState.SHOWN
            tx.session.add_all((one, two))

    plant.database.transact(second_first)
    plant.clock.advance(timedelta(seconds=3))
    plant.database.transact(lambda tx: responses.note_shown(tx, alert_id, by=people[0]))

    found = report(plant)

    assert red(found).soon == 20
    [pushes] = found.channels
    assert (pushes.shown_within.count, pushes.shown_within.soon, pushes.shown_within.latest) == (40, 20, 20)


def row_at(row: DeliveryRow, after: float) -> object:
    return row.created_at + timedelta(seconds=after)


def test_a_phone_that_was_slow_twice_is_named_with_its_kind_and_a_desk_is_not(plant: Plant) -> None:
    alice, bob = plant.plants.alice, plant.plants.bob
    plant.database.transact(lambda tx: has_phone(tx, bob, OLD))
    plant.database.transact(lambda tx: has_phone(tx, alice, NEW, is_in_hand=False))
    sensors = list(more_sensors(plant.database, ["S-1", "S-2"], is_apart=True).values())
    for sensor_id, wait in zip(sensors, (20.0, 65.0), strict=True):
        change = over(plant.plants, Tier.RED, sensor_id=sensor_id)
        plant.database.transact(lambda tx, change=change: alerts.apply_changes(tx, [change]))
        plant.works()
        show(plant, {bob.person_id: wait, alice.person_id: wait})
        plant.clock.advance(timedelta(minutes=2))
        if wait == 20.0:
            assert of(report(plant), bob) == (), "once it may have been in a lift"

    found = report(plant)

    assert of(found, bob) == (SlowPhone(OLD, 2, timedelta(seconds=65)),)
    assert of(found, alice) == ()


def of(found: ReachReport, viewer: Viewer) -> tuple[SlowPhone, ...]:
    return next(each.slow for _, each in found.people if each.person_id == viewer.person_id)


def test_what_is_held_back_for_later_slows_no_phone_and_no_maker(plant: Plant) -> None:
    bob = plant.plants.bob
    plant.database.transact(lambda tx: has_phone(tx, bob, OLD))
    plant.raises(Tier.YELLOW)
    plant.works()
    show(plant, {bob.person_id: 600.0})

    found = report(plant)

    assert (found.makers, of(found, bob)) == ((), ())
    [pushes] = found.channels
    assert (pushes.sent, pushes.shown_within.count) == (1, 0)


def test_a_lead_measures_their_department_only(plant: Plant) -> None:
    plants = plant.plants
    crowd(plant, 3, (OLD,))
    [membership] = plants.erik.memberships
    elsewhere = Viewer(plants.erik.person_id, (replace(membership, role=Role.LEAD, department_id=None),))
    plant.raises()
    plant.works()

    assert report(plant, elsewhere).makers == ()
    [maker] = report(plant).makers
    assert (maker.maker, maker.shown_within) == (Maker.HUAWEI, ShownWithin(3, is_enough=False))
