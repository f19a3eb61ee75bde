"""Days on which people leave, as rows; a row goes when its day is done or withdrawn."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col, select

from backend.core.columns import columns_of, value_of
from backend.people.accounts.leaving_rules import Leaving
from backend.people.accounts.tables import LeavingRow
from backend.people.tables import MembershipRow
from backend.sites.tables import SiteRow


class Leavings:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, person_id: UUID) -> Leaving | None:
        """When this person leaves, locked for this transaction."""
        row = self._session.get(LeavingRow, person_id, with_for_update=True)
        return leaving_of(row) if row else None

    def put(self, leaving: Leaving) -> None:
        self._session.merge(LeavingRow(**columns_of(leaving, key="")))
        self._session.flush()

    def remove(self, person_id: UUID) -> None:
        self._session.execute(delete(LeavingRow).where(col(LeavingRow.person_id) == person_id))
        self._session.expire_all()

    def next_due(self, at: datetime) -> UUID | None:
        """Return the person whose day came longest ago; None where no day has come. Locks nothing."""
        statement = select(LeavingRow.person_id).where(LeavingRow.due_at <= at)
        return self._session.exec(statement.order_by(col(LeavingRow.due_at)).limit(1)).first()

    def timezones(self, person_id: UUID) -> list[str]:
        """The time zones of the sites of this person."""
        statement = select(SiteRow.timezone).join(MembershipRow, col(MembershipRow.site_id) == SiteRow.id)
        return list(self._session.exec(statement.where(MembershipRow.person_id == person_id)))


def leaving_of(row: LeavingRow) -> Leaving:
    return value_of(row, Leaving, key="")
