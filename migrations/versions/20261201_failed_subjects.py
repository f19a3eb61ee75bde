"""failed subjects: what judging or a deadline wanted to do and could not is kept, too

Revision ID: failed_subjects
Revises: unlisted_sources
Create Date: 2026-12-01 05:50:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "failed_subjects"
down_revision: str | None = "unlisted_sources"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("failed_reactions", sa.Column("subject", sa.String(), nullable=False, server_default=""))
    op.create_index("ix_failed_reactions_subject", "failed_reactions", ["reaction", "subject"])


def downgrade() -> None:
    op.drop_index("ix_failed_reactions_subject", "failed_reactions")
    op.drop_column("failed_reactions", "subject")
