"""Requests for a second person: what waits for the viewer's word, and the word."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from backend.agreements import commands
from backend.agreements import queries as agreements
from backend.agreements.queries import AgreementView
from backend.agreements.rules import AgreementKind, AgreementState, may_decide, permission_for
from backend.core.database import Transaction
from backend.core.graphql.context import Context, Info
from backend.core.graphql.mutations import command
from backend.core.graphql.text import TextNode
from backend.core.graphql.tiers import Tier
from backend.core.viewer import Viewer
from backend.people.graphql import PersonNode

if TYPE_CHECKING:
    from backend.risks.revisions.graphql import RiskEventNode

strawberry.enum(AgreementKind, name="AgreementKind")
strawberry.enum(AgreementState, name="AgreementState")


@strawberry.type(
    name="Agreement",
    description="A step that waits for a second person. `what`: the sentence that says what agreeing does.",
)
class AgreementNode:
    id: UUID
    kind: AgreementKind
    state: AgreementState
    tier: Tier | None
    object_id: UUID
    title: TextNode
    what: TextNode
    reason: str
    asked_by: PersonNode
    asked_at: datetime
    decided_by: PersonNode | None
    decided_at: datetime | None
    note: str
    may_decide: bool

    @classmethod
    def of(cls, view: AgreementView, context: Context) -> "AgreementNode":
        each = view.agreement
        return cls(
            id=each.agreement_id,
            kind=each.kind,
            state=each.state,
            tier=each.tier,
            object_id=each.object_id,
            title=TextNode.of(each.title),
            what=TextNode.of(each.what),
            reason=each.reason,
            asked_by=PersonNode.of(view.asked_by),
            asked_at=each.asked_at,
            decided_by=PersonNode.of_optional(view.decided_by),
            decided_at=each.decided_at,
            note=each.note,
            may_decide=may_decide(each, context.viewer),
        )

    @strawberry.field(description="Event of the register whose revision it is about; null for all else.")
    async def risk_event(
        self, info: Info
    ) -> Annotated["RiskEventNode", strawberry.lazy("backend.risks.revisions.graphql")] | None:
        from backend.risks.revisions.graphql import event_of_revision  # noqa: PLC0415 - events show requests

        if self.kind is not AgreementKind.CHANGE_RISK:
            return None
        return await event_of_revision(info, self.object_id)


async def agreements_of(info: Info, object_id: UUID) -> list[AgreementNode]:
    """All requests about this object, in the order they were asked."""
    found = await info.context.load(agreements.of_objects, object_id)
    return [AgreementNode.of(view, info.context) for view in found]


async def agreements_among_deciders(info: Info, object_id: UUID) -> list[AgreementNode]:
    """The same for those who may be a second person and for who asked; nobody else learns of a request."""
    viewer = info.context.viewer
    found = await info.context.load(agreements.of_objects, object_id)
    return [
        AgreementNode.of(view, info.context)
        for view in found
        if viewer.may(permission_for(view.agreement.kind), site_id=view.agreement.site_id)
        or view.agreement.asked_by == viewer.person_id
    ]


async def agreement_node(info: Info, agreement_id: UUID) -> AgreementNode:
    viewer = info.context.viewer
    found = await info.context.read(lambda session: agreements.by_id(session, viewer, agreement_id))
    if found is None:
        raise LookupError(f"no agreement {agreement_id} of the viewer's")
    return AgreementNode.of(found, info.context)


@strawberry.input(description="The note is the reason for a no, and must be there then.")
class DecideAgreementInput:
    operation_id: UUID
    agreement_id: UUID
    is_agreed: bool
    note: str = ""


@strawberry.type
class AgreementsQuery:
    @strawberry.field(
        description="What waits for a second person where the viewer may be one, and their own requests."
        " Worst tier first, then the oldest.",
    )
    async def agreements(self, info: Info) -> list[AgreementNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: agreements.waiting(session, viewer))
        return [AgreementNode.of(view, info.context) for view in found]


@strawberry.type
class AgreementsMutation:
    @command(returns=agreement_node, description="A second person agrees, and it is done; or declines.")
    def decide_agreement(self, tx: Transaction, input: DecideAgreementInput, by: Viewer) -> UUID:
        return commands.decide(
            tx, input.agreement_id, is_agreed=input.is_agreed, note=input.note, by=by
        ).agreement_id
