"""signature strokes are known by their own hash: whoever signs by keys draws the same picture again

Revision ID: strokes_by_hash
Revises: audit_digests
Create Date: 2026-12-01 05:10:00
"""

import hashlib
import json
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import Json

revision: str = "strokes_by_hash"
down_revision: str | None = "audit_digests"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    before = sa.table("signature_strokes", sa.column("sha256", sa.String()), sa.column("strokes", Json()))
    rows = op.get_bind().execute(sa.select(before)).all()
    op.drop_table("signature_strokes")
    table = op.create_table(
        "signature_strokes",
        sa.Column("strokes_sha256", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("strokes", Json(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["photos.sha256"]),
        sa.PrimaryKeyConstraint("strokes_sha256"),
    )
    op.create_index("ix_signature_strokes_sha256", "signature_strokes", ["sha256"])
    for row in rows:
        values = {"strokes_sha256": _hash(row.strokes), "sha256": row.sha256, "strokes": row.strokes}
        op.get_bind().execute(table.insert().values(values))


def downgrade() -> None:
    op.drop_table("signature_strokes")
    op.create_table(
        "signature_strokes",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("strokes", Json(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["photos.sha256"]),
        sa.PrimaryKeyConstraint("sha256"),
    )


def _hash(strokes: object) -> str:
    text = json.dumps(strokes, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
