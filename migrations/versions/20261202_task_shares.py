"""Tasks that the register asks for keep their share of the time for disposal.

Revision ID: task_shares
Revises: risks
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "task_shares"
down_revision: str | None = "risks"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("department_tasks", sa.Column("share", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("department_tasks", "share")
