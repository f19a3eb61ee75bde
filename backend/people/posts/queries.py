"""Posts of a site, as who manages people sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from backend.core.statements import one_of, rows
from backend.core.viewer import Permission, Viewer
from backend.people.posts.rules import Post
from backend.people.posts.store import post_of
from backend.people.tables import MembershipRow, PostRow


@dataclass(frozen=True, slots=True)
class PostView:
    """`people`: how many hold it."""

    post: Post
    people: int


def of_site(session: Session, viewer: Viewer, site_id: UUID) -> list[PostView]:
    """Every post of the site, closed ones included, by code; none where the viewer gives them to nobody."""
    if not viewer.may(Permission.MANAGE_PEOPLE, site_id=site_id):
        return []
    statement = select(PostRow).where(PostRow.site_id == site_id).order_by(col(PostRow.code))
    held = _held(session, site_id)
    return [PostView(post_of(row), held.get(row.id, 0)) for row in rows(session, statement)]


def by_ids(session: Session, viewer: Viewer, post_ids: Iterable[UUID]) -> dict[UUID, Post]:
    """Posts of the viewer's sites, closed ones included."""
    statement = select(PostRow).where(
        one_of(col(PostRow.id), post_ids), col(PostRow.site_id).in_(viewer.site_ids)
    )
    return {row.id: post_of(row) for row in rows(session, statement)}


def by_id(session: Session, viewer: Viewer, post_id: UUID) -> PostView | None:
    row = session.get(PostRow, post_id)
    if row is None or not viewer.may(Permission.MANAGE_PEOPLE, site_id=row.site_id):
        return None
    return PostView(post_of(row), _held(session, row.site_id).get(row.id, 0))


def _held(session: Session, site_id: UUID) -> dict[UUID | None, int]:
    statement = (
        sql_select(col(MembershipRow.post_id), func.count())
        .where(col(MembershipRow.site_id) == site_id)
        .group_by(col(MembershipRow.post_id))
    )
    return {row[0]: row[1] for row in session.connection().execute(statement)}
