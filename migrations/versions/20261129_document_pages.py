"""document pages: a document of a machine may have several pages

Revision ID: document_pages
Revises: taken_over
Create Date: 2026-11-29 09:40:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "document_pages"
down_revision: str | None = "taken_over"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("equipment_documents") as batch_op:
        batch_op.add_column(sa.Column("page", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("first_page_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            "fk_equipment_documents_first_page", "equipment_documents", ["first_page_id"], ["id"]
        )


def downgrade() -> None:
    op.execute("DELETE FROM equipment_documents WHERE first_page_id IS NOT NULL")
    with op.batch_alter_table("equipment_documents") as batch_op:
        batch_op.drop_constraint("fk_equipment_documents_first_page", type_="foreignkey")
        batch_op.drop_column("first_page_id")
        batch_op.drop_column("page")
