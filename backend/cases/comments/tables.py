"""Comments of people on a case or one of its tasks."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend.core.types import Json, UtcDateTime


class CommentRow(SQLModel, table=True):
    """Written once; the id is made by the client."""

    __tablename__ = "comments"
    __table_args__ = (
        # Read by the thread of a case, oldest first.
        Index("ix_comments_case", "case_id", "at"),
        # Read before a comment: how many there were within the hour.
        Index("ix_comments_lately", "site_id", "at"),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    case_id: UUID = Field(foreign_key="cases.id")
    task_id: UUID | None = Field(default=None, foreign_key="department_tasks.id")
    by: UUID = Field(foreign_key="people.id")
    at: datetime = Field(sa_type=UtcDateTime)
    text: str
    mentions: list[str] = Field(default_factory=list, sa_type=Json)
    photos: list[str] = Field(default_factory=list, sa_type=Json, sa_column_kwargs={"server_default": "[]"})
