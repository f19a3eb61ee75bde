"""Consents as rows, and whether one is in force: what nouns above ask before they keep something."""

from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from backend.people.privacy.rules import EDITIONS, Consent, ConsentState, Purpose
from backend.people.privacy.tables import ConsentRow, NoticeRow


class Consents:
    def __init__(self, session: Session) -> None:
        self._session = session

    def has(self, person_id: UUID, site_id: UUID, purpose: Purpose) -> bool:
        """Whether this person's consent covers what the site's notice says now."""
        last = self.last(person_id, site_id, purpose)
        if last is None or last.state is not ConsentState.GIVEN:
            return False
        newest = select(func.max(NoticeRow.version)).where(
            NoticeRow.site_id == site_id, NoticeRow.purpose == purpose
        )
        version = self._session.exec(newest).one() or EDITIONS[purpose].version
        return last.version >= version

    def last(self, person_id: UUID, site_id: UUID, purpose: Purpose) -> Consent | None:
        """The last word of this person on the purpose."""
        statement = select(ConsentRow).where(
            ConsentRow.person_id == person_id,
            ConsentRow.site_id == site_id,
            ConsentRow.purpose == purpose,
        )
        row = self._session.exec(statement.order_by(col(ConsentRow.id).desc()).limit(1)).first()
        return consent_of(row) if row else None

    def add(self, person_id: UUID, site_id: UUID, consent: Consent) -> None:
        row = ConsentRow(
            person_id=person_id,
            site_id=site_id,
            purpose=consent.purpose,
            version=consent.version,
            state=consent.state,
            at=consent.at,
        )
        self._session.add(row)
        self._session.flush()


def consents_of(session: Session, person_id: UUID) -> dict[tuple[UUID, Purpose], Consent]:
    """The last word of this person on each purpose at each site."""
    statement = select(ConsentRow).where(ConsentRow.person_id == person_id).order_by(col(ConsentRow.id))
    return {(row.site_id, Purpose(row.purpose)): consent_of(row) for row in session.exec(statement)}


def consent_of(row: ConsentRow) -> Consent:
    return Consent(Purpose(row.purpose), row.version, ConsentState(row.state), row.at)
