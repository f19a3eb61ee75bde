"""departments as a tree, posts and addresses of people

Revision ID: departments_tree
Revises: triage_note
Create Date: 2026-11-27 10:45:00.000000
"""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime

revision: str = "departments_tree"
down_revision: str | None = "triage_note"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("departments", sa.Column("code", AutoString(), nullable=False, server_default=""))
    _give_codes()
    with op.batch_alter_table("departments") as batch:
        batch.alter_column("code", server_default=None)
        batch.add_column(sa.Column("parent_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("closed_at", UtcDateTime(), nullable=True))
        batch.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch.create_foreign_key("fk_departments_parent", "departments", ["parent_id"], ["id"])
        batch.create_unique_constraint("uq_departments_code", ["site_id", "code"])
        batch.create_index("ix_departments_parent_id", ["parent_id"])
    op.create_table(
        "posts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("code", AutoString(), nullable=False),
        sa.Column("name_zh", AutoString(), nullable=False),
        sa.Column("name_en", AutoString(), nullable=False),
        sa.Column("department_id", sa.Uuid(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "code", name="uq_posts_code"),
    )
    with op.batch_alter_table("memberships") as batch:
        batch.add_column(sa.Column("post_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("employee_code", AutoString(), nullable=True))
        batch.add_column(sa.Column("joined_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch.create_foreign_key("fk_memberships_post", "posts", ["post_id"], ["id"])
        batch.create_unique_constraint("uq_memberships_employee_code", ["site_id", "employee_code"])
        batch.create_index("ix_memberships_department", ["department_id"])
        batch.create_index("ix_memberships_site", ["site_id", "role"])
    op.create_table(
        "person_addresses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "kind", name="uq_person_addresses_kind"),
    )


def _give_codes() -> None:
    """Number the departments that are there, for each site from D01 on, by name."""
    table = sa.table(
        "departments",
        sa.column("id", sa.Uuid()),
        sa.column("site_id", sa.Uuid()),
        sa.column("name_en", AutoString()),
        sa.column("code", AutoString()),
    )
    found = op.get_bind().execute(
        sa.select(table.c.id, table.c.site_id).order_by(table.c.name_en, table.c.id)
    )
    numbers: defaultdict[UUID, int] = defaultdict(int)
    for department_id, site_id in found.all():
        numbers[site_id] += 1
        change = table.update().where(table.c.id == department_id)
        op.execute(change.values(code=f"D{numbers[site_id]:02}"))


def downgrade() -> None:
    op.drop_table("person_addresses")
    with op.batch_alter_table("memberships") as batch:
        batch.drop_index("ix_memberships_site")
        batch.drop_index("ix_memberships_department")
        batch.drop_constraint("uq_memberships_employee_code", type_="unique")
        batch.drop_constraint("fk_memberships_post", type_="foreignkey")
        for name in ("version", "joined_on", "employee_code", "post_id"):
            batch.drop_column(name)
    op.drop_table("posts")
    with op.batch_alter_table("departments") as batch:
        batch.drop_index("ix_departments_parent_id")
        batch.drop_constraint("uq_departments_code", type_="unique")
        batch.drop_constraint("fk_departments_parent", type_="foreignkey")
        for name in ("version", "closed_at", "parent_id", "code"):
            batch.drop_column(name)
