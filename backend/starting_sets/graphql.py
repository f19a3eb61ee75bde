"""Starting set of a site, by its trade: a look at what would change, and the step that changes it."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.agreements.graphql import AgreementNode, agreements_among_deciders
from backend.agreements.rules import AgreementKind
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command, made_id
from backend.core.graphql.text import TextNode
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.people.graphql import DepartmentNode, PersonNode
from backend.sites.settings.rules import Trade
from backend.starting_sets import commands, queries
from backend.starting_sets.queries import Preview
from backend.starting_sets.rules import Applied, Item, ItemState, SetFunction, SetPart
from backend.starting_sets.words_rules import name_of, said

strawberry.enum(SetPart, name="SetPart", description="Parts of a starting set.")
strawberry.enum(SetFunction, name="SetFunction", description="What a department is for.")
strawberry.enum(ItemState, name="SetItemState", description="OWN: people changed it or took it away.")


@strawberry.type(name="SetItem", description="An entry of a set beside what the site has.")
class SetItemNode:
    key: str
    name: TextNode
    today: TextNode | None = strawberry.field(description="Null: the site has nothing of the kind.")
    wanted: TextNode | None = strawberry.field(description="Null: nobody named the department it is for.")
    state: ItemState
    function: SetFunction | None = strawberry.field(description="Of the department that a task is for.")
    is_looser: bool = strawberry.field(description="It would call later, or less, than what holds today.")
    source: TextNode
    is_checked: bool = strawberry.field(description="The source was read; else the site checks the figures.")

    @classmethod
    def of(cls, preview: Preview, part: SetPart, item: Item) -> "SetItemNode":
        task = preview.tasks.get(item.key) if part is SetPart.TASK_RULES else None
        name = name_of(part, item.key, item, task)
        today = said(item.today, preview.known) if item.today is not None else None
        wanted = said(item.wanted, preview.known) if item.wanted is not None else None
        return cls(
            key=item.key,
            name=TextNode.of(name),
            today=_node(today),
            wanted=_node(wanted),
            state=item.state,
            function=task.function if task else None,
            is_looser=item.is_looser,
            source=TextNode.of(item.source.words),
            is_checked=item.source.is_checked,
        )


@strawberry.type(name="AppliedSet", description="What was taken over the last time.")
class AppliedSetNode:
    trade: Trade
    at: datetime
    by: PersonNode | None

    @classmethod
    def of(cls, preview: Preview, applied: Applied) -> "AppliedSetNode":
        by = PersonNode.of_optional(preview.people.get(applied.by))
        return cls(trade=Trade(applied.trade), at=applied.at, by=by)


@strawberry.type(name="SetPartPreview")
class SetPartNode:
    part: SetPart
    seen: str = strawberry.field(description="Goes back with what is chosen: what changed since is refused.")
    applied: AppliedSetNode | None
    items: list[SetItemNode]

    @classmethod
    def of(cls, preview: Preview, part: SetPart) -> "SetPartNode":
        items, applied = preview.items[part].values(), preview.applied.get(part)
        return cls(
            part=part,
            seen=preview.seen[part],
            applied=AppliedSetNode.of(preview, applied) if applied else None,
            items=[SetItemNode.of(preview, part, each) for each in items],
        )


@strawberry.type(name="SetDepartment", description="The department that a set means by a function.")
class SetDepartmentNode:
    function: SetFunction
    department_id: UUID | None


@strawberry.type(name="StartingSet", description="What a trade begins with, beside what the site has.")
class StartingSetNode:
    site_id: UUID
    trade: Trade
    departments: list[SetDepartmentNode]
    choices: list[DepartmentNode] = strawberry.field(description="Departments to choose from.")
    parts: list[SetPartNode] = strawberry.field(description="Those that the viewer may take over.")

    @classmethod
    def of(cls, preview: Preview) -> "StartingSetNode":
        return cls(
            site_id=preview.site_id,
            trade=preview.trade,
            departments=[
                SetDepartmentNode(function=each, department_id=preview.departments.get(each))
                for each in SetFunction
            ],
            choices=[DepartmentNode.of(preview.known[each]) for each in preview.choose],
            parts=[SetPartNode.of(preview, each) for each in preview.parts],
        )

    @strawberry.field(description="What waits for a second person, for those who may be one and who asked.")
    async def waiting(self, info: Info) -> list[AgreementNode]:
        found = await agreements_among_deciders(info, self.site_id)
        return [each for each in found if each.kind is AgreementKind.LOOSEN_OBSERVATION_RULES]


@strawberry.input
class SetDepartmentInput:
    function: SetFunction
    department_id: UUID


@strawberry.input(description="What is taken over of a part. `seen`: as the preview said it.")
class SetPartInput:
    part: SetPart
    keys: list[str]
    seen: str


@strawberry.input
class ApplyStartingSetInput:
    operation_id: UUID
    site_id: UUID
    trade: Trade
    parts: list[SetPartInput]
    departments: list[SetDepartmentInput] = strawberry.field(default_factory=list)
    reason: str
    asks_second_person: bool = strawberry.field(
        default=False, description="Rules for what cameras see that call less wait for a second person."
    )

    def choice(self) -> commands.Choice:
        return commands.Choice(
            site_id=self.site_id,
            trade=self.trade,
            keys={each.part: frozenset(each.keys) for each in self.parts},
            seen={each.part: each.seen for each in self.parts},
            departments={each.function: each.department_id for each in self.departments},
            reason=self.reason,
            asks_second_person=self.asks_second_person,
        )


@strawberry.type
class StartingSetsQuery:
    @strawberry.field(
        description="Without a trade: that of the site. Without departments: those whose names say so.",
    )
    async def starting_set(
        self,
        info: Info,
        site_id: UUID,
        trade: Trade | None = None,
        departments: list[SetDepartmentInput] | None = None,
    ) -> StartingSetNode:
        viewer = info.context.viewer
        named = None if departments is None else {each.function: each.department_id for each in departments}
        found = await info.context.read(
            lambda session: queries.preview(session, viewer, site_id, trade=trade, departments=named)
        )
        return StartingSetNode.of(found)


@strawberry.type
class StartingSetsMutation:
    @command(returns=made_id, description="Take over what is chosen of a set, in one step; gives the site.")
    def apply_starting_set(self, tx: Transaction, input: ApplyStartingSetInput, by: Viewer) -> UUID:
        return commands.apply_starting_set(tx, input.choice(), by=by)


def _node(words: Text | None) -> TextNode | None:
    return TextNode.of(words) if words is not None else None
