"""State of the scores, to go on after a restart, and what screens show of them."""

from sqlalchemy import BigInteger, Boolean, Column, Double, Integer, LargeBinary, String, Table
from sqlmodel import SQLModel

from backend.core.table_marks import OF_READINGS

# One per scored thing: `kind` says which detector wrote `data`, `key` whose it is (a sensor's or an
# equipment's id). Every usable reading sampled up to `through_us` is in it.
score_checkpoints = Table(
    "score_checkpoints",
    SQLModel.metadata,
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("through_us", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    info=OF_READINGS,
)

# What was last said of a condition that follows from scores, and by which reading. Written in the
# transaction of the alert, so that a detector that goes over the same readings again says nothing twice.
score_states = Table(
    "score_states",
    SQLModel.metadata,
    Column("sensor_id", Integer, primary_key=True, autoincrement=False),
    Column("condition", String, primary_key=True),
    Column("tier", Integer),
    Column("published_us", BigInteger, nullable=False),
)

# The last score of each source, at most some seconds old. 1 is the limit from which on it is an anomaly.
source_scores = Table(
    "source_scores",
    SQLModel.metadata,
    Column("sensor_id", Integer, primary_key=True, autoincrement=False),
    Column("scored_us", BigInteger, nullable=False),
    Column("score", Double, nullable=False),
    Column("is_learning", Boolean, nullable=False),
    info=OF_READINGS,
)

# The anomaly scores of each source by the hour (since the epoch), kept as long as the hours of its readings.
# `high` and `total` are hundredths: a row takes some twenty bytes. Written together with the checkpoint of
# the source: what is scored again after a restart was not counted before.
score_hours = Table(
    "score_hours",
    SQLModel.metadata,
    Column("sensor_id", Integer, primary_key=True, autoincrement=False),
    Column("hour", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, nullable=False),
    Column("high", Integer, nullable=False),
    Column("total", BigInteger, nullable=False),
    sqlite_with_rowid=False,
    info=OF_READINGS,
)
