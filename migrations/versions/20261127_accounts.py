"""accounts and invitations

Revision ID: accounts
Revises: score_hours
Create Date: 2026-11-27 10:45:00.000000
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision: str = "accounts"
down_revision: str | None = "score_hours"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OPEN = sa.text("accepted_at IS NULL AND ended_at IS NULL")


def upgrade() -> None:
    _switch()
    _accounts()


def _switch() -> None:
    op.add_column("sites", sa.Column("asks_proof", sa.Boolean(), server_default=sa.true(), nullable=False))
    # A site with a simulated plant is a demo plant: everybody knows its password.
    op.execute(sa.text("UPDATE sites SET asks_proof = false WHERE is_simulation_running IS NOT NULL"))


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("person_id", sa.Uuid(), sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True)),
        sa.Column("password_set_at", sa.DateTime(timezone=True)),
        sa.Column("second_person_from", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("person_id", sa.Uuid(), sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("secret_hash", AutoString(), nullable=False, unique=True),
        sa.Column("sealed_secret", AutoString()),
        sa.Column("is_reset", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.Uuid(), sa.ForeignKey("people.id")),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
    )
    op.create_index(
        "uq_invitations_open",
        "invitations",
        ["person_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_table("invitations")
    op.drop_table("accounts")
    op.drop_column("sites", "asks_proof")
