"""channels of a site, codes for addresses, ways of deliveries

Revision ID: site_channels
Revises: wind_sources
Create Date: 2026-11-28 09:40:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import Json, UtcDateTime

revision: str = "site_channels"
down_revision: str | None = "wind_sources"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "site_channels",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("provider", AutoString(), nullable=False),
        sa.Column("settings", Json(), nullable=False),
        sa.Column("sealed_secrets", AutoString(), nullable=False),
        sa.Column("secret_names", Json(), nullable=False),
        sa.Column("paused_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("pause_reason", AutoString(), nullable=False),
        sa.Column("monthly_cap", sa.Integer(), nullable=True),
        sa.Column("price_cents", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("tested_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("test_outcome", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "kind"),
    )
    op.create_table(
        "address_codes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("sealed_code", AutoString(), nullable=False),
        sa.Column("sent_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("window_began_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("sent_in_window", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "kind"),
    )
    op.create_table(
        "answer_links",
        sa.Column("token_hash", AutoString(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("answer", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"]),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_answer_links_delivery_id", "answer_links", ["delivery_id"])
    with op.batch_alter_table("person_addresses") as table:
        table.add_column(sa.Column("verified_at", UtcDateTime(timezone=True), nullable=True))
    with op.batch_alter_table("push_subscriptions") as table:
        table.add_column(sa.Column("is_in_hand", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("deliveries") as table:
        table.add_column(sa.Column("channel_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("step", sa.Integer(), nullable=False, server_default="0"))
        table.create_foreign_key("fk_deliveries_channel", "site_channels", ["channel_id"], ["id"])
        table.create_index("ix_deliveries_channel", ["channel_id", "accepted_at"])


def downgrade() -> None:
    with op.batch_alter_table("deliveries") as table:
        table.drop_index("ix_deliveries_channel")
        table.drop_constraint("fk_deliveries_channel", type_="foreignkey")
        table.drop_column("step")
        table.drop_column("channel_id")
    with op.batch_alter_table("push_subscriptions") as table:
        table.drop_column("is_in_hand")
    with op.batch_alter_table("person_addresses") as table:
        table.drop_column("verified_at")
    op.drop_table("answer_links")
    op.drop_table("address_codes")
    op.drop_table("site_channels")
