"""Codes by which somebody shows that messages reach them at an address."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class AddressCodeRow(SQLModel, table=True):
    """The last code that was sent to one kind of address of a person."""

    __tablename__ = "address_codes"
    __table_args__ = (UniqueConstraint("person_id", "kind"),)

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="people.id")
    site_id: UUID = Field(foreign_key="sites.id")
    """By whose channel it is sent."""
    kind: str
    address: str
    """Where it went: a code does not verify what the address became since."""
    sealed_code: str
    """Encrypted for this row: it has to be worded when it leaves."""
    sent_at: datetime = Field(sa_type=UtcDateTime)
    window_began_at: datetime = Field(sa_type=UtcDateTime)
    sent_in_window: int = 1
    failures: int = 0


class ChatCodeRow(SQLModel, table=True):
    """The last code that a person may write to the bot of a chat."""

    __tablename__ = "chat_codes"
    # Read when somebody writes to a bot: whose code it is.
    __table_args__ = (Index("ix_chat_codes_tag", "code_tag"),)

    person_id: UUID = Field(primary_key=True, foreign_key="people.id")
    channel_id: UUID = Field(foreign_key="site_channels.id", ondelete="CASCADE")
    code_id: UUID
    """Id from which the code is made, by a key that does not stand in the database."""
    code_tag: str
    """Tag by which it is found; empty once it was used."""
    made_at: datetime = Field(sa_type=UtcDateTime)
    window_began_at: datetime = Field(sa_type=UtcDateTime)
    made_in_window: int = 1


class ChatGuessRow(SQLModel, table=True):
    """Wrong codes that one user of a chat wrote to the bot within an hour."""

    __tablename__ = "chat_guesses"

    channel_id: UUID = Field(primary_key=True, foreign_key="site_channels.id", ondelete="CASCADE")
    user_tag: str = Field(primary_key=True)
    window_began_at: datetime = Field(sa_type=UtcDateTime)
    wrong: int = 0
