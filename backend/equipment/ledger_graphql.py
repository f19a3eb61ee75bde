"""The file of a machine and the steps of its life."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.graphql.context import Info
from backend.equipment.rules import DocumentKind, EquipmentDocument, EquipmentState, LifeStep
from backend.people.graphql import PersonNode, person_of

strawberry.enum(EquipmentState, name="EquipmentState")
strawberry.enum(DocumentKind, name="DocumentKind")


@strawberry.type(name="EquipmentDocument", description="Pictures in the file of a machine; see `/photos`.")
class EquipmentDocumentNode:
    id: UUID
    kind: DocumentKind
    title: str
    sha256: str
    pages: list[str] = strawberry.field(
        description="Of each of its pages, in order; the first one is `sha256`."
    )
    added_at: datetime
    added_by_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, document: EquipmentDocument, pages: list[str]) -> "EquipmentDocumentNode":
        return cls(
            id=document.document_id,
            kind=document.kind,
            title=document.title,
            sha256=document.sha256,
            pages=pages,
            added_at=document.added_at,
            added_by_id=document.added_by,
        )

    @strawberry.field
    async def added_by(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.added_by_id)


@strawberry.type(name="LifeStep", description="`at`: when it happened, as the person says who recorded it.")
class LifeStepNode:
    id: UUID
    before: EquipmentState
    after: EquipmentState
    at: datetime
    reason: str
    recorded_at: datetime
    is_taken_over: bool = strawberry.field(
        description="So it stood in the ledger that was kept before; no gate was passed here."
    )
    recorded_by_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, step: LifeStep) -> "LifeStepNode":
        return cls(
            id=step.step_id,
            before=step.before,
            after=step.after,
            at=step.at,
            reason=step.reason,
            recorded_at=step.recorded_at,
            is_taken_over=step.is_taken_over,
            recorded_by_id=step.recorded_by,
        )

    @strawberry.field
    async def recorded_by(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.recorded_by_id)
