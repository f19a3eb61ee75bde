"""taken over: a machine may come in as the ledger has it that was kept before

Revision ID: taken_over
Revises: duty_of_executives
Create Date: 2026-11-29 09:10:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "taken_over"
down_revision: str | None = "duty_of_executives"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "equipment_steps",
        sa.Column("is_taken_over", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_column("equipment_steps", "is_taken_over")
