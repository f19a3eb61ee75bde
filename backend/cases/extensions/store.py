"""Requests for more time as rows."""

from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.extensions.rules import Extension
from backend.cases.extensions.tables import ExtensionRow
from backend.core.columns import columns_of, value_of
from backend.core.errors import ErrorCode, Refused


class Extensions:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, extension_id: UUID) -> Extension:
        """The request, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(ExtensionRow, extension_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such request")
        return extension_of(row)

    def knows(self, extension_id: UUID) -> bool:
        return self._session.get(ExtensionRow, extension_id) is not None

    def put(self, extension: Extension) -> None:
        self._session.merge(ExtensionRow(**columns_of(extension, key="extension_id")))
        self._session.flush()

    def of_case(self, case_id: UUID) -> list[Extension]:
        """In the order they were asked for."""
        statement = select(ExtensionRow).where(ExtensionRow.case_id == case_id)
        rows = self._session.exec(statement.order_by(col(ExtensionRow.asked_at), col(ExtensionRow.id)))
        return [extension_of(row) for row in rows]


def extension_of(row: ExtensionRow) -> Extension:
    return value_of(row, Extension, key="extension_id")
