"""The one order of what waits, over cases: in SQL."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, SQLColumnExpression, case, func, literal, type_coerce
from sqlmodel import col, select

from backend.alerts.tables import AlertRow
from backend.cases.rules import CaseState
from backend.cases.tables import CaseRow
from backend.core.types import UtcDateTime
from backend.core.waiting import Order


def due_column() -> ColumnElement[Any]:
    """When the step that is next in a case is due; NULL in the archive."""
    return type_coerce(
        case(
            (col(CaseRow.state) == CaseState.OPEN.value, col(CaseRow.acknowledge_due_at)),
            (col(CaseRow.state) == CaseState.IN_DISPOSAL.value, col(CaseRow.dispose_due_at)),
            (col(CaseRow.state) == CaseState.AWAITING_RECHECK.value, col(CaseRow.recheck_due_at)),
        ),
        UtcDateTime,
    )


def recovered_column(case_id: SQLColumnExpression[Any]) -> ColumnElement[int]:
    """1 where a case has alerts and none is active any more, else 0: a reported hazard stays until somebody
    removes it.
    """
    none_active = func.min(case((col(AlertRow.is_active), 0), else_=1))
    over = select(none_active).where(col(AlertRow.case_id) == case_id).correlate_except(AlertRow)
    return type_coerce(func.coalesce(over.scalar_subquery(), literal(0)), Integer)


def waiting_order() -> Order:
    """Ascending: the worst tier, active before recovered, what is due first, the oldest."""
    return (
        -col(CaseRow.tier),
        recovered_column(col(CaseRow.id)),
        due_column(),
        col(CaseRow.opened_at),
        col(CaseRow.id),
    )
