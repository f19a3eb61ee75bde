"""What runs with every change and every second finds its rows by an index, on SQLite; history only grows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event
from sqlmodel import col, select

from backend.alerts import commands as alerts
from backend.alerts.store import Alerts
from backend.alerts.suppression.store import SuppressionStore
from backend.core.database import Database, Transaction
from backend.core.metadata import metadata
from backend.core.outbox import Outbox
from backend.core.planner_statistics import measure
from backend.core.vocabulary import AlertCondition, Tier
from backend.notifications import commands as deliveries
from backend.notifications.digest_store import Digests
from backend.notifications.events import MESSAGES_EXPIRED
from backend.notifications.rules import ChannelKey, DeliveryState
from backend.notifications.store import Deliveries
from backend.notifications.tables import DeliveryRow
from backend.notifications.write_off_store import WriteOffs
from backend.readings.sources_store import Sources
from push.outcome import Outcome, Verdict
from tests.support.declared import SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.finished_messages import leave_finished, leave_quiet
from tests.support.plants import Plants, over
from tests.support.waiting_messages import leave_waiting

NOW = FakeClock().now
HOT: dict[str, Callable[[Transaction], object]] = {
    "uq_alerts_open": lambda tx: tx.get(Alerts).open_for([(1, AlertCondition.LIMIT_HIGH, "")]),
    "ix_alerts_source": lambda tx: tx.get(Alerts).latest((1, AlertCondition.LIMIT_HIGH, "")),
    "ix_alerts_case_due": lambda tx: tx.get(Alerts).cases_due(now=NOW, limit=10),
    "ix_alerts_suppression_due": lambda tx: tx.get(Alerts).suppression_due(now=NOW, limit=10),
    "ix_alerts_group": lambda tx: tx.get(Alerts).cases_of_group(uuid4()),
    "ix_maintenance_windows_ends": lambda tx: tx.get(SuppressionStore).begin_windows(now=NOW),
    "ix_maintenance_windows_repeat": lambda tx: tx.get(SuppressionStore).begun_to_repeat(now=NOW),
    "uq_out_of_service_open": lambda tx: tx.get(SuppressionStore).outages_to_remind_of(
        now=NOW, within=timedelta(minutes=30), longer_than=timedelta(hours=1), every=timedelta(days=1)
    ),
    "ix_out_of_service_until": lambda tx: tx.get(SuppressionStore).due_back(now=NOW),
    "ix_inhibitions_parent": lambda tx: tx.get(SuppressionStore).children([1]),
    "ix_alerts_case": lambda tx: tx.get(Alerts).of_case(uuid4()),
    "ix_outbox_waiting": lambda tx: tx.get(Outbox).waiting(now=NOW, limit=10),
    "ix_deliveries_due": lambda tx: tx.get(Deliveries).claim(now=NOW, limit=10),
    "ix_deliveries_due of channels": lambda tx: tx.get(Deliveries).channels_due(now=NOW),
    "ix_deliveries_due of what expired": lambda tx: tx.get(WriteOffs).expire(now=NOW),
    "ix_deliveries_grouped_person of summaries": lambda tx: tx.get(WriteOffs).take_due(now=NOW),
    "ix_deliveries_group_due of digests": lambda tx: tx.get(Digests).combine(now=NOW),
    "ix_sensors_silent": lambda tx: tx.get(Sources).to_fall_silent(now=NOW),
    "ix_sensors_heard_again": lambda tx: tx.get(Sources).to_wake(now=NOW),
}


@pytest.mark.parametrize("is_measured", [False, True], ids=["never measured", "measured on its first day"])
@pytest.mark.parametrize("index", HOT)
def test_what_runs_all_the_time_uses_the_index_that_names_it(
    index: str, is_measured: bool, sqlite_database: Database, plants: Plants
) -> None:
    if is_measured:
        sqlite_database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.RED)]))
        measure(sqlite_database)
    said: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, text: str, values: object, *_: object) -> None:
        said.append((text, values))

    event.listen(sqlite_database.engine, "before_cursor_execute", note)
    try:
        sqlite_database.transact(HOT[index])
    finally:
        event.remove(sqlite_database.engine, "before_cursor_execute", note)
    text, values = said[-1]
    with sqlite_database.engine.connect() as connection:
        steps = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)]

    assert f"INDEX {index.split(maxsplit=1)[0]}" in steps[0]


def test_planning_and_sending_never_look_through_the_messages_that_are_finished(
    sqlite_database: Database, plants: Plants
) -> None:
    """Of a database that has no statistics: nothing measures it before its first day is over."""
    leave_waiting(sqlite_database, plants)

    def send() -> None:
        sqlite_database.transact(deliveries.plan_deliveries)
        for channel in deliveries.channels_due(sqlite_database):
            deliveries.deliver_due(sqlite_database, lambda *_: Outcome(Verdict.ACCEPTED), SUBJECTS, channel)

    assert reads_what_grows(explained(sqlite_database, send)) == []
    states = select(DeliveryRow.event_kind).where(col(DeliveryRow.state) == DeliveryState.ACCEPTED)
    assert MESSAGES_EXPIRED in sqlite_database.read(lambda s: s.exec(states).all())


@pytest.mark.both_databases
def test_what_runs_every_second_reads_what_is_due_beside_many_finished_and_many_that_wait(
    database: Database, plants: Plants
) -> None:
    """Measured: PostgreSQL plans by nothing else."""
    leave_waiting(database, plants)
    leave_finished(database, 30_000)
    leave_quiet(database, 5_000)
    measure_now(database)

    def plan_and_claim() -> None:
        database.transact(deliveries.plan_deliveries)
        deliveries.channels_due(database)
        database.transact(lambda tx: tx.get(Deliveries).claim(ChannelKey("webpush"), now=NOW, limit=10))

    steps = explained(database, plan_and_claim)
    assert len({text for _, text in steps if " deliveries" in text}) > 6
    assert reads_what_grows(steps) == []


def explained(database: Database, run: Callable[[], object]) -> list[tuple[str, str]]:
    """How the database reads what is asked meanwhile: step by step, each with its statement."""
    said: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, text: str, values: Any, *_: object) -> None:
        if text.startswith(("SELECT", "UPDATE", "DELETE")):
            said.append((text, values[0] if isinstance(values, list) else values))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        run()
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    explain = "EXPLAIN" if database.is_postgres else "EXPLAIN QUERY PLAN"
    with database.engine.connect() as connection:
        return [
            (step, text)
            for text, values in said
            for *_, step in connection.exec_driver_sql(f"{explain} {text}", values)
        ]


def reads_what_grows(steps: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [
        (step, text) for step, text in steps if any(each in step for each in GROWING) and WAITING not in step
    ]


def measure_now(database: Database) -> None:
    if database.is_postgres:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE deliveries, delivery_refs, outbox")
    else:
        measure(database)


WAITING = "ix_outbox_waiting"
"""It holds no event of which the messages are planned."""
GROWING = (
    *("SCAN deliveries", "SCAN outbox", "SCAN delivery_refs"),
    *("Seq Scan on deliveries", "Seq Scan on outbox", "Seq Scan on delivery_refs"),
    # All that waits, where only what is due, or is for somebody, is asked for.
    "SEARCH deliveries USING INDEX ix_deliveries_group_due (group_due_at>?)",
    "SEARCH deliveries USING INDEX ix_deliveries_group_due (state=? AND group_due_at>?)",
    "SEARCH deliveries_1 USING INDEX ix_deliveries_due (due_at>?)",
    # All that was ever said about an object, or sent to somebody, or by a channel.
    *(f"SEARCH delivery_refs_{number} USING INDEX ix_delivery_refs_object" for number in (1, 2)),
    "SEARCH deliveries USING INDEX ix_deliveries_person (person_id=?)",
    "SEARCH deliveries USING INDEX ix_deliveries_channel (channel_id=?)",
)


def test_a_table_that_has_grown_is_measured_and_one_of_a_few_rows_is_not(
    sqlite_database: Database, plants: Plants
) -> None:
    leave_waiting(sqlite_database, plants)
    with sqlite_database.engine.begin() as connection:
        columns = ", ".join(each.name for each in metadata().tables["delivery_refs"].columns)
        assert columns == "delivery_id, object_id"
        connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
            "INSERT INTO delivery_refs SELECT (SELECT max(id) FROM deliveries), printf('%032x', i) FROM n"
        )
    for _ in range(2):
        measure(sqlite_database)

    with sqlite_database.engine.connect() as connection:
        measured = connection.exec_driver_sql("SELECT DISTINCT tbl FROM sqlite_stat1").scalars().all()
    assert measured == ["delivery_refs"]
