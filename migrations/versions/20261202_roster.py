"""Reactions of the roster that are still to be tried again go by its folder of today.

Revision ID: roster
Revises: heard_again
"""

from collections.abc import Sequence

from alembic import op

revision: str = "roster"
down_revision: str | None = "heard_again"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _rename("backend.people.roster.", "backend.roster.")


def downgrade() -> None:
    _rename("backend.roster.", "backend.people.roster.")


def _rename(before: str, now: str) -> None:
    op.execute(
        f"UPDATE failed_reactions SET reaction = replace(reaction, '{before}', '{now}')"  # noqa: S608 - constants
        f" WHERE reaction LIKE '{before}%'"
    )
