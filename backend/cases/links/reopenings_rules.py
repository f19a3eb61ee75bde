"""An archived case is never written again: what turns out not to be over goes on in a new case."""

from datetime import datetime, timedelta
from typing import Final

from backend.cases.recurrence.rules import one_worse
from backend.cases.rules import Case, CaseOutcome, CaseState
from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier

REOPEN_WITHIN: Final = timedelta(days=30)


def check_reopening(case: Case, *, now: datetime) -> None:
    """Raises Refused: ILLEGAL_TRANSITION unless archived on its own account, TOO_LATE after thirty days."""
    if case.state is not CaseState.ARCHIVED or case.archived_at is None:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "only an archived case is reopened")
    if case.outcome is CaseOutcome.DUPLICATE:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "a duplicate is reopened through its original")
    if case.archived_at < now - REOPEN_WITHIN:
        raise Refused(ErrorCode.TOO_LATE, "archived more than thirty days ago")


def may_reopen(case: Case, *, now: datetime) -> bool:
    """Whether the rules allow it; who may is a question of permission."""
    try:
        check_reopening(case, now=now)
    except Refused:
        return False
    return True


def tier_of_reopened(case: Case, *, is_reopening: bool) -> Tier:
    """One worse than the archived case, but only once along a chain of reopened cases."""
    return case.tier if is_reopening else one_worse(case.tier)
