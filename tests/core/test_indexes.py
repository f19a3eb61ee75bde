"""What runs with every change and every second finds its rows by an index, on SQLite; history only grows."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event

from backend.alerts.store import Alerts
from backend.alerts.suppression.store import SuppressionStore
from backend.core.database import Database, Transaction
from backend.core.outbox import Outbox
from backend.core.vocabulary import AlertCondition
from backend.notifications.store import Deliveries
from backend.notifications.write_off_store import WriteOffs
from backend.readings.sources_store import Sources
from tests.support.fakes import FakeClock

NOW = FakeClock().now
HOT: dict[str, Callable[[Transaction], object]] = {
    "uq_alerts_open": lambda tx: tx.get(Alerts).open_for([(1, AlertCondition.LIMIT_HIGH, "")]),
    "ix_alerts_source": lambda tx: tx.get(Alerts).latest_case_of((1, AlertCondition.LIMIT_HIGH, "")),
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
    "ix_sensors_silent": lambda tx: tx.get(Sources).fall_silent(now=NOW),
}


@pytest.mark.parametrize("index", HOT)
def test_what_runs_all_the_time_uses_the_index_that_names_it(index: str, sqlite_database: Database) -> None:
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
