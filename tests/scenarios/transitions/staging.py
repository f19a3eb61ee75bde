"""North with one thing at hand for every transition."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import select as pick

from backend.alerts import commands as alerts
from backend.cases.store import Cases
from backend.core.database import Database
from backend.core.idempotency import once
from backend.core.viewer import Viewer
from backend.core.vocabulary import AlertCondition, Tier
from tests.support.actions.action import Deed
from tests.support.actions.all_actions import DEEDS
from tests.support.actions.of_reports import NAMELESS
from tests.support.cases import Reports, Step, up_to
from tests.support.dying_connection import Command
from tests.support.fakes import FakeClock
from tests.support.plants import more_sensors, over, photo, plant


class Stage:
    """North with one thing at hand for every transition."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        self.database, self.clock = database, clock
        self.plants = plant(database)
        self.reports = Reports(database, self.plants)

    def deed(
        self,
        name: str,
        by: Viewer,
        target: UUID,
        *others: UUID,
        variant: int = 0,
        key: str = "",
        operation_id: UUID | None = None,
    ) -> Command:
        shown, command = photo(self.database, f"of {by}", by), DEEDS[name]
        what = Deed(by, target, others, variant, shown, self.plants, operation_id or uuid4(), key)
        if name in NAMELESS:
            return lambda tx: command(tx, what)
        return lambda tx: once(
            tx,
            what.operation_id,
            lambda: command(tx, what),
            by=by.person_id,
            kind=name,
            payload_hash="same",
        )

    def case(self, step: Step = Step.OPEN) -> UUID:
        return up_to(step, self.database, self.plants, self.reports.case(self.plants.bob)).case_id

    def report(self) -> UUID:
        return self.reports.report(self.plants.bob).report_id

    def report_of(self, case_id: UUID) -> UUID:
        found = self.database.transact(lambda tx: tx.get(Cases).get(case_id)).report_id
        assert found is not None
        return found

    def only(self, table: Any) -> UUID:
        found: UUID = self.database.read(lambda s: s.exec(pick(table.id)).first())
        return found

    def says(self, tier: Tier | None) -> Command:
        change = replace(over(self.plants, tier), sampled_us=1_800_000_000_000_000)
        return lambda tx: alerts.apply_changes(tx, [change])

    def falls_silent(self, number: int) -> Command:
        """So many sources at once."""
        sensor_ids = more_sensors(self.database, [f"Q-{each}" for each in range(number)]).values()
        silent = replace(
            over(self.plants, Tier.ORANGE), condition=AlertCondition.SILENT, limit=None, trace=()
        )
        changes = [replace(silent, sensor_id=each) for each in sensor_ids]
        return lambda tx: alerts.apply_changes(tx, changes)

    def late_case(self) -> UUID:
        case_id = self.case(Step.ACKNOWLEDGED)
        self.clock.advance(timedelta(days=2))
        return case_id
