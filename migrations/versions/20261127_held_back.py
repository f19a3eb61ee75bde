"""held back: maintenance that repeats, reminders of what is held back

Revision ID: held_back
Revises: control
Create Date: 2026-11-27 07:40:21.729073
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "held_back"
down_revision: str | None = "control"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("maintenance_windows", schema=None) as batch_op:
        batch_op.add_column(sa.Column("repeat_days", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("repeated_at", UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("reminded_at", UtcDateTime(timezone=True), nullable=True))

    with op.batch_alter_table("out_of_service", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reminded_at", UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("out_of_service", schema=None) as batch_op:
        batch_op.drop_column("reminded_at")

    with op.batch_alter_table("maintenance_windows", schema=None) as batch_op:
        batch_op.drop_column("reminded_at")
        batch_op.drop_column("repeated_at")
        batch_op.drop_column("repeat_days")
