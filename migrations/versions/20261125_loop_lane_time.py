"""more time for one lane; versions of the rules that open lanes

Revision ID: ef2lanetime
Revises: ef1clock
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import Json, UtcDateTime

revision: str = "ef2lanetime"
down_revision: str | None = "ef1clock"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ASKED = "state = 'ASKED'"


def upgrade() -> None:
    op.add_column("extensions", sa.Column("lane_id", sa.Uuid(), nullable=True))
    op.drop_index("uq_extensions_asked", "extensions")
    _one("uq_extensions_asked", "case_id", f"{ASKED} AND lane_id IS NULL")
    _one("uq_extensions_asked_lane", "lane_id", f"{ASKED} AND lane_id IS NOT NULL")
    op.create_index("ix_extensions_lane", "extensions", ["lane_id"])
    op.create_index("ix_extensions_until", "extensions", ["site_id", "until"])
    op.create_table(
        "lane_rule_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("valid_from", UtcDateTime(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("rules", Json(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.ForeignKeyConstraint(["by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "version"),
    )


def downgrade() -> None:
    """Requests of lanes go with their column."""
    op.drop_table("lane_rule_versions")
    for name in (
        "ix_extensions_until",
        "ix_extensions_lane",
        "uq_extensions_asked_lane",
        "uq_extensions_asked",
    ):
        op.drop_index(name, "extensions")
    op.execute("DELETE FROM extensions WHERE lane_id IS NOT NULL")
    op.drop_column("extensions", "lane_id")
    _one("uq_extensions_asked", "case_id", ASKED)


def _one(name: str, column: str, where: str) -> None:
    op.create_index(
        name,
        "extensions",
        [column],
        unique=True,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
