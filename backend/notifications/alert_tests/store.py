"""Test alerts as rows."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from backend.core.allowances import Taken
from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier
from backend.notifications.alert_tests.tables import AlertTestRow


class AlertTests:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, test_id: UUID, site_id: UUID, person_id: UUID, tier: Tier, *, at: datetime) -> None:
        row = AlertTestRow(id=test_id, site_id=site_id, person_id=person_id, tier=tier, sent_at=at)
        self._session.add(row)
        self._session.flush()

    def tier_of(self, test_id: UUID) -> Tier:
        return Tier(self._session.get_one(AlertTestRow, test_id).tier)

    def taken(self, person_id: UUID, *, since: datetime) -> Taken:
        """How many this person sent since then."""
        statement = select(func.count(), func.min(AlertTestRow.sent_at)).where(
            AlertTestRow.person_id == person_id, col(AlertTestRow.sent_at) > since
        )
        count, oldest = self._session.exec(statement).one()
        return Taken(count, oldest)

    def shown(self, test_id: UUID, person_id: UUID, *, at: datetime) -> UUID:
        """Note that a screen showed it; returns its site. Raises Refused(NOT_FOUND) for somebody else's."""
        row = self._session.get(AlertTestRow, test_id, with_for_update=True)
        if row is None or row.person_id != person_id:
            raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
        row.shown_at = row.shown_at or at
        self._session.add(row)
        return row.site_id
