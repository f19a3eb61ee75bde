"""Devices on which people have signed in.

Revision ID: known_devices
Revises: voice_senders
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime

revision: str = "known_devices"
down_revision: str | None = "voice_senders"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "known_devices",
        sa.Column("token_hash", AutoString(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("token_hash", "person_id"),
    )
    op.create_index("ix_known_devices_person_id", "known_devices", ["person_id"])


def downgrade() -> None:
    op.drop_table("known_devices")
