"""Requests for a second person."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from backend.core.types import Json, UtcDateTime


class AgreementRow(SQLModel, table=True):
    __tablename__ = "agreements"
    __table_args__ = (
        # At most one request of a kind waits for each object; read by what ends it.
        Index(
            "uq_agreements_asked",
            "object_id",
            "kind",
            unique=True,
            sqlite_where=text("state = 'ASKED'"),
            postgresql_where=text("state = 'ASKED'"),
        ),
        # Read by the page of what it is about.
        Index("ix_agreements_object", "object_id", "asked_at"),
        # Read by the home of those who may agree.
        Index("ix_agreements_state", "site_id", "state"),
        # Read by a request, for what its person said the last time.
        Index("ix_agreements_asker", "asked_by", "asked_at"),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    kind: str
    noun: str
    object_id: UUID
    """Of any noun: no foreign key, as in `audit_refs`."""
    title_zh: str
    title_en: str
    what_zh: str
    what_en: str
    reason: str
    asked_by: UUID = Field(foreign_key="people.id")
    asked_at: datetime = Field(sa_type=UtcDateTime)
    tier: int | None = None
    state: str
    decided_by: UUID | None = Field(default=None, foreign_key="people.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    note: str = ""
    details: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
