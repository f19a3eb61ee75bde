"""Short words for the closed loop: reports and alerts at north, and their cases up to the archive."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from backend.alerts import commands as alerts
from backend.alerts.store import Alerts
from backend.cases import commands as cases
from backend.cases.links import commands as links
from backend.cases.rules import Case, CaseOutcome, CaseState
from backend.cases.store import Cases
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.time import microseconds
from backend.core.viewer import Viewer
from backend.core.vocabulary import ConditionChange, HazardCategory, HazardGrade, Tier
from backend.hazards import commands as hazards
from backend.hazards.followers_store import Followers
from backend.hazards.rules import HazardReport
from tests.support.plants import Plants, over, photo


class Reports:
    """Reports in the tank farm of north, taken on by alice where they become cases."""

    def __init__(self, database: Database, plants: Plants) -> None:
        self.database, self.plants = database, plants

    def report(
        self,
        by: Viewer,
        *,
        category: HazardCategory = HazardCategory.MECHANICAL,
        equipment_code: str | None = None,
        area_id: UUID | None = None,
    ) -> HazardReport:
        place = None if equipment_code else area_id or self.plants.area
        return self.database.transact(
            lambda tx: hazards.report_hazard(
                tx,
                category=category,
                grade=HazardGrade.GENERAL,
                clause=None,
                description="护栏松动",
                area_id=place,
                equipment_code=equipment_code,
                photos=(),
                captured_at=tx.now,
                by=by,
            )
        )

    def accept(
        self,
        report_id: UUID,
        *,
        tier: Tier = Tier.ORANGE,
        by: Viewer | None = None,
        department: UUID | None = None,
    ) -> UUID:
        """The case of the report."""
        officer = by or self.plants.alice
        self.database.transact(
            lambda tx: hazards.accept_hazard(
                tx, report_id, tier=tier, department_id=department, responsible_id=None, by=officer
            )
        )
        return self.database.transact(lambda tx: tx.get(Followers).chain(report_id))[0].case_id

    def case(self, by: Viewer, *, tier: Tier = Tier.ORANGE) -> UUID:
        return self.accept(self.report(by).report_id, tier=tier)

    def at_pump(
        self,
        by: Viewer,
        *,
        tier: Tier = Tier.ORANGE,
        category: HazardCategory = HazardCategory.MECHANICAL,
    ) -> UUID:
        found = self.report(by, category=category, equipment_code="EQ-north")
        return self.accept(found.report_id, tier=tier)

    def far_case(self) -> UUID:
        """At south, by carol."""
        carol = self.plants.carol
        return self.accept(self.report(carol, area_id=self.plants.far_area).report_id, by=carol)

    def resolved_case(self, by: Viewer) -> UUID:
        case_id = self.case(by)
        resolve(self.database, self.plants, case_id).recheck()
        return case_id

    def dismiss(self, case_id: UUID, outcome: CaseOutcome) -> Case:
        return self.database.transact(
            lambda tx: cases.dismiss_case(tx, case_id, outcome=outcome, reason="核实", by=self.plants.alice)
        )


def link(database: Database, case_id: UUID, original_id: UUID, by: Viewer) -> Case:
    return database.transact(lambda tx: links.link_duplicate(tx, case_id, original_id, note="同一处", by=by))


def found(database: Database, case_id: UUID) -> Case:
    return database.transact(lambda tx: tx.get(Cases).get(case_id))


class Steps:
    """What is left of a case after bob disposed of it."""

    def __init__(self, database: Database, plants: Plants, case_id: UUID) -> None:
        self.database, self.plants, self.case_id = database, plants, case_id

    def say(self, tier: Tier | None, sensor_id: int) -> None:
        change = _now(self.database, over(self.plants, tier, sensor_id=sensor_id))
        self.database.transact(lambda tx: alerts.apply_changes(tx, [change]))

    def recheck(self, by: Viewer | None = None) -> Case:
        officer = by or self.plants.dora
        shown, signature = (photo(self.database, what, officer) for what in ("recheck", "signature"))

        def command(tx: Transaction) -> Case:
            case = tx.get(Cases).get(self.case_id)
            signed = tx.get(Cases).round(self.case_id, case.round_number).content_hash
            return cases.pass_recheck(
                tx,
                self.case_id,
                content_hash=signed,
                note="",
                photos=(shown,),
                signature=signature,
                override_reason=None,
                by=officer,
            )

        return self.database.transact(command)


def resolve(database: Database, plants: Plants, case_id: UUID, by: Viewer | None = None) -> Steps:
    """Somebody (bob) takes the case on and disposes of it; its recheck is left."""
    worker = by or plants.bob
    after = photo(database, f"after {uuid4()}", worker)
    state = database.transact(lambda tx: tx.get(Cases).get(case_id)).state
    if state is CaseState.OPEN:
        database.transact(lambda tx: cases.acknowledge_case(tx, case_id, by=worker))
    database.transact(
        lambda tx: cases.submit_disposal(tx, case_id, measures="紧固螺栓", photos=(after,), by=worker)
    )
    return Steps(database, plants, case_id)


def alert_case(database: Database, plants: Plants, tier: Tier, *, sensor_id: int | None = None) -> UUID:
    """The case of the alert that this source raises now."""
    change = _now(database, over(plants, tier, sensor_id=sensor_id))
    database.transact(lambda tx: alerts.apply_changes(tx, [change]))
    found = database.transact(lambda tx: tx.get(Alerts).latest_case_of(change.key))
    assert found is not None
    return found


def acknowledge(database: Database, plants: Plants, *, by: Viewer | None = None) -> None:
    """Somebody sees the alert of the gas sensor, so that it is over once the gas is gone."""
    key = over(plants, None).key

    def command(tx: Transaction) -> None:
        alert = tx.get(Alerts).latest(key)
        assert alert is not None
        alerts.acknowledge_alert(tx, alert.alert_id, by=by or plants.bob)

    database.transact(command)


def _now(database: Database, change: ConditionChange) -> ConditionChange:
    return replace(change, sampled_us=microseconds(database.clock()))


def refusal(step: Callable[[], object]) -> ErrorCode:
    with pytest.raises(Refused) as refused:
        step()
    return refused.value.code
