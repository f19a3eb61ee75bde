"""State of accounts, and the invitations to them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime

OPEN = "accepted_at IS NULL AND ended_at IS NULL"


class AccountRow(SQLModel, table=True):
    """State of an account; no row: nobody ever changed anything about it."""

    __tablename__ = "accounts"

    person_id: UUID = Field(primary_key=True, foreign_key="people.id")
    disabled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    password_set_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    second_person_from: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """After a reset by somebody else: from when on this person counts as a second person again."""


class InvitationRow(SQLModel, table=True):
    """A one-time invitation to set a password; its secret is found by its hash."""

    __tablename__ = "invitations"
    __table_args__ = (
        # One open invitation per person: a newer one ends the older.
        Index(
            "uq_invitations_open",
            "person_id",
            unique=True,
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
    )

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="people.id", index=True)  # read when a person is shown or invited
    secret_hash: str = Field(unique=True)
    sealed_secret: str | None = None
    """Encrypted with a key outside the database, so that the code can be shown again while it is open."""
    is_reset: bool
    """Whether the account had a password before."""
    made_by: UUID | None = Field(default=None, foreign_key="people.id")
    """None: made on the command line of the installation."""
    made_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    accepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
