"""Deleting rows that nobody asks for any more, a bounded number at a time."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, exists, select, tuple_, update
from sqlmodel import Session, SQLModel, col

from backend.core.tables import AuditAddressRow, ClientOperationRow, OutboxRow
from backend.notifications.replies.tables import SmsReplyRow
from backend.notifications.tables import DeliveryRow
from backend.people.accounts.tables import SignInRow
from backend.people.tables import KnownDeviceRow, SessionRow, SignInThrottleRow
from backend.sensors.devices.tables import DeviceRequestRow
from backend.workbooks.runs.tables import WorkbookFileRow, WorkbookRunRow

AT_ONCE: Final = 500


class Housekeeping:
    """Each deletes at most `AT_ONCE` rows from before that time and answers how many."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def deliveries(self, *, before: datetime) -> int:
        """Messages with nothing left to do."""
        is_finished = col(DeliveryRow.due_at).is_(None) & col(DeliveryRow.group_due_at).is_(None)
        return self._delete(DeliveryRow, ("id",), is_finished & (col(DeliveryRow.created_at) < before))

    def outbox(self, *, before: datetime) -> int:
        """Events whose messages have gone, or that made none."""
        has_none = ~exists().where(col(DeliveryRow.outbox_id) == col(OutboxRow.id))
        return self._delete(OutboxRow, ("id",), has_none & (col(OutboxRow.done_at) < before))

    def sms_replies(self, *, before: datetime) -> int:
        """Text messages that came in: the code of none holds for longer than minutes."""
        return self._delete(SmsReplyRow, ("id",), col(SmsReplyRow.received_at) < before)

    def sessions(self, *, before: datetime) -> int:
        """Refresh tokens that ran out; a family goes when its last token did."""
        other = SessionRow.__table__.alias()  # type: ignore[attr-defined]  # SQLModel adds it without a type
        is_family_over = ~exists().where(
            other.c.family_id == col(SessionRow.family_id), other.c.expires_at >= before
        )
        return self._delete(
            SessionRow, ("token_hash",), (col(SessionRow.expires_at) < before) & is_family_over
        )

    def sign_ins(self, *, before: datetime) -> int:
        return self._delete(SignInRow, ("family_id",), col(SignInRow.seen_at) < before)

    def operations(self, *, before: datetime) -> int:
        return self._delete(
            ClientOperationRow, ("operation_id",), col(ClientOperationRow.created_at) < before
        )

    def throttles(self, *, before: datetime) -> int:
        return self._delete(SignInThrottleRow, ("key",), col(SignInThrottleRow.window_started_at) < before)

    def addresses(self, *, before: datetime) -> int:
        """Network addresses of people, with their salts; the digests in the audit rows are nobody's then."""
        return self._delete(AuditAddressRow, ("site_id", "position"), col(AuditAddressRow.at) < before)

    def known_devices(self, *, before: datetime) -> int:
        """Devices on which nobody has signed in for long."""
        return self._delete(KnownDeviceRow, ("token_hash", "person_id"), col(KnownDeviceRow.seen_at) < before)

    def device_answers(self, *, before: datetime) -> int:
        """Delete the answers to bodies that devices do not send again."""
        return self._delete(
            DeviceRequestRow, ("device_id", "sha256"), col(DeviceRequestRow.taken_at) < before
        )

    def workbook_files(self, *, before: datetime) -> int:
        """Files that nobody imported."""
        old = select(col(WorkbookRunRow.id)).where(col(WorkbookRunRow.changed_at) < before)
        gone = self._delete(WorkbookFileRow, ("run_id",), col(WorkbookFileRow.run_id).in_(old))
        has_file = exists().where(col(WorkbookFileRow.run_id) == col(WorkbookRunRow.id))
        statement = update(WorkbookRunRow).where(col(WorkbookRunRow.changed_at) < before, ~has_file)
        self._session.connection().execute(statement.values(has_content=False))
        return gone

    def workbook_runs(self, *, before: datetime) -> int:
        """Delete the outcomes of workbooks, with the cells that were wrong in them."""
        return self._delete(WorkbookRunRow, ("id",), col(WorkbookRunRow.changed_at) < before)

    def _delete(self, row: type[SQLModel], key: tuple[str, ...], condition: ColumnElement[bool]) -> int:
        columns: list[Any] = [getattr(row, name) for name in key]
        some = select(*columns).where(condition).limit(AT_ONCE)
        statement = delete(row).where(tuple_(*columns).in_(some)).execution_options(synchronize_session=False)
        return self._session.connection().execute(statement).rowcount
