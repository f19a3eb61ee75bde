"""card refs: the id that a provider gave to a card, where it does not take ours

Revision ID: card_refs
Revises: due_messages
Create Date: 2026-12-01 11:30:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision: str = "card_refs"
down_revision: str | None = "due_messages"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("chat_cards", sa.Column("provider_ref", AutoString(), nullable=True))


def downgrade() -> None:
    op.drop_column("chat_cards", "provider_ref")
