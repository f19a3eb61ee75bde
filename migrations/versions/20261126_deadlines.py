"""Deadlines of any noun, with or without a tier.

Revision ID: deadlines
Revises: first
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision: str = "deadlines"
down_revision: str | None = "first"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

RUNNING = "ended_at IS NULL"
PARTIAL = {
    "ix_deadlines_late": (["site_id", "due_at", "id"], False, RUNNING),
    "ix_deadlines_next": (["next_at"], False, "next_at IS NOT NULL"),
    "uq_deadlines_task": (["task_id", "step"], True, f"{RUNNING} AND task_id IS NOT NULL"),
    "uq_deadlines_object": (["object_id", "step"], True, f"{RUNNING} AND task_id IS NULL"),
}


def upgrade() -> None:
    for name in ("case", "late", "next"):
        op.drop_index(f"ix_deadlines_{name}", "deadlines")
    for name in ("alert", "case", "task"):
        op.drop_index(f"uq_deadlines_{name}", "deadlines")
    with op.batch_alter_table("deadlines") as batch_op:
        batch_op.add_column(sa.Column("noun", AutoString(), nullable=True))
        batch_op.add_column(sa.Column("object_id", sa.Uuid(), nullable=True))
    op.execute(
        "UPDATE deadlines SET object_id = coalesce(case_id, alert_id), "
        "noun = CASE WHEN case_id IS NULL THEN 'alert' ELSE 'case' END"
    )
    with op.batch_alter_table("deadlines") as batch_op:
        batch_op.alter_column("noun", existing_type=AutoString(), nullable=False)
        batch_op.alter_column("object_id", existing_type=sa.Uuid(), nullable=False)
        batch_op.alter_column("tier", existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column("policy_id", existing_type=sa.Uuid(), nullable=True)
        batch_op.drop_column("alert_id")
        batch_op.drop_column("case_id")
    op.create_index("ix_deadlines_object", "deadlines", ["object_id", "started_at"])
    for name, (columns, is_unique, where) in PARTIAL.items():
        op.create_index(
            name,
            "deadlines",
            columns,
            unique=is_unique,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )


def downgrade() -> None:
    raise NotImplementedError("go back to a backup: what has no tier has no place in the old table")
