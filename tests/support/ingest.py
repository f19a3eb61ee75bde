"""The ingest process as far as the database sees it, and what came of its readings."""

from datetime import timedelta

from sqlmodel import Session, select

from backend.alerts.rules import AlertState
from backend.alerts.store import alert_of
from backend.alerts.tables import AlertRow
from backend.core.database import Database
from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition, Quality, Tier
from backend.monitoring import intake_commands as service
from backend.monitoring.intake_commands import Intake
from backend.readings.rules import Batch, Reading
from backend.sensors.quarantine_rules import Rejected
from backend.sensors.rules import Sensor
from backend.sensors.store import Sensors
from tests.support.fakes import FakeClock

GAS = "north/GAS-1"
SECOND = timedelta(seconds=1)


class Ingest:
    """The ingest process as far as the database sees it. `restart` is what follows a crash."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        self.database, self.clock = database, clock
        self.intake: Intake = service.open_intake(database)

    def restart(self) -> None:
        self.intake = service.open_intake(self.database)

    def reading(self, value: float, *, key: str = GAS, ago: timedelta = timedelta(0)) -> Reading:
        return key, microseconds(self.clock() - ago), value, int(Quality.GOOD)

    def take(self, *readings: Reading, rejected: list[Rejected] | None = None) -> service.Taken:
        batch = Batch(list(readings), rejected or [])
        taken = self.database.transact(lambda tx: service.ingest(tx, self.intake, batch))
        self.intake = service.after_commit(taken)
        return taken

    def stream(self, *values: float) -> None:
        """One reading a second, each a batch of its own."""
        for value in values:
            self.take(self.reading(value))
            self.clock.advance(SECOND)

    def flush(self) -> None:
        done = self.database.transact(lambda tx: service.flush(tx, self.intake))
        service.after_flush(self.intake, done)


def alerts(database: Database) -> list[tuple[AlertCondition, Tier, AlertState]]:
    def ask(session: Session) -> list[tuple[AlertCondition, Tier, AlertState]]:
        found = map(alert_of, session.exec(select(AlertRow).order_by(AlertRow.raised_at)))
        return [(each.condition, each.tier, each.state) for each in found]

    return database.read(ask)


def sensor(database: Database, sensor_id: int) -> Sensor:
    return database.transact(lambda tx: tx.get(Sensors).get([sensor_id]))[sensor_id]
