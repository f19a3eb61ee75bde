"""events, zone rules and keys of devices

Revision ID: d3c3events
Revises: d2c2suppress
"""

from collections.abc import Sequence

revision: str = "d3c3events"
down_revision: str | None = "d2c2suppress"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
