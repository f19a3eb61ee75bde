"""Cases keep the event of the register that they are about, and ask whether it changes once archived.

Recurrences say of which series of cases they are; those of before were all of an equipment. Cases that were
archived before ask nothing.

Revision ID: case_risks
Revises: taken_over_risks
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime

revision: str = "case_risks"
down_revision: str | None = "taken_over_risks"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "case_risks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("revision_id", sa.Uuid(), nullable=True),
        sa.Column("event_code", AutoString(), nullable=False),
        sa.Column("title_zh", AutoString(), nullable=False),
        sa.Column("title_en", AutoString(), nullable=False),
        sa.Column("measure_id", sa.Uuid(), nullable=True),
        sa.Column("measure_code", AutoString(), nullable=False),
        sa.Column("text_zh", AutoString(), nullable=False),
        sa.Column("text_en", AutoString(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"]),
        sa.ForeignKeyConstraint(["event_id"], ["risk_events.id"]),
        sa.ForeignKeyConstraint(["id"], ["cases.id"]),
        sa.ForeignKeyConstraint(["revision_id"], ["risk_revisions.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_case_risks_event", "case_risks", ["event_id"])
    op.create_table(
        "register_questions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("answer", AutoString(), nullable=True),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("revision_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["event_id"], ["risk_events.id"]),
        sa.ForeignKeyConstraint(["id"], ["cases.id"]),
        sa.ForeignKeyConstraint(["revision_id"], ["risk_revisions.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_register_questions_event", "register_questions", ["event_id"])
    op.add_column("recurrences", sa.Column("basis", AutoString(), server_default="EQUIPMENT", nullable=False))
    op.add_column("hazard_reports", sa.Column("risk_event_id", sa.Uuid(), nullable=True))
    op.create_index("ix_cases_area", "cases", ["area_id", "opened_at"])


def downgrade() -> None:
    op.drop_index("ix_cases_area", "cases")
    op.drop_column("hazard_reports", "risk_event_id")
    op.drop_column("recurrences", "basis")
    op.drop_table("register_questions")
    op.drop_table("case_risks")
