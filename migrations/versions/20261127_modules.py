"""Modules of a site: what it has switched off, and every switch.

A site whose phones have no pass to report without a name has that module off, as it had in effect.

Revision ID: modules
Revises: workbook_runs
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime

revision: str = "modules"
down_revision: str | None = "workbook_runs"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("sites", sa.Column("modules_off", sa.JSON(), nullable=False, server_default="[]"))
    op.execute("UPDATE sites SET modules_off = '[\"REPORTS_WITHOUT_NAME\"]' WHERE anonymous_pass IS NULL")
    op.create_table(
        "module_switches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("module", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "module", "version"),
    )


def downgrade() -> None:
    op.drop_table("module_switches")
    with op.batch_alter_table("sites") as batch:
        batch.drop_column("modules_off")
