"""Advice of a site for alerts that are early.

Revision ID: early_advice
Revises: clock_of_the_phone
Create Date: 2026-11-29 13:49:51
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "early_advice"
down_revision: str | None = "clock_of_the_phone"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "site_advice", sa.Column("is_early", sa.Boolean(), server_default=sa.false(), nullable=False)
    )


def downgrade() -> None:
    op.drop_column("site_advice", "is_early")
