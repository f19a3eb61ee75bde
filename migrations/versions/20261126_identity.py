"""Whether the password of an account is that of the demo plant.

Revision ID: identity
Revises: agreements
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "identity"
down_revision: str | None = "agreements"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    # Of the people who are there nobody knows it: a production site finds out when it starts.
    op.add_column("people", sa.Column("is_demo", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("people", "is_demo")
