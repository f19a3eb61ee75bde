"""audit digests: a row of the chain covers what lies in another table about it

Revision ID: audit_digests
Revises: signature_strokes
Create Date: 2026-12-01 04:50:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "audit_digests"
down_revision: str | None = "signature_strokes"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    # Not in batch mode, which would lose the triggers of the table. Rows of before have none.
    op.add_column("audit", sa.Column("digest", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("audit", "digest")
