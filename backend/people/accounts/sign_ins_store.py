"""Sign-ins, challenges and PINs as rows."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from backend.core.database import RIGHTS
from backend.people.accounts.sign_ins_rules import (
    MAX_USER_AGENT,
    BrowserKind,
    SignInEntry,
    SignInMethod,
    browser_kind,
)
from backend.people.accounts.tables import SignInRow
from backend.people.tables import SessionRow
from backend.sites.tables import SiteRow

SEEN_AFTER_S: Final = 60.0
"""Of a sign-in that refreshes in several tabs at once one row is written."""


class SignIns:
    """Where people are signed in."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        family_id: UUID,
        person_id: UUID,
        *,
        method: SignInMethod,
        user_agent: str,
        device_hash: str | None,
        at: datetime,
    ) -> None:
        row = SignInRow(
            family_id=family_id,
            person_id=person_id,
            method=method.value,
            user_agent=user_agent[:MAX_USER_AGENT],
            device_hash=device_hash,
            started_at=at,
            seen_at=at,
            proven_at=at if method.is_proof else None,
        )
        self._session.add(row)

    def see(self, family_id: UUID, *, at: datetime) -> None:
        """Note that this sign-in was used."""
        row = self._session.get(SignInRow, family_id)
        if row is not None and (at - row.seen_at).total_seconds() >= SEEN_AFTER_S:
            row.seen_at = at
            self._session.add(row)

    def get(self, family_id: UUID, *, person_id: UUID) -> SignInEntry | None:
        """The sign-in of this person that stands."""
        row = self._session.get(SignInRow, family_id)
        return sign_in_of(row) if row and row.person_id == person_id and row.ended_at is None else None

    def put_browser(self, family_id: UUID, browser: BrowserKind) -> None:
        """Keep the kind of browser that this sign-in is in."""
        row = self._session.get(SignInRow, family_id)
        if row is not None:
            row.maker, row.engine, row.engine_major = browser.maker, browser.engine, browser.major
            self._session.add(row)

    def owner(self, family_id: UUID) -> UUID | None:
        """Return the person whose sign-in this is, or was; None for an unknown one."""
        row = self._session.get(SignInRow, family_id)
        return row.person_id if row else None

    def of_person(self, person_id: UUID) -> list[SignInEntry]:
        """The sign-ins of this person that stand."""
        return standing(self._session, person_id)

    def prove(self, family_id: UUID, *, at: datetime) -> None:
        """Note that a password or a second factor was shown in this sign-in."""
        row = self._session.get(SignInRow, family_id)
        if row is not None:
            row.proven_at = at
            self._session.add(row)

    def end(self, family_id: UUID, *, at: datetime) -> None:
        """End a sign-in: its tokens, and what they open, are worth nothing from now on."""
        self._session.execute(
            update(SessionRow).where(col(SessionRow.family_id) == family_id).values(revoked_at=at)
        )
        self._session.execute(
            update(SignInRow)
            .where(col(SignInRow.family_id) == family_id, col(SignInRow.ended_at).is_(None))
            .values(ended_at=at)
        )
        self._session.info[RIGHTS] = True

    def asks_proof(self, site_ids: tuple[UUID, ...]) -> bool:
        """Whether any of these sites asks for a password shown lately."""
        statement = select(SiteRow.id).where(col(SiteRow.id).in_(site_ids), col(SiteRow.asks_proof))
        return self._session.exec(statement).first() is not None


def standing(session: Session, person_id: UUID) -> list[SignInEntry]:
    """Sign-ins of a person that were not ended, the one used last first."""
    statement = select(SignInRow).where(SignInRow.person_id == person_id, col(SignInRow.ended_at).is_(None))
    rows = session.exec(statement.order_by(col(SignInRow.seen_at).desc()))
    return [sign_in_of(row) for row in rows]


def sign_in_of(row: SignInRow) -> SignInEntry:
    return SignInEntry(
        family_id=row.family_id,
        person_id=row.person_id,
        method=SignInMethod(row.method),
        user_agent=row.user_agent,
        started_at=row.started_at,
        seen_at=row.seen_at,
        proven_at=row.proven_at,
        browser=browser_kind(row.maker, row.engine, row.engine_major),
    )
