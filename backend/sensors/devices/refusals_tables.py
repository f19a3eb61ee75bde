"""Devices that were refused, for the person who connects one."""

from sqlalchemy import BigInteger, Column, String, Table
from sqlmodel import SQLModel

from backend.core.table_marks import OF_READINGS
from backend.core.types import UtcDateTime

# Bounded per site: see the store.
refused_devices = Table(
    "refused_devices",
    SQLModel.metadata,
    Column("site_code", String, primary_key=True),
    # The source that was named; empty where none was.
    Column("code", String, primary_key=True),
    Column("reason", String, primary_key=True),
    Column("device", String, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    info=OF_READINGS,
)
