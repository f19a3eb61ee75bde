"""督办 follow-up, by hand and automatic: ask the people responsible for overdue steps, record their
answer.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID, uuid4

from backend.cases.escalation.responsible_commands import responsible
from backend.cases.escalation.rules import MOST_AT_ONCE, FollowUp, answered, checked
from backend.cases.escalation.store import FollowUps
from backend.cases.events import CASE_FOLLOWED_UP, FOLLOW_UP_ANSWERED
from backend.cases.rules import Case, CaseState
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Tier
from backend.deadlines.rules import Deadline, DeadlineStep
from backend.deadlines.store import Deadlines


def follow_up_cases(tx: Transaction, case_ids: Sequence[UUID], *, text: str, by: Viewer) -> list[FollowUp]:
    """Chase everybody who owes something in these cases; each is notified once and has to answer.

    A case that ended meanwhile is passed over. Raises Refused: ILLEGAL_TRANSITION where nobody is left to
    follow up, INVALID_INPUT for none or too many, NOT_ALLOWED, NOT_FOUND.
    """
    if not 1 <= len(set(case_ids)) <= MOST_AT_ONCE:
        raise Refused(ErrorCode.INVALID_INPUT, f"between one and {MOST_AT_ONCE} cases at once")
    said = checked(text, is_required=False)
    asked = []
    for case_id in dict.fromkeys(case_ids):
        case = tx.get(Cases).get(case_id)
        by.require(Permission.FOLLOW_UP, site_id=case.site_id)
        asked += _follow_up(tx, case, said, by.person_id)
    if not asked:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "nobody owes anything in these cases")
    return asked


def answer_follow_up(tx: Transaction, follow_up_id: UUID, *, answer: str, by: Viewer) -> FollowUp:
    """Say what is being done about it; who asked is notified. A step that was done meanwhile may still be
    answered for, an archived case not. Raises Refused: CASE_ARCHIVED, NOT_ALLOWED, ILLEGAL_TRANSITION,
    REASON_REQUIRED, NOT_FOUND.
    """
    # The case is locked before the follow-up, as an archive does.
    case = tx.get(Cases).get(tx.get(FollowUps).case_id_of(follow_up_id))
    if by.membership_at(case.site_id) is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such follow_up")
    if case.state is CaseState.ARCHIVED:
        raise Refused(ErrorCode.CASE_ARCHIVED, "nothing about an archived case changes")
    follow_up = tx.get(FollowUps).get(follow_up_id)
    done = answered(follow_up, answer, by=by.person_id, at=tx.now)
    tx.get(FollowUps).put_answer(done)
    to = (done.by_id,) if done.by_id else ()
    _announce(tx, done, FOLLOW_UP_ANSWERED, by=by.person_id, note=done.answer, to=to)
    return done


def begin_automatic(tx: Transaction, deadline: Deadline, people: Iterable[UUID]) -> None:
    """The step is late: it stands in the list of those who owe it. The message is the sweep's."""
    if deadline.case_id is None:
        return
    for person_id in sorted(people):
        tx.get(FollowUps).add(
            FollowUp(
                follow_up_id=uuid4(),
                site_id=deadline.site_id,
                case_id=deadline.case_id,
                to_id=person_id,
                by_id=None,
                at=tx.now,
                step=deadline.step,
                text="",
                task_id=deadline.task_id,
            )
        )


def _follow_up(tx: Transaction, case: Case, text: str, by: UUID) -> list[FollowUp]:
    if case.state is CaseState.ARCHIVED:
        return []
    steps: dict[UUID, tuple[DeadlineStep, UUID | None]] = {}
    for deadline in tx.get(Deadlines).running_anywhere(case.case_id):
        for person_id in responsible(tx, deadline).people - {by}:
            steps.setdefault(person_id, (deadline.step, deadline.task_id))
    asked = []
    for person_id, (step, task_id) in sorted(steps.items()):
        tx.get(FollowUps).end(case.case_id, at=tx.now, to_id=person_id, by_id=by)
        follow_up = FollowUp(uuid4(), case.site_id, case.case_id, person_id, by, tx.now, step, text, task_id)
        tx.get(FollowUps).add(follow_up)
        kind = CASE_FOLLOWED_UP
        _announce(tx, follow_up, kind, by=by, note=text or None, to=(person_id,), tier=case.tier)
        asked.append(follow_up)
    return asked


def _announce(
    tx: Transaction,
    follow_up: FollowUp,
    kind: EventKind,
    *,
    by: UUID,
    note: str | None,
    to: tuple[UUID, ...],
    tier: Tier | None = None,
) -> None:
    tx.announce(
        Event(
            kind,
            follow_up.site_id,
            about=refs(case=follow_up.case_id, follow_up=follow_up.follow_up_id),
            by=by,
            tier=tier,
            note=note,
            to=to,
        )
    )
