"""Readings: a journal that grows at its end, compressed blocks, rollups, and the state per source.

Plain tables instead of row classes: readings never pass through the ORM. Times are microseconds since the
epoch (UTC) in `*_us`, hours since the epoch in `hour`. All are `OF_READINGS`: see `core.data_version`.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
)
from sqlmodel import SQLModel

from backend.core.table_marks import OF_READINGS
from backend.core.types import Serial

# No index but the key: the journal is read as a whole (restart, compaction, the last minutes of a chart).
journal = Table(
    "reading_journal",
    SQLModel.metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("sensor_id", Integer, nullable=False),
    Column("sampled_us", BigInteger, nullable=False),
    Column("value", Double, nullable=False),
    Column("quality", SmallInteger, nullable=False),
    Column("flags", SmallInteger, nullable=False),
    info=OF_READINGS,
)

# Rows of the journal of up to 256 neighbouring sources, packed, for minutes. `epoch` is what the compaction
# mark was as they came here, so it orders them by arrival (readings/series/segments.py).
segments = Table(
    "reading_segments",
    SQLModel.metadata,
    Column("group_no", Integer, primary_key=True, autoincrement=False),
    Column("epoch", BigInteger, primary_key=True, autoincrement=False),
    Column("n", Integer, nullable=False),
    Column("sources", SmallInteger, nullable=False),
    Column("since_us", BigInteger, nullable=False),
    Column("start_us", BigInteger, nullable=False),
    Column("end_us", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    info=OF_READINGS,
)

# The blocks of one source do not overlap and span at most a day (readings/series/blocks.py). `data` is
# one part after another.
blocks = Table(
    "reading_blocks",
    SQLModel.metadata,
    Column("sensor_id", Integer, primary_key=True, autoincrement=False),
    Column("start_us", BigInteger, primary_key=True, autoincrement=False),
    Column("end_us", BigInteger, nullable=False),
    Column("n", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("parts", SmallInteger, nullable=False, server_default="1"),
    info=OF_READINGS,
)

# The minutes of the block with the same key, packed; they are kept when the block has gone.
minutes = Table(
    "reading_minutes",
    SQLModel.metadata,
    Column("sensor_id", Integer, primary_key=True, autoincrement=False),
    Column("start_us", BigInteger, primary_key=True, autoincrement=False),
    Column("end_us", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    info=OF_READINGS,
)

# Readings of bad quality are not counted.
hours = Table(
    "reading_hours",
    SQLModel.metadata,
    Column("sensor_id", Integer, primary_key=True, autoincrement=False),
    Column("hour", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, nullable=False),
    Column("low", Double, nullable=False),
    Column("high", Double, nullable=False),
    Column("total", Double, nullable=False),
    Column("last", Double, nullable=False),
    Column("last_us", BigInteger, nullable=False),
    sqlite_with_rowid=False,
    info=OF_READINGS,
)

# One row: whoever compacts moves it on, so that two compactors cannot take the same readings.
compaction_mark = Table(
    "reading_compaction_mark",
    SQLModel.metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("epoch", BigInteger, nullable=False),
    info=OF_READINGS,
)

# `limits` changes together with the reading that changed it; the last reading follows within a second.
source_states = Table(
    "source_states",
    SQLModel.metadata,
    Column("sensor_id", Integer, primary_key=True, autoincrement=False),
    Column("limits", Text),
    Column("sampled_us", BigInteger),
    Column("value", Double),
    Column("quality", SmallInteger),
    Column("stretch", SmallInteger, nullable=False, server_default="0"),
    Column("late", BigInteger, nullable=False, server_default="0"),
    Column("from_the_future", BigInteger, nullable=False, server_default="0"),
    info=OF_READINGS,
)
