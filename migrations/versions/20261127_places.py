"""Areas, plans, equipment and sources that people change.

The one drawing of each site becomes its first plan. Columns that refer to other tables are added by hand:
SQLite would rebuild tables that others refer to.

Revision ID: places
Revises: data_versions
"""

import re
from collections.abc import Sequence
from typing import Final
from uuid import NAMESPACE_OID, uuid5

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime
from migrations.protection import is_sqlite

revision: str = "places"
down_revision: str | None = "data_versions"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ADDED: Final = ("areas", "equipment", "sensors")
USUAL: Final = (0.0, 0.0, 1200.0, 760.0)


def upgrade() -> None:
    _make_plans()
    _make_tables_of_equipment()
    for table in ADDED:
        _refer(table, "plan_id", "plans")
        _refer(table, "changed_by", "people")
        op.add_column(table, sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        op.add_column(table, sa.Column("changed_at", UtcDateTime(timezone=True), nullable=True))
    for table in ("equipment", "sensors"):
        for name in ("plan_x", "plan_y"):
            op.add_column(table, sa.Column(name, sa.Float(), nullable=True))
    for table in ("areas", "equipment"):
        _refer(table, "parent_id", table)
    _describe_areas()
    for name in ("kind", "maker", "serial_number"):
        op.add_column("equipment", sa.Column(name, AutoString(), nullable=False, server_default=""))
    op.add_column(
        "equipment", sa.Column("is_special", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("equipment", sa.Column("next_inspection_at", UtcDateTime(timezone=True), nullable=True))
    op.add_column("sensors", sa.Column("sampling_plan", AutoString(), nullable=False, server_default=""))
    _move_drawings()


def downgrade() -> None:
    op.add_column("sites", sa.Column("plan_svg", AutoString(), nullable=False, server_default=""))
    op.execute(
        "UPDATE sites SET plan_svg = coalesce((SELECT svg FROM plans WHERE plans.site_id = sites.id "
        "ORDER BY position LIMIT 1), '')"
    )
    op.drop_index("uq_areas_code", "areas")
    mine = {
        "areas": (
            "default_stage",
            "muster_zh",
            "muster_en",
            "muster_x",
            "muster_y",
            "closed_at",
            "parent_id",
        ),
        "equipment": (
            *("kind", "maker", "serial_number", "is_special", "next_inspection_at", "parent_id"),
            *("plan_x", "plan_y"),
        ),
        "sensors": ("sampling_plan", "plan_x", "plan_y"),
    }
    for table, columns in mine.items():
        with op.batch_alter_table(table) as batch:
            for name in (*columns, "version", "changed_at", "changed_by", "plan_id"):
                batch.drop_column(name)
    for table in ("equipment_steps", "equipment_documents", "equipment_codes", "plan_pictures", "plans"):
        op.drop_table(table)


def _refer(table: str, column: str, target: str) -> None:
    kind = "CHAR(32)" if is_sqlite() else "UUID"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind} REFERENCES {target} (id)")


def _make_plans() -> None:
    op.create_table(
        "plans",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("name_zh", AutoString(), nullable=False),
        sa.Column("name_en", AutoString(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("width", sa.Float(), nullable=False),
        sa.Column("height", sa.Float(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=True),
        sa.Column("svg", AutoString(), nullable=False, server_default=""),
        sa.Column("removed_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_plans_site", "plans", ["site_id", "position"])
    op.create_table(
        "plan_pictures",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("media_type", AutoString(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("site_id", "sha256"),
    )
    op.create_index("ix_plan_pictures_lately", "plan_pictures", ["site_id", "at"])


def _make_tables_of_equipment() -> None:
    op.create_table(
        "equipment_codes",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("code", AutoString(), nullable=False),
        sa.Column("equipment_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["equipment_id"], ["equipment.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("site_id", "code"),
    )
    op.create_index("ix_equipment_codes_item", "equipment_codes", ["equipment_id"])
    op.create_table(
        "equipment_documents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("equipment_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("title", AutoString(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("removed_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["equipment_id"], ["equipment.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_equipment_documents_item", "equipment_documents", ["equipment_id", "added_at"])
    op.create_index("ix_equipment_documents_photo", "equipment_documents", ["sha256"])
    op.create_table(
        "equipment_steps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("equipment_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("before", AutoString(), nullable=False),
        sa.Column("after", AutoString(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["equipment_id"], ["equipment.id"]),
        sa.ForeignKeyConstraint(["recorded_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_equipment_steps_item", "equipment_steps", ["equipment_id", "recorded_at"])


def _describe_areas() -> None:
    op.add_column("areas", sa.Column("default_stage", AutoString(), nullable=True))
    for name in ("muster_zh", "muster_en"):
        op.add_column("areas", sa.Column(name, AutoString(), nullable=False, server_default=""))
    for name in ("muster_x", "muster_y"):
        op.add_column("areas", sa.Column(name, sa.Float(), nullable=True))
    op.add_column("areas", sa.Column("closed_at", UtcDateTime(timezone=True), nullable=True))
    op.create_index("uq_areas_code", "areas", ["site_id", "code"], unique=True)


def _move_drawings() -> None:
    """The drawing of each site is its first plan, and what has a polygon is drawn on it."""
    plans = sa.table(
        "plans",
        sa.column("id", sa.Uuid()),
        sa.column("site_id", sa.Uuid()),
        *(sa.column(name) for name in ("name_zh", "name_en", "position", "width", "height", "svg")),
    )
    sites = sa.table("sites", sa.column("id", sa.Uuid()), sa.column("plan_svg"))
    areas = sa.table(
        "areas",
        sa.column("site_id", sa.Uuid()),
        sa.column("plan_id", sa.Uuid()),
        sa.column("polygon", sa.JSON()),
    )
    connection = op.get_bind()
    for site_id, svg in connection.execute(sa.select(sites.c.id, sites.c.plan_svg)).all():
        if not svg:
            continue
        plan_id = uuid5(NAMESPACE_OID, f"{site_id}/plan")
        _, _, width, height = _frame(svg)
        connection.execute(
            plans.insert().values(
                id=plan_id,
                site_id=site_id,
                name_zh="总图",
                name_en="Site plan",
                position=1,
                width=width,
                height=height,
                svg=svg,
            )
        )
        is_drawn = sa.cast(areas.c.polygon, sa.Text()) != "[]"
        connection.execute(areas.update().where(areas.c.site_id == site_id, is_drawn).values(plan_id=plan_id))
    op.drop_column("sites", "plan_svg")


def _frame(svg: str) -> tuple[float, ...]:
    """The box of a drawing; that of the first drawing of the product where it says none."""
    found = re.search(r'viewBox="([^"]+)"', svg)
    numbers = tuple(float(each) for each in re.split(r"[\s,]+", found[1].strip())) if found else USUAL
    return numbers if len(numbers) == len(USUAL) else USUAL
