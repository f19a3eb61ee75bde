"""photos shown with a comment

Revision ID: comment_photos
Revises: report_reads
Create Date: 2026-11-28 10:00:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "comment_photos"
down_revision: str | None = "report_reads"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("comments", sa.Column("photos", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("comments", "photos")
