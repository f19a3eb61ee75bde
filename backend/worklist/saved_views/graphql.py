"""Saved views of lists."""

from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

import strawberry

from backend.core import nouns
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command, made_id
from backend.core.viewer import Viewer
from backend.worklist.saved_views import commands
from backend.worklist.saved_views import queries as saved_views
from backend.worklist.saved_views.rules import SavedView

if TYPE_CHECKING:
    ListName = StrEnum
else:  # one value per list that any noun declares
    ListName = strawberry.enum(
        StrEnum("ListName", {name: name for name in sorted(each.name for each in nouns.lists().values())}),
    )


@strawberry.type(name="SavedView", description="A name that the viewer gave to a filter and an order.")
class SavedViewNode:
    id: UUID
    list: ListName
    name: str
    query: str = strawberry.field(description="What stands in the address behind its question mark.")

    @classmethod
    def of(cls, view: SavedView) -> "SavedViewNode":
        return cls(id=view.view_id, list=ListName(view.list_name), name=view.name, query=view.query)


async def saved_view_node(info: Info, view_id: UUID) -> SavedViewNode | None:
    """None where it was deleted since."""
    found = await info.context.load_or_none(saved_views.by_ids, view_id)
    return SavedViewNode.of(found) if found else None


@strawberry.input(description="`viewId`: the view to change, of the same list; null makes a new one.")
class SaveViewInput:
    operation_id: UUID
    list: ListName
    name: str = strawberry.field(description="At most 40 characters; once per person and list.")
    query: str = strawberry.field(description="At most 2,000 characters.")
    view_id: UUID | None = None


@strawberry.input
class DeleteViewInput:
    operation_id: UUID
    view_id: UUID


@strawberry.type
class SavedViewsQuery:
    @strawberry.field(description="Own views of a list, by name.")
    async def saved_views(self, info: Info, list: ListName) -> list[SavedViewNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: saved_views.of_list(session, viewer, list))
        return [SavedViewNode.of(view) for view in found]


@strawberry.type
class SavedViewsMutation:
    @command(returns=saved_view_node)
    def save_view(self, tx: Transaction, input: SaveViewInput, by: Viewer) -> UUID:
        return commands.save_view(
            tx, input.list, view_id=input.view_id, name=input.name, query=input.query, by=by
        ).view_id

    @command(returns=made_id, description="Returns the id of what was deleted.")
    def delete_view(self, tx: Transaction, input: DeleteViewInput, by: Viewer) -> UUID:
        return commands.delete_view(tx, input.view_id, by=by)
