"""Links to answer by, and the codes beside them, as rows: the link itself stands in the message and nowhere
else.
"""

import secrets
import string
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, Session, SQLModel, col, select

from backend.core.audit import Audit
from backend.core.statements import one_of
from backend.core.types import UtcDateTime
from backend.core.vault import decrypt, encrypt
from backend.notifications.answer_links.rules import REPLY_DIGITS, LinkAnswer
from backend.people.accounts.rules import hash_of


class AnswerLinkRow(SQLModel, table=True):
    """One link in one message. It opens this alert for this person, for a short time."""

    __tablename__ = "answer_links"
    # Read when a text message comes in, and when a code is made: those of a person that still hold.
    __table_args__ = (Index("ix_answer_links_person", "person_id", "expires_at"),)

    token_hash: str = Field(primary_key=True)
    delivery_id: UUID = Field(foreign_key="deliveries.id", ondelete="CASCADE", index=True)  # goes with it
    person_id: UUID = Field(foreign_key="people.id")
    site_id: UUID = Field(foreign_key="sites.id")
    alert_id: UUID = Field(foreign_key="alerts.id")
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answer: str | None = None
    sealed_reply: str | None = None
    """The code by which a text message is answered, encrypted: of six digits a hash hides nothing."""


LETTERS: Final = string.ascii_letters + string.digits
LENGTH: Final = 12
"""62 to the power of 12 are 71 bits: at ten tries a second of one address, for 15 minutes, nobody finds one;
gateways take 35 characters of a variable, and a text message is paid for by its length.
"""
LASTS: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class AnswerLink:
    """A link and the alert that it opens. `answer`: the one that was given by it already. `key`: names its
    row.
    """

    key: str
    delivery_id: UUID
    person_id: UUID
    site_id: UUID
    alert_id: UUID
    expires_at: datetime
    answer: LinkAnswer | None = None


def is_token(text: str) -> bool:
    """Whether a link could end like this."""
    return len(text) == LENGTH and text.isascii() and text.isalnum()


class AnswerLinks:
    def __init__(self, session: Session) -> None:
        self._session = session

    def make(
        self,
        delivery_id: UUID,
        *,
        person_id: UUID,
        site_id: UUID,
        alert_id: UUID,
        at: datetime,
        has_reply: bool = False,
    ) -> tuple[str, str]:
        """Return the end of a new link, of which only the hash is kept, and the code by which a text message
        is answered beside it: no other of this person's that still holds. Empty where there is none.
        """
        token = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        key = hash_of(token)
        reply = ""
        if has_reply:
            taken = {code for _, code in self.replies({person_id}, site_id, now=at)}
            while not reply or reply in taken:
                reply = f"{secrets.randbelow(10**REPLY_DIGITS):0{REPLY_DIGITS}}"
        self._session.add(
            AnswerLinkRow(
                token_hash=key,
                sealed_reply=self._sealed(key, reply) if reply else None,
                delivery_id=delivery_id,
                person_id=person_id,
                site_id=site_id,
                alert_id=alert_id,
                expires_at=at + LASTS,
            )
        )
        self._session.flush()
        return token, reply

    def replies(self, people: Collection[UUID], site_id: UUID, *, now: datetime) -> list[tuple[str, str]]:
        """The codes of these people that still hold, used or not: the key of each row, and the code."""
        statement = select(AnswerLinkRow.token_hash, AnswerLinkRow.sealed_reply).where(
            one_of(col(AnswerLinkRow.person_id), people),
            AnswerLinkRow.site_id == site_id,
            col(AnswerLinkRow.expires_at) > now,
            col(AnswerLinkRow.sealed_reply).is_not(None),
        )
        keys = Audit(self._session).keys
        return [
            (key, decrypt(keys, sealed, purpose=_purpose(key)))
            for key, sealed in self._session.exec(statement)
            if sealed
        ]

    def get(self, token: str, *, lock: bool = False) -> AnswerLink | None:
        """Return this link, also where it is over; None for an unknown one."""
        return self.find(hash_of(token), lock=lock)

    def find(self, key: str, *, lock: bool = False) -> AnswerLink | None:
        """The same by the key of its row."""
        row = self._session.get(AnswerLinkRow, key, with_for_update=lock or None)
        if row is None:
            return None
        answer = LinkAnswer(row.answer) if row.answer else None
        return AnswerLink(
            key, row.delivery_id, row.person_id, row.site_id, row.alert_id, row.expires_at, answer
        )

    def use(self, link: AnswerLink, answer: LinkAnswer, *, at: datetime) -> None:
        """Note what was said by it."""
        row = self._session.get_one(AnswerLinkRow, link.key)
        row.used_at, row.answer = at, answer.value
        self._session.add(row)

    def _sealed(self, key: str, reply: str) -> str:
        return encrypt(Audit(self._session).keys, reply, purpose=_purpose(key))


def _purpose(key: str) -> str:
    return f"reply code {key}"
