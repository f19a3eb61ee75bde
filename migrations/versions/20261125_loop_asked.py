"""an index for what waits for a decision on more time

Revision ID: eg2asked
Revises: eg1detail
"""

from collections.abc import Sequence

from alembic import op

revision: str = "eg2asked"
down_revision: str | None = "eg1detail"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index("ix_extensions_state", "extensions", ["site_id", "state"])


def downgrade() -> None:
    op.drop_index("ix_extensions_state", table_name="extensions")
