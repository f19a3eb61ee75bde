"""A workbook may be imported with the computed levels, whatever levels were typed in it.

Revision ID: typed_levels
Revises: case_risks
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "typed_levels"
down_revision: str | None = "case_risks"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "workbook_runs",
        sa.Column("takes_computed", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_column("workbook_runs", "takes_computed")
