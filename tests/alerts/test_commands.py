"""What detection found becomes one alert per condition; people acknowledge it; cases follow."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, select

from backend.alerts import commands as alerts
from backend.alerts import queries as views
from backend.alerts.filters_queries import AlertFilter
from backend.alerts.queries import AlertView
from backend.alerts.rules import AlertState
from backend.cases import alert_commands
from backend.cases import commands as cases
from backend.cases import queries as case_views
from backend.cases.rules import CaseOutcome, CaseState
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import AuditRow, OutboxRow
from backend.core.viewer import Viewer
from backend.core.vocabulary import AlertCondition, Tier
from backend.sensors.advice_rules import FLAMMABLE_GAS, FLAMMABLE_GAS_EARLY
from tests.support.cases import dismiss_by_two
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over

pytestmark = pytest.mark.both_databases("sweeps skip what is locked, open alerts are a partial index")


def say(database: Database, plants: Plants, *tiers: Tier | None) -> None:
    for tier in tiers:
        database.transact(lambda tx, t=tier: alerts.apply_changes(tx, [over(plants, t)]))


def only_alert(database: Database, plants: Plants) -> AlertView:
    page = database.read(lambda s: views.page(s, plants.alice, AlertFilter(), first=10, after=None))
    [(_, found)] = page.items
    return found


def history(database: Database, plants: Plants) -> list[str]:
    alert_id = only_alert(database, plants).alert.alert_id
    found = database.read(lambda s: views.histories(s, plants.alice, [alert_id]))
    return [f"{entry.kind} {entry.tier.name}" for entry in found[alert_id]]


def test_a_worse_reading_raises_the_tier_of_the_same_alert_and_a_better_one_lowers_it(
    database: Database, plants: Plants
) -> None:
    say(database, plants, Tier.YELLOW, Tier.RED, Tier.ORANGE, None)

    assert history(database, plants) == [
        "RAISED YELLOW",
        "TIER_RAISED RED",
        "TIER_LOWERED ORANGE",
        "RETURNED_TO_NORMAL ORANGE",
    ]
    found = only_alert(database, plants).alert
    assert (found.state, found.worst_tier) == (AlertState.RTN_UNACKNOWLEDGED, Tier.RED)


def first_step(database: Database, plants: Plants) -> str:
    return only_alert(database, plants).advice[0].zh


def test_advice_is_that_of_the_worst_tier_that_the_alert_has_had(database: Database, plants: Plants) -> None:
    say(database, plants, Tier.YELLOW)
    assert first_step(database, plants) == FLAMMABLE_GAS_EARLY[0].zh

    say(database, plants, Tier.RED)
    assert first_step(database, plants) == FLAMMABLE_GAS[0].zh

    say(database, plants, Tier.YELLOW)
    assert first_step(database, plants) == FLAMMABLE_GAS[0].zh, "what has calmed down may come back"


def test_the_age_of_an_alert_is_that_of_its_present_tier_whoever_acknowledges_it(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    say(database, plants, Tier.YELLOW)
    clock.advance(timedelta(days=1))
    say(database, plants, Tier.RED)
    since = clock.now
    clock.advance(timedelta(minutes=5))
    alert_id = only_alert(database, plants).alert.alert_id
    database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=plants.bob))

    def tier_since(viewer: Viewer) -> dict[UUID, datetime]:
        return database.read(lambda s: views.tiers_since(s, viewer, [alert_id]))

    assert tier_since(plants.alice) == {alert_id: since}
    assert tier_since(plants.carol) == {}, "she is of another site"
    clock.advance(timedelta(minutes=5))
    say(database, plants, None)
    assert tier_since(plants.alice) == {alert_id: since}


def test_the_cause_explains_the_tier_that_the_alert_was_raised_to(database: Database, plants: Plants) -> None:
    for tier, value in ((Tier.YELLOW, 12.0), (Tier.RED, 62.0), (Tier.ORANGE, 30.0)):
        change = over(plants, tier, value=value)
        database.transact(lambda tx, c=change: alerts.apply_changes(tx, [c]))

    assert only_alert(database, plants).cause.value == 62.0


def test_the_same_change_twice_changes_nothing(database: Database, plants: Plants) -> None:
    say(database, plants, Tier.RED, Tier.RED, None, None)

    assert history(database, plants) == ["RAISED RED", "RETURNED_TO_NORMAL RED"]


def test_an_alert_back_to_normal_but_unseen_still_needs_acknowledgement(
    database: Database, plants: Plants
) -> None:
    say(database, plants, Tier.RED, None)
    alert_id = only_alert(database, plants).alert.alert_id

    seen = database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=plants.bob))

    assert seen.state is AlertState.NORMAL
    assert not seen.is_open


def test_a_source_that_comes_back_before_anybody_saw_it_reactivates_the_same_alert(
    database: Database, plants: Plants
) -> None:
    say(database, plants, Tier.RED, None, Tier.RED)

    assert history(database, plants) == ["RAISED RED", "RETURNED_TO_NORMAL RED", "REACTIVATED RED"]
    assert only_alert(database, plants).alert.is_active


def test_worse_after_acknowledgement_asks_again(database: Database, plants: Plants) -> None:
    say(database, plants, Tier.YELLOW)
    alert_id = only_alert(database, plants).alert.alert_id
    database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=plants.bob))

    say(database, plants, Tier.RED)

    assert only_alert(database, plants).alert.state is AlertState.UNACKNOWLEDGED


def test_a_second_acknowledgement_is_simply_done_and_the_first_stays_on_record(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    say(database, plants, Tier.RED)
    alert_id = only_alert(database, plants).alert.alert_id
    first = database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=plants.bob))
    clock.advance(timedelta(minutes=3))

    second = database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=plants.alice))

    assert (second.acknowledged_by, second.acknowledged_at) == (plants.bob.person_id, first.acknowledged_at)
    assert history(database, plants).count("ACKNOWLEDGED RED") == 1, "nobody acknowledged it twice"


def test_who_may_not_see_an_alert_learns_nothing_of_who_acknowledged_it(
    database: Database, plants: Plants
) -> None:
    say(database, plants, Tier.RED)
    alert_id = only_alert(database, plants).alert.alert_id
    database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=plants.bob))

    with pytest.raises(Refused) as refused:
        database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=plants.carol))

    assert refused.value.code is ErrorCode.NOT_FOUND


def test_acknowledging_the_alert_takes_its_case_on(database: Database, plants: Plants) -> None:
    say(database, plants, Tier.RED)
    found = only_alert(database, plants)

    database.transact(lambda tx: alerts.acknowledge_alert(tx, found.alert.alert_id, by=plants.bob))

    case = database.read(lambda s: case_views.by_ids(s, plants.alice, [found.case_id]))[found.case_id]
    assert (case.state, case.acknowledged_by) == (CaseState.IN_DISPOSAL, plants.bob.person_id)


def test_a_blue_alert_opens_a_case_only_when_acknowledged_as_real_or_after_a_day(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    say(database, plants, Tier.BLUE)
    assert only_alert(database, plants).case_id is None

    clock.advance(timedelta(hours=23, minutes=59))
    assert database.transact(alert_commands.open_cases_of_lasting) == 0
    clock.advance(timedelta(minutes=1))
    assert database.transact(alert_commands.open_cases_of_lasting) == 1
    assert database.transact(alert_commands.open_cases_of_lasting) == 0
    assert only_alert(database, plants).case_id is not None


def test_a_new_alert_of_the_same_condition_joins_the_case_that_is_still_open(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    say(database, plants, Tier.RED)
    first = only_alert(database, plants)
    database.transact(lambda tx: alerts.acknowledge_alert(tx, first.alert.alert_id, by=plants.bob))
    say(database, plants, None)
    clock.advance(timedelta(minutes=2))

    say(database, plants, Tier.RED)

    page = database.read(lambda s: views.page(s, plants.alice, AlertFilter(), first=10, after=None))
    second, past = (view for _, view in page.items)
    assert second.alert.alert_id != past.alert.alert_id == first.alert.alert_id
    assert second.case_id == past.case_id


def test_a_red_alert_tightens_the_deadlines_of_the_case_that_a_yellow_one_opened(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    say(database, plants, Tier.YELLOW)
    clock.advance(timedelta(minutes=10))

    say(database, plants, Tier.RED)

    case_id = only_alert(database, plants).case_id
    case = database.read(lambda s: case_views.by_ids(s, plants.alice, [case_id]))[case_id]
    assert case.tier is Tier.RED
    assert case.dispose_due_at == clock.now + timedelta(minutes=30)


def test_an_alert_that_gets_worse_after_its_case_was_dismissed_opens_another_case(
    database: Database, plants: Plants
) -> None:
    say(database, plants, Tier.YELLOW)
    dismissed = dismiss_case_of_only_alert(database, plants)

    say(database, plants, Tier.RED)

    assert_is_open_case(database, plants, other_than=dismissed)


def test_an_alert_nobody_saw_that_comes_back_after_its_case_was_dismissed_opens_another_case(
    database: Database, plants: Plants
) -> None:
    say(database, plants, Tier.RED, None)
    dismissed = dismiss_case_of_only_alert(database, plants)

    say(database, plants, Tier.RED)

    assert_is_open_case(database, plants, other_than=dismissed)


def test_an_alert_that_gets_better_after_its_case_was_dismissed_opens_no_other_case(
    database: Database, plants: Plants
) -> None:
    say(database, plants, Tier.RED)
    dismissed = dismiss_case_of_only_alert(database, plants)

    say(database, plants, Tier.YELLOW)

    assert only_alert(database, plants).case_id == dismissed


def dismiss_case_of_only_alert(database: Database, plants: Plants) -> UUID:
    case_id = only_alert(database, plants).case_id
    assert case_id is not None
    alert = only_alert(database, plants).alert
    if alert.is_active and alert.tier >= Tier.ORANGE:
        dismiss_by_two(database, case_id, by=plants.alice, second=plants.erik)
    else:
        database.transact(
            lambda tx: cases.dismiss_case(
                tx,
                case_id,
                outcome=CaseOutcome.FALSE_ALARM,
                reason="标定气体进入探头，现场无泄漏",
                by=plants.alice,
            )
        )
    return case_id


def assert_is_open_case(database: Database, plants: Plants, *, other_than: UUID) -> None:
    case_id = only_alert(database, plants).case_id
    assert case_id is not None
    assert case_id != other_than
    case = database.read(lambda s: case_views.by_ids(s, plants.alice, [case_id]))[case_id]
    assert (case.state, case.tier) == (CaseState.OPEN, Tier.RED)


def test_carol_of_the_other_site_sees_nothing_and_changes_nothing(database: Database, plants: Plants) -> None:
    say(database, plants, Tier.RED)
    alert_id = only_alert(database, plants).alert.alert_id

    page = database.read(lambda s: views.page(s, plants.carol, AlertFilter(), first=10, after=None))
    assert page.items == ()
    assert database.read(lambda s: views.by_ids(s, plants.carol, [alert_id])) == {}
    with pytest.raises(Refused) as refused:
        database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=plants.carol))
    assert refused.value.code is ErrorCode.NOT_FOUND


def test_every_change_has_its_audit_row_and_what_people_must_hear_its_outbox_row(
    database: Database, plants: Plants
) -> None:
    say(database, plants, Tier.YELLOW, Tier.RED, None)

    def kinds(session: Session) -> tuple[list[str], list[str]]:
        audit = session.exec(select(AuditRow.kind).order_by(AuditRow.position)).all()
        outbox = session.exec(select(OutboxRow).order_by(OutboxRow.id)).all()
        return list(audit), [row.event["kind"] for row in outbox]

    audit, outbox = database.read(kinds)
    assert audit == ["CASE_OPENED", "ALERT_RAISED", "ALERT_TIER_RAISED", "ALERT_RETURNED_TO_NORMAL"]
    assert outbox == ["CASE_OPENED", "ALERT_RAISED", "ALERT_TIER_RAISED"]


def test_a_command_that_fails_leaves_nothing_behind(database: Database, plants: Plants) -> None:
    def raise_and_fail(tx: Transaction) -> None:
        alerts.apply_changes(tx, [over(plants, Tier.RED)])
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        database.transact(raise_and_fail)

    page = database.read(lambda s: views.page(s, plants.alice, AlertFilter(), first=10, after=None))
    assert page.items == ()
    assert database.read(lambda s: s.exec(select(AuditRow)).all()) == []


def test_alerts_are_listed_open_first_then_worst_then_newest_page_by_page(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    for tier, sensor_id in ((Tier.YELLOW, plants.gas), (Tier.RED, plants.pump)):
        change = over(plants, tier, sensor_id=sensor_id)
        database.transact(lambda tx, c=change: alerts.apply_changes(tx, [c]))
        clock.advance(timedelta(seconds=1))

    seen, after = [], None
    while True:
        page = database.read(lambda s, a=after: views.page(s, plants.alice, AlertFilter(), first=1, after=a))
        seen += [view.alert.tier for _, view in page.items]
        after = page.end_cursor
        if not page.has_next:
            break

    assert seen == [Tier.RED, Tier.YELLOW]
    filtered = AlertFilter(tiers=[Tier.RED], states=[AlertState.UNACKNOWLEDGED])
    page = database.read(lambda s: views.page(s, plants.alice, filtered, first=10, after=None))
    assert [view.alert.condition for _, view in page.items] == [AlertCondition.LIMIT_HIGH]


def test_a_cursor_that_is_not_ours_is_refused(database: Database, plants: Plants) -> None:
    for cursor in ("x", "bm8", "WzFd"):
        with pytest.raises(Refused) as refused:
            database.read(lambda s, c=cursor: views.page(s, plants.alice, AlertFilter(), first=1, after=c))
        assert refused.value.code is ErrorCode.INVALID_INPUT
