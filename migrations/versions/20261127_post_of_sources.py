"""A source may belong to the holders of a post.

Revision ID: post_of_sources
Revises: task_rule_areas
"""

from collections.abc import Sequence

from alembic import op

from migrations.protection import is_sqlite

revision: str = "post_of_sources"
down_revision: str | None = "task_rule_areas"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    kind = "CHAR(32)" if is_sqlite() else "UUID"
    op.execute(f"ALTER TABLE sensors ADD COLUMN post_id {kind} REFERENCES posts (id)")


def downgrade() -> None:
    with op.batch_alter_table("sensors") as batch:
        batch.drop_column("post_id")
