"""sign-ins as devices, second factors, PINs

Revision ID: sign_ins
Revises: departments_tree
Create Date: 2026-11-27 11:15:00.000000
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision: str = "sign_ins"
down_revision: str | None = "departments_tree"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _sign_ins()
    _factors()
    _devices()


def _sign_ins() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("family_id", sa.Uuid(), primary_key=True),
        sa.Column("person_id", sa.Uuid(), sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("device_hash", AutoString()),
        sa.Column("method", AutoString(), nullable=False),
        sa.Column("user_agent", AutoString(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proven_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "sign_in_challenges",
        sa.Column("token_hash", AutoString(), primary_key=True),
        sa.Column("person_id", sa.Uuid(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )
    op.create_table(
        "device_pins",
        sa.Column("device_hash", AutoString(), primary_key=True),
        sa.Column("person_id", sa.Uuid(), sa.ForeignKey("people.id"), primary_key=True, index=True),
        sa.Column("pin_hash", AutoString(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
    )


def _factors() -> None:
    op.create_table(
        "second_factors",
        sa.Column("person_id", sa.Uuid(), sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("sealed_secret", AutoString(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("code_hash", AutoString(), primary_key=True),
        sa.Column("person_id", sa.Uuid(), sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("used_at", sa.DateTime(timezone=True)),
    )


def _devices() -> None:
    op.add_column("push_subscriptions", sa.Column("family_id", sa.Uuid()))
    # Who is signed in now keeps their sign-in, as one of a device that nobody has described.
    op.execute(
        sa.text(
            "INSERT INTO sign_ins (family_id, person_id, method, user_agent, started_at, seen_at) "
            "SELECT family_id, person_id, 'PASSWORD', '', MIN(created_at), MAX(created_at) FROM sessions "
            "WHERE revoked_at IS NULL GROUP BY family_id, person_id"
        )
    )


def downgrade() -> None:
    op.drop_column("push_subscriptions", "family_id")
    for table in ("recovery_codes", "second_factors", "device_pins", "sign_in_challenges", "sign_ins"):
        op.drop_table(table)
