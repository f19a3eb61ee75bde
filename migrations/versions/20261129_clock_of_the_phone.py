"""clock of the phone

Revision ID: clock_of_the_phone
Revises: document_pages
Create Date: 2026-11-29 05:23:47.490715
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "clock_of_the_phone"
down_revision: str | None = "document_pages"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("hazard_reports", sa.Column("phone_said_at", UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("hazard_reports", "phone_said_at")
