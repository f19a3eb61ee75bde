"""what an event was about, beside alerts, cases and reports

Revision ID: e0ground
Revises: d6c6parts
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "e0ground"
down_revision: str | None = "d6c6parts"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("audit", sa.Column("subject_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("audit", "subject_id")
