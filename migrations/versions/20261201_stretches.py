"""stretches: the last reading of a source knows how often the clock of the source was set

Revision ID: stretches
Revises: failed_reactions
Create Date: 2026-12-01 04:50:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "stretches"
down_revision: str | None = "failed_reactions"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "source_states", sa.Column("stretch", sa.SmallInteger(), nullable=False, server_default="0")
    )


def downgrade() -> None:
    op.drop_column("source_states", "stretch")
