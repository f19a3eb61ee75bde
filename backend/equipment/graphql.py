"""Equipment, found in a list or by its QR code."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from backend.alerts.suppression.maintenance_graphql import MaintenanceWindowNode, windows_of_equipment
from backend.core.graphql.context import Info
from backend.core.graphql.text import TextNode
from backend.core.vocabulary import Stage
from backend.equipment import ledger_queries as ledger
from backend.equipment import queries as equipment
from backend.equipment.ledger_graphql import EquipmentDocumentNode, LifeStepNode
from backend.equipment.queries import EquipmentView
from backend.equipment.rules import EquipmentState
from backend.people.graphql import PersonNode, person_of
from backend.sites.graphql import AreaNode, PlanPointNode
from backend.sites.labels import queries as labels

if TYPE_CHECKING:
    from backend.alerts.dangers.graphql import DangerNode
    from backend.alerts.graphql import AlertNode
    from backend.cases.graphql import CaseNode
    from backend.risks.briefs.graphql import RiskBriefNode
    from backend.sensors.graphql import SensorNode

strawberry.enum(EquipmentState, name="EquipmentState")


@strawberry.type(name="Equipment")
class EquipmentNode:
    id: UUID
    code: str
    name: TextNode
    state: EquipmentState
    stage: Stage
    area: AreaNode
    next_maintenance_at: datetime | None
    kind: str
    parent_id: UUID | None
    maker: str
    serial_number: str
    is_special: bool
    next_inspection_at: datetime | None
    plan_id: UUID | None
    position: PlanPointNode | None
    version: int
    changed_at: datetime | None
    changed_by_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, view: EquipmentView) -> "EquipmentNode":
        item = view.item
        return cls(
            id=item.equipment_id,
            code=item.code,
            name=TextNode.of(item.name),
            state=item.state,
            stage=item.stage,
            area=AreaNode.of(view.area),
            next_maintenance_at=item.next_maintenance_at,
            kind=item.kind,
            parent_id=item.parent_id,
            maker=item.maker,
            serial_number=item.serial_number,
            is_special=item.is_special,
            next_inspection_at=item.next_inspection_at,
            plan_id=item.plan_id,
            position=PlanPointNode.of_optional(item.position),
            version=item.version,
            changed_at=item.changed_at,
            changed_by_id=item.changed_by,
        )

    @classmethod
    def of_optional(cls, view: EquipmentView | None) -> "EquipmentNode | None":
        return cls.of(view) if view else None

    @strawberry.field(description="Who changed it last.")
    async def changed_by(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.changed_by_id)

    @strawberry.field(description="What stands in the QR code of its label; it never changes.")
    async def label_code(self, info: Info) -> str | None:
        return await info.context.load_or_none(labels.codes, self.id)

    @strawberry.field(description="Codes that lead to it beside its own.")
    async def other_codes(self, info: Info) -> list[str]:
        return (await info.context.load(ledger.dossiers, self.id)).other_codes

    @strawberry.field(description="Pictures in its file, the newest first.")
    async def documents(self, info: Info) -> list[EquipmentDocumentNode]:
        found = await info.context.load(ledger.dossiers, self.id)
        return [
            EquipmentDocumentNode.of(document, found.pages[document.document_id])
            for document in found.documents
        ]

    @strawberry.field(description="The transitions of its life, the newest first.")
    async def life_steps(self, info: Info) -> list[LifeStepNode]:
        found = await info.context.load(ledger.dossiers, self.id)
        return [LifeStepNode.of(step) for step in found.steps]

    @strawberry.field
    async def sensors(
        self, info: Info
    ) -> list[Annotated["SensorNode", strawberry.lazy("backend.sensors.graphql")]]:
        from backend.sensors.graphql import sensors_of_equipment  # noqa: PLC0415 - sensors show equipment

        return await sensors_of_equipment(info, self.id)

    @strawberry.field(
        description="How many `sensors` it has: those are pages of `sources` by `equipmentIds`."
    )
    async def sensor_count(self, info: Info) -> int:
        from backend.sensors.graphql import number_of_equipment  # noqa: PLC0415 - sensors show equipment

        return await number_of_equipment(info, self.id)

    @strawberry.field(description="Maintenance that runs or will.")
    async def maintenance(self, info: Info) -> list[MaintenanceWindowNode]:
        return await windows_of_equipment(info, self.id)

    @strawberry.field
    async def open_alerts(
        self, info: Info
    ) -> list[Annotated["AlertNode", strawberry.lazy("backend.alerts.graphql")]]:
        from backend.alerts.graphql import open_alerts_of_equipment  # noqa: PLC0415 - alerts show equipment

        return await open_alerts_of_equipment(info, self.id)

    @strawberry.field(description="What can go wrong here, as far as its sources watch it; worst first.")
    async def dangers(
        self, info: Info
    ) -> list[Annotated["DangerNode", strawberry.lazy("backend.alerts.dangers.graphql")]]:
        from backend.alerts.dangers.graphql import (  # noqa: PLC0415 - alerts show equipment
            dangers_of_equipment,
        )

        return await dangers_of_equipment(info, self.id)

    @strawberry.field(
        description="Events of the register in force here: of its units, and those that its sources are bound"
        " to; worst residual level first."
    )
    async def risk_events(
        self, info: Info
    ) -> list[Annotated["RiskBriefNode", strawberry.lazy("backend.risks.briefs.graphql")]]:
        from backend.risks.briefs.graphql import (  # noqa: PLC0415 - events show equipment
            risks_of_equipment,
        )

        return await risks_of_equipment(info, self.id)

    @strawberry.field
    async def open_cases(
        self, info: Info
    ) -> list[Annotated["CaseNode", strawberry.lazy("backend.cases.graphql")]]:
        from backend.cases.graphql import open_cases_of_equipment  # noqa: PLC0415 - cases show equipment

        return await open_cases_of_equipment(info, self.id)


@strawberry.type
class EquipmentQuery:
    @strawberry.field(
        description="Everything with a QR code at the viewer's sites, small enough to keep offline."
    )
    async def equipment_list(self, info: Info) -> list[EquipmentNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: equipment.all_(session, viewer))
        return [EquipmentNode.of(view) for view in found]

    @strawberry.field
    async def equipment(self, info: Info, code: str) -> EquipmentNode | None:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: equipment.by_code(session, viewer, code))
        return EquipmentNode.of_optional(found)
