"""Sites that are to be removed, what stays of those that were, and files that nothing refers to any more."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class SiteRemovalRow(SQLModel, table=True):
    """A demo site that somebody asked to remove; while the row is there, its audit rows may be deleted.

    The database refuses the row of any other site (`migrations.removal`). It goes in the
    transaction that removes the site.
    """

    __tablename__ = "site_removals"

    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    asked_at: datetime = Field(sa_type=UtcDateTime)
    asked_by: str
    """A name, as the person goes with the site."""


class RemovedSiteRow(SQLModel, table=True):
    """Written once: see `removal.rules.RemovedSite`. No foreign key: nothing of the site is left."""

    __tablename__ = "removed_sites"

    id: UUID = Field(primary_key=True)
    site_id: UUID
    code: str
    name_zh: str
    name_en: str
    removed_at: datetime = Field(sa_type=UtcDateTime)
    removed_by: str
    rows: int
    position: int
    hash: str
    key_id: str
    seal: str


class DiscardedFileRow(SQLModel, table=True):
    """A photo or a recording that went with a removed site: its file is deleted next, then this row."""

    __tablename__ = "discarded_files"

    kind: str = Field(primary_key=True)
    """`rules.FileKind`."""
    sha256: str = Field(primary_key=True)
