"""An index that finds what a person has recorded lately.

Revision ID: voice_senders
Revises: uploads
"""

from collections.abc import Sequence

from alembic import op

revision: str = "voice_senders"
down_revision: str | None = "uploads"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index("ix_voice_uploads_person_id", "voice_uploads", ["person_id"])


def downgrade() -> None:
    op.drop_index("ix_voice_uploads_person_id", "voice_uploads")
