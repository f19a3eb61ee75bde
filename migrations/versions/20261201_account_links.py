"""account links: who opened which account, until a third person confirms the person

Revision ID: account_links
Revises: alert_rank
Create Date: 2026-12-01 04:20:00
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "account_links"
down_revision: str | None = "alert_rank"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    links = op.create_table(
        "account_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("is_by_administrator", sa.Boolean(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["opened_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["confirmed_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_account_links_person_id", "account_links", ["person_id"])
    op.create_index("ix_account_links_opened_by", "account_links", ["opened_by"])
    op.create_index("ix_account_links_confirmed_by", "account_links", ["confirmed_by"])
    op.create_index(
        "ix_account_links_open",
        "account_links",
        ["person_id"],
        sqlite_where=sa.text("confirmed_at IS NULL"),
        postgresql_where=sa.text("confirmed_at IS NULL"),
    )
    _keep_openers(links)
    with op.batch_alter_table("accounts") as accounts:
        accounts.drop_column("opened_at")
        accounts.drop_column("opened_by")


def _keep_openers(links: sa.Table) -> None:
    """Accounts of before count as confirmed, by nobody; who opened them stays known."""
    accounts = sa.table(
        "accounts",
        sa.column("person_id", sa.Uuid()),
        sa.column("opened_by", sa.Uuid()),
        sa.column("opened_at", UtcDateTime()),
    )
    accepted = sa.table(
        "invitations", sa.column("person_id", sa.Uuid()), sa.column("accepted_at", UtcDateTime())
    )
    members = sa.table("memberships", sa.column("person_id", sa.Uuid()), sa.column("role", sa.String()))
    connection, now = op.get_bind(), datetime.now(UTC)
    is_invited = sa.exists().where(
        accepted.c.person_id == accounts.c.person_id, accepted.c.accepted_at == accounts.c.opened_at
    )
    administrates = sa.exists().where(members.c.person_id == accounts.c.opened_by, members.c.role == "ADMIN")
    opened = sa.select(
        accounts, is_invited.label("is_invited"), administrates.label("is_by_administrator")
    ).where(accounts.c.opened_by.is_not(None), accounts.c.opened_at.is_not(None))
    for row in connection.execute(opened).all():
        connection.execute(
            links.insert().values(
                id=uuid4(),
                person_id=row.person_id,
                opened_by=row.opened_by,
                kind="INVITED" if row.is_invited else "ROLE",
                at=row.opened_at,
                is_by_administrator=row.is_by_administrator,
                confirmed_at=now,
                confirmed_by=None,
            )
        )


def downgrade() -> None:
    # An older release lets these links end after a day: who was opened within it stays linked there.
    with op.batch_alter_table("accounts") as accounts:
        accounts.add_column(sa.Column("opened_by", sa.Uuid(), nullable=True))
        accounts.add_column(sa.Column("opened_at", UtcDateTime(), nullable=True))
        accounts.create_foreign_key("fk_accounts_opened_by", "people", ["opened_by"], ["id"])
    op.drop_table("account_links")
