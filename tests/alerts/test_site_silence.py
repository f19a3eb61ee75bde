"""Sources of a site that fall silent within one minute are one matter: listed, counted, acknowledged once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from backend.alerts import bulk_commands, commands
from backend.alerts import queries as views
from backend.alerts.filters_queries import IN_SIGHT, UNSEEN, counts
from backend.alerts.grouping import queries as groups
from backend.alerts.grouping.rules import GroupCount, GroupScope
from backend.alerts.queries import AlertView
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.anchors.sealed_store import sealed_of_site
from backend.cases.alert_commands import open_cases_of_lasting
from backend.core.database import Database, Transaction
from backend.core.tables import AuditRow, OutboxRow
from backend.core.text import Language
from backend.core.vocabulary import AlertCondition, ConditionChange, Tier
from backend.deadlines import sweep_commands as deadlines
from backend.deadlines.events import DEADLINE_REMINDED, ESCALATED
from backend.deadlines.rules import DeadlineStep
from backend.deadlines.tables import DeadlineRow
from backend.notifications.commands import plan_deliveries, subscribe_push
from backend.notifications.messages_commands import compose
from backend.notifications.store import Deliveries
from tests.support.declared import RESPONSIBILITIES, SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, more_sensors, over

pytestmark = pytest.mark.both_databases("the group is found by a statement of its own")

Say = Callable[[int, Tier | None], None]


@pytest.fixture
def say(database: Database, plants: Plants) -> Say:
    """A source falls silent, or (None) is heard again."""

    def say(sensor_id: int, tier: Tier | None) -> None:
        change = replace(
            over(plants, tier, sensor_id=sensor_id), condition=AlertCondition.SILENT, limit=None, trace=()
        )
        database.transact(lambda tx: commands.apply_changes(tx, [change]))

    return say


def sensors(database: Database, number: int) -> list[int]:
    return list(more_sensors(database, [f"Q-{n:02}" for n in range(number)]).values())


def rows(database: Database, plants: Plants) -> list[AlertView]:
    page = database.read(lambda s: views.page(s, plants.alice, IN_SIGHT, first=100, after=None))
    return [view for _, view in page.items]


def home(database: Database, plants: Plants, clock: FakeClock) -> tuple[int, int]:
    """(open, unacknowledged) as the home counts them."""
    found = database.read(lambda s: views.home_counts(s, plants.alice, clock.now))
    return sum(count for _, count in found["alerts_by_tier"]), found["unacknowledged_alerts"]


def test_thirty_five_sources_that_fall_silent_within_a_minute_are_one_row_and_one_acknowledgement(
    database: Database, plants: Plants, clock: FakeClock, say: Say
) -> None:
    silent = sensors(database, 35)
    for sensor_id in silent:
        say(sensor_id, Tier.BLUE)
        clock.advance(timedelta(seconds=1))

    [row] = rows(database, plants)
    group_id = row.alert.group_id
    assert (row.group_scope, home(database, plants, clock)) == (GroupScope.SITE, (1, 1))
    assert group_id is not None
    assert database.read(lambda s: groups.counts(s, plants.alice, [group_id])) == {
        group_id: GroupCount(35, 35, shelvable=35)
    }
    assert database.read(lambda s: groups.counts(s, plants.carol, [group_id])) == {}
    for sensor_id in silent:
        say(sensor_id, None)
    assert home(database, plants, clock) == (1, 1), "heard again, and still to be acknowledged"

    leader: UUID = rows(database, plants)[0].alert.alert_id
    results = database.transact(lambda tx: bulk_commands.acknowledge_alerts(tx, [leader], by=plants.alice))

    unseen = replace(IN_SIGHT, states=UNSEEN, leads=False)
    assert results == {leader: None}
    assert database.read(lambda s: counts(s, plants.alice, [unseen])) == {unseen: 0}
    assert home(database, plants, clock) == (0, 0)


def test_four_sources_or_five_in_more_than_a_minute_are_matters_of_their_own(
    database: Database, plants: Plants, clock: FakeClock, say: Say
) -> None:
    *four, late, later = sensors(database, 6)
    for sensor_id in four:
        say(sensor_id, Tier.BLUE)
    assert home(database, plants, clock) == (4, 4)
    clock.advance(timedelta(seconds=61))
    say(late, Tier.BLUE)
    assert home(database, plants, clock) == (5, 5)
    say(later, Tier.BLUE)
    assert {row.alert.group_id for row in rows(database, plants)} == {None}


def test_silence_is_never_grouped_with_a_danger_and_one_that_comes_later_is_seen_for_itself(
    database: Database, plants: Plants, clock: FakeClock, say: Say
) -> None:
    *five, late = sensors(database, 6)
    for sensor_id in five:
        say(sensor_id, Tier.BLUE)
    database.transact(lambda tx: commands.apply_changes(tx, [over(plants, Tier.RED)]))
    red, group = rows(database, plants)
    assert (red.alert.tier, red.alert.group_id) == (Tier.RED, None)

    database.transact(
        lambda tx: bulk_commands.acknowledge_alerts(tx, [group.alert.alert_id], by=plants.alice)
    )
    clock.advance(timedelta(seconds=30))
    say(late, Tier.BLUE)

    assert home(database, plants, clock) == (3, 2), "nobody has seen the late one"
    assert late in {row.alert.sensor_id for row in rows(database, plants)}


def silences(plants: Plants, sensor_ids: list[int], tier: Tier = Tier.BLUE) -> list[ConditionChange]:
    change = replace(over(plants, tier), condition=AlertCondition.SILENT, limit=None, trace=())
    return [replace(change, sensor_id=each) for each in sensor_ids]


def announced(database: Database) -> list[tuple[str, int]]:
    """(kind, alerts that it is about) of each event of the site about alerts."""

    def look(session: Session) -> list[tuple[str, int]]:
        rows = session.exec(select(AuditRow).order_by(col(AuditRow.position))).all()
        counted = ((row.kind, sum(each.noun == "alert" for each in row.refs)) for row in rows)
        return [each for each in counted if each[1]]

    return database.read(look)


def test_sources_that_one_sweep_finds_silent_are_one_event_and_each_keeps_its_history_and_its_deadline(
    database: Database, plants: Plants
) -> None:
    silent = sensors(database, 35)

    database.transact(lambda tx: commands.apply_changes(tx, silences(plants, silent)))
    database.transact(lambda tx: commands.apply_changes(tx, silences(plants, silent)))

    assert announced(database) == [("SOURCES_FELL_SILENT", 35)]
    assert database.read(lambda session: len(session.exec(select(OutboxRow)).all())) == 1
    kept = database.read(
        lambda session: [(row.kind, row.tier) for row in session.exec(select(AlertTransitionRow)).all()]
    )
    assert kept == [("RAISED", Tier.BLUE)] * 35
    due = database.read(lambda session: session.exec(select(DeadlineRow.object_id)).all())
    assert len(set(due)) == 35


def test_four_that_one_sweep_finds_silent_are_four_events(database: Database, plants: Plants) -> None:
    changes = silences(plants, sensors(database, 4))

    database.transact(lambda tx: commands.apply_changes(tx, changes))

    assert announced(database) == [("ALERT_RAISED", 1)] * 4


def test_a_silence_that_is_shelved_or_of_another_site_is_no_part_of_the_one_event(
    database: Database, plants: Plants
) -> None:
    silent = sensors(database, 5)
    changes = silences(plants, [*silent, plants.far_gas])

    database.transact(lambda tx: commands.apply_changes(tx, changes))

    assert announced(database) == [("SOURCES_FELL_SILENT", 5), ("ALERT_RAISED", 1)]


def test_where_a_tier_opens_a_case_at_once_all_have_the_same_and_who_is_responsible_is_notified_once(
    database: Database, plants: Plants
) -> None:
    changes = silences(plants, sensors(database, 6), Tier.YELLOW)

    def raise_all(tx: Transaction) -> None:
        address = {"endpoint": "https://push.example/1", "p256dh": "p", "auth": "a"}
        subscribe_push(tx, **address, language=Language.ZH, by=plants.bob)
        commands.apply_changes(tx, changes)

    database.transact(raise_all)
    database.transact(plan_deliveries)

    found = database.read(lambda session: set(session.exec(select(AlertRow.case_id)).all()))
    running = database.read(lambda session: session.exec(select(DeadlineRow.noun, DeadlineRow.step)).all())
    [delivery] = database.transact(lambda tx: tx.get(Deliveries).claim(now=tx.now, limit=9))
    message = database.transact(lambda tx: compose(tx, delivery, SUBJECTS))
    assert len(found) == 1
    assert None not in found
    assert [noun for noun, step in running if step == DeadlineStep.ACKNOWLEDGE] == ["case"]
    assert message.body == "north厂：6 个监测点失联"


def test_the_chain_covers_the_history_of_each_alert_of_a_flood(
    database: Database, plants: Plants, say: Say
) -> None:
    silent = sensors(database, 8)
    changes = [
        replace(
            over(plants, Tier.YELLOW, sensor_id=each), condition=AlertCondition.SILENT, limit=None, trace=()
        )
        for each in silent[:6]
    ]
    database.transact(lambda tx: commands.apply_changes(tx, changes))
    for each in silent:
        say(each, Tier.YELLOW)
        say(each, None)
    lines = database.read(lambda s: len(s.exec(select(AlertTransitionRow)).all()))

    sealed = database.read(lambda s: sealed_of_site(s, plants.north))

    assert (sealed.faults, sealed.lines, sealed.older_lines) == ([], lines, 0)
    assert lines >= 2 * len(silent)


def late(database: Database) -> int:
    """How often people were reminded of what is late, or called because nobody acted."""
    kinds = (DEADLINE_REMINDED, ESCALATED)
    statement = select(AuditRow.id).where(col(AuditRow.kind).in_(kinds))
    return len(database.read(lambda session: session.exec(statement).all()))


def marks(database: Database, clock: FakeClock) -> list[int]:
    """How often people hear of it at each of the next marks, until nobody is left to tell."""
    heard, before = [], late(database)
    for _ in range(40):
        clock.advance(timedelta(minutes=15))
        deadlines.sweep(database, RESPONSIBILITIES)
        if (now := late(database)) > before:
            heard.append(now - before)
        before = now
    return heard


def test_of_what_fell_silent_at_once_people_are_reminded_once_a_mark(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    ids = sensors(database, 12)
    database.transact(lambda tx: commands.apply_changes(tx, silences(plants, ids)))

    heard = marks(database, clock)

    assert heard
    assert set(heard) == {1}


def test_a_silence_of_somebody_else_s_source_is_said_for_itself(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    ids = sensors(database, 6)
    theirs = list(more_sensors(database, ["R-1"], responsible="erik").values())
    database.transact(lambda tx: commands.apply_changes(tx, silences(plants, [*ids, *theirs])))

    assert set(marks(database, clock)) == {2}


def test_who_acknowledges_one_of_a_group_is_reminded_of_the_others(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    ids = sensors(database, 6)
    database.transact(lambda tx: commands.apply_changes(tx, silences(plants, ids)))
    first = database.read(
        lambda session: session.exec(select(AlertRow.id).order_by(col(AlertRow.sensor_id))).first()
    )
    assert first is not None
    database.transact(lambda tx: commands.acknowledge_alert(tx, first, by=plants.alice))

    assert set(marks(database, clock)) == {1}


def test_what_lasts_for_a_day_becomes_one_case(database: Database, plants: Plants, clock: FakeClock) -> None:
    ids = sensors(database, 12)
    database.transact(lambda tx: commands.apply_changes(tx, silences(plants, ids)))
    clock.advance(timedelta(days=1))

    database.sweep(open_cases_of_lasting)

    cases = database.read(lambda session: set(session.exec(select(AlertRow.case_id))))
    assert len(cases) == 1
    assert None not in cases
