"""Comments as rows."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.comments.rules import Comment
from backend.cases.comments.tables import CommentRow
from backend.core.allowances import Taken
from backend.core.columns import columns_of, value_of
from backend.core.statements import taken


class Comments:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, comment: Comment) -> None:
        self._session.add(CommentRow(**columns_of(comment, key="comment_id")))
        self._session.flush()

    def taken(self, site_id: UUID, *, since: datetime, by: UUID | None = None) -> Taken:
        """How many came in at the site since then, of everybody or of this person."""
        at_site = col(CommentRow.site_id) == site_id
        return taken(self._session, CommentRow.at, at_site, since=since, author=CommentRow.by, by=by)

    def is_known(self, comment_id: UUID) -> bool:
        return self._session.get(CommentRow, comment_id) is not None

    def of_case(self, case_id: UUID) -> list[Comment]:
        """Everything that was said about the case, oldest first."""
        statement = (
            select(CommentRow)
            .where(CommentRow.case_id == case_id)
            .order_by(col(CommentRow.at), col(CommentRow.id))
        )
        return [comment_of(row) for row in self._session.exec(statement)]


def comment_of(row: CommentRow) -> Comment:
    return value_of(row, Comment, key="comment_id")
