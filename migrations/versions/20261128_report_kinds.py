"""kinds of report, what is serious to who reports it, and voice notes of reports

Revision ID: report_kinds
Revises: area_codes
Create Date: 2026-11-28 05:40:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime

revision: str = "report_kinds"
down_revision: str | None = "area_codes"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("hazard_reports", sa.Column("kind", AutoString(), server_default="HAZARD", nullable=False))
    op.add_column(
        "hazard_reports", sa.Column("is_serious", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_table(
        "report_voices",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("taken_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["report_id"], ["hazard_reports.id"]),
        sa.ForeignKeyConstraint(["sha256"], ["voices.sha256"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("report_id"),
    )
    with op.batch_alter_table("report_voices", schema=None) as batch_op:
        batch_op.create_index("ix_report_voices_sha256", ["sha256"], unique=False)


def downgrade() -> None:
    op.drop_table("report_voices")
    with op.batch_alter_table("hazard_reports", schema=None) as batch_op:
        batch_op.drop_column("is_serious")
        batch_op.drop_column("kind")
