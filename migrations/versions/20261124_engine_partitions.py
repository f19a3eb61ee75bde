"""leases of partitions

Revision ID: d6c6parts
Revises: d5c5scores
"""

from collections.abc import Sequence

revision: str = "d6c6parts"
down_revision: str | None = "d5c5scores"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
