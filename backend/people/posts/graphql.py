"""Posts of a site."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.codes import checked_name
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.graphql.text import TextNode
from backend.core.viewer import Viewer
from backend.people.posts import commands
from backend.people.posts import queries as posts
from backend.people.posts.queries import PostView


@strawberry.type(name="Post", description="What people are hired for. `people`: how many hold it.")
class PostNode:
    id: UUID
    site_id: UUID
    code: str
    name: TextNode
    department_id: UUID | None
    closed_at: datetime | None
    version: int
    people: int

    @classmethod
    def of(cls, view: PostView) -> "PostNode":
        each = view.post
        return cls(
            id=each.post_id,
            site_id=each.site_id,
            code=each.code,
            name=TextNode.of(each.name),
            department_id=each.department_id,
            closed_at=each.closed_at,
            version=each.version,
            people=view.people,
        )


@strawberry.type(name="PostName")
class PostNameNode:
    id: UUID
    code: str
    name: TextNode


async def post_of(info: Info, post_id: UUID | None) -> PostNameNode | None:
    """The post, loaded together with all others asked for on this level."""
    found = await info.context.load_or_none(posts.by_ids, post_id) if post_id else None
    return PostNameNode(id=found.post_id, code=found.code, name=TextNode.of(found.name)) if found else None


@strawberry.input
class AddPostInput:
    operation_id: UUID
    site_id: UUID
    code: str
    name_zh: str
    name_en: str = ""
    department_id: UUID | None = None


@strawberry.input(description="`version`: of the post as it was seen.")
class ChangePostInput:
    operation_id: UUID
    post_id: UUID
    version: int
    code: str
    name_zh: str
    name_en: str = ""
    department_id: UUID | None = None
    is_closed: bool = False


async def post_node(info: Info, post_id: UUID) -> PostNode:
    viewer = info.context.viewer
    found = await info.context.read(lambda session: posts.by_id(session, viewer, post_id))
    if found is None:
        raise LookupError(f"no post {post_id} of the viewer's")
    return PostNode.of(found)


@strawberry.type
class PostsQuery:
    @strawberry.field(
        description="Every post of a site by code, closed ones too; for who manages people.",
    )
    async def posts(self, info: Info, site_id: UUID) -> list[PostNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: posts.of_site(session, viewer, site_id))
        return [PostNode.of(view) for view in found]


@strawberry.type
class PostsMutation:
    @command(returns=post_node)
    def add_post(self, tx: Transaction, input: AddPostInput, by: Viewer) -> UUID:
        name = checked_name(input.name_zh, input.name_en)
        return commands.add_post(
            tx, input.site_id, code=input.code, name=name, department_id=input.department_id, by=by
        )

    @command(returns=post_node, description="Rename it, close it or open it again.")
    def change_post(self, tx: Transaction, input: ChangePostInput, by: Viewer) -> UUID:
        return commands.change_post(
            tx,
            input.post_id,
            code=input.code,
            name=checked_name(input.name_zh, input.name_en),
            department_id=input.department_id,
            is_closed=input.is_closed,
            version=input.version,
            by=by,
        )
