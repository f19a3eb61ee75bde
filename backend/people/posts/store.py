"""Posts as rows."""

from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from backend.core.columns import columns_of, value_of, write_next
from backend.core.database import RIGHTS
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import with_code
from backend.people.posts.rules import Post
from backend.people.tables import MembershipRow, PostRow


class Posts:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, post_id: UUID) -> Post:
        """The post, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(PostRow, post_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
        return post_of(row)

    def of_site(self, site_id: UUID) -> list[Post]:
        """Every post of the site, closed ones included, by code."""
        statement = select(PostRow).where(PostRow.site_id == site_id).order_by(col(PostRow.code))
        return [post_of(row) for row in self._session.exec(statement)]

    def by_code(self, site_id: UUID, code: str) -> Post | None:
        """The post with this code, whatever its case."""
        row = self._session.exec(with_code(PostRow, site_id, code)).first()
        return post_of(row) if row else None

    def add(self, post: Post) -> None:
        self._session.add(PostRow(**columns_of(post, key="post_id")))
        self._session.flush()

    def put(self, post: Post) -> None:
        """Bring the post up to date, and the words that its people are shown with.

        Raises Refused(CONFLICT) if somebody wrote in between.
        """
        row = self._session.get_one(PostRow, post.post_id)
        write_next(row, columns_of(post, key="post_id"))
        self._session.add(row)
        self._session.flush()
        self._session.execute(
            update(MembershipRow)
            .where(col(MembershipRow.post_id) == post.post_id)
            .values(post_zh=post.name.zh, post_en=post.name.en)
        )
        self._session.info[RIGHTS] = True

    def is_held(self, post_id: UUID) -> bool:
        """Whether anybody holds it."""
        statement = select(MembershipRow.person_id).where(MembershipRow.post_id == post_id)
        return self._session.exec(statement.limit(1)).first() is not None


def post_of(row: PostRow) -> Post:
    return value_of(row, Post, key="post_id")
