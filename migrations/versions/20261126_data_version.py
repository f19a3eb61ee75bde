"""One row that every transaction raises which writes more than readings.

Revision ID: data_version
Revises: known_devices
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "data_version"
down_revision: str | None = "known_devices"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    table = op.create_table(
        "data_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.bulk_insert(table, [{"id": 1, "version": 0}])


def downgrade() -> None:
    op.drop_table("data_version")
