"""Short words for the closed loop: reports and alerts at north, and their cases up to the archive."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Self
from uuid import UUID, uuid4

import pytest

from backend.agreements import commands as agreements
from backend.agreements.rules import AgreementKind
from backend.agreements.store import Agreements
from backend.alerts import commands as alerts
from backend.alerts.latest_store import LatestAlerts
from backend.alerts.store import Alerts
from backend.cases import commands as cases
from backend.cases import queries as views
from backend.cases.links import commands as links
from backend.cases.queries import RoundView
from backend.cases.recheck.commands import Also
from backend.cases.recheck.evidence_checks_rules import FlagReason
from backend.cases.register.commands import NamedRisk
from backend.cases.rules import Case, CaseOutcome, CaseState, Evidence, RecheckReason
from backend.cases.store import Cases
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.time import microseconds
from backend.core.viewer import Membership, Role, Viewer
from backend.core.vocabulary import ConditionChange, HazardCategory, HazardGrade, Tier
from backend.hazards import commands as hazards
from backend.hazards.followers_store import Followers
from backend.hazards.rules import HazardReport
from backend.hazards.store import Hazards
from backend.people.rules import Person
from backend.people.store import People
from tests.support.plants import Plants, id_of, over, photo


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
        risk_event_id: UUID | None = None,
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
                risk_event_id=risk_event_id,
            )
        )

    def accept(
        self,
        report_id: UUID,
        *,
        tier: Tier = Tier.ORANGE,
        by: Viewer | None = None,
        department: UUID | None = None,
        named: NamedRisk | None = None,
    ) -> UUID:
        """The case of the report; dora takes on what alice reported."""
        reporter = self.database.transact(lambda tx: tx.get(Hazards).get(report_id)).reported_by
        alice, dora = self.plants.alice, self.plants.dora
        officer = by or (dora if reporter == alice.person_id else alice)
        self.database.transact(
            lambda tx: hazards.accept_hazard(
                tx,
                report_id,
                tier=tier,
                department_id=department,
                responsible_id=None,
                by=officer,
                named=named,
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
        reporter = self.database.transact(self._reporter_at_south)
        return self.accept(
            self.report(reporter, area_id=self.plants.far_area).report_id, by=self.plants.carol
        )

    def _reporter_at_south(self, tx: Transaction) -> Viewer:
        person = Person(id_of("ivan"), Text("ivan", "ivan"))
        membership = Membership(person.person_id, self.plants.south, Role.WORKER, None, None)
        tx.get(People).add(person, username="ivan", password_hash="none")
        tx.get(People).put_membership(membership)
        return Viewer(person.person_id, (membership,))

    def resolved_case(self, by: Viewer) -> UUID:
        case_id = self.case(by)
        up_to(Step.ARCHIVED, self.database, self.plants, case_id)
        return case_id

    def dismiss(self, case_id: UUID, outcome: CaseOutcome) -> Case:
        return self.database.transact(
            lambda tx: cases.dismiss_case(
                tx,
                case_id,
                outcome=outcome,
                reason=f"现场核实过，没有异常情况：{case_id}",
                by=self.plants.alice,
            )
        )


def dismiss_by_two(database: Database, case_id: UUID, *, by: Viewer, second: Viewer) -> Case:
    """Somebody asks to end the case of what goes on as a false alarm, and a second person agrees."""

    def command(tx: Transaction) -> Case:
        cases.dismiss_case(
            tx,
            case_id,
            outcome=CaseOutcome.FALSE_ALARM,
            reason="标定气体进入探头，现场无泄漏",
            by=by,
            asks_second_person=True,
        )
        asked = tx.get(Agreements).waiting(AgreementKind.DISMISS_CASE, case_id)
        assert asked is not None
        agreements.decide(tx, asked.agreement_id, is_agreed=True, note="", by=second)
        return tx.get(Cases).get(case_id)

    return database.transact(command)


def link(database: Database, case_id: UUID, original_id: UUID, by: Viewer, *, note: str = "同一处") -> Case:
    return database.transact(lambda tx: links.link_duplicate(tx, case_id, original_id, note=note, by=by))


def found(database: Database, case_id: UUID) -> Case:
    return database.transact(lambda tx: tx.get(Cases).get(case_id))


class Step(IntEnum):
    """How far a case has come."""

    OPEN = 0
    ACKNOWLEDGED = 1
    DISPOSED = 2
    ARCHIVED = 3


class WorkedCase:
    """A case at north, and what people do with it as short words."""

    def __init__(self, database: Database, plants: Plants, case_id: UUID) -> None:
        self.database, self.plants, self.case_id = database, plants, case_id

    @classmethod
    def of_alert(
        cls, database: Database, plants: Plants, tier: Tier = Tier.RED, *, sensor_id: int | None = None
    ) -> Self:
        """The case of the alert that this source (the gas) raises now."""
        return cls(database, plants, alert_case(database, plants, tier, sensor_id=sensor_id))

    def up_to(self, step: Step, by: Viewer | None = None) -> Self:
        """Go on until then: somebody (bob) takes the case on and disposes of it, dora archives it."""
        worker = by or self.plants.bob
        if step >= Step.ACKNOWLEDGED and self.case.state is CaseState.OPEN:
            self.database.transact(lambda tx: cases.acknowledge_case(tx, self.case_id, by=worker))
        if step >= Step.DISPOSED:
            self.dispose(worker)
        if step >= Step.ARCHIVED:
            self.pass_recheck()
        return self

    @property
    def case(self) -> Case:
        return self.database.transact(lambda tx: tx.get(Cases).get(self.case_id))

    @property
    def alert_id(self) -> UUID:
        """Of its first alert."""
        return self.database.transact(lambda tx: tx.get(Alerts).of_case(self.case_id))[0][0].alert_id

    def say(self, tier: Tier | None, sensor_id: int | None = None) -> None:
        """The source (the gas) holds at this tier now, or is back inside its limits."""
        change = _now(self.database, over(self.plants, tier, sensor_id=sensor_id))
        self.database.transact(lambda tx: alerts.apply_changes(tx, [change]))

    def acknowledge(self, by: Viewer) -> None:
        """Somebody sees its alert."""
        alert_id = self.alert_id
        self.database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=by))

    def dispose(
        self,
        by: Viewer,
        measures: str = "紧固螺栓",
        *,
        after: Evidence | None = None,
        also: Also | None = None,
    ) -> Case:
        shown = after or photo(self.database, f"after {uuid4()}", by)
        return self.database.transact(
            lambda tx: cases.submit_disposal(
                tx, self.case_id, measures=measures, photos=(shown,), by=by, also=also or Also()
            )
        )

    def pass_recheck(
        self,
        by: Viewer | None = None,
        *,
        content_hash: str | None = None,
        is_signed: bool = True,
        override_reason: str | None = None,
        flags_seen: Sequence[FlagReason] = (),
        note: str = "",
    ) -> Case:
        """An officer (dora) passes and signs what stands there."""
        officer = by or self.plants.dora
        shown, signature = (photo(self.database, f"{what} {officer}", officer) for what in ("fixed", "ink"))

        def command(tx: Transaction) -> Case:
            number = tx.get(Cases).get(self.case_id).round_number
            signed = content_hash or tx.get(Cases).round(self.case_id, number).content_hash
            return cases.pass_recheck(
                tx,
                self.case_id,
                content_hash=signed,
                note=note,
                photos=(shown,),
                signature=signature if is_signed else None,
                override_reason=override_reason,
                by=officer,
                flags_seen=flags_seen,
            )

        return self.database.transact(command)

    def fail_recheck(self, by: Viewer, *task_ids: UUID, note: str = "仍有泄漏") -> Case:
        """An officer sends it back, and these department tasks with it."""
        shown = photo(self.database, f"not fixed {by}", by)
        return self.database.transact(
            lambda tx: cases.fail_recheck(
                tx,
                self.case_id,
                reason=RecheckReason.NOT_EFFECTIVE,
                note=note,
                photos=(shown,),
                task_ids=task_ids,
                by=by,
            )
        )

    def rounds(self, viewer: Viewer | None = None) -> list[RoundView]:
        asked = viewer or self.plants.dora
        return self.database.read(lambda s: views.rounds(s, asked, [self.case_id]))[self.case_id]

    def timeline(self) -> list[str]:
        found = self.database.read(lambda s: views.timelines(s, self.plants.alice, [self.case_id]))
        return [str(entry.kind) for entry in found[self.case_id]]


def up_to(
    step: Step, database: Database, plants: Plants, case_id: UUID, by: Viewer | None = None
) -> WorkedCase:
    """The case, brought so far by whoever (bob) works on it."""
    return WorkedCase(database, plants, case_id).up_to(step, by)


def alert_case(database: Database, plants: Plants, tier: Tier, *, sensor_id: int | None = None) -> UUID:
    """The case of the alert that this source raises now."""
    change = _now(database, over(plants, tier, sensor_id=sensor_id))
    database.transact(lambda tx: alerts.apply_changes(tx, [change]))
    found = database.transact(lambda tx: tx.get(LatestAlerts).cases([change.sensor_id]).get(change.key))
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
