"""The words of archived cases, to find them again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class ArchiveTextRow(SQLModel, table=True):
    """Written with the archive, never again. On SQLite a full-text table `archive_grams` follows it by a
    trigger (FTS5, trigrams); on PostgreSQL an index of trigrams lies on `body`. The migration makes both.
    """

    __tablename__ = "archive_texts"
    __table_args__ = (
        # Read by the archive's list, newest first.
        Index("ix_archive_texts_list", "site_id", "archived_at", "case_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    """Key of the row in the full-text table."""
    case_id: UUID = Field(foreign_key="cases.id", unique=True)
    site_id: UUID = Field(foreign_key="sites.id")
    archived_at: datetime = Field(sa_type=UtcDateTime)
    outcome: str
    tier: int
    heading: str
    """Number and titles, in lower case."""
    body: str
    """Heading and every other word, in lower case."""
