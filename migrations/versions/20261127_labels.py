"""Labels: every machine and area has a code that stands in the QR code of its label.

Revision ID: labels
Revises: first_run
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.sites.labels.rules import LabelKind, new_label_code
from backend.sites.rules import SYSTEM_AREA

revision: str = "labels"
down_revision: str | None = "first_run"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "labels",
        sa.Column("code", AutoString(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index("uq_labels_object", "labels", ["object_id"], unique=True)
    op.add_column("sites", sa.Column("label_page", AutoString(), nullable=False, server_default="NAME"))
    _give("equipment", LabelKind.EQUIPMENT)
    _give("areas", LabelKind.AREA)


def downgrade() -> None:
    with op.batch_alter_table("sites") as batch:
        batch.drop_column("label_page")
    op.drop_table("labels")


def _give(table: str, kind: LabelKind) -> None:
    ids = (sa.column("id", sa.Uuid()), sa.column("site_id", sa.Uuid()))
    things = sa.table(table, *ids, sa.column("code"))
    labels = sa.table(
        "labels",
        sa.column("code"),
        sa.column("site_id", sa.Uuid()),
        sa.column("object_id", sa.Uuid()),
        sa.column("kind"),
    )
    found = op.get_bind().execute(sa.select(things).where(things.c.code != SYSTEM_AREA)).all()
    made = [
        {"code": new_label_code(row.code), "site_id": row.site_id, "object_id": row.id, "kind": kind.value}
        for row in found
    ]
    if made:
        op.get_bind().execute(labels.insert(), made)
