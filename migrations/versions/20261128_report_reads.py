"""how far a report had come when its reporter last looked

Revision ID: report_reads
Revises: report_kinds
Create Date: 2026-11-28 06:48:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime

revision: str = "report_reads"
down_revision: str | None = "report_kinds"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "report_reads",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("stage", AutoString(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["report_id"], ["hazard_reports.id"]),
        sa.PrimaryKeyConstraint("report_id", "person_id"),
    )


def downgrade() -> None:
    op.drop_table("report_reads")
