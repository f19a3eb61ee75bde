"""Codes by which somebody shows that messages reach them at an address."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
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
