"""Tags may be out of use, and are changed by version.

Revision ID: tags_in_use
Revises: corrections
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "tags_in_use"
down_revision: str | None = "corrections"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("tags", sa.Column("closed_at", UtcDateTime(), nullable=True))
    op.add_column("tags", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    op.drop_column("tags", "version")
    op.drop_column("tags", "closed_at")
