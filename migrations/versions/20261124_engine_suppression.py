"""shelving, maintenance windows, inhibition and floods

Revision ID: d2c2suppress
Revises: d1c1store
"""

from collections.abc import Sequence

revision: str = "d2c2suppress"
down_revision: str | None = "d1c1store"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
