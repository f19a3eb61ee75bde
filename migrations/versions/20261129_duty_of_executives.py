"""duty of executives: one roster of them per site

Revision ID: duty_of_executives
Revises: preferences
Create Date: 2026-11-29 01:50:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "duty_of_executives"
down_revision: str | None = "preferences"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index(
        "uq_rosters_executive",
        "rosters",
        ["site_id"],
        unique=True,
        sqlite_where=sa.text("duty = 'EXECUTIVE'"),
        postgresql_where=sa.text("duty = 'EXECUTIVE'"),
    )


def downgrade() -> None:
    # An older release knows no such line.
    executives = "SELECT id FROM rosters WHERE duty = 'EXECUTIVE'"
    shifts = f"SELECT id FROM shifts WHERE roster_id IN ({executives})"  # noqa: S608 - of constants
    op.execute(f"DELETE FROM shift_swaps WHERE shift_id IN ({shifts}) OR in_return_id IN ({shifts})")  # noqa: S608
    op.execute(f"DELETE FROM shifts WHERE roster_id IN ({executives})")  # noqa: S608 - of constants
    op.execute("DELETE FROM rosters WHERE duty = 'EXECUTIVE'")
    op.drop_index("uq_rosters_executive", "rosters")
