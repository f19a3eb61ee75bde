"""Passkeys, and what browsers are asked to sign with them, as rows."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from backend.core.columns import value_of
from backend.core.database import RIGHTS
from backend.people.accounts.passkeys_rules import CHALLENGE_LASTS, Passkey, PasskeyChallenge, PasskeyUse
from backend.people.accounts.rules import hash_of
from backend.people.accounts.tables import PasskeyChallengeRow, PasskeyRow


class Passkeys:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of_person(self, person_id: UUID) -> list[Passkey]:
        """The passkeys of this person, the oldest first."""
        return passkeys_of(self._session, person_id)

    def by_credential(self, credential_id: str) -> Passkey | None:
        """The passkey of this credential, locked for this transaction."""
        statement = select(PasskeyRow).where(PasskeyRow.credential_id == credential_id).with_for_update()
        row = self._session.exec(statement).first()
        return _passkey_of(row) if row else None

    def add(self, passkey: Passkey) -> None:
        self._session.add(
            PasskeyRow(
                id=passkey.passkey_id,
                person_id=passkey.person_id,
                host=passkey.host,
                credential_id=passkey.credential_id,
                public_key=passkey.public_key,
                sign_count=passkey.sign_count,
                name=passkey.name,
                added_at=passkey.added_at,
            )
        )
        self._session.flush()
        self._session.info[RIGHTS] = True

    def use(self, passkey_id: UUID, *, sign_count: int, at: datetime) -> None:
        """Note that it was shown, and how far it has counted."""
        row = self._session.get_one(PasskeyRow, passkey_id)
        row.sign_count, row.used_at = sign_count, at
        self._session.add(row)

    def remove(self, passkey_id: UUID) -> None:
        self._session.execute(delete(PasskeyRow).where(col(PasskeyRow.id) == passkey_id))
        self._session.info[RIGHTS] = True

    def remove_all(self, person_id: UUID) -> None:
        """Forget the passkeys of this person, and what they were asked."""
        self._session.execute(delete(PasskeyRow).where(col(PasskeyRow.person_id) == person_id))
        asked = col(PasskeyChallengeRow.person_id) == person_id
        self._session.execute(delete(PasskeyChallengeRow).where(asked))
        self._session.info[RIGHTS] = True

    def ask(self, use: PasskeyUse, *, person_id: UUID | None, family_id: UUID | None, at: datetime) -> str:
        """A new challenge, base64url; of a sign-in only the newest for one use stands."""
        asked = PasskeyChallengeRow
        self._session.execute(delete(asked).where(col(asked.expires_at) <= at))
        if family_id is not None:
            mine = (col(asked.family_id) == family_id, col(asked.use) == use.value)
            self._session.execute(delete(asked).where(*mine))
        challenge = secrets.token_urlsafe(32)
        row = PasskeyChallengeRow(
            challenge_hash=hash_of(challenge),
            use=use.value,
            person_id=person_id,
            family_id=family_id,
            expires_at=at + CHALLENGE_LASTS,
        )
        self._session.add(row)
        return challenge

    def open_of_nobody(self) -> int:
        """How many challenges stand whose person is not known."""
        statement = select(func.count(col(PasskeyChallengeRow.challenge_hash))).where(
            col(PasskeyChallengeRow.person_id).is_(None)
        )
        return self._session.exec(statement).one()

    def take(self, challenge: str) -> PasskeyChallenge | None:
        """Use up a challenge; None where it never was, or was used."""
        row = self._session.get(PasskeyChallengeRow, hash_of(challenge), with_for_update=True)
        if row is None:
            return None
        found = PasskeyChallenge(PasskeyUse(row.use), row.person_id, row.family_id, row.expires_at)
        self._session.delete(row)
        self._session.flush()
        return found


def passkeys_of(session: Session, person_id: UUID) -> list[Passkey]:
    """The passkeys of this person, the oldest first."""
    statement = select(PasskeyRow).where(PasskeyRow.person_id == person_id)
    rows = session.exec(statement.order_by(col(PasskeyRow.added_at), col(PasskeyRow.id)))
    return [_passkey_of(row) for row in rows]


def _passkey_of(row: PasskeyRow) -> Passkey:
    return value_of(row, Passkey, key="passkey_id")
