"""an unanswered danger keeps its rank

Revision ID: alert_rank
Revises: never_heard
Create Date: 2026-12-01 04:20:00
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision: str = "alert_rank"
down_revision: str | None = "never_heard"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

IN_SIGHT: Final = (None, "CHATTERING", "FLOOD")
"""Suppressions under which an alert stays in the list."""
RELEASES: Final = ("UNSUPPRESSED", "UNSHELVED")
ASKS: Final = ("RAISED", "TIER_RAISED", "REACTIVATED")
ALERTS: Final = sa.table(
    "alerts",
    sa.column("id", sa.Uuid()),
    sa.column("tier", sa.Integer()),
    sa.column("worst_tier", sa.Integer()),
    sa.column("rank", sa.Integer()),
    sa.column("asked_tier", sa.Integer()),
    sa.column("is_open", sa.Boolean()),
    sa.column("is_acknowledged", sa.Boolean()),
)
TRANSITIONS: Final = sa.table(
    "alert_transitions",
    sa.column("id", sa.Integer()),
    sa.column("alert_id", sa.Uuid()),
    sa.column("kind", AutoString()),
    sa.column("tier", sa.Integer()),
    sa.column("suppression", AutoString()),
)


def upgrade() -> None:
    op.add_column("alerts", sa.Column("rank", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("alerts", sa.Column("asked_tier", sa.Integer(), nullable=True))
    is_open = ALERTS.c.is_open
    op.execute(ALERTS.update().values(rank=sa.case((is_open, ALERTS.c.tier), else_=ALERTS.c.worst_tier)))
    unanswered = sa.select(ALERTS.c.id).where(is_open, sa.not_(ALERTS.c.is_acknowledged))
    histories: defaultdict[UUID, list[tuple[str, int, str | None]]] = defaultdict(list)
    found = sa.select(
        TRANSITIONS.c.alert_id, TRANSITIONS.c.kind, TRANSITIONS.c.tier, TRANSITIONS.c.suppression
    )
    lines = found.where(TRANSITIONS.c.alert_id.in_(unanswered)).order_by(TRANSITIONS.c.id)
    for alert_id, *line in op.get_bind().execute(lines):
        histories[alert_id].append((line[0], line[1], line[2]))
    for alert_id, history in histories.items():
        if (asked := asked_tier(history)) is not None:
            change = ALERTS.update().where(ALERTS.c.id == alert_id)
            op.execute(change.values(asked_tier=asked, rank=asked))


def asked_tier(history: Iterable[tuple[str, int, str | None]]) -> int | None:
    """Worst tier of an unanswered alert since it last began to ask, from its history (kind, tier and
    suppression of each line, oldest first); None where it never asked.
    """
    asked: int | None = None
    answered: int | None = None
    was_suppressed = False
    for kind, tier, suppression in history:
        if kind == "ACKNOWLEDGED":
            asked, answered = None, tier
        elif answered is not None and kind in ASKS:
            is_released = suppression is None and (was_suppressed or kind != "TIER_RAISED")
            answered = None if is_released or tier > answered else answered
        if answered is None and suppression in IN_SIGHT:
            asked = max(asked or tier, tier)
        if kind not in RELEASES:
            was_suppressed = suppression is not None
    return asked


def downgrade() -> None:
    op.drop_column("alerts", "asked_tier")
    op.drop_column("alerts", "rank")
