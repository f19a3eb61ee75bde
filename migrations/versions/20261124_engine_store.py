"""hour rollups and retention of readings

Revision ID: d1c1store
Revises: d0c0rules
"""

from collections.abc import Sequence

revision: str = "d1c1store"
down_revision: str | None = "d0c0rules"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
