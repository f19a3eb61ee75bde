"""passkeys

Revision ID: passkeys
Revises: area_policies
Create Date: 2026-11-27 19:45:00.000000
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime

revision: str = "passkeys"
down_revision: str | None = "area_policies"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("person_id", sa.Uuid(), sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("host", AutoString(), nullable=False),
        sa.Column("credential_id", AutoString(), nullable=False, unique=True),
        sa.Column("public_key", AutoString(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("added_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", UtcDateTime(timezone=True)),
    )
    op.create_table(
        "passkey_challenges",
        sa.Column("challenge_hash", AutoString(), primary_key=True),
        sa.Column("use", AutoString(), nullable=False),
        sa.Column("person_id", sa.Uuid(), sa.ForeignKey("people.id"), index=True),
        sa.Column("family_id", sa.Uuid(), index=True),
        sa.Column("expires_at", UtcDateTime(timezone=True), nullable=False, index=True),
    )


def downgrade() -> None:
    op.drop_table("passkey_challenges")
    op.drop_table("passkeys")
