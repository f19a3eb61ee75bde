"""What a first run notes of a site, and the codes that open it.

Revision ID: first_run
Revises: sign_ins
Create Date: 2026-11-27 11:55:00.000000
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime

revision: str = "first_run"
down_revision: str | None = "sign_ins"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("sites", sa.Column("trade", AutoString(), nullable=True))
    op.add_column("sites", sa.Column("people", sa.Integer(), nullable=True))
    op.create_table(
        "setup_codes",
        sa.Column("code_hash", AutoString(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("code_hash"),
    )


def downgrade() -> None:
    op.drop_table("setup_codes")
    op.drop_column("sites", "people")
    op.drop_column("sites", "trade")
