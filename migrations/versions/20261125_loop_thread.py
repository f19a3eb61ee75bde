"""duplicates, repeats, reopened cases, reasons of dismissals, the reporter's thread, reports without a name

Revision ID: eethread
Revises: eapolicy
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import Json, UtcDateTime

revision: str = "eethread"
down_revision: str | None = "eapolicy"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("sites", sa.Column("anonymous_pass", sa.String(), nullable=True))
    op.create_index("ix_cases_equipment", "cases", ["equipment_id", "opened_at"])
    _create_links()
    _create_repeats()
    _create_threads()


def downgrade() -> None:
    for table in (
        "anonymous_reports",
        "objections",
        "thanks",
        "root_causes",
        "repeats",
        "dismissals",
        "report_links",
        "case_links",
    ):
        op.drop_table(table)
    op.drop_index("ix_cases_equipment", "cases")
    op.drop_column("sites", "anonymous_pass")


def _create_links() -> None:
    op.create_table(
        "case_links",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.ForeignKeyConstraint(["other_id"], ["cases.id"]),
        sa.ForeignKeyConstraint(["by"], ["people.id"]),
        sa.PrimaryKeyConstraint("case_id", "kind"),
    )
    op.create_index("ix_case_links_other", "case_links", ["other_id", "kind"])
    op.create_table(
        "report_links",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["hazard_reports.id"]),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("report_id"),
    )
    op.create_index("ix_report_links_case_id", "report_links", ["case_id"])
    op.create_table(
        "dismissals",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.ForeignKeyConstraint(["by"], ["people.id"]),
        sa.PrimaryKeyConstraint("case_id"),
    )


def _create_repeats() -> None:
    op.create_table(
        "repeats",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("earlier", Json(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_table(
        "root_causes",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("whys", Json(), nullable=False),
        sa.Column("root_cause", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["by"], ["people.id"]),
        sa.PrimaryKeyConstraint("case_id"),
    )


def _create_threads() -> None:
    op.create_table(
        "thanks",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("case_id", "person_id"),
    )
    op.create_table(
        "objections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.ForeignKeyConstraint(["report_id"], ["hazard_reports.id"]),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("report_id"),
    )
    op.create_index("ix_objections_site_id", "objections", ["site_id"])
    op.create_table(
        "anonymous_reports",
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["hazard_reports.id"]),
        sa.PrimaryKeyConstraint("key_hash"),
        sa.UniqueConstraint("report_id"),
    )
