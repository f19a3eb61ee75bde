"""督办 by hand and by the product: chase who is late, take their answer."""

from collections.abc import Iterable, Sequence
from uuid import UUID, uuid4

from backend.cases.escalation.responsible_commands import responsible
from backend.cases.escalation.rules import MOST_AT_ONCE, Supervision, answered, checked
from backend.cases.escalation.store import Supervisions
from backend.cases.events import CASE_SUPERVISED, SUPERVISION_ANSWERED
from backend.cases.rules import Case, CaseState
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Tier
from backend.deadlines.rules import Deadline, DeadlineStep
from backend.deadlines.store import Deadlines


def supervise_cases(tx: Transaction, case_ids: Sequence[UUID], *, text: str, by: Viewer) -> list[Supervision]:
    """Chase everybody who owes something in these cases; each is told once and has to answer.

    A case that ended meanwhile is passed over. Refuse ILLEGAL_TRANSITION where nobody is left to chase,
    INVALID_INPUT for none or too many, NOT_ALLOWED, NOT_FOUND.
    """
    if not 1 <= len(set(case_ids)) <= MOST_AT_ONCE:
        raise Refused(ErrorCode.INVALID_INPUT, f"between one and {MOST_AT_ONCE} cases at once")
    said = checked(text, is_required=False)
    asked = []
    for case_id in dict.fromkeys(case_ids):
        case = tx.get(Cases).get(case_id)
        by.require(Permission.SUPERVISE, site_id=case.site_id)
        asked += _supervise(tx, case, said, by.person_id)
    if not asked:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "nobody owes anything in these cases")
    return asked


def answer_supervision(tx: Transaction, supervision_id: UUID, *, answer: str, by: Viewer) -> Supervision:
    """Say what is being done about it; who asked is told. A step that was done meanwhile may still be
    answered for, an archived case not. Refuse CASE_ARCHIVED, NOT_ALLOWED, ILLEGAL_TRANSITION,
    REASON_REQUIRED, NOT_FOUND.
    """
    # The case is locked before the supervision, as an archive does.
    case = tx.get(Cases).get(tx.get(Supervisions).case_id_of(supervision_id))
    if by.membership_at(case.site_id) is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such supervision")
    if case.state is CaseState.ARCHIVED:
        raise Refused(ErrorCode.CASE_ARCHIVED, "nothing about an archived case changes")
    supervision = tx.get(Supervisions).get(supervision_id)
    done = answered(supervision, answer, by=by.person_id, at=tx.now)
    tx.get(Supervisions).put_answer(done)
    to = (done.by_id,) if done.by_id else ()
    _announce(tx, done, SUPERVISION_ANSWERED, by=by.person_id, note=done.answer, to=to)
    return done


def begin_automatic(tx: Transaction, deadline: Deadline, people: Iterable[UUID]) -> None:
    """The step is late: it stands in the list of those who owe it. The message is the sweep's."""
    if deadline.case_id is None:
        return
    for person_id in sorted(people):
        tx.get(Supervisions).add(
            Supervision(
                supervision_id=uuid4(),
                site_id=deadline.site_id,
                case_id=deadline.case_id,
                to_id=person_id,
                by_id=None,
                at=tx.now,
                step=deadline.step,
                text="",
                lane_id=deadline.lane_id,
            )
        )


def _supervise(tx: Transaction, case: Case, text: str, by: UUID) -> list[Supervision]:
    if case.state is CaseState.ARCHIVED:
        return []
    owed: dict[UUID, tuple[DeadlineStep, UUID | None]] = {}
    for deadline in tx.get(Deadlines).running_anywhere(case.case_id):
        for person_id in responsible(tx, deadline).people - {by}:
            owed.setdefault(person_id, (deadline.step, deadline.lane_id))
    asked = []
    for person_id, (step, lane_id) in sorted(owed.items()):
        tx.get(Supervisions).end(case.case_id, at=tx.now, to_id=person_id, by_id=by)
        supervision = Supervision(
            uuid4(), case.site_id, case.case_id, person_id, by, tx.now, step, text, lane_id
        )
        tx.get(Supervisions).add(supervision)
        kind = CASE_SUPERVISED
        _announce(tx, supervision, kind, by=by, note=text or None, to=(person_id,), tier=case.tier)
        asked.append(supervision)
    return asked


def _announce(
    tx: Transaction,
    supervision: Supervision,
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
            supervision.site_id,
            about=refs(case=supervision.case_id, follow_up=supervision.supervision_id),
            by=by,
            tier=tier,
            note=note,
            to=to,
        )
    )
