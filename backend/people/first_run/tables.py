"""Codes that open the set-up of a new installation."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.core.table_marks import UNSEEN
from backend.core.types import UtcDateTime


class SetupCodeRow(SQLModel, table=True):
    """A code that the log of a process showed, known by its hash only.

    `person_id`: the administrator whom it made; so the same again, after a lost answer, invites them anew.
    """

    __tablename__ = "setup_codes"
    __table_args__ = {"info": UNSEEN}

    code_hash: str = Field(primary_key=True)
    made_at: datetime = Field(sa_type=UtcDateTime)
    person_id: UUID | None = Field(default=None, foreign_key="people.id")
