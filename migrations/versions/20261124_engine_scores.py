"""checkpoints of scores

Revision ID: d5c5scores
Revises: d4c4lab
"""

from collections.abc import Sequence

revision: str = "d5c5scores"
down_revision: str | None = "d4c4lab"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
