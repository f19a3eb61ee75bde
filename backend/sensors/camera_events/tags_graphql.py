"""The register of tags: who or what carries each, and where it may be."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.agreements.graphql import AgreementNode, agreements_of
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.modules import of_module
from backend.core.graphql.mutations import command
from backend.core.graphql.text import TextNode
from backend.core.modules import Module
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.sensors.camera_events import tags_commands as commands
from backend.sensors.camera_events import tags_queries as tags
from backend.sensors.camera_events.tags_queries import TagView
from backend.sensors.camera_events.tags_rules import Tag, TagKind


@strawberry.type(
    name="Tag",
    description="An RFID tag or badge. `areas`: codes of those where it may be, none: everywhere;"
    " `equipment`: code of the machine it belongs to; `closedAt`: out of use.",
)
class TagNode:
    id: UUID
    site_id: UUID
    code: str
    kind: TagKind
    name: TextNode
    role: str
    areas: list[str]
    equipment: str
    person_id: UUID | None
    person: TextNode | None
    closed_at: datetime | None
    version: int

    @classmethod
    def of(cls, view: TagView) -> "TagNode":
        each = view.tag
        return cls(
            id=view.key,
            site_id=view.site_id,
            code=each.code,
            kind=each.kind,
            name=TextNode.of(each.name),
            role=each.role,
            areas=sorted(each.areas),
            equipment=each.equipment,
            person_id=each.person_id,
            person=TextNode.of(view.person) if view.person else None,
            closed_at=each.closed_at,
            version=each.version,
        )

    @strawberry.field(description="Requests for a second person about this tag.")
    async def agreements(self, info: Info) -> list[AgreementNode]:
        return await agreements_of(info, self.id)


@strawberry.input(description="Without a name that of the person is taken.")
class TagDetailsInput:
    code: str
    kind: TagKind
    name_zh: str = ""
    name_en: str = ""
    role: str = ""
    areas: list[str] = strawberry.field(default_factory=list)
    equipment: str = ""
    person_id: UUID | None = None

    def tag(self, version: int = 1) -> Tag:
        return Tag(
            code=self.code,
            kind=self.kind,
            name=Text(self.name_zh, self.name_en),
            role=self.role,
            areas=frozenset(self.areas),
            equipment=self.equipment,
            person_id=self.person_id,
            version=version,
        )


@strawberry.input
class AddTagInput:
    operation_id: UUID
    site_id: UUID
    details: TagDetailsInput


@strawberry.input(
    description="What would call less waits for a second person: `asksSecondPerson` asks one, for this"
    " reason. `version`: of the tag as it was seen."
)
class ChangeTagInput:
    operation_id: UUID
    site_id: UUID
    version: int
    details: TagDetailsInput
    is_closed: bool = False
    reason: str = ""
    asks_second_person: bool = False


async def tag_node(info: Info, key: UUID) -> TagNode:
    viewer = info.context.viewer
    found = await info.context.read(lambda session: tags.by_key(session, viewer, key))
    if found is None:
        raise LookupError(f"no tag {key} of the viewer's")
    return TagNode.of(found)


@strawberry.type
class TagsQuery:
    @strawberry.field(
        description="Every tag of a site by code, those out of use too; for who manages sources.",
    )
    @of_module(Module.CAMERA_EVENTS)
    async def tags(self, info: Info, site_id: UUID) -> list[TagNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: tags.of_site(session, viewer, site_id))
        return [TagNode.of(view) for view in found]


@strawberry.type
class TagsMutation:
    @command(returns=tag_node, module=Module.CAMERA_EVENTS)
    def add_tag(self, tx: Transaction, input: AddTagInput, by: Viewer) -> UUID:
        return commands.add_tag(tx, input.site_id, input.details.tag(), by=by)

    @command(
        returns=tag_node,
        module=Module.CAMERA_EVENTS,
        description="Give a tag to another carrier, let it be elsewhere, or take it out of use.",
    )
    def change_tag(self, tx: Transaction, input: ChangeTagInput, by: Viewer) -> UUID:
        return commands.change_tag(
            tx,
            input.site_id,
            input.details.tag(input.version),
            is_closed=input.is_closed,
            reason=input.reason,
            asks_second_person=input.asks_second_person,
            by=by,
        )
