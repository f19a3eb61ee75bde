"""proposed, shadow and reviewed indicators

Revision ID: d4c4lab
Revises: d3c3events
"""

from collections.abc import Sequence

revision: str = "d4c4lab"
down_revision: str | None = "d3c3events"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
