"""When each place was last given the ends of the audit chains."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from backend.core.table_marks import Timers, runs
from backend.core.types import UtcDateTime


class AuditAnchorRow(SQLModel, table=True):
    """One place outside the database, and when it is due again."""

    __tablename__ = "audit_anchors"
    __table_args__ = {"info": runs(Timers(("due_at",)))}

    place: str = Field(primary_key=True)
    due_at: datetime = Field(sa_type=UtcDateTime)
    anchored_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Set when it failed last; cleared when it succeeds."""
    error: str | None = None
