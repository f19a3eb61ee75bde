"""Recurrences, and the root causes that were found for them."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.core.types import Json, UtcDateTime


class RecurrenceRow(SQLModel, table=True):
    """The third case, or later, of a series within ninety days; `earlier` newest first. `category`: of an
    event of the register its code.
    """

    __tablename__ = "recurrences"

    case_id: UUID = Field(primary_key=True, foreign_key="cases.id")
    category: str
    earlier: list[str] = Field(default_factory=list, sa_type=Json)
    basis: str = Field(default="EQUIPMENT", sa_column_kwargs={"server_default": "EQUIPMENT"})


class RootCauseRow(SQLModel, table=True):
    """The 5-why form of a case."""

    __tablename__ = "root_causes"

    case_id: UUID = Field(primary_key=True, foreign_key="cases.id")
    problem: str
    whys: list[str] = Field(default_factory=list, sa_type=Json)
    root_cause: str
    measure: str
    owner_id: UUID = Field(foreign_key="people.id")
    due_on: date
    by: UUID = Field(foreign_key="people.id")
    at: datetime = Field(sa_type=UtcDateTime)
