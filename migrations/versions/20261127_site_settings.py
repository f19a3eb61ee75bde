"""Settings of a site: language, words of risk levels, weekly rest, second person; and its calendar.

Revision ID: site_settings
Revises: privacy
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime
from migrations.protection import is_sqlite

revision: str = "site_settings"
down_revision: str | None = "privacy"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for name, default in (("language", "ZH"), ("label_set", "RISK"), ("settings_changed", "")):
        op.add_column("sites", sa.Column(name, AutoString(), nullable=False, server_default=default))
    op.add_column("sites", sa.Column("rest_weekdays", sa.JSON(), nullable=False, server_default="[6, 7]"))
    op.add_column("sites", sa.Column("settings_version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("sites", sa.Column("settings_changed_at", UtcDateTime(timezone=True), nullable=True))
    kind = "CHAR(32)" if is_sqlite() else "UUID"
    for name in ("second_person_id", "settings_changed_by"):
        op.execute(f"ALTER TABLE sites ADD COLUMN {name} {kind} REFERENCES people (id)")
    op.create_table(
        "site_days",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_working", sa.Boolean(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("site_id", "day"),
    )


def downgrade() -> None:
    op.drop_table("site_days")
    with op.batch_alter_table("sites") as batch:
        for name in (
            *("language", "label_set", "rest_weekdays", "second_person_id"),
            *("settings_version", "settings_changed_at", "settings_changed_by", "settings_changed"),
        ):
            batch.drop_column(name)
