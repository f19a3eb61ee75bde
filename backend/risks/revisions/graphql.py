"""Events of the register with their contents and revisions."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from backend.agreements.graphql import AgreementNode, agreements_among_deciders
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.graphql.numbers import required_number
from backend.core.graphql.text import TextNode
from backend.core.session import Session
from backend.core.viewer import Viewer
from backend.core.vocabulary import Stage
from backend.people.directory.phones_queries import phones
from backend.people.graphql import PersonNode, person_of
from backend.risks import queries as events
from backend.risks.assessment.graphql import AccidentClassNode
from backend.risks.assessment.rules import ControlLevel
from backend.risks.bindings import commands as bindings
from backend.risks.owners_graphql import OwnerNode
from backend.risks.queries import EventView
from backend.risks.reviews import commands as reviews
from backend.risks.revisions import commands, queries
from backend.risks.revisions.contents_graphql import EventContentInput, EventContentNode, SourceBindingInput
from backend.risks.revisions.contents_rules import class_of
from backend.risks.revisions.dangers_commands import is_in_danger
from backend.risks.revisions.differences_rules import Difference, DifferenceKind
from backend.risks.revisions.queries import RevisionView
from backend.risks.revisions.rules import (
    Effect,
    EventContent,
    EventState,
    Louder,
    Quietens,
    RevisionState,
    needs_confirmation,
)
from backend.risks.units_graphql import RiskUnitNode, unit_node

if TYPE_CHECKING:
    from backend.live_risk.graphql import LiveRiskNode

strawberry.enum(EventState, name="RiskEventState")
strawberry.enum(RevisionState, name="RiskRevisionState")
strawberry.enum(Quietens, name="RiskQuietens", description="Ways in which a revision quietens alarms.")
strawberry.enum(Louder, name="RiskLouder")
strawberry.enum(DifferenceKind, name="RiskDifferenceKind")


@strawberry.type(
    name="RiskDifference",
    description="`field`: of the content, with dots; `part`: code of the measure or item, id of the source."
    " Values as JSON.",
)
class RiskDifferenceNode:
    kind: DifferenceKind
    field: str
    part: str
    before: strawberry.scalars.JSON | None
    after: strawberry.scalars.JSON | None

    @classmethod
    def of(cls, found: Difference) -> "RiskDifferenceNode":
        return cls(
            kind=found.kind, field=found.field, part=found.part, before=found.before, after=found.after
        )


@strawberry.type(name="RiskRevision")
class RiskRevisionNode:
    id: UUID
    number: int
    state: RevisionState
    reason: str
    made_at: datetime
    waits_for_danger: bool = strawberry.field(
        description="Stored; it goes to a second person once no alert or case of the event is open."
    )
    is_confirmed: bool
    confirmed_at: datetime | None
    decline_reason: str | None
    from_at: datetime | None = strawberry.field(description="In force from then.")
    until_at: datetime | None
    closes: bool = strawberry.field(description="It closes the event.")
    content: EventContentNode | None
    changes: list[RiskDifferenceNode] = strawberry.field(description="Against what held before it.")
    quietens: list[Quietens] = strawberry.field(description="For these it waits for a second person.")
    louder: list[Louder]
    is_mixed: bool = strawberry.field(description="It does both, and waits whole.")
    author_id: strawberry.Private[UUID]
    confirmed_by_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, view: RevisionView) -> "RiskRevisionNode":
        each, effect = view.revision, view.effect
        return cls(
            id=each.revision_id,
            number=each.number,
            state=each.state,
            reason=each.reason,
            made_at=each.made_at,
            waits_for_danger=each.waits_for_danger,
            is_confirmed=each.is_confirmed,
            confirmed_at=each.confirmed_at,
            decline_reason=each.decline_reason,
            from_at=each.from_at,
            until_at=each.until_at,
            closes=each.content is None,
            content=EventContentNode.of(each.content) if each.content else None,
            changes=[RiskDifferenceNode.of(change) for change in view.changes],
            quietens=sorted(effect.quietens),
            louder=sorted(effect.louder),
            is_mixed=effect.is_mixed,
            author_id=each.author_id,
            confirmed_by_id=each.confirmed_by,
        )

    @strawberry.field
    async def author(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.author_id)

    @strawberry.field
    async def confirmed_by(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.confirmed_by_id)

    @strawberry.field(description="For who may say a word to it, and who asked.")
    async def agreements(self, info: Info) -> list[AgreementNode]:
        return await agreements_among_deciders(info, self.id)


@strawberry.type(name="RiskChange", description="What a content would do, before it is sent.")
class RiskChangeNode:
    quietens: list[Quietens] = strawberry.field(description="For these it would wait for a second person.")
    louder: list[Louder]
    is_mixed: bool = strawberry.field(description="It does both, and would wait whole.")
    needs_confirmation: bool = strawberry.field(
        description="It would hold, and stand as unconfirmed until a second person confirms it."
    )
    is_in_danger: bool = strawberry.field(
        description="An orange or red alert or case of the event is open: what quietens would be stored."
    )

    @classmethod
    def of(cls, effect: Effect, content: EventContent | None, *, is_in_danger: bool) -> "RiskChangeNode":
        return cls(
            quietens=sorted(effect.quietens),
            louder=sorted(effect.louder),
            is_mixed=effect.is_mixed,
            needs_confirmation=effect.holds and needs_confirmation(content),
            is_in_danger=is_in_danger,
        )


@strawberry.type(name="RiskEvent", description="What can go wrong in a unit.")
class RiskEventNode(OwnerNode):
    id: UUID
    site_id: UUID
    code: str
    state: EventState
    title: TextNode
    stage: Stage
    accident_class: AccidentClassNode | None
    inherent_level: int | None
    residual_level: int | None
    control_level: ControlLevel | None
    is_confirmed: bool = strawberry.field(
        description="False of what holds: a second person has yet to confirm it."
    )
    version: int
    created_at: datetime | None
    reviewed_at: datetime | None
    review_due_at: datetime | None
    is_review_overdue: bool
    closed_at: datetime | None
    close_reason: str | None
    may_edit: bool
    unit_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, view: EventView, now: datetime) -> "RiskEventNode":
        each = view.event
        found = class_of(view.accident_class)
        return cls(
            id=each.event_id,
            site_id=each.site_id,
            code=each.code,
            state=each.state,
            title=TextNode.of(view.title),
            stage=view.stage,
            accident_class=AccidentClassNode.of(found) if found else None,
            inherent_level=view.inherent_level,
            residual_level=view.residual_level,
            control_level=view.control_level,
            is_confirmed=each.is_confirmed,
            version=each.version,
            created_at=each.created_at,
            reviewed_at=each.reviewed_at,
            review_due_at=each.review_due_at,
            is_review_overdue=each.review_due_at is not None and each.review_due_at <= now,
            closed_at=each.closed_at,
            close_reason=each.close_reason,
            may_edit=view.may_edit,
            unit_id=each.unit_id,
            owner=view.owner,
        )

    @strawberry.field
    async def unit(self, info: Info) -> RiskUnitNode:
        return await unit_node(info, self.unit_id)

    @strawberry.field(description="As it is now; null for one that is not in force.")
    async def live(
        self, info: Info
    ) -> Annotated["LiveRiskNode", strawberry.lazy("backend.live_risk.graphql")] | None:
        from backend.live_risk.graphql import live_risk_of  # noqa: PLC0415 - the living register shows events

        return await live_risk_of(info, self.id, self.site_id)

    @strawberry.field(description="Of the person who answers for it; empty where nobody knows.")
    async def owner_phone(self, info: Info) -> str:
        person_id = self.owner.person_id
        return (await info.context.load_or_none(phones, person_id) or "") if person_id else ""

    @strawberry.field(description="In force; of a draft its own, of a closed event the last one.")
    async def content(self, info: Info) -> EventContentNode | None:
        found = await info.context.load_or_none(queries.contents, self.id)
        return EventContentNode.of(found) if found else None

    @strawberry.field(description="The newest first.")
    async def revisions(self, info: Info) -> list[RiskRevisionNode]:
        return [RiskRevisionNode.of(each) for each in await info.context.load(queries.of_events, self.id)]

    @strawberry.field(description="The revision of an event in force that waits.")
    async def proposal(self, info: Info) -> RiskRevisionNode | None:
        found = await info.context.load(queries.of_events, self.id)
        waiting = (each for each in found if each.revision.state is RevisionState.PROPOSED)
        first = None if self.state is EventState.DRAFT else next(waiting, None)
        return RiskRevisionNode.of(first) if first else None


@strawberry.input
class DraftRiskEventInput:
    operation_id: UUID
    unit_id: UUID
    code: str
    content: EventContentInput


@strawberry.input
class ChangeRiskDraftInput:
    operation_id: UUID
    event_id: UUID
    version: int
    content: EventContentInput


@strawberry.input
class PutRiskInForceInput:
    operation_id: UUID
    event_id: UUID
    version: int


@strawberry.input(
    description="What quietens alarms waits for a second person: `asksSecondPerson` asks one for this reason."
)
class ReviseRiskEventInput:
    operation_id: UUID
    event_id: UUID
    version: int
    content: EventContentInput
    reason: str = ""
    asks_second_person: bool = False


@strawberry.input
class CloseRiskEventInput:
    operation_id: UUID
    event_id: UUID
    version: int
    reason: str
    asks_second_person: bool = False


@strawberry.input(description="To bind to less needs a reason and waits for a second person.")
class BindRiskSourceInput:
    operation_id: UUID
    event_id: UUID
    version: int
    binding: SourceBindingInput
    reason: str = ""
    asks_second_person: bool = False


@strawberry.input(description="Waits for a second person, but of a draft.")
class UnbindRiskSourceInput:
    operation_id: UUID
    event_id: UUID
    version: int
    sensor_id: strawberry.ID
    reason: str = ""
    asks_second_person: bool = False


@strawberry.input
class WithdrawRiskRevisionInput:
    operation_id: UUID
    revision_id: UUID


@strawberry.input(description="Reviewed, and it stays as it is.")
class ReviewRiskEventInput:
    operation_id: UUID
    event_id: UUID
    version: int
    reason: str


async def event_node(info: Info, event_id: UUID) -> RiskEventNode:
    return RiskEventNode.of(await info.context.load(events.by_ids, event_id), info.context.now)


async def find_event(info: Info, event_id: UUID | None) -> RiskEventNode | None:
    """The event with this id; None without an id, or where it is not the viewer's."""
    found = await info.context.load_or_none(events.by_ids, event_id) if event_id else None
    return RiskEventNode.of(found, info.context.now) if found else None


async def event_of_revision(info: Info, revision_id: UUID) -> RiskEventNode | None:
    """Return the event that a revision is of; None for none that the viewer sees."""
    return await find_event(info, await info.context.load_or_none(queries.events_of_revisions, revision_id))


@strawberry.type
class RevisionsQuery:
    @strawberry.field
    async def risk_event(self, info: Info, id: UUID) -> RiskEventNode | None:
        return await find_event(info, id)

    @strawberry.field(description="Refused for what its rules refuse. Without a content: closing the event.")
    async def risk_change(
        self, info: Info, event_id: UUID, content: EventContentInput | None = None
    ) -> RiskChangeNode:
        viewer, draft = info.context.viewer, content.value() if content else None

        def look(session: Session) -> RiskChangeNode:
            effect = queries.effect_of(session, viewer, event_id, draft)
            return RiskChangeNode.of(effect, draft, is_in_danger=is_in_danger(session, event_id))

        return await info.context.read(look)


@strawberry.type
class RevisionsMutation:
    @command(returns=event_node, description="A draft, which no alarm reads.")
    def draft_risk_event(self, tx: Transaction, input: DraftRiskEventInput, by: Viewer) -> UUID:
        content = input.content.value()
        return commands.draft_event(tx, input.unit_id, input.code, content, by=by)

    @command(returns=event_node)
    def change_risk_draft(self, tx: Transaction, input: ChangeRiskDraftInput, by: Viewer) -> UUID:
        content = input.content.value()
        return commands.change_draft(tx, input.event_id, content, version=input.version, by=by)

    @command(returns=event_node, description="A larger or major risk then waits for a second person.")
    def put_risk_in_force(self, tx: Transaction, input: PutRiskInForceInput, by: Viewer) -> UUID:
        return commands.put_in_force(tx, input.event_id, version=input.version, by=by)

    @command(returns=event_node, description="What makes it louder, or neither, holds at once.")
    def revise_risk_event(self, tx: Transaction, input: ReviseRiskEventInput, by: Viewer) -> UUID:
        return commands.revise_event(
            tx,
            input.event_id,
            input.content.value(),
            reason=input.reason,
            version=input.version,
            asks_second_person=input.asks_second_person,
            by=by,
        )

    @command(returns=event_node, description="A draft at once, what holds by the word of a second person.")
    def close_risk_event(self, tx: Transaction, input: CloseRiskEventInput, by: Viewer) -> UUID:
        return commands.close_event(
            tx,
            input.event_id,
            reason=input.reason,
            version=input.version,
            asks_second_person=input.asks_second_person,
            by=by,
        )

    @command(returns=event_node, description="More holds at once, for alerts that are active, too.")
    def bind_risk_source(self, tx: Transaction, input: BindRiskSourceInput, by: Viewer) -> UUID:
        return bindings.bind_source(
            tx,
            input.event_id,
            input.binding.value(),
            version=input.version,
            reason=input.reason,
            asks_second_person=input.asks_second_person,
            by=by,
        )

    @command(returns=event_node, description="Of a draft at once, else by the word of a second person.")
    def unbind_risk_source(self, tx: Transaction, input: UnbindRiskSourceInput, by: Viewer) -> UUID:
        return bindings.unbind_source(
            tx,
            input.event_id,
            required_number(input.sensor_id),
            version=input.version,
            reason=input.reason,
            asks_second_person=input.asks_second_person,
            by=by,
        )

    @command(returns=event_node)
    def withdraw_risk_revision(self, tx: Transaction, input: WithdrawRiskRevisionInput, by: Viewer) -> UUID:
        return commands.withdraw_revision(tx, input.revision_id, by=by)

    @command(returns=event_node)
    def review_risk_event(self, tx: Transaction, input: ReviewRiskEventInput, by: Viewer) -> UUID:
        reason, version = input.reason, input.version
        return reviews.review_unchanged(tx, input.event_id, reason=reason, version=version, by=by)
