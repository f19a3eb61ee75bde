"""Comments as rows."""

from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.comments.rules import Comment
from backend.cases.comments.tables import CommentRow


class Comments:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, comment: Comment) -> None:
        row = CommentRow(
            id=comment.comment_id,
            site_id=comment.site_id,
            case_id=comment.case_id,
            lane_id=comment.lane_id,
            by=comment.by,
            at=comment.at,
            text=comment.text,
            mentions=[str(each) for each in comment.mentions],
        )
        self._session.add(row)
        self._session.flush()

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
    return Comment(
        comment_id=row.id,
        site_id=row.site_id,
        case_id=row.case_id,
        lane_id=row.lane_id,
        by=row.by,
        at=row.at,
        text=row.text,
        mentions=tuple(UUID(each) for each in row.mentions),
    )
