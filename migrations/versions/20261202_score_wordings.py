"""A site's own wording of the scores that a risk is assessed by.

Revision ID: score_wordings
Revises: typed_levels
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "score_wordings"
down_revision: str | None = "typed_levels"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("risk_settings", sa.Column("wordings", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("risk_settings", "wordings")
