"""Notices of sites, who has read which, and consents."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class NoticeRow(SQLModel, table=True):
    """A notice in the words of the site; the highest version of a purpose is in force."""

    __tablename__ = "notices"

    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    purpose: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    text_zh: str
    text_en: str
    published_at: datetime = Field(sa_type=UtcDateTime)
    published_by: UUID = Field(foreign_key="people.id")


class NoticeReadRow(SQLModel, table=True):
    """Which version of a notice somebody has read, and when."""

    __tablename__ = "notice_reads"

    person_id: UUID = Field(primary_key=True, foreign_key="people.id")
    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    purpose: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    read_at: datetime = Field(sa_type=UtcDateTime)


class ConsentRow(SQLModel, table=True):
    """A word of a person on a purpose. The last one holds; the earlier ones prove what was allowed when."""

    __tablename__ = "consents"
    # Read before anything is kept that needs consent.
    __table_args__ = (Index("ix_consents_last", "person_id", "site_id", "purpose", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: UUID = Field(foreign_key="people.id")
    site_id: UUID = Field(foreign_key="sites.id")
    purpose: str
    version: int
    state: str
    at: datetime = Field(sa_type=UtcDateTime)
