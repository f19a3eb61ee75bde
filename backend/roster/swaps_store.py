"""Swaps as rows."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select

from backend.core.columns import columns_of, value_of, write_next
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import one_of
from backend.roster.rules import ShiftSwap, SwapState
from backend.roster.tables import ShiftSwapRow


class ShiftSwaps:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, swap_id: UUID) -> ShiftSwap:
        """The swap, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(ShiftSwapRow, swap_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
        return swap_of(row)

    def add(self, swap: ShiftSwap) -> None:
        self._session.add(ShiftSwapRow(**columns_of(swap, key="swap_id")))
        self._session.flush()

    def put(self, swap: ShiftSwap) -> None:
        """Raises Refused(CONFLICT) if somebody wrote in between."""
        row = self._session.get_one(ShiftSwapRow, swap.swap_id)
        write_next(row, columns_of(swap, key="swap_id"))
        self._session.add(row)
        self._session.flush()

    def open_of(self, shift_ids: Collection[UUID]) -> list[ShiftSwap]:
        """Swaps without an answer that give away, or ask for, one of these shifts; locked."""
        concerns = or_(
            one_of(col(ShiftSwapRow.shift_id), shift_ids), one_of(col(ShiftSwapRow.in_return_id), shift_ids)
        )
        statement = select(ShiftSwapRow).where(concerns, ShiftSwapRow.state == SwapState.ASKED.value)
        return [swap_of(row) for row in self._session.exec(statement.with_for_update())]


def swap_of(row: ShiftSwapRow) -> ShiftSwap:
    return value_of(row, ShiftSwap, key="swap_id")
