"""Leases of the parts of the readings: who judges which, and how far; and the evaluators alive."""

from sqlalchemy import BigInteger, Column, Integer, String, Table
from sqlmodel import SQLModel

from backend.core.table_marks import UNSEEN, Timers, runs
from backend.core.types import UtcDateTime

# `last_ms` and `last_seq` are the id of the last stream entry whose readings are committed.
partition_leases = Table(
    "partition_leases",
    SQLModel.metadata,
    Column("partition", Integer, primary_key=True, autoincrement=False),
    Column("owner", String),
    Column("epoch", BigInteger, nullable=False, server_default="0"),
    Column("expires_at", UtcDateTime),
    Column("last_ms", BigInteger, nullable=False, server_default="0"),
    Column("last_seq", BigInteger, nullable=False, server_default="0"),
    info=UNSEEN | runs(Timers(("expires_at",), both_ways=True)),
)

# One that holds nothing yet counts too: the others make room for it.
evaluators = Table(
    "evaluators",
    SQLModel.metadata,
    Column("owner", String, primary_key=True),
    Column("expires_at", UtcDateTime, nullable=False),
    info=UNSEEN | runs(Timers(("expires_at",), both_ways=True)),
)
