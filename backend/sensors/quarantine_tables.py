"""Messages that could not be stored as a reading, and sources that nobody knows."""

from sqlalchemy import BigInteger, Boolean, Column, Index, LargeBinary, String, Table, false
from sqlmodel import SQLModel

from backend.core.table_marks import OF_READINGS
from backend.core.types import Json, Serial, UtcDateTime

# Sources that send but are not known: offered to the officer for adoption.
unknown_sources = Table(
    "unknown_sources",
    SQLModel.metadata,
    Column("site_code", String, primary_key=True),
    Column("code", String, primary_key=True),
    Column("readings", BigInteger, nullable=False),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    # The first values that it sent, [sampled_us, value] each, to suggest limits from.
    Column("samples", Json, nullable=False, server_default="[]"),
    Column("sends_events", Boolean, nullable=False, server_default=false()),
    info=OF_READINGS,
)

# What came from codes that found no place in the list of their site, since it was last not full.
unlisted_sources = Table(
    "unlisted_sources",
    SQLModel.metadata,
    Column("site_code", String, primary_key=True),
    Column("readings", BigInteger, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    info=OF_READINGS,
)


quarantine = Table(
    "quarantine",
    SQLModel.metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("received_at", UtcDateTime, nullable=False),
    Column("topic", String, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("reason", String, nullable=False),
    Column("detail", String, nullable=False),
    # Read by the officer's list: newest first.
    Index("ix_quarantine_received", "received_at"),
)
