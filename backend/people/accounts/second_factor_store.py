"""Authenticator apps, recovery codes and half-done sign-ins as rows."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import SQLColumnExpression, delete, exists, func, or_
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, col, select

from backend.core.audit import Audit
from backend.core.database import RIGHTS
from backend.core.vault import decrypt, encrypt
from backend.people.accounts.rules import hash_of
from backend.people.accounts.second_factor_rules import CHALLENGE_LASTS, plain_code
from backend.people.accounts.tables import (
    ChallengeRow,
    PasskeyRow,
    RecoveryCodeRow,
    SecondFactorRow,
)
from backend.people.tables import PersonRow


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """The authenticator app of a person. `last_step`: the newest time step whose code was taken."""

    person_id: UUID
    secret: str
    last_step: int


@dataclass(frozen=True, slots=True)
class Challenge:
    """A sign-in that waits for its second factor."""

    person_id: UUID
    failures: int
    expires_at: datetime


class SecondFactors:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, person_id: UUID) -> SecondFactor | None:
        """The authenticator app of this person, locked for this transaction."""
        row = self._session.get(SecondFactorRow, person_id, with_for_update=True)
        if row is None:
            return None
        secret = decrypt(Audit(self._session).keys, row.sealed_secret, purpose=_purpose(person_id))
        return SecondFactor(person_id, secret, row.last_step)

    def exists(self, person_id: UUID) -> bool:
        """Whether this person has a second factor: an authenticator app or a passkey."""
        return has_any(self._session, person_id)

    def has_app(self, person_id: UUID) -> bool:
        """Whether this person has an authenticator app."""
        return self._session.get(SecondFactorRow, person_id) is not None

    def put(self, factor: SecondFactor, *, at: datetime) -> None:
        """Keep the authenticator app, in the place of an older one."""
        sealed = encrypt(Audit(self._session).keys, factor.secret, purpose=_purpose(factor.person_id))
        self._session.merge(
            SecondFactorRow(
                person_id=factor.person_id, sealed_secret=sealed, added_at=at, last_step=factor.last_step
            )
        )
        self._session.flush()
        self._session.info[RIGHTS] = True

    def take_step(self, person_id: UUID, step: int) -> None:
        """Note that the code of this time step was taken."""
        row = self._session.get_one(SecondFactorRow, person_id)
        row.last_step = step
        self._session.add(row)

    def remove(self, person_id: UUID) -> None:
        """Forget the authenticator app."""
        self._session.execute(delete(SecondFactorRow).where(col(SecondFactorRow.person_id) == person_id))
        self._session.info[RIGHTS] = True

    def remove_codes(self, person_id: UUID) -> None:
        """Forget the recovery codes."""
        self._session.execute(delete(RecoveryCodeRow).where(col(RecoveryCodeRow.person_id) == person_id))

    def put_codes(self, person_id: UUID, codes: list[str]) -> None:
        """Keep these recovery codes in the place of all others."""
        self.remove_codes(person_id)
        for code in codes:
            self._session.add(RecoveryCodeRow(code_hash=_code_hash(person_id, code), person_id=person_id))
        self._session.flush()

    def take_code(self, person_id: UUID, code: str, *, at: datetime) -> bool:
        """Use up a recovery code; False where there is no such one left."""
        row = self._session.get(
            RecoveryCodeRow, _code_hash(person_id, plain_code(code)), with_for_update=True
        )
        if row is None or row.used_at is not None:
            return False
        row.used_at = at
        self._session.add(row)
        return True

    def challenge(self, person_id: UUID, *, at: datetime) -> str:
        """Begin the second half of a sign-in; returns the token that its answer must show."""
        self._session.execute(delete(ChallengeRow).where(col(ChallengeRow.expires_at) < at))
        token = secrets.token_urlsafe(32)
        row = ChallengeRow(token_hash=hash_of(token), person_id=person_id, expires_at=at + CHALLENGE_LASTS)
        self._session.add(row)
        return token

    def challenged(self, token: str) -> Challenge | None:
        """The half-done sign-in of this token, locked for this transaction."""
        row = self._session.get(ChallengeRow, hash_of(token), with_for_update=True)
        return Challenge(row.person_id, row.failures, row.expires_at) if row else None

    def count_failure(self, token: str) -> None:
        row = self._session.get_one(ChallengeRow, hash_of(token))
        row.failures += 1
        self._session.add(row)

    def end_challenge(self, token: str) -> None:
        self._session.execute(delete(ChallengeRow).where(col(ChallengeRow.token_hash) == hash_of(token)))


def codes_left(session: Session, person_id: UUID) -> int:
    """How many recovery codes of this person are unused."""
    statement = select(func.count(col(RecoveryCodeRow.code_hash))).where(
        RecoveryCodeRow.person_id == person_id, col(RecoveryCodeRow.used_at).is_(None)
    )
    return session.exec(statement).one()


def has_second_factor(person_id: SQLColumnExpression[UUID]) -> ColumnElement[bool]:
    """Whether this person has an authenticator app or a passkey."""
    has_app = exists().where(col(SecondFactorRow.person_id) == person_id)
    return or_(has_app, exists().where(col(PasskeyRow.person_id) == person_id))


def has_any(session: Session, person_id: UUID) -> bool:
    """Whether this person has a second factor."""
    owner = col(PersonRow.id)
    return session.exec(select(owner).where(owner == person_id, has_second_factor(owner))).first() is not None


def _purpose(person_id: UUID) -> str:
    return f"authenticator of {person_id}"


def _code_hash(person_id: UUID, code: str) -> str:
    return hash_of(f"{person_id} {code}")
