"""Rows that nobody asks for any more: which they are, and their deletion."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, bindparam, delete, exists, select, update
from sqlmodel import Session, SQLModel, col

from backend.core.tables import AuditAddressRow, ClientOperationRow, OutboxRow
from backend.notifications.replies.tables import SmsReplyRow
from backend.notifications.tables import DeliveryRow
from backend.people.accounts.tables import SignInRow
from backend.people.tables import KnownDeviceRow, SessionRow, SignInThrottleRow
from backend.sensors.devices.tables import DeviceRequestRow
from backend.workbooks.runs.tables import WorkbookFileRow, WorkbookRunRow

FOUND_AT_ONCE: Final = 5_000


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table by the columns of its primary key, and which of them nobody asks for: those from before
    a time.
    """

    table: type[SQLModel]
    key: tuple[str, ...]
    is_old: Callable[[datetime], ColumnElement[bool]]

    def columns(self) -> list[Any]:
        return [getattr(self.table, name) for name in self.key]


def _is_finished(before: datetime) -> ColumnElement[bool]:
    has_nothing_to_do = col(DeliveryRow.due_at).is_(None) & col(DeliveryRow.group_due_at).is_(None)
    return has_nothing_to_do & (col(DeliveryRow.created_at) < before)


def _is_announced(before: datetime) -> ColumnElement[bool]:
    has_no_message = ~exists().where(col(DeliveryRow.outbox_id) == col(OutboxRow.id))
    return has_no_message & (col(OutboxRow.done_at) < before)


def _is_signed_out(before: datetime) -> ColumnElement[bool]:
    other = SessionRow.__table__.alias()  # type: ignore[attr-defined]  # SQLModel adds it without a type
    is_family_over = ~exists().where(
        other.c.family_id == col(SessionRow.family_id), other.c.expires_at >= before
    )
    return (col(SessionRow.expires_at) < before) & is_family_over


def _is_of_old_run(before: datetime) -> ColumnElement[bool]:
    old = select(col(WorkbookRunRow.id)).where(col(WorkbookRunRow.changed_at) < before)
    return col(WorkbookFileRow.run_id).in_(old)


def _since(column: Any) -> Callable[[datetime], ColumnElement[bool]]:
    def is_before(before: datetime) -> ColumnElement[bool]:
        return col(column) < before

    return is_before


MESSAGES: Final = Rows(DeliveryRow, ("id",), _is_finished)
"""Messages with nothing left to do."""
EVENTS: Final = Rows(OutboxRow, ("id",), _is_announced)
"""Events whose messages have gone, or that made none."""
SMS_REPLIES: Final = Rows(SmsReplyRow, ("id",), _since(SmsReplyRow.received_at))
"""Text messages that came in: the code of none holds for longer than minutes."""
SESSIONS: Final = Rows(SessionRow, ("token_hash",), _is_signed_out)
"""Refresh tokens that ran out; a family goes when its last token did."""
SIGN_INS: Final = Rows(SignInRow, ("family_id",), _since(SignInRow.seen_at))
OPERATIONS: Final = Rows(ClientOperationRow, ("operation_id",), _since(ClientOperationRow.created_at))
THROTTLES: Final = Rows(SignInThrottleRow, ("key",), _since(SignInThrottleRow.window_started_at))
ADDRESSES: Final = Rows(AuditAddressRow, ("site_id", "position"), _since(AuditAddressRow.at))
"""Network addresses of people, with their salts; the digests in the audit rows are nobody's then."""
KNOWN_DEVICES: Final = Rows(KnownDeviceRow, ("token_hash", "person_id"), _since(KnownDeviceRow.seen_at))
"""Devices on which nobody has signed in for long."""
DEVICE_ANSWERS: Final = Rows(DeviceRequestRow, ("device_id", "sha256"), _since(DeviceRequestRow.taken_at))
"""Kept answers to bodies that devices do not send again."""
WORKBOOK_FILES: Final = Rows(WorkbookFileRow, ("run_id",), _is_of_old_run)
"""Files that nobody imported."""
WORKBOOK_RUNS: Final = Rows(WorkbookRunRow, ("id",), _since(WorkbookRunRow.changed_at))
"""Outcomes of workbooks, with the cells that were wrong in them."""


class Housekeeping:
    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, rows: Rows, *, before: datetime) -> list[tuple[Any, ...]]:
        """Return the keys of some of these rows from before that time; none once there are none."""
        statement = select(*rows.columns()).where(rows.is_old(before)).limit(FOUND_AT_ONCE)
        return [tuple(key) for key in self._session.connection().execute(statement)]

    def delete(self, rows: Rows, keys: Iterable[Sequence[Any]], *, before: datetime) -> int:
        """Delete the rows of these keys that are still from before that time; return how many they were."""
        names = [f"key_{name}" for name in rows.key]
        is_it = [column == bindparam(name) for column, name in zip(rows.columns(), names, strict=True)]
        statement = delete(rows.table).where(*is_it, rows.is_old(before))
        values = [dict(zip(names, key, strict=True)) for key in keys]
        gone = self._session.connection().execute(statement, values).rowcount
        if rows is WORKBOOK_FILES:
            self._note_gone()
        return gone

    def _note_gone(self) -> None:
        """Note at the runs of deleted files that nothing can be imported any more."""
        has_file = exists().where(col(WorkbookFileRow.run_id) == col(WorkbookRunRow.id))
        statement = update(WorkbookRunRow).where(col(WorkbookRunRow.has_content), ~has_file)
        self._session.connection().execute(statement.values(has_content=False))
