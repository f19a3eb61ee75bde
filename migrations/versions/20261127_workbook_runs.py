"""workbook runs

Revision ID: workbook_runs
Revises: opened_by
Create Date: 2026-11-27 14:53:23.616169
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime

revision: str = "workbook_runs"
down_revision: str | None = "opened_by"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "workbook_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("file_name", AutoString(), nullable=False),
        sa.Column("sheet", AutoString(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("has_content", sa.Boolean(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("is_import", sa.Boolean(), nullable=False),
        sa.Column("attempt", sa.Uuid(), nullable=False),
        sa.Column("lease_until", UtcDateTime(timezone=True), nullable=True),
        sa.Column("started_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("rows_checked", sa.Integer(), nullable=False),
        sa.Column("digest", AutoString(), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=True),
        sa.Column("code", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_workbook_runs_person", "workbook_runs", ["person_id", "site_id"])
    in_work = sa.text("state IN ('READING', 'CHECKING', 'WRITING')")
    op.create_index(
        "uq_workbook_runs_in_work",
        "workbook_runs",
        ["site_id"],
        unique=True,
        sqlite_where=in_work,
        postgresql_where=in_work,
    )
    op.create_table(
        "workbook_files",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["workbook_runs.id"]),
        sa.PrimaryKeyConstraint("run_id"),
    )


def downgrade() -> None:
    op.drop_table("workbook_files")
    op.drop_table("workbook_runs")
