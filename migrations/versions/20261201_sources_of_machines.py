"""sources of machines: an index by which they are found

Revision ID: sources_of_machines
Revises: chat_news
Create Date: 2026-12-01 11:40:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "sources_of_machines"
down_revision: str | None = "chat_news"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index(
        "ix_sensors_equipment",
        "sensors",
        ["equipment_id"],
        sqlite_where=sa.text("equipment_id IS NOT NULL"),
        postgresql_where=sa.text("equipment_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_sensors_equipment", table_name="sensors")
