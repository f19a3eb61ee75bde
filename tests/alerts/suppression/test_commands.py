"""What people suppress on purpose is recorded, notified once at its end, never lost; on both databases."""

from datetime import timedelta

import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.alerts.rules import Suppression
from backend.alerts.store import Alerts
from backend.alerts.suppression import commands as suppression
from backend.cases import commands as cases
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import AuditRow
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.sensors.store import Sensors
from tests.support.alerts import HOUR, event_kinds, history, only_alert, plan, records, say, shelve, sweep
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over

pytestmark = pytest.mark.both_databases("sweeps skip what is locked, windows are a partial index")


def test_a_shelved_alert_is_silent_until_its_time_is_over_and_is_raised_once_if_it_still_holds(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    say(database, over(plants, Tier.ORANGE))
    shelved = shelve(database, plants.erik)
    assert shelved.suppressed_by is Suppression.SHELVED
    say(database, over(plants, None))
    say(database, over(plants, Tier.YELLOW))
    say(database, over(plants, Tier.ORANGE))
    assert event_kinds(database) == ["ALERT_RAISED"]

    clock.advance(HOUR - timedelta(seconds=1))
    assert sweep(database) == 0
    clock.advance(timedelta(seconds=1))
    assert sweep(database) == 1
    assert sweep(database) == 0

    assert event_kinds(database) == ["ALERT_RAISED", "ALERT_REACTIVATED"]
    found = only_alert(database)
    assert (found.suppressed_by, found.shelf, found.is_acknowledged) == (None, None, False)
    assert history(database, plants, found.alert_id) == [
        "RAISED",
        "SHELVED",
        "RETURNED_TO_NORMAL",
        "REACTIVATED",
        "TIER_RAISED",
        "UNSHELVED",
        "REACTIVATED",
    ]
    assert records(database) == [("SHELVED", Tier.ORANGE, True)]


def test_a_shelved_alert_that_is_over_when_its_time_ends_is_recorded_and_nobody_is_notified(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    say(database, over(plants, Tier.YELLOW))
    alert_id = only_alert(database).alert_id
    database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=plants.bob))
    shelve(database, plants.erik)
    say(database, over(plants, None))
    assert only_alert(database).is_open, "it stays on the list of what is suppressed"

    clock.advance(HOUR)
    sweep(database)

    assert not only_alert(database).is_open
    assert event_kinds(database) == ["ALERT_RAISED"]
    assert records(database) == [("SHELVED", Tier.YELLOW, False)]


def test_what_gets_worse_than_it_was_when_shelved_is_notified_at_once(
    database: Database, plants: Plants
) -> None:
    say(database, over(plants, Tier.YELLOW))
    shelve(database, plants.erik)

    say(database, over(plants, Tier.RED))

    assert event_kinds(database) == ["ALERT_RAISED", "ALERT_TIER_RAISED"]
    found = only_alert(database)
    assert (found.suppressed_by, found.shelf) == (None, None)
    assert "UNSHELVED" in history(database, plants, found.alert_id)


def test_unshelving_raises_what_still_holds_and_twice_is_refused(database: Database, plants: Plants) -> None:
    say(database, over(plants, Tier.ORANGE))
    alert_id = shelve(database, plants.alice).alert_id

    database.transact(lambda tx: suppression.unshelve_alert(tx, alert_id, by=plants.alice))

    assert event_kinds(database) == ["ALERT_RAISED", "ALERT_REACTIVATED"]
    with pytest.raises(Refused) as refused:
        database.transact(lambda tx: suppression.unshelve_alert(tx, alert_id, by=plants.alice))
    assert refused.value.code is ErrorCode.ILLEGAL_TRANSITION


def test_a_red_alert_is_shelved_by_an_officer_on_purpose_only(database: Database, plants: Plants) -> None:
    say(database, over(plants, Tier.RED))

    for by, red, code in (
        (plants.bob, True, ErrorCode.NOT_ALLOWED),
        (plants.erik, True, ErrorCode.NOT_ALLOWED),
        (plants.alice, False, ErrorCode.RED_NEEDS_CONFIRMATION),
        (plants.carol, True, ErrorCode.NOT_FOUND),
    ):
        with pytest.raises(Refused) as refused:
            shelve(database, by, red=red)
        assert refused.value.code is code

    assert shelve(database, plants.alice, red=True).suppressed_by is Suppression.SHELVED


def test_during_maintenance_conditions_are_recorded_and_raised_once_after_it_with_their_real_begin(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    plan(database, plants)
    began = clock.now
    say(database, over(plants, Tier.ORANGE))
    found = only_alert(database)
    assert (found.suppressed_by, found.notified_at) == (Suppression.MAINTENANCE, None)
    assert event_kinds(database) == []

    clock.advance(HOUR)
    sweep(database)
    sweep(database)

    assert event_kinds(database) == ["ALERT_RAISED"]
    found = only_alert(database)
    assert (found.raised_at, found.active_since, found.notified_at) == (began, began, clock.now)
    assert history(database, plants, found.alert_id) == ["SUPPRESSED", "UNSUPPRESSED", "RAISED"]
    case_id = database.transact(lambda tx: tx.get(Alerts).case_id_of(found.alert_id))
    assert case_id is not None


def test_no_case_opens_for_what_began_and_ended_within_maintenance_but_it_is_on_record(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    plan(database, plants)
    say(database, over(plants, Tier.ORANGE))
    say(database, over(plants, None))
    clock.advance(HOUR)
    sweep(database)

    found = only_alert(database)
    assert (found.is_open, found.notified_at) == (False, None)
    assert database.transact(lambda tx: tx.get(Alerts).case_id_of(found.alert_id)) is None
    assert event_kinds(database) == []
    assert records(database) == [("MAINTENANCE", Tier.ORANGE, False)]


def test_red_is_notified_during_maintenance_unless_it_was_confirmed(
    database: Database, plants: Plants
) -> None:
    plan(database, plants)

    say(database, over(plants, Tier.ORANGE))
    say(database, over(plants, Tier.RED))
    assert event_kinds(database) == ["ALERT_RAISED"]
    say(database, over(plants, Tier.ORANGE))
    assert only_alert(database).suppressed_by is Suppression.MAINTENANCE

    plan(database, plants, red=True)
    say(database, over(plants, Tier.RED))
    assert event_kinds(database) == ["ALERT_RAISED"]


def test_a_window_that_begins_suppresses_what_is_active_and_its_cancelling_raises_it(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    say(database, over(plants, Tier.YELLOW))
    window_id = plan(database, plants, starts=HOUR)
    assert only_alert(database).suppressed_by is None
    clock.advance(HOUR)
    sweep(database)
    assert only_alert(database).suppressed_by is Suppression.MAINTENANCE

    for by, code in ((plants.erik, ErrorCode.NOT_ALLOWED), (plants.carol, ErrorCode.NOT_FOUND)):
        with pytest.raises(Refused) as refused:
            database.transact(lambda tx, b=by: suppression.cancel_maintenance(tx, window_id, by=b))
        assert refused.value.code is code
    database.transact(lambda tx: suppression.cancel_maintenance(tx, window_id, by=plants.alice))

    assert only_alert(database).suppressed_by is None
    assert event_kinds(database) == ["ALERT_RAISED", "ALERT_REACTIVATED"]
    kinds = database.read(lambda s: s.exec(select(AuditRow.kind).order_by(AuditRow.position)).all())
    assert {"MAINTENANCE_PLANNED", "MAINTENANCE_BEGUN", "MAINTENANCE_CANCELLED"} <= set(kinds)
    with pytest.raises(Refused) as refused:
        database.transact(lambda tx: suppression.cancel_maintenance(tx, window_id, by=plants.alice))
    assert refused.value.code is ErrorCode.ILLEGAL_TRANSITION


def test_a_sweep_that_dies_leaves_everything_due(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    plan(database, plants)
    say(database, over(plants, Tier.ORANGE))
    clock.advance(HOUR)

    def die(tx: Transaction) -> None:
        suppression.begin_and_end_due(tx)
        suppression.reapply_due(tx)
        raise OSError("killed")

    with pytest.raises(OSError, match="killed"):
        database.transact(die)
    assert event_kinds(database) == []

    sweep(database)
    assert event_kinds(database) == ["ALERT_RAISED"]


def test_out_of_service_suppresses_the_open_alert_its_case_cannot_pass_and_coming_back_raises_it(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    say(database, over(plants, Tier.ORANGE))
    alert_id = only_alert(database).alert_id
    case_id = database.transact(lambda tx: tx.get(Alerts).case_id_of(alert_id))
    assert case_id is not None

    def take_out(tx: Transaction, by: Viewer) -> None:
        suppression.take_sensor_out_of_service(
            tx, plants.gas, reason="送检", until=tx.now + HOUR, confirms_red=False, by=by
        )

    for by, code in ((plants.erik, ErrorCode.NOT_ALLOWED), (plants.carol, ErrorCode.NOT_FOUND)):
        with pytest.raises(Refused) as refused:
            database.transact(lambda tx, b=by: take_out(tx, b))
        assert refused.value.code is code
    database.transact(lambda tx: take_out(tx, plants.alice))
    with pytest.raises(Refused) as refused:
        database.transact(lambda tx: take_out(tx, plants.alice))
    assert refused.value.code is ErrorCode.ILLEGAL_TRANSITION

    assert only_alert(database).suppressed_by is Suppression.OUT_OF_SERVICE
    say(database, over(plants, None))
    clock.advance(timedelta(minutes=30))
    source = database.transact(lambda tx: cases.source_condition(tx, case_id))
    assert source is not None
    assert source.recheck_opens_at is None, "nobody knows what it would say"
    say(database, over(plants, Tier.ORANGE))

    clock.advance(timedelta(minutes=30))
    sweep(database)

    assert only_alert(database).suppressed_by is None
    assert event_kinds(database) == ["ALERT_RAISED", "ALERT_REACTIVATED"]
    state = database.transact(lambda tx: tx.get(Sensors).get([plants.gas])[plants.gas].state)
    assert state == "IN_SERVICE"


def test_after_coming_back_a_source_must_be_normal_for_as_long_as_ever_before_its_case_passes(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    say(database, over(plants, Tier.ORANGE))
    alert_id = only_alert(database).alert_id
    case_id = database.transact(lambda tx: tx.get(Alerts).case_id_of(alert_id))
    assert case_id is not None
    database.transact(
        lambda tx: suppression.take_sensor_out_of_service(
            tx, plants.gas, reason="送检", until=None, confirms_red=False, by=plants.alice
        )
    )
    say(database, over(plants, None))
    clock.advance(HOUR)

    database.transact(lambda tx: suppression.return_sensor_to_service(tx, plants.gas, by=plants.alice))

    source = database.transact(lambda tx: cases.source_condition(tx, case_id))
    assert source is not None
    assert source.recheck_opens_at == clock.now + timedelta(minutes=5)


def test_a_red_source_is_taken_out_of_service_on_purpose_only(database: Database, plants: Plants) -> None:
    say(database, over(plants, Tier.RED))

    with pytest.raises(Refused) as refused:
        database.transact(
            lambda tx: suppression.take_sensor_out_of_service(
                tx, plants.gas, reason="送检", until=None, confirms_red=False, by=plants.alice
            )
        )

    assert refused.value.code is ErrorCode.RED_NEEDS_CONFIRMATION
