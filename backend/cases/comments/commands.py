"""Comments on a case. People who are mentioned get a message; everybody else sees it live."""

from uuid import UUID

from backend.cases.comments.rules import Comment, check_comment
from backend.cases.comments.store import Comments
from backend.cases.events import COMMENT_ADDED
from backend.cases.evidence.store import EvidenceRole, EvidenceStore
from backend.cases.rules import Evidence
from backend.cases.store import Cases
from backend.cases.tasks.store import Tasks
from backend.core.allowances import Allowances, check_hour
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.viewer import Viewer
from backend.people.store import People


def check_allowance(tx: Transaction, by: Viewer, allowances: Allowances) -> None:
    """Raises Refused(TOO_MANY_ATTEMPTS) where the person, or the site, has made too many within an hour."""
    most, of_site = allowances.comments_per_hour, allowances.comments_of_site_per_hour
    check_hour(tx.get(Comments), by, per_person=most, of_site=of_site, now=tx.now)


def add_comment(
    tx: Transaction,
    comment_id: UUID,
    *,
    case_id: UUID,
    task_id: UUID | None,
    text: str,
    mentions: tuple[UUID, ...],
    by: Viewer,
    photos: tuple[Evidence, ...] = (),
) -> Comment:
    """Say something about the case, or one of its tasks; `comment_id` is made by the client.

    Raises Refused: NOT_FOUND at a foreign site, for a task of another case, and for people of another site;
    PHOTO_MISSING for photos that this person has not sent; ILLEGAL_TRANSITION, INVALID_INPUT, CONFLICT.
    """
    case = tx.get(Cases).get(case_id)
    if by.membership_at(case.site_id) is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such case at the viewer's sites")
    mentions = tuple(dict.fromkeys(mentions))
    check_comment(case.state, text=text, mentions=mentions, photos=photos)
    if task_id is not None and tx.get(Tasks).case_id_of(task_id) != case_id:
        raise Refused(ErrorCode.NOT_FOUND, "no such task in this case")
    if tx.get(People).outsiders(case.site_id, mentions):
        raise Refused(ErrorCode.NOT_FOUND, "somebody who is mentioned is not at this site")
    if tx.get(Comments).is_known(comment_id):
        raise Refused(ErrorCode.CONFLICT, "this comment is there already")
    comment = Comment(
        comment_id,
        case.site_id,
        case_id,
        task_id,
        by.person_id,
        tx.now,
        text.strip(),
        mentions,
        tuple(dict.fromkeys(photo.sha256 for photo in photos)),
    )
    tx.get(EvidenceStore).attach(
        photos, role=EvidenceRole.COMMENT, site_id=case.site_id, by=by.person_id, at=tx.now, case_id=case_id
    )
    tx.get(Comments).add(comment)
    # The record holds the words: nobody can say later that something else stood there.
    tx.announce(
        Event(
            COMMENT_ADDED,
            comment.site_id,
            about=refs(case=case_id, comment=comment_id),
            by=comment.by,
            note=comment.text,
            to=mentions,
        )
    )
    return comment
