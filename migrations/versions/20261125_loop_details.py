"""a small grey copy of each photo for a closer look, and when its fingerprint was taken

Revision ID: eg1detail
Revises: ef2lanetime
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "eg1detail"
down_revision: str | None = "ef2lanetime"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("photos", sa.Column("looked_at", UtcDateTime(), nullable=True))
    op.create_index(
        "ix_photos_unseen",
        "photos",
        ["uploaded_at"],
        sqlite_where=sa.text("looked_at IS NULL"),
        postgresql_where=sa.text("looked_at IS NULL"),
    )
    op.create_table(
        "photo_details",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("grey", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["photos.sha256"]),
        sa.PrimaryKeyConstraint("sha256"),
    )


def downgrade() -> None:
    op.drop_table("photo_details")
    op.drop_index("ix_photos_unseen", table_name="photos")
    op.drop_column("photos", "looked_at")
