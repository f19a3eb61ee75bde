"""signature strokes: by what a recheck was signed, strokes drawn at the step or a picture that was sent

Revision ID: signature_strokes
Revises: account_links
Create Date: 2026-12-01 04:40:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import Json

revision: str = "signature_strokes"
down_revision: str | None = "account_links"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "signature_strokes",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("strokes", Json(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["photos.sha256"]),
        sa.PrimaryKeyConstraint("sha256"),
    )
    # Null of every signature of before: those were pictures.
    op.add_column("rounds", sa.Column("signature_strokes_sha256", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("rounds", "signature_strokes_sha256")
    op.drop_table("signature_strokes")
