"""site removal

Revision ID: site_removal
Revises: refused_devices
Create Date: 2026-11-27 23:00:00.000000
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime
from migrations.protection import is_sqlite, refuse_changes
from migrations.removal import allow_removal

revision: str = "site_removal"
down_revision: str | None = "refused_devices"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "site_removals",
        sa.Column("site_id", sa.Uuid(), sa.ForeignKey("sites.id"), primary_key=True),
        sa.Column("asked_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("asked_by", AutoString(), nullable=False),
    )
    op.create_table(
        "removed_sites",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("code", AutoString(), nullable=False),
        sa.Column("name_zh", AutoString(), nullable=False),
        sa.Column("name_en", AutoString(), nullable=False),
        sa.Column("removed_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("removed_by", AutoString(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hash", AutoString(), nullable=False),
        sa.Column("key_id", AutoString(), nullable=False),
        sa.Column("seal", AutoString(), nullable=False),
    )
    op.create_table(
        "discarded_files",
        sa.Column("kind", AutoString(), primary_key=True),
        sa.Column("sha256", AutoString(), primary_key=True),
    )
    if is_sqlite():
        # The number of a source that went with its site is given to no other one, as on PostgreSQL.
        with op.batch_alter_table("sensors", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass
    refuse_changes("removed_sites")
    allow_removal()


def downgrade() -> None:
    raise NotImplementedError("what is written once would be written once no more: put a backup back")
