"""codes that areas had; tags name machines by their present codes

Revision ID: area_codes
Revises: alert_responses
Create Date: 2026-11-28 02:35:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "area_codes"
down_revision: str | None = "alert_responses"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "area_codes",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("site_id", "code"),
    )
    now = """
        SELECT e.code FROM equipment e JOIN equipment_codes c ON c.equipment_id = e.id
        WHERE c.site_id = tags.site_id AND c.code = tags.equipment
    """
    op.execute(f"UPDATE tags SET equipment = ({now}) WHERE EXISTS ({now})")  # noqa: S608  # no input


def downgrade() -> None:
    op.drop_table("area_codes")
