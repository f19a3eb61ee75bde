"""Signs of life of the parts of an installation."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from backend.core.table_marks import OF_READINGS, Timers, runs
from backend.core.types import UtcDateTime


class HeartbeatRow(SQLModel, table=True):
    """When a part last said that it works; by the clock of its machine.

    As readings: written every few seconds, it raises no version, and an answer made of it is not kept.
    """

    __tablename__ = "heartbeats"
    __table_args__ = ({"info": OF_READINGS | runs(Timers(("at",), both_ways=True))},)

    part: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
