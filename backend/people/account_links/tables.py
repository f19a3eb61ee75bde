"""Table of the links between accounts."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime

IS_OPEN: Final = "confirmed_at IS NULL"


class AccountLinkRow(SQLModel, table=True):
    """One step by which a person opened the account of another or gave it its role; kept once confirmed."""

    __tablename__ = "account_links"
    __table_args__ = (
        # Read up the chain by each step of a second person, and by the list of new accounts.
        Index(
            "ix_account_links_open",
            "person_id",
            sqlite_where=text(IS_OPEN),
            postgresql_where=text(IS_OPEN),
        ),
    )

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="people.id", index=True)  # read by the page of a person
    opened_by: UUID = Field(foreign_key="people.id", index=True)  # read by what is held about them
    kind: str
    at: datetime = Field(sa_type=UtcDateTime)
    is_by_administrator: bool
    """Whether the opener was administrator wherever the person is, at that moment."""
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    confirmed_by: UUID | None = Field(default=None, foreign_key="people.id", index=True)
    """The same index as `opened_by`. None with a moment: of before links were kept."""
