"""Links of a case with others, the case that a report follows, and the reason for a dismissal."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class CaseLinkRow(SQLModel, table=True):
    """`case_id` is a DUPLICATE_OF the other, or REOPENS it; one link of a kind per case."""

    __tablename__ = "case_links"
    __table_args__ = (
        # Read by a case for its duplicates and for the case that it was reopened as.
        Index("ix_case_links_other", "other_id", "kind"),
    )

    case_id: UUID = Field(primary_key=True, foreign_key="cases.id")
    kind: str = Field(primary_key=True)
    other_id: UUID = Field(foreign_key="cases.id")
    at: datetime = Field(sa_type=UtcDateTime)
    by: UUID = Field(foreign_key="people.id")


class DismissalRow(SQLModel, table=True):
    """Why an officer dismissed a case; read by the threshold lab and by alarm performance."""

    __tablename__ = "dismissals"

    case_id: UUID = Field(primary_key=True, foreign_key="cases.id")
    reason: str
    text: str
    by: UUID = Field(foreign_key="people.id")
    at: datetime = Field(sa_type=UtcDateTime)
