"""Suggestions 合理化建议 and their answers."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

import strawberry

from backend.alerts import queries as alerts
from backend.alerts.graphql import AlertNode
from backend.cases import queries as cases
from backend.cases.evidence.graphql import PhotoNode
from backend.cases.graphql import CaseNode
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.connections import Connection, Counted
from backend.core.graphql.context import NO_SIGN_IN, Context, Info, check_texts, payload_hash
from backend.core.graphql.lists import FilterInput, SortInput, filter_of, sort_of
from backend.core.graphql.modules import of_module
from backend.core.graphql.mutations import command
from backend.core.graphql.work_items import WorklistItem
from backend.core.modules import Module
from backend.core.providers import WorkItem
from backend.core.viewer import Viewer
from backend.equipment.graphql import EquipmentNode
from backend.hazards.anonymous.admission_queries import let_in
from backend.hazards.anonymous.graphql import counting_keys, suppress_refused
from backend.hazards.anonymous.rules import hash_of_key
from backend.people.graphql import PersonNode
from backend.people.rules import NOBODY, shown_at
from backend.suggestions import commands, rules
from backend.suggestions import queries as suggestions
from backend.suggestions.commands import Origin
from backend.suggestions.filters_queries import SuggestionFilter, SuggestionSortBy, counts
from backend.suggestions.queries import SuggestionView, SuggestionWork
from backend.suggestions.rules import SuggestionState, SuggestionTopic


@sort_of(SuggestionSortBy)
class SuggestionSort(SortInput[SuggestionSortBy]):
    pass


@filter_of(SuggestionFilter, name="SuggestionFilter")
class SuggestionFilterInput(FilterInput[SuggestionFilter]):
    pass


strawberry.enum(SuggestionTopic, name="SuggestionTopic")
strawberry.enum(SuggestionState, name="SuggestionState")


@strawberry.type(name="Suggestion")
class SuggestionNode:
    id: UUID
    number: str
    state: SuggestionState
    topic: SuggestionTopic
    text: str
    photos: list[PhotoNode]
    made_by: PersonNode | None = strawberry.field(description="None where the viewer is not to know.")
    is_anonymous: bool = strawberry.field(description="Made without a name.")
    is_mine: bool
    made_at: datetime
    received_at: datetime
    equipment: EquipmentNode | None
    answered_by: PersonNode | None
    answered_at: datetime | None
    answer: str | None = strawberry.field(description="Why it was declined, or a word to its adoption.")
    owner: PersonNode | None
    due_at: datetime | None
    done_at: datetime | None
    outcome: str | None = strawberry.field(description="What its owner did.")
    may_answer: bool
    may_carry_out: bool
    alert_id: strawberry.Private[UUID | None]
    case_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, view: SuggestionView, viewer: Viewer) -> "SuggestionNode":
        each = view.suggestion
        return cls(
            id=each.suggestion_id,
            number=each.number,
            state=each.state,
            topic=each.topic,
            text=each.text,
            photos=[PhotoNode.of(photo) for photo in view.photos],
            made_by=PersonNode.of_optional(view.made_by),
            is_anonymous=each.made_by == NOBODY,
            is_mine=each.made_by == viewer.person_id,
            made_at=shown_at(each.made_at, by=each.made_by),
            received_at=shown_at(each.received_at, by=each.made_by),
            equipment=EquipmentNode.of_optional(view.equipment),
            answered_by=PersonNode.of_optional(view.answered_by),
            answered_at=each.answered_at,
            answer=each.answer,
            owner=PersonNode.of_optional(view.owner),
            due_at=each.due_at,
            done_at=each.done_at,
            outcome=each.outcome,
            may_answer=rules.may_answer(each, viewer),
            may_carry_out=rules.may_carry_out(each, viewer),
            alert_id=each.alert_id,
            case_id=each.case_id,
        )

    @strawberry.field
    async def alert(self, info: Info) -> AlertNode | None:
        found = await info.context.load_or_none(alerts.by_ids, self.alert_id) if self.alert_id else None
        return AlertNode.of(found) if found else None

    @strawberry.field
    async def case(self, info: Info) -> CaseNode | None:
        found = await info.context.load_or_none(cases.by_ids, self.case_id) if self.case_id else None
        return CaseNode.of(found, info.context) if found else None


@strawberry.type(description="One that the viewer is to carry out.")
class SuggestionWorklistItem(WorklistItem):
    shows: ClassVar[type[WorkItem]] = SuggestionWork

    topic: SuggestionTopic

    @staticmethod
    def own(item: SuggestionWork, context: Context) -> dict[str, Any]:  # noqa: ARG004 - as every noun's
        return {"topic": item.topic}


async def suggestion_node(info: Info, suggestion_id: UUID) -> SuggestionNode:
    found = await info.context.load(suggestions.by_ids, suggestion_id)
    return SuggestionNode.of(found, info.context.viewer)


@strawberry.type(name="SuggestionFate", description="What became of a suggestion, without any name.")
class SuggestionFateNode:
    number: str
    state: SuggestionState
    topic: SuggestionTopic
    text: str
    received_at: datetime
    answered_at: datetime | None
    answer: str | None
    due_at: datetime | None
    done_at: datetime | None
    outcome: str | None

    @classmethod
    def of(cls, view: SuggestionView) -> "SuggestionFateNode":
        each = view.suggestion
        return cls(
            number=each.number,
            state=each.state,
            topic=each.topic,
            text=each.text,
            received_at=shown_at(each.received_at, by=each.made_by),
            answered_at=each.answered_at,
            answer=each.answer,
            due_at=each.due_at,
            done_at=each.done_at,
            outcome=each.outcome,
        )


@strawberry.type(name="SuggestionCounts")
class SuggestionCountsNode:
    to_answer: int = strawberry.field(description="Those that the viewer may answer and nobody has.")
    to_carry_out: int = strawberry.field(description="Those that the viewer owns and has not carried out.")


@strawberry.type(name="SuggestionReceipt")
class SuggestionReceipt:
    number: str


@strawberry.input(description="From where it is made: one of these; of a site without any of them.")
class SuggestionOriginInput:
    site_id: UUID | None = None
    equipment_code: str | None = None
    alert_id: UUID | None = None
    case_id: UUID | None = None

    def value(self) -> Origin:
        return Origin(self.site_id, self.equipment_code, self.alert_id, self.case_id)


@strawberry.input(
    description="`photos`: hashes of photos that were PUT to /photos before; else PHOTO_MISSING."
)
class SubmitSuggestionInput:
    operation_id: UUID
    topic: SuggestionTopic
    text: str = ""
    origin: SuggestionOriginInput
    photos: list[str]
    made_at: datetime


@strawberry.input(description="Sent without a sign-in. `keyHash`: hex sha256 of the follow-up key.")
class SubmitSuggestionAnonymouslyInput:
    operation_id: UUID
    site_pass: str
    key_hash: str
    topic: SuggestionTopic
    text: str = ""
    origin: SuggestionOriginInput
    photos: list[str]
    made_at: datetime


@strawberry.input
class AdoptSuggestionInput:
    operation_id: UUID
    suggestion_id: UUID
    owner_id: UUID
    due_at: datetime
    note: str = ""


@strawberry.input
class DeclineSuggestionInput:
    operation_id: UUID
    suggestion_id: UUID
    reason: str


@strawberry.input
class CarryOutSuggestionInput:
    operation_id: UUID
    suggestion_id: UUID
    note: str


@strawberry.type
class SuggestionsQuery:
    @strawberry.field(description="Newest first. With `sort`: all of them by that column.")
    @of_module(Module.SUGGESTIONS)
    async def suggestions(
        self,
        info: Info,
        filter: SuggestionFilterInput | None = None,
        first: int = 20,
        after: str | None = None,
        sort: SuggestionSort | None = None,
    ) -> Connection[SuggestionNode]:
        viewer, order = info.context.viewer, sort.value() if sort else None
        which = filter.value(info.context.now) if filter else SuggestionFilter()
        page = await info.context.read(
            lambda session: suggestions.page(session, viewer, which, first=first, after=after, sort=order)
        )
        return Connection.of(page, lambda view: SuggestionNode.of(view, viewer), Counted(counts, which))

    @strawberry.field
    @of_module(Module.SUGGESTIONS)
    async def suggestion(self, info: Info, id: UUID) -> SuggestionNode | None:
        found = await info.context.load_or_none(suggestions.by_ids, id)
        return SuggestionNode.of(found, info.context.viewer) if found else None

    @strawberry.field
    @of_module(Module.SUGGESTIONS)
    async def suggestion_counts(self, info: Info) -> SuggestionCountsNode:
        viewer = info.context.viewer
        to_answer, to_carry_out = await info.context.read(
            lambda session: suggestions.to_answer_and_carry_out(session, viewer)
        )
        return SuggestionCountsNode(to_answer=to_answer, to_carry_out=to_carry_out)

    @strawberry.field(
        metadata=NO_SIGN_IN,
        description="The suggestion with this follow-up key; needs no sign-in.",
    )
    async def anonymous_suggestion(self, info: Info, key: str) -> SuggestionFateNode | None:
        with suppress_refused(ErrorCode.NOT_FOUND), counting_keys(info):
            key_hash = hash_of_key(key)
            found = await info.context.read(lambda session: suggestions.of_key(session, key_hash))
            if found is None:
                raise Refused(ErrorCode.NOT_FOUND, "no suggestion has this key")
            return SuggestionFateNode.of(found)
        return None


@strawberry.type
class SuggestionsMutation:
    @command(returns=suggestion_node, allowance=commands.check_allowance, module=Module.SUGGESTIONS)
    def submit_suggestion(self, tx: Transaction, input: SubmitSuggestionInput, by: Viewer) -> UUID:
        return commands.submit_suggestion(
            tx,
            topic=input.topic,
            text=input.text,
            origin=input.origin.value(),
            photos=tuple(input.photos),
            made_at=input.made_at,
            by=by,
        )

    @strawberry.mutation(metadata=NO_SIGN_IN)
    async def submit_suggestion_anonymously(
        self, info: Info, input: SubmitSuggestionAnonymouslyInput
    ) -> SuggestionReceipt:
        check_texts(input)
        edge, sent_id = info.context.edge, str(input.operation_id)
        await let_in(edge, info.context.address, edge.paces.suggestions, input.site_pass, sent_id)
        digest = payload_hash(input)
        made = await info.context.transact(
            lambda tx: commands.submit_suggestion_anonymously(
                tx,
                input.operation_id,
                site_pass=input.site_pass,
                key_hash=input.key_hash,
                payload_hash=digest,
                topic=input.topic,
                text=input.text,
                origin=input.origin.value(),
                photos=tuple(input.photos),
                made_at=input.made_at,
            )
        )
        number = await info.context.read(lambda session: suggestions.number_of(session, made))
        return SuggestionReceipt(number=number)

    @command(
        returns=suggestion_node,
        description="With an owner and a date, which is a deadline.",
        module=Module.SUGGESTIONS,
    )
    def adopt_suggestion(self, tx: Transaction, input: AdoptSuggestionInput, by: Viewer) -> UUID:
        return commands.adopt_suggestion(
            tx,
            input.suggestion_id,
            owner_id=input.owner_id,
            due_at=input.due_at,
            note=input.note,
            by=by,
        )

    @command(
        returns=suggestion_node, description="With a reason that its author reads.", module=Module.SUGGESTIONS
    )
    def decline_suggestion(self, tx: Transaction, input: DeclineSuggestionInput, by: Viewer) -> UUID:
        return commands.decline_suggestion(tx, input.suggestion_id, reason=input.reason, by=by)

    @command(
        returns=suggestion_node, description="By its owner; ends the deadline.", module=Module.SUGGESTIONS
    )
    def carry_out_suggestion(self, tx: Transaction, input: CarryOutSuggestionInput, by: Viewer) -> UUID:
        return commands.carry_out_suggestion(tx, input.suggestion_id, note=input.note, by=by)
