"""Posts are added, renamed and closed; none is deleted."""

from dataclasses import replace
from uuid import UUID, uuid4

from backend.core.codes import checked_code
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.people.events import POST_ADDED, POST_CHANGED, POST_CLOSED
from backend.people.posts.rules import Post
from backend.people.posts.store import Posts
from backend.people.store import People


def add_post(
    tx: Transaction, site_id: UUID, *, code: str, name: Text, department_id: UUID | None, by: Viewer
) -> UUID:
    """Raises Refused: NOT_ALLOWED, CODE_INVALID, CODE_TAKEN, NOT_FOUND (department)."""
    by.require(Permission.MANAGE_ORGANISATION, site_id=site_id)
    post = Post(uuid4(), site_id, checked_code(code), name, department_id)
    _check(tx, post)
    tx.get(Posts).add(post)
    _announce(tx, POST_ADDED, post, by=by, note=f"{post.code} {post.name.zh}")
    return post.post_id


def change_post(
    tx: Transaction,
    post_id: UUID,
    *,
    code: str,
    name: Text,
    department_id: UUID | None,
    is_closed: bool,
    version: int,
    by: Viewer,
) -> UUID:
    """Rename it, close it or open it again. `version`: of what the person saw.

    Raises Refused: as `add_post`, POST_IN_USE, CONFLICT where somebody else was faster.
    """
    before = tx.get(Posts).get(post_id)
    by.require(Permission.MANAGE_ORGANISATION, site_id=before.site_id)
    if before.version != version:
        raise Refused(ErrorCode.CONFLICT, "somebody changed this in between")
    closed_at = (before.closed_at or tx.now) if is_closed else None
    after = replace(
        before, code=checked_code(code), name=name, department_id=department_id, closed_at=closed_at
    )
    if after == before:
        return post_id
    _check(tx, after)
    if is_closed and before.closed_at is None and tx.get(Posts).is_held(post_id):
        raise Refused(ErrorCode.POST_IN_USE, "people hold this post")
    tx.get(Posts).put(after)
    kind = POST_CLOSED if is_closed and before.closed_at is None else POST_CHANGED
    note = f"{before.code} {before.name.zh} → {after.code} {after.name.zh}"
    _announce(tx, kind, after, by=by, note=note)
    return post_id


def _check(tx: Transaction, post: Post) -> None:
    other = tx.get(Posts).by_code(post.site_id, post.code)
    if other is not None and other.post_id != post.post_id:
        raise Refused(ErrorCode.CODE_TAKEN, f"{post.code} is another post's")
    tx.get(People).require_at_site(post.site_id, department_id=post.department_id, person_id=None)


def _announce(tx: Transaction, kind: EventKind, post: Post, *, by: Viewer, note: str) -> None:
    tx.announce(Event(kind, post.site_id, by=by.person_id, about=refs(post=post.post_id), note=note))
