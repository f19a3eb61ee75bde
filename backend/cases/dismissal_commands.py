"""Dismissals that must not quieten danger: a second person where it goes on, and a case again after a
while.
"""

from datetime import timedelta
from typing import Final
from uuid import UUID

from backend.agreements import commands as agreements
from backend.agreements.rules import AgreementKind
from backend.agreements.store import Agreements
from backend.alerts.store import Alerts
from backend.cases.dismissals_rules import Dismissal, check_reason, second_person_for
from backend.cases.links.store import Links
from backend.cases.recheck.rules import SourceCondition
from backend.cases.rules import Case, CaseOutcome, CaseState, name_of
from backend.cases.store import Cases
from backend.core import words
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, Ref
from backend.core.viewer import Viewer
from backend.core.vocabulary import HazardGrade, Tier

OPENS_AGAIN_AFTER: Final = timedelta(hours=8)
"""An alert that is still active so long after its case was dismissed opens another one."""


def second_person(tx: Transaction, case: Case) -> ErrorCode | None:
    """Why nobody ends this case alone now; None where an officer may."""
    return second_person_for(case, _source_of(tx, case))


def ask(
    tx: Transaction, case: Case, outcome: CaseOutcome, found: Dismissal, *, why: ErrorCode, by: Viewer
) -> None:
    """Ask a second person to agree to this dismissal; the case stays as it is until then. `why`: what
    `second_person` said.

    Raises Refused as `agreements.ask` does.
    """
    said = words.of("CaseOutcome", outcome)
    if why is ErrorCode.SOURCE_NOT_NORMAL:
        what = words.text("agreement.what.active", outcome=said)
    elif case.grade is HazardGrade.MAJOR:
        what = words.text("agreement.what.major", outcome=said)
    else:
        what = words.text("agreement.what.red", outcome=said)
    agreements.ask(
        tx,
        AgreementKind.DISMISS_CASE,
        Ref("case", case.case_id),
        site_id=case.site_id,
        title=name_of(case),
        what=what,
        reason=found.text,
        by=by,
        tier=case.tier,
        department_id=case.department_id,
        details={"outcome": outcome.value, "code": found.reason.value},
    )


def check_words(tx: Transaction, case: Case, reason: str, *, by: UUID) -> None:
    """Check a reason of this person; raises Refused as `dismissals_rules.check_reason` does."""
    check_reason(case, reason, last=tx.get(Links).last_reason(by))


def end_request(tx: Transaction, case_id: UUID) -> None:
    """The case is not any more what a second person was asked about."""
    agreements.end(tx, AgreementKind.DISMISS_CASE, case_id)


def follow_source(tx: Transaction, happened: Event) -> None:
    """Alerts got worse, are back, or are over: requests to dismiss their cases end, where somebody would
    agree to something else than was asked for, or nobody needs to any more.
    """
    for case_id in happened.refs_of("case"):
        if tx.get(Cases).get(case_id).state is not CaseState.ARCHIVED:
            end_request(tx, case_id)


def end_where_over(tx: Transaction, happened: Event) -> None:
    """The same where an alert is over: while others of its case go on, the request stands."""
    for case_id in happened.refs_of("case"):
        # First whether there is one: to judge a case takes all of its alerts, which may be thousands.
        is_asked = tx.get(Agreements).waiting(AgreementKind.DISMISS_CASE, case_id) is not None
        if is_asked and second_person(tx, tx.get(Cases).get(case_id)) is None:
            end_request(tx, case_id)


def await_case_again(tx: Transaction, case_id: UUID) -> None:
    """Have a case opened again, after `OPENS_AGAIN_AFTER`, for each alert that is still active although its
    case was dismissed.
    """
    for alert, _, _ in tx.get(Alerts).of_case(case_id):
        if alert.is_active:
            tx.get(Alerts).await_case(alert.alert_id, due_at=tx.now + OPENS_AGAIN_AFTER)


def check_original(tx: Transaction, case: Case, original: Case, note: str, *, by: UUID) -> None:
    """Check that an original quietens no more than one person may. Raises Refused: SECOND_PERSON_REQUIRED
    where a major hazard would go on as a lesser one; where the original is over, as a dismissal does, and
    SOURCE_NOT_NORMAL while any danger goes on.
    """
    if case.grade is HazardGrade.MAJOR and original.grade is not HazardGrade.MAJOR:
        raise Refused(ErrorCode.SECOND_PERSON_REQUIRED, "a major hazard goes on under a major one")
    if original.state is not CaseState.ARCHIVED:
        return
    source = _source_of(tx, case)
    needed = second_person_for(case, source)
    if needed is not None:
        raise Refused(needed, "nobody would owe anything for what still goes on")
    if case.tier >= Tier.ORANGE:  # else the number of the original says enough
        check_words(tx, case, note, by=by)
    if source is not None and not source.is_normal:
        raise Refused(ErrorCode.SOURCE_NOT_NORMAL, "nobody would owe anything for what still goes on")


def _source_of(tx: Transaction, case: Case) -> SourceCondition | None:
    return SourceCondition.of(tx.get(Alerts).of_case(case.case_id))
