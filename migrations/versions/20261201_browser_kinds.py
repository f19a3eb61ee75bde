"""browser kinds: the maker of the phone and the engine of the browser of each sign-in, coarse

Revision ID: browser_kinds
Revises: wall_windows
Create Date: 2026-12-01 08:55:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "browser_kinds"
down_revision: str | None = "wall_windows"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("sign_ins", sa.Column("maker", sa.String(), nullable=False, server_default=""))
    op.add_column("sign_ins", sa.Column("engine", sa.String(), nullable=False, server_default=""))
    op.add_column("sign_ins", sa.Column("engine_major", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    for name in ("engine_major", "engine", "maker"):
        op.drop_column("sign_ins", name)
