"""what waits is found by whom it is for, what is due by its address, whatever is finished

Revision ID: due_messages
Revises: chat_cards
Create Date: 2026-12-01 11:40:00
"""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op

revision: str = "due_messages"
down_revision: str | None = "chat_cards"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

DUE: Final = sa.text("due_at IS NOT NULL")
GROUPED: Final = sa.text("group_due_at IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_deliveries_group_due", "deliveries")
    _index("ix_deliveries_group_due", ["state", "group_due_at"], GROUPED)
    _index("ix_deliveries_grouped_address", ["address"], GROUPED)
    _index("ix_deliveries_grouped_person", ["person_id"], GROUPED)
    _index("ix_deliveries_due_address", ["address", "channel", "outbox_id"], DUE)


def downgrade() -> None:
    for name in ("due_address", "grouped_person", "grouped_address", "group_due"):
        op.drop_index(f"ix_deliveries_{name}", "deliveries")
    _index("ix_deliveries_group_due", ["group_due_at"], GROUPED)


def _index(name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, "deliveries", columns, sqlite_where=where, postgresql_where=where)
