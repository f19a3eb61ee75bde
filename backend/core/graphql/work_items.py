"""Things that a person has to do, as GraphQL shows them: of every noun the same, and what it adds.

A phone that was installed before a noun was made shows its work all the same: it asks for the fields of the
interface, and opens `page`.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, Self
from uuid import UUID

import strawberry

from backend.core.graphql.context import Context
from backend.core.graphql.text import TextNode
from backend.core.graphql.tiers import Tier
from backend.core.packages import modules_of
from backend.core.providers import WorkItem


@strawberry.interface(
    description="One thing that the viewer has to do; each noun has a type of its own that may add to it.",
)
class WorklistItem:
    """Each noun that declares `Work` has one such type in its `graphql.py`; it is found there.

    `shows`: the items that the type is for. `own`: values of the fields that it adds.
    """

    shows: ClassVar[type[WorkItem]]

    id: UUID = strawberry.field(
        description="Of the thing itself: of a task or a request for more time, not of its case."
    )
    noun: str = strawberry.field(description="`case`, `suggestion` …: more of them come without notice.")
    number: str
    title: TextNode
    step: TextNode = strawberry.field(description="What is to be done, in words.")
    place: TextNode | None = strawberry.field(description="Where: its equipment, else its area.")
    tier: Tier | None = strawberry.field(description="None for what has none.")
    due_at: datetime | None
    is_overdue: bool
    is_decision: bool = strawberry.field(description="Somebody waits for the viewer's word.")
    page: str = strawberry.field(description="Path of the page that opens it.")

    @classmethod
    def of(cls, item: WorkItem, context: Context) -> Self:
        return cls(
            id=item.item_id,
            noun=item.noun,
            number=item.number,
            title=TextNode.of(item.title),
            step=TextNode.of(item.step),
            place=TextNode.of(item.place) if item.place else None,
            tier=Tier(item.waiting.tier) if item.waiting.tier else None,
            due_at=item.due_at,
            is_overdue=item.waiting.due_at < context.now,
            is_decision=item.is_decision,
            page=item.page,
            **cls.own(item, context),
        )

    @staticmethod
    def own(item: Any, context: Context) -> dict[str, Any]:
        raise NotImplementedError


@cache
def item_types() -> Mapping[type[WorkItem], type[WorklistItem]]:
    """Return the types of all nouns, by the items that they show."""
    return {
        each.shows: each
        for module in modules_of("graphql")
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, WorklistItem) and each is not WorklistItem
    }


def item_node(item: WorkItem, context: Context) -> WorklistItem:
    return item_types()[type(item)].of(item, context)
