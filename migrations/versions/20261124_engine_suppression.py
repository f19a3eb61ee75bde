"""shelving, maintenance windows, inhibition and floods

Revision ID: d2c2suppress
Revises: d1c1store
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "d2c2suppress"
down_revision: str | None = "d1c1store"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

A_DAY_ON_SQLITE = """
UPDATE alerts SET case_due_at = strftime('%Y-%m-%d %H:%M:%f000', raised_at, '+24 hours')
WHERE is_open AND is_active AND case_id IS NULL
"""
A_DAY_ON_POSTGRES = """
UPDATE alerts SET case_due_at = raised_at + interval '24 hours'
WHERE is_open AND is_active AND case_id IS NULL
"""
ALERT_INDEXES = (
    ("ix_alerts_case_due", "case_due_at"),
    ("ix_alerts_settle_due", "settle_due_at"),
    ("ix_alerts_suppressed", "suppressed_by"),
    ("ix_alerts_group", "group_id"),
)


def of_alerts() -> list[sa.Column[Any]]:
    return [
        moment("active_since"),
        moment("told_at"),
        sa.Column("told_tier", sa.Integer(), nullable=True),
        sa.Column("acknowledged_tier", sa.Integer(), nullable=True),
        moment("case_due_at"),
        words("suppressed_by"),
        moment("suppressed_at"),
        sa.Column("held_worst", sa.Integer(), nullable=True),
        moment("shelved_until"),
        sa.Column("shelved_tier", sa.Integer(), nullable=True),
        words("shelve_reason"),
        sa.Column("shelved_by", sa.Uuid(), nullable=True),
        moment("calm_at"),
        sa.Column("chatter_tier", sa.Integer(), nullable=True),
        sa.Column("activations", sa.JSON(), nullable=False, server_default="[]"),
        moment("settle_due_at"),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        words("group_scope"),
        sa.Column("leads_group", sa.Boolean(), nullable=False, server_default=sa.true()),
    ]


def of_deliveries() -> list[sa.Column[Any]]:
    return [
        sa.Column("tier", sa.Integer(), nullable=True),
        moment("group_due_at"),
        sa.Column("summary_id", sa.Uuid(), nullable=True),
        sa.Column("grouped", sa.Integer(), nullable=False, server_default="0"),
    ]


def upgrade() -> None:
    _alerts()
    _deliveries()
    for column in (words("suppression"), words("note")):
        op.add_column("alert_transitions", column)
    _suppressions()
    _maintenance_windows()
    _out_of_service()
    _inhibitions()


def downgrade() -> None:
    for table in ("inhibitions", "out_of_service", "maintenance_windows", "suppressions"):
        op.drop_table(table)
    for name in ("note", "suppression"):
        op.drop_column("alert_transitions", name)
    for index in ("ix_deliveries_person", "ix_deliveries_group_due"):
        op.drop_index(index, table_name="deliveries")
    for column in reversed(of_deliveries()):
        op.drop_column("deliveries", column.name)
    for index, _ in reversed(ALERT_INDEXES):
        op.drop_index(index, table_name="alerts")
    for column in reversed(of_alerts()):
        op.drop_column("alerts", column.name)
    op.create_index(
        "ix_alerts_without_case",
        "alerts",
        ["raised_at"],
        sqlite_where=sa.text("is_open = 1 AND case_id IS NULL"),
        postgresql_where=sa.text("is_open AND case_id IS NULL"),
    )


def _alerts() -> None:
    op.drop_index("ix_alerts_without_case", table_name="alerts")
    for column in of_alerts():
        op.add_column("alerts", column)
    op.execute("UPDATE alerts SET active_since = raised_at, told_at = raised_at, told_tier = worst_tier")
    op.execute("UPDATE alerts SET acknowledged_tier = tier WHERE is_acknowledged")
    _wait_for_cases()
    for name, indexed in ALERT_INDEXES:
        _index_where_set(name, "alerts", indexed)


def _wait_for_cases() -> None:
    """Blue alerts without a case get one a day after they began, as before."""
    is_postgres = op.get_bind().dialect.name == "postgresql"
    op.execute(A_DAY_ON_POSTGRES if is_postgres else A_DAY_ON_SQLITE)


def _deliveries() -> None:
    for column in of_deliveries():
        op.add_column("deliveries", column)
    _index_where_set("ix_deliveries_group_due", "deliveries", "group_due_at")
    op.create_index("ix_deliveries_person", "deliveries", ["person_id", "created_at"])


def _suppressions() -> None:
    op.create_table(
        "suppressions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        words("reason", nullable=False),
        moment("began_at", nullable=False),
        moment("ended_at"),
        sa.Column("worst_tier", sa.Integer(), nullable=True),
        sa.Column("is_raised", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    _index_where_open("uq_suppressions_open", "suppressions", "alert_id", "ended_at IS NULL", unique=True)


def _maintenance_windows() -> None:
    op.create_table(
        "maintenance_windows",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("equipment_id", sa.Uuid(), nullable=True),
        sa.Column("area_id", sa.Uuid(), nullable=True),
        moment("starts_at", nullable=False),
        moment("ends_at", nullable=False),
        words("reason", nullable=False),
        sa.Column("holds_red", sa.Boolean(), nullable=False),
        sa.Column("planned_by", sa.Uuid(), nullable=False),
        moment("planned_at", nullable=False),
        moment("begun_at"),
        moment("cancelled_at"),
        sa.Column("cancelled_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.ForeignKeyConstraint(["equipment_id"], ["equipment.id"]),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"]),
        sa.ForeignKeyConstraint(["planned_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["cancelled_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_maintenance_windows_ends", "maintenance_windows", ["ends_at"])


def _out_of_service() -> None:
    op.create_table(
        "out_of_service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sensor_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        words("reason", nullable=False),
        moment("taken_at", nullable=False),
        sa.Column("taken_by", sa.Uuid(), nullable=False),
        moment("until"),
        sa.Column("was_silent", sa.Boolean(), nullable=False),
        moment("returned_at"),
        sa.Column("returned_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["sensor_id"], ["sensors.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.ForeignKeyConstraint(["taken_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["returned_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    _index_where_open(
        "uq_out_of_service_open", "out_of_service", "sensor_id", "returned_at IS NULL", unique=True
    )
    _index_where_open(
        "ix_out_of_service_until", "out_of_service", "until", "returned_at IS NULL AND until IS NOT NULL"
    )


def _inhibitions() -> None:
    op.create_table(
        "inhibitions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("parent_sensor_id", sa.Integer(), nullable=False),
        sa.Column("parent_conditions", sa.JSON(), nullable=True),
        sa.Column("child_sensor_id", sa.Integer(), nullable=True),
        sa.Column("child_equipment_id", sa.Uuid(), nullable=True),
        sa.Column("child_conditions", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.ForeignKeyConstraint(["parent_sensor_id"], ["sensors.id"]),
        sa.ForeignKeyConstraint(["child_sensor_id"], ["sensors.id"]),
        sa.ForeignKeyConstraint(["child_equipment_id"], ["equipment.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_inhibitions_parent", "inhibitions", ["parent_sensor_id"])
    op.create_index("ix_inhibitions_child", "inhibitions", ["child_sensor_id"])
    op.create_index("ix_inhibitions_child_equipment", "inhibitions", ["child_equipment_id"])


def moment(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, UtcDateTime(), nullable=nullable)


def words(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), nullable=nullable)


def _index_where_set(name: str, table: str, column: str) -> None:
    _index_where_open(name, table, column, f"{column} IS NOT NULL")


def _index_where_open(name: str, table: str, column: str, where: str, *, unique: bool = False) -> None:
    op.create_index(
        name, table, [column], unique=unique, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )
