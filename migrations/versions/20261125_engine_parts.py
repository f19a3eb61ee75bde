"""blocks of several parts

Revision ID: eh1parts
Revises: eg2asked
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "eh1parts"
down_revision: str | None = "eg2asked"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("reading_blocks", sa.Column("parts", sa.SmallInteger(), nullable=False, server_default="1"))


def downgrade() -> None:
    op.drop_column("reading_blocks", "parts")
