"""tier policies per site, deadlines as rows, supervision

Revision ID: eapolicy
Revises: e0ground
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from backend.core.types import Json, UtcDateTime

revision: str = "eapolicy"
down_revision: str | None = "e0ground"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

STEEP = [
    {"percent": 100, "tells": ["LEAD", "RESPONSIBLE"]},
    {"percent": 150, "tells": ["LEAD", "OFFICER"]},
    {"percent": 200, "tells": ["EXECUTIVE", "OFFICER"]},
]
GENTLE = [
    {"percent": 100, "tells": ["LEAD", "RESPONSIBLE"]},
    {"percent": 200, "tells": ["LEAD", "OFFICER"]},
]
LATE_ONLY = [{"percent": 200, "tells": ["LEAD", "RESPONSIBLE"]}]
ALOUD = ["IN_APP", "WEB_PUSH"]


def tier(within_s: Sequence[int], told: str, ladder: Any, channels: list[str], after_s: int) -> Any:
    acknowledge, dispose, recheck = within_s
    return {
        "acknowledge_within_s": acknowledge,
        "dispose_within_s": dispose,
        "recheck_within_s": recheck,
        "told_first": told.split(),
        "ladder": ladder,
        "channels": channels,
        "opens_case_after_s": after_s,
    }


TIERS = {
    "RED": tier((60, 1_800, 86_400), "DEPARTMENT EXECUTIVE OFFICER RESPONSIBLE", STEEP, ALOUD, 0),
    "ORANGE": tier((300, 14_400, 172_800), "DEPARTMENT OFFICER RESPONSIBLE", STEEP, ALOUD, 0),
    "YELLOW": tier((1_800, 86_400, 259_200), "LEAD RESPONSIBLE", GENTLE, ALOUD, 0),
    "BLUE": tier((28_800, 259_200, 604_800), "RESPONSIBLE", LATE_ONLY, ["IN_APP"], 86_400),
}
TIER_NAMES = {1: "BLUE", 2: "YELLOW", 3: "ORANGE", 4: "RED"}
OWED = {
    "OPEN": ("ACKNOWLEDGE", "acknowledge_due_at"),
    "IN_DISPOSAL": ("DISPOSE", "dispose_due_at"),
    "AWAITING_RECHECK": ("RECHECK", "recheck_due_at"),
}
REMINDED = 80
"""What was open before there were reminders is told of again only when it is late."""


def moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UtcDateTime(timezone=True), nullable=nullable)


def points_to(name: str, table: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Uuid(), sa.ForeignKey(f"{table}.id"), nullable=nullable)


def upgrade() -> None:
    op.add_column("cases", sa.Column("policy_id", sa.Uuid(), nullable=True))
    policies = _create_policies()
    deadlines = _create_deadlines()
    _create_supervisions()
    _fill(policies, deadlines)


def downgrade() -> None:
    op.drop_table("supervisions")
    op.drop_table("deadlines")
    op.drop_table("tier_policies")
    op.drop_column("cases", "policy_id")


def _create_policies() -> sa.Table:
    return op.create_table(
        "tier_policies",
        sa.Column("id", sa.Uuid(), nullable=False),
        points_to("site_id", "sites"),
        sa.Column("version", sa.Integer(), nullable=False),
        moment("valid_from"),
        points_to("by", "people", nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("tiers", Json(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("site_id", "version"),
    )


def _create_deadlines() -> sa.Table:
    table = op.create_table(
        "deadlines",
        sa.Column("id", sa.Uuid(), nullable=False),
        points_to("site_id", "sites"),
        points_to("case_id", "cases", nullable=True),
        points_to("alert_id", "alerts", nullable=True),
        sa.Column("lane_id", sa.Uuid(), nullable=True),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        points_to("policy_id", "tier_policies"),
        points_to("owner_id", "people", nullable=True),
        points_to("department_id", "departments", nullable=True),
        moment("started_at"),
        moment("due_at"),
        moment("paused_at", nullable=True),
        moment("ended_at", nullable=True),
        sa.Column("reached", sa.Integer(), nullable=False),
        moment("next_at", nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    for name, columns, where in (
        ("uq_deadlines_case", ["case_id", "step"], "case_id IS NOT NULL AND lane_id IS NULL"),
        ("uq_deadlines_lane", ["lane_id", "step"], "lane_id IS NOT NULL"),
        ("uq_deadlines_alert", ["alert_id"], "case_id IS NULL"),
    ):
        _index(name, columns, f"ended_at IS NULL AND {where}", unique=True)
    _index("ix_deadlines_next", ["next_at"], "next_at IS NOT NULL")
    _index("ix_deadlines_late", ["site_id", "due_at", "id"], "ended_at IS NULL")
    op.create_index("ix_deadlines_case", "deadlines", ["case_id", "started_at"])
    return table


def _index(name: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(
        name, "deadlines", columns, unique=unique, sqlite_where=condition, postgresql_where=condition
    )


def _create_supervisions() -> None:
    op.create_table(
        "supervisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        points_to("site_id", "sites"),
        points_to("case_id", "cases"),
        sa.Column("lane_id", sa.Uuid(), nullable=True),
        points_to("to_id", "people"),
        points_to("by_id", "people", nullable=True),
        moment("at"),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        moment("answered_at", nullable=True),
        moment("ended_at", nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_supervisions_to", "supervisions", ["to_id", "at", "id"])
    op.create_index("ix_supervisions_site", "supervisions", ["site_id", "at", "id"])
    op.create_index("ix_supervisions_case", "supervisions", ["case_id", "at"])


def _fill(policies: sa.Table, deadlines: sa.Table) -> None:
    """Every site starts with the defaults; what is open keeps the due times that it has."""
    connection = op.get_bind()
    sites, cases, alerts = (
        sa.Table(name, sa.MetaData(), autoload_with=connection, resolve_fks=False)
        for name in ("sites", "cases", "alerts")
    )
    for (site_id,) in connection.execute(sa.select(_uuid(sites.c.id))).all():
        policy_id = uuid4()
        row = {"id": policy_id, "site_id": site_id, "version": 1, "reason": "defaults", "tiers": TIERS}
        connection.execute(policies.insert().values(**row, valid_from=datetime.now(UTC)))
        of_site = _uuid(cases.c.site_id) == site_id
        policy = sa.bindparam("policy", policy_id, sa.Uuid())
        connection.execute(cases.update().where(of_site).values(policy_id=policy))
        rows = [*_of_cases(connection, cases, of_site), *_of_alerts(connection, alerts, site_id)]
        given = {"site_id": site_id, "policy_id": policy_id, "reached": REMINDED}
        if rows:
            connection.execute(deadlines.insert(), [{**given, "id": uuid4(), **each} for each in rows])


def _of_cases(
    connection: sa.Connection, cases: sa.Table, of_site: sa.ColumnElement[bool]
) -> list[dict[str, Any]]:
    due = [sa.type_coerce(cases.c[column], UtcDateTime()) for _, column in OWED.values()]
    columns = sa.select(_uuid(cases.c.id), cases.c.state, cases.c.tier, *due)
    found = []
    for case_id, state, tier_, *due_at in connection.execute(columns.where(of_site)).all():
        if state not in OWED:
            continue
        step, at = OWED[state][0], due_at[list(OWED).index(state)]
        found.append({"case_id": case_id, "alert_id": None, **_owed(step, tier_, at)})
    return found


def _of_alerts(connection: sa.Connection, alerts: sa.Table, site_id: Any) -> list[dict[str, Any]]:
    """Open, told, unseen, and no case yet."""
    due = sa.type_coerce(alerts.c.acknowledge_due_at, UtcDateTime())
    statement = sa.select(_uuid(alerts.c.id), alerts.c.tier, due).where(
        _uuid(alerts.c.site_id) == site_id,
        alerts.c.is_open,
        sa.not_(alerts.c.is_acknowledged),
        alerts.c.case_id.is_(None),
        alerts.c.suppressed_by.is_(None),
    )
    return [
        {"case_id": None, "alert_id": alert_id, **_owed("ACKNOWLEDGE", tier_, at)}
        for alert_id, tier_, at in connection.execute(statement).all()
    ]


def _owed(step: str, tier_: int, due_at: datetime) -> dict[str, Any]:
    within = timedelta(seconds=TIERS[TIER_NAMES[tier_]][f"{step.lower()}_within_s"])
    return {
        "step": step,
        "tier": tier_,
        "started_at": due_at - within,
        "due_at": due_at,
        "next_at": due_at,
    }


def _uuid(column: Any) -> Any:
    return sa.type_coerce(column, sa.Uuid())
