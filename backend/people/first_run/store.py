"""Codes of the first run as rows."""

import hashlib
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col, select

from backend.people.first_run.rules import SetupCode
from backend.people.first_run.tables import SetupCodeRow
from backend.people.rules import NO_PASSWORD
from backend.people.tables import PersonRow


class SetupCodes:
    """Codes that open the set-up of a new installation."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def is_anybody_there(self) -> bool:
        return self._session.exec(select(PersonRow.id).limit(1)).first() is not None

    def has_anybody_signed_in(self) -> bool:
        """Whether anybody has a password."""
        statement = select(PersonRow.id).where(PersonRow.password_hash != NO_PASSWORD).limit(1)
        return self._session.exec(statement).first() is not None

    def add(self, code: str, *, at: datetime) -> None:
        self._session.add(SetupCodeRow(code_hash=hash_of(code), made_at=at))
        self._session.flush()

    def find(self, code: str) -> SetupCode | None:
        """The code; all are locked for this transaction, in one order: of two set-ups at once one waits."""
        every = self._session.exec(select(SetupCodeRow).order_by(SetupCodeRow.code_hash).with_for_update())
        row = next((each for each in every.all() if each.code_hash == hash_of(code)), None)
        return SetupCode(row.made_at, row.person_id) if row else None

    def use(self, code: str, person_id: UUID) -> None:
        """Note whom the code made; no other code is good any more."""
        used = self._session.get_one(SetupCodeRow, hash_of(code))
        used.person_id = person_id
        self._session.add(used)
        self._session.execute(delete(SetupCodeRow).where(col(SetupCodeRow.code_hash) != used.code_hash))
        self._session.flush()

    def forget(self, *, before: datetime) -> None:
        self._session.execute(delete(SetupCodeRow).where(col(SetupCodeRow.made_at) < before))


def hash_of(code: str) -> str:
    """How a code of 100 random bits is kept: nobody can try them out, so that no slow hash is needed."""
    return hashlib.sha256(code.encode()).hexdigest()
