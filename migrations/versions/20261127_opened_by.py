"""Accounts know who opened them, and how long they still count among those who grant roles.

Revision ID: opened_by
Revises: labels
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "opened_by"
down_revision: str | None = "labels"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NAME = "fk_accounts_opened_by"


def upgrade() -> None:
    with op.batch_alter_table("accounts") as accounts:
        accounts.add_column(sa.Column("opened_by", sa.Uuid(), nullable=True))
        accounts.add_column(sa.Column("opened_at", UtcDateTime(), nullable=True))
        accounts.add_column(sa.Column("granted_until", UtcDateTime(), nullable=True))
        accounts.create_foreign_key(NAME, "people", ["opened_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("accounts") as accounts:
        accounts.drop_constraint(NAME, type_="foreignkey")
        for column in ("granted_until", "opened_at", "opened_by"):
            accounts.drop_column(column)
