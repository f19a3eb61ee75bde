"""Saved views of lists."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class SavedViewRow(SQLModel, table=True):
    __tablename__ = "saved_views"
    # Read by the list, for the views of who looks at it.
    __table_args__ = (UniqueConstraint("person_id", "list_name", "name"),)

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="people.id")
    list_name: str
    name: str
    query: str
