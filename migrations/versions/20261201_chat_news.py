"""chat news: what the person of a card knows beside it, and a connection that another one took the place of

Revision ID: chat_news
Revises: card_refs
Create Date: 2026-12-01 11:30:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision: str = "chat_news"
down_revision: str | None = "card_refs"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("chat_cards", sa.Column("news", AutoString(), server_default="", nullable=False))
    op.add_column("chat_streams", sa.Column("taken_over", AutoString(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("chat_streams", "taken_over")
    op.drop_column("chat_cards", "news")
