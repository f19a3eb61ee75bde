"""Times in which the residual risk that a source watches was red, from the bindings of the risk register."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition
from backend.detection.backtest.red_times import RedTime, RedTimes
from backend.risks.assessment.rules import RiskLevel
from backend.risks.bindings.rules import SIDES, is_red_binding
from backend.risks.bindings.tables import SourceBindingRow
from backend.risks.revisions.rules import BoundSide


class RedRisks:
    def __init__(self, session: Session) -> None:
        self._session = session

    def times(self, sensor_id: int) -> RedTimes:
        """Return when limits of this source spoke one tier higher, on each side; one statement."""
        statement = select(SourceBindingRow).where(
            SourceBindingRow.sensor_id == sensor_id,
            col(SourceBindingRow.residual_level) == RiskLevel.MAJOR.value,
        )
        rows = self._session.exec(statement).all()
        return RedTimes({condition: _times(rows, condition) for condition in SIDES})


def _times(rows: Sequence[SourceBindingRow], condition: AlertCondition) -> tuple[RedTime, ...]:
    return tuple(
        RedTime(microseconds(row.from_at), None if row.until_at is None else microseconds(row.until_at))
        for row in rows
        if is_red_binding(BoundSide(row.side), RiskLevel(row.residual_level), condition)
    )
