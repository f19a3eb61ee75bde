"""Areas with a tier policy of their own.

Revision ID: area_policies
Revises: post_of_sources
Create Date: 2026-11-27 19:10:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "area_policies"
down_revision: str | None = "post_of_sources"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("tier_policies") as batch:
        batch.add_column(sa.Column("area_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key("fk_tier_policies_area_id", "areas", ["area_id"], ["id"])
        batch.create_index("ix_tier_policies_area_id", ["area_id"])


def downgrade() -> None:
    with op.batch_alter_table("tier_policies") as batch:
        batch.drop_index("ix_tier_policies_area_id")
        batch.drop_constraint("fk_tier_policies_area_id", type_="foreignkey")
        batch.drop_column("area_id")
