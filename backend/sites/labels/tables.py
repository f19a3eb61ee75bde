"""Codes of labels."""

from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class LabelRow(SQLModel, table=True):
    """`object_id` is a machine or an area."""

    __tablename__ = "labels"
    # One label code for each object; read by lists of what has one.
    __table_args__ = (Index("uq_labels_object", "object_id", unique=True),)

    code: str = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    object_id: UUID
    kind: str
