"""What the officer who took a report on gave to those who dispose of it.

Revision ID: triage_note
Revises: places
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision: str = "triage_note"
down_revision: str | None = "places"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("triage_note", AutoString(), nullable=True))


def downgrade() -> None:
    op.drop_column("cases", "triage_note")
