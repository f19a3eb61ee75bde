"""Data that is held about the viewer, by kind."""

import strawberry

from backend.core import words
from backend.core.graphql.context import Info
from backend.core.graphql.text import TextNode
from backend.people.held import queries as held


@strawberry.type(name="HeldKind", description="How many entries name the viewer; `kept`: how long.")
class HeldKindNode:
    kind: str
    title: TextNode
    kept: TextNode
    count: int


@strawberry.type
class HeldQuery:
    @strawberry.field(description="What is held about the viewer; the file has all of it.")
    async def held_about_me(self, info: Info) -> list[HeldKindNode]:
        viewer = info.context.viewer
        info.context.count_own_data()
        found = await info.context.read(lambda session: held.kinds(session, viewer))
        days = await info.context.read(lambda session: held.kept_days(session, viewer))
        return [
            HeldKindNode(
                kind=each.kind,
                title=TextNode.of(words.of("HeldKind", each.kind)),
                kept=TextNode.of(words.of("HeldKept", each.kind, **days)),
                count=each.count,
            )
            for each in found
        ]
