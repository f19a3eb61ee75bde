"""saved views

Revision ID: saved_views
Revises: list_orders
Create Date: 2026-11-27 04:56:00.000000
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision: str = "saved_views"
down_revision: str | None = "list_orders"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("list_name", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("query", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "list_name", "name"),
    )


def downgrade() -> None:
    op.drop_table("saved_views")
