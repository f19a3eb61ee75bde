"""events, zone rules and keys of devices

Revision ID: d3c3events
Revises: d2c2suppress
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "d3c3events"
down_revision: str | None = "d2c2suppress"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLES = ("observed_conditions", "observation_rules", "observations", "tags", "device_requests", "devices")


def upgrade() -> None:
    op.add_column("sensors", _text("kind", server_default="READINGS"))
    for column in _seen_of_strangers():
        op.add_column("unknown_sources", column)
    _devices()
    _observations()
    _rules()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    for column in _seen_of_strangers():
        op.drop_column("unknown_sources", column.name)
    op.drop_column("sensors", "kind")


def _seen_of_strangers() -> list[sa.Column[Any]]:
    return [
        sa.Column("samples", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("sends_events", sa.Boolean(), nullable=False, server_default=sa.false()),
    ]


def _devices() -> None:
    op.create_table(
        "devices",
        sa.Column("id", sa.Uuid(), nullable=False),
        _site(),
        _text("name"),
        sa.Column("codes", sa.JSON(), nullable=False),
        _text("key_hash"),
        _text("hint"),
        _time("created_at"),
        _person("created_by"),
        _time("revoked_at", nullable=True),
        _time("last_used_at", nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key_hash"),
    )
    op.create_index("ix_devices_site_id", "devices", ["site_id"])
    op.create_table(
        "device_requests",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        _text("sha256"),
        sa.Column("answer", sa.JSON(), nullable=False),
        _time("taken_at"),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"]),
        sa.PrimaryKeyConstraint("device_id", "sha256"),
    )
    op.create_index("ix_device_requests_taken_at", "device_requests", ["taken_at"])


def _observations() -> None:
    op.create_table(
        "observations",
        sa.Column("id", sa.Integer(), nullable=False),
        _site(),
        sa.Column("sensor_id", sa.Integer(), nullable=False),
        _text("key"),
        sa.Column("seen_us", sa.BigInteger(), nullable=False),
        _time("received_at"),
        _text("type"),
        sa.Column("confidence", sa.Float(), nullable=False),
        _text("subject"),
        _text("area"),
        sa.Column("is_cleared", sa.Boolean(), nullable=False),
        _text("snapshot", nullable=True),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sensor_id"], ["sensors.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sensor_id", "key"),
    )
    op.create_index("ix_observations_repeats", "observations", ["sensor_id", "type", "seen_us"])
    _partial("ix_observations_snapshot", "observations", "snapshot")
    op.create_table(
        "observed_conditions",
        sa.Column("sensor_id", sa.Integer(), nullable=False),
        _text("aspect"),
        _text("type"),
        _text("area"),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("seen_us", sa.BigInteger(), nullable=False),
        sa.Column("cleared_us", sa.BigInteger(), nullable=False),
        _time("clears_at", nullable=True),
        sa.ForeignKeyConstraint(["sensor_id"], ["sensors.id"]),
        sa.PrimaryKeyConstraint("sensor_id", "aspect"),
    )
    _partial("ix_observed_conditions_due", "observed_conditions", "clears_at")


def _rules() -> None:
    op.create_table(
        "observation_rules",
        _site(),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        _text("reason"),
        _time("created_at"),
        _person("created_by"),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("site_id", "version"),
    )
    op.create_table(
        "tags",
        _site(),
        _text("code"),
        _text("kind"),
        _text("name_zh"),
        _text("name_en"),
        _text("role"),
        sa.Column("areas", sa.JSON(), nullable=False),
        _text("equipment"),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("site_id", "code"),
    )


def _text(name: str, *, nullable: bool = False, server_default: str | None = None) -> sa.Column[Any]:
    kind = sqlmodel.sql.sqltypes.AutoString()
    return sa.Column(name, kind, nullable=nullable, server_default=server_default)


def _time(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UtcDateTime(timezone=True), nullable=nullable)


def _site() -> sa.Column[Any]:
    return sa.Column("site_id", sa.Uuid(), nullable=False)


def _person(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Uuid(), nullable=True)


def _partial(name: str, table: str, column: str) -> None:
    is_there = sa.text(f"{column} IS NOT NULL")
    op.create_index(name, table, [column], sqlite_where=is_there, postgresql_where=is_there)
