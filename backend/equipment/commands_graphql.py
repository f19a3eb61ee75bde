"""Mutations of the ledger of equipment."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import Stage
from backend.equipment import commands, document_commands, queries
from backend.equipment.commands import EquipmentDetails
from backend.equipment.graphql import EquipmentNode
from backend.equipment.rules import DocumentKind, EquipmentState
from backend.sites.graphql import PlanPointInput


@strawberry.input(description="`otherCodes`: codes that lead to the machine beside its own.")
class EquipmentDetailsInput:
    code: str
    name_zh: str
    area_id: UUID
    stage: Stage
    name_en: str = ""
    kind: str = ""
    parent_id: UUID | None = None
    maker: str = ""
    serial_number: str = ""
    is_special: bool = False
    next_inspection_at: datetime | None = None
    next_maintenance_at: datetime | None = None
    other_codes: list[str] = strawberry.field(default_factory=list)

    def details(self) -> EquipmentDetails:
        return EquipmentDetails(
            code=self.code,
            name=Text(self.name_zh, self.name_en),
            area_id=self.area_id,
            stage=self.stage,
            kind=self.kind,
            parent_id=self.parent_id,
            maker=self.maker,
            serial_number=self.serial_number,
            is_special=self.is_special,
            next_inspection_at=self.next_inspection_at,
            next_maintenance_at=self.next_maintenance_at,
            other_codes=tuple(self.other_codes),
        )


@strawberry.input
class AddEquipmentInput:
    operation_id: UUID
    site_id: UUID
    details: EquipmentDetailsInput


@strawberry.input(description="`version`: of what the person looked at.")
class ChangeEquipmentInput:
    operation_id: UUID
    equipment_id: UUID
    version: int
    details: EquipmentDetailsInput


@strawberry.input(description="Without plan or position it is taken off the plan.")
class PlaceEquipmentInput:
    operation_id: UUID
    equipment_id: UUID
    version: int
    plan_id: UUID | None = None
    at: PlanPointInput | None = None


@strawberry.input(description="`at`: when it happened.")
class MoveEquipmentOnInput:
    operation_id: UUID
    equipment_id: UUID
    version: int
    state: EquipmentState
    at: datetime
    reason: str = ""


@strawberry.input(description="`morePages`: of a document of several, after `sha256`, in order.")
class AddEquipmentDocumentInput:
    operation_id: UUID
    equipment_id: UUID
    kind: DocumentKind
    sha256: str
    title: str = ""
    more_pages: list[str] = strawberry.field(default_factory=list)


@strawberry.input
class RemoveEquipmentDocumentInput:
    operation_id: UUID
    document_id: UUID


async def equipment_node(info: Info, equipment_id: UUID) -> EquipmentNode:
    """The machine after a command."""
    viewer = info.context.viewer
    found = await info.context.read(lambda session: queries.by_id(session, viewer, equipment_id))
    if found is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such equipment at the viewer's sites")
    return EquipmentNode.of(found)


def _quietens(input: MoveEquipmentOnInput) -> bool:
    """Whether the machine holds back the alerts of its sources from then on."""
    return input.state is EquipmentState.UNDER_REPAIR


@strawberry.type
class EquipmentMutation:
    @command(returns=equipment_node, description="Add a machine to the ledger; it is installed.")
    def add_equipment(self, tx: Transaction, input: AddEquipmentInput, by: Viewer) -> UUID:
        return commands.add_equipment(tx, input.site_id, input.details.details(), by=by).equipment_id

    @command(
        returns=equipment_node, description="Describe a machine anew; a former code keeps leading to it."
    )
    def change_equipment(self, tx: Transaction, input: ChangeEquipmentInput, by: Viewer) -> UUID:
        details = input.details.details()
        commands.change_equipment(tx, input.equipment_id, details, version=input.version, by=by)
        return input.equipment_id

    @command(returns=equipment_node, description="Put a machine onto a plan, or take it off.")
    def place_equipment(self, tx: Transaction, input: PlaceEquipmentInput, by: Viewer) -> UUID:
        at = (input.at.x, input.at.y) if input.at else None
        commands.place_equipment(
            tx, input.equipment_id, plan_id=input.plan_id, at=at, version=input.version, by=by
        )
        return input.equipment_id

    @command(
        returns=equipment_node,
        description="Move a machine to the next state of its life.",
        needs_proof=_quietens,
    )
    def move_equipment_on(self, tx: Transaction, input: MoveEquipmentOnInput, by: Viewer) -> UUID:
        commands.move_equipment_on(
            tx,
            input.equipment_id,
            input.state,
            at=input.at,
            reason=input.reason,
            version=input.version,
            by=by,
        )
        return input.equipment_id

    @command(returns=equipment_node, description="Put a picture into the file of a machine.")
    def add_equipment_document(self, tx: Transaction, input: AddEquipmentDocumentInput, by: Viewer) -> UUID:
        document_commands.add_document(
            tx,
            input.equipment_id,
            kind=input.kind,
            title=input.title,
            sha256=input.sha256,
            by=by,
            more_pages=input.more_pages,
        )
        return input.equipment_id

    @command(returns=equipment_node, description="Take a picture out of the file of a machine.")
    def remove_equipment_document(
        self, tx: Transaction, input: RemoveEquipmentDocumentInput, by: Viewer
    ) -> UUID:
        return document_commands.remove_document(tx, input.document_id, by=by).equipment_id
