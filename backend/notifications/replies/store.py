"""Replies as rows, and whose phone a number is."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session, col, func, select

from backend.core.statements import INSERT, one_of
from backend.notifications.replies.rules import ReplyOutcome
from backend.notifications.replies.tables import SmsReplyRow
from backend.people.directory.rules import AddressKind
from backend.people.tables import MembershipRow, PersonAddressRow
from push.phone import e164, national


class Replies:
    def __init__(self, session: Session) -> None:
        self._session = session

    def take(self, channel_id: UUID, message_id: str, *, at: datetime) -> UUID | None:
        """Write down that this message came in; None where it did before, also a moment ago by another
        process, which this one waits for.
        """
        reply_id = uuid4()
        insert = INSERT[self._session.connection().dialect.name](SmsReplyRow)
        taken = insert.values(
            id=reply_id,
            channel_id=channel_id,
            message_id=message_id,
            received_at=at,
            outcome=ReplyOutcome.TAKEN.value,
        ).on_conflict_do_nothing(index_elements=["channel_id", "message_id"])
        written = self._session.connection().execute(taken.returning(col(SmsReplyRow.id)))
        return reply_id if written.first() else None

    def finish(self, reply_id: UUID, outcome: ReplyOutcome, *, person_id: UUID | None) -> None:
        row = self._session.get_one(SmsReplyRow, reply_id)
        row.outcome, row.person_id = outcome.value, person_id
        self._session.add(row)

    def people_with(self, site_id: UUID, phone: str) -> set[UUID]:
        """Return the people of the site whose verified phone this is; mostly one."""
        statement = (
            select(PersonAddressRow.person_id)
            .join(MembershipRow, col(MembershipRow.person_id) == PersonAddressRow.person_id)
            .where(
                PersonAddressRow.kind == AddressKind.PHONE.value,
                one_of(col(PersonAddressRow.address), {phone, national(phone), e164(phone)}),
                col(PersonAddressRow.verified_at).is_not(None),
                MembershipRow.site_id == site_id,
            )
        )
        return set(self._session.exec(statement))

    def wrong_of(self, people: Collection[UUID], *, since: datetime) -> int:
        """How many wrong codes came from the phones of these people since then."""
        wrong = (ReplyOutcome.WRONG.value, ReplyOutcome.LOCKED.value)
        statement = select(func.count(col(SmsReplyRow.id))).where(
            one_of(col(SmsReplyRow.person_id), people),
            col(SmsReplyRow.received_at) > since,
            col(SmsReplyRow.outcome).in_(wrong),
        )
        return self._session.exec(statement).one()
