"""Parts of the risk register for tests: contents by their levels, and a small tree at north."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from backend.agreements import commands as agreements
from backend.agreements.rules import AgreementKind
from backend.agreements.store import Agreements
from backend.core.database import Database, Transaction
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import HazardCategory, Stage
from backend.risks import commands as tree
from backend.risks.assessment.rules import CONTROL_LEVELS, Direct, RiskLevel, assess
from backend.risks.commands import ObjectDetails, UnitDetails
from backend.risks.revisions import commands as revisions
from backend.risks.revisions.rules import (
    BoundSide,
    CheckItem,
    CheckWay,
    ControlMeasure,
    EmergencySteps,
    EventContent,
    MeasureKind,
    RiskEvent,
    RiskRevision,
    SourceBinding,
    Team,
)
from backend.risks.revisions.store import RiskEvents
from backend.risks.rules import Owner, UnitKind
from tests.support.plants import Plants, id_of

CLAUSE: Final = "GB/T 50493-2019 5.1"
SOMEWHERE, SOMEBODY = id_of("somewhere"), id_of("somebody")
EARLY: Final = Text("通知中控核对读数", "Have the control room check the reading")
URGENT: Final = Text("撤离到上风向集合点", "Leave for the upwind muster point")


def content(
    plants: Plants | None = None,
    *,
    inherent: RiskLevel = RiskLevel.MAJOR,
    residual: RiskLevel = RiskLevel.MAJOR,
    **others: Any,
) -> EventContent:
    """Return the content of an event of these levels, with one critical measure and one check item; of no
    plant in particular where none is given.
    """
    measure = ControlMeasure(
        measure_id=uuid4(),
        code="M-1",
        text=Text("可燃气体报警联锁", "Gas alarm with interlock"),
        kind=MeasureKind.ENGINEERING,
        is_critical=True,
        items=(
            CheckItem(
                item_id=uuid4(),
                code="C-1",
                look_for=Text("报警器通电", "The alarm has power"),
                way=CheckWay.ON_SITE,
                answer=Text("绿灯亮", "Green light on"),
                category=HazardCategory.GAS_LEAK,
            ),
        ),
    )
    made = EventContent(
        title=Text("卸车软管脱落泄漏", "Unloading hose comes off"),
        stage=Stage.RAW_MATERIAL,
        owner=Owner(plants.department, None, plants.bob.person_id) if plants else Owner(SOMEWHERE),
        harm=Text("甲醇泄漏遇火爆燃", "Methanol leaks and ignites"),
        signs=(Text("地面有液迹", "Liquid on the ground"),),
        accident_class="GB_2025/26",
        inherent=assess(Direct(inherent, CLAUSE)),
        residual=assess(Direct(residual, CLAUSE)),
        rests_on=(measure.measure_id,),
        team=Team((plants.alice.person_id if plants else SOMEBODY,), date(2026, 11, 20)),
        control_level=CONTROL_LEVELS[residual],
        steps=EmergencySteps((EARLY,), (URGENT,)),
        measures=(measure,),
    )
    return replace(made, **others)


@dataclass(frozen=True)
class Register:
    """A tank farm with one loading arm, at north."""

    database: Database
    plants: Plants
    object_id: UUID
    unit_id: UUID

    @classmethod
    def begun(
        cls, database: Database, plants: Plants, *, machines: tuple[UUID, ...] = (), code: str = "TF"
    ) -> "Register":
        def command(tx: Transaction) -> tuple[UUID, UUID]:
            owner = Owner(plants.department)
            details = ObjectDetails(code, Text("罐区", "Tank farm"), owner)
            object_id = tree.add_object(tx, plants.north, details, by=plants.alice)
            arm = UnitDetails(
                f"{code}-1", Text("鹤管", "Loading arm"), UnitKind.FACILITY, plants.area, owner, machines
            )
            return object_id, tree.add_unit(tx, object_id, arm, by=plants.alice)

        return cls(database, plants, *database.transact(command))

    def draft(self, of: EventContent | None = None, *, code: str = "R-1", by: Viewer | None = None) -> UUID:
        """Draft an event; alice does where nobody is named."""
        by, of = by or self.plants.alice, of or content(self.plants)
        return self.database.transact(lambda tx: revisions.draft_event(tx, self.unit_id, code, of, by=by))

    def hold(self, of: EventContent | None = None, *, code: str = "R-1", is_confirmed: bool = True) -> UUID:
        """Put an event in force; dora confirms it."""
        event_id = self.draft(of, code=code)
        version = self.event(event_id).version
        self.database.transact(
            lambda tx: revisions.put_in_force(tx, event_id, version=version, by=self.plants.alice)
        )
        if is_confirmed:
            self.decide(event_id, is_agreed=True)
        return event_id

    def revise(
        self,
        event_id: UUID,
        of: EventContent,
        *,
        reason: str = "季度评审后按新的评价修订",
        asks: bool = True,
        by: Viewer | None = None,
    ) -> None:
        by, version = by or self.plants.alice, self.event(event_id).version
        self.database.transact(
            lambda tx: revisions.revise_event(
                tx, event_id, of, reason=reason, version=version, asks_second_person=asks, by=by
            )
        )

    def decide(self, event_id: UUID, *, is_agreed: bool, by: Viewer | None = None) -> None:
        """Say yes or no to every request that waits about the event; dora does where nobody is named."""
        second = by or self.plants.dora

        def command(tx: Transaction) -> None:
            for each in tx.get(RiskEvents).revisions(event_id):
                asked = tx.get(Agreements).waiting(AgreementKind.CHANGE_RISK, each.revision_id)
                if asked is not None:
                    note = "" if is_agreed else "依据不足，先不改"
                    agreements.decide(tx, asked.agreement_id, is_agreed=is_agreed, note=note, by=second)

        self.database.transact(command)

    def event(self, event_id: UUID) -> RiskEvent:
        return self.database.transact(lambda tx: tx.get(RiskEvents).get(event_id))

    def content(self, event_id: UUID) -> EventContent:
        return self.database.transact(lambda tx: tx.get(RiskEvents).content(tx.get(RiskEvents).get(event_id)))

    def revisions(self, event_id: UUID) -> list[RiskRevision]:
        return self.database.transact(lambda tx: tx.get(RiskEvents).revisions(event_id))


def bound_event(database: Database, plants: Plants, **of: Any) -> UUID:
    """Begin a register with an event in force that the upper limits of north's gas detector are bound to."""
    bindings = (SourceBinding(plants.gas, BoundSide.HIGH),)
    return Register.begun(database, plants).hold(content(plants, bindings=bindings, **of))
