"""The thread of a case, with the names of who said it and who is mentioned."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.comments.rules import Comment
from backend.cases.comments.store import comment_of
from backend.cases.comments.tables import CommentRow
from backend.core.statements import one_of
from backend.core.viewer import Viewer
from backend.equipment.references_queries import references
from backend.people.queries import PersonView


@dataclass(frozen=True, slots=True)
class CommentView:
    comment: Comment
    by: PersonView
    mentions: tuple[PersonView, ...]


def of_cases(session: Session, viewer: Viewer, case_ids: Iterable[UUID]) -> dict[UUID, list[CommentView]]:
    """Return the comments on each of these cases and their tasks, oldest first."""
    found: dict[UUID, list[CommentView]] = {case_id: [] for case_id in case_ids}
    statement = (
        select(CommentRow)
        .where(one_of(col(CommentRow.case_id), found), col(CommentRow.site_id).in_(viewer.site_ids))
        .order_by(col(CommentRow.at), col(CommentRow.id))
    )
    comments = [comment_of(row) for row in session.exec(statement)]
    people = [person for each in comments for person in (each.by, *each.mentions)]
    refs = references(session, viewer, people=people)
    for each in comments:
        mentions = tuple(refs.people[person] for person in each.mentions)
        found[each.case_id].append(CommentView(each, refs.people[each.by], mentions))
    return found
