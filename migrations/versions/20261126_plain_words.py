"""The field's words: recurrences, notifies, published, suppresses, min_sightings.

Revision ID: plain_words
Revises: suggestions
"""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "plain_words"
down_revision: str | None = "suggestions"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMNS = (
    ("score_states", "told_us", "published_us"),
    ("maintenance_windows", "holds_red", "suppresses_red"),
)


def upgrade() -> None:
    op.rename_table("repeats", "recurrences")
    for table, old, new in COLUMNS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")
    _rewrite("tier_policies", "tiers", ("id",), _notifies)
    _rewrite("observation_rules", "rules", ("site_id", "version"), _min_sightings)


def downgrade() -> None:
    raise NotImplementedError("go back to a backup: older programs read older words")


def _rewrite(table: str, column: str, key: Sequence[str], change: Callable[[Any], None]) -> None:
    """Apply `change` to the JSON of every row."""
    types: dict[str, Any] = {"id": sa.Uuid(), "site_id": sa.Uuid(), "version": sa.Integer()}
    rows = sa.table(table, sa.column(column, sa.JSON()), *(sa.column(name, types[name]) for name in key))
    connection = op.get_bind()
    for row in connection.execute(sa.select(rows)).mappings().all():
        change(row[column])
        is_row = sa.and_(*(rows.c[name] == row[name] for name in key))
        connection.execute(sa.update(rows).where(is_row).values({column: row[column]}))


def _notifies(tiers: dict[str, Any]) -> None:
    for policy in tiers.values():
        for rung in policy["ladder"]:
            rung["notifies"] = rung.pop("tells")


def _min_sightings(rules: list[dict[str, Any]]) -> None:
    for rule in rules:
        rule["min_sightings"] = rule.pop("repeats")
