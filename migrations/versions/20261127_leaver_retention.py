"""leaver retention

Revision ID: leaver_retention
Revises: starting_sets
Create Date: 2026-11-27 18:50:02.104925
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "leaver_retention"
down_revision: str | None = "starting_sets"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

DAYS = {"addresses": 90, "push": 30, "sign_ins": 210, "signatures": 1095}


def upgrade() -> None:
    for kind, days in DAYS.items():
        name = f"keep_leaver_{kind}_days"
        op.add_column("sites", sa.Column(name, sa.Integer(), nullable=False, server_default=str(days)))
    op.add_column("photos", sa.Column("forgotten_at", UtcDateTime(timezone=True), nullable=True))
    op.create_index("ix_evidence_added_by", "evidence", ["added_by"])


def downgrade() -> None:
    op.drop_index("ix_evidence_added_by", "evidence")
    op.drop_column("photos", "forgotten_at")
    for kind in DAYS:
        op.drop_column("sites", f"keep_leaver_{kind}_days")
