"""When, where and how much was sent, so that it can be bounded; no names of reporters in the search.

Revision ID: uploads
Revises: evidence
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime
from migrations.protection import is_sqlite, refuse_changes

revision: str = "uploads"
down_revision: str | None = "evidence"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NOBODY: Final = UUID("00000000-0000-0000-0000-00000000a0a0")
"""Whose photos serve one report; those of before have served theirs."""
UPLOADS = sa.table("photo_uploads", sa.column("person_id", sa.Uuid()), sa.column("uses_left", sa.Integer()))
TEXTS = sa.table("archive_texts", sa.column("case_id", sa.Uuid()), sa.column("body", sa.String()))
ARCHIVES = sa.table("case_archives", sa.column("case_id", sa.Uuid()), sa.column("snapshot", sa.JSON()))


def upgrade() -> None:
    with op.batch_alter_table("photo_uploads") as batch_op:
        batch_op.add_column(sa.Column("site_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("at", UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("length", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("uses_left", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("fk_photo_uploads_site_id_sites", "sites", ["site_id"], ["id"])
    with op.batch_alter_table("photo_uploads") as batch_op:
        batch_op.alter_column("length", existing_type=sa.Integer(), server_default=None)
    op.create_index("ix_photo_uploads_lately", "photo_uploads", ["site_id", "at"])
    op.create_index("ix_comments_lately", "comments", ["site_id", "at"])
    op.get_bind().execute(sa.update(UPLOADS).where(UPLOADS.c.person_id == NOBODY).values(uses_left=0))
    _forget_reporters()


def _forget_reporters() -> None:
    """Take the names of who reported it out of the words of each archived case."""
    bind = op.get_bind()
    statement = sa.select(ARCHIVES.c.case_id, ARCHIVES.c.snapshot, TEXTS.c.body)
    found = bind.execute(statement.join(TEXTS, TEXTS.c.case_id == ARCHIVES.c.case_id)).all()
    changed = {
        case_id: shorter
        for case_id, snapshot, body in found
        if (shorter := _without(body, _names(snapshot))) != body
    }
    if not changed:
        return
    _allow_changes()
    for case_id, body in changed.items():
        bind.execute(sa.update(TEXTS).where(TEXTS.c.case_id == case_id).values(body=body))
    if is_sqlite():
        op.execute("INSERT INTO archive_grams (archive_grams) VALUES ('rebuild')")
    refuse_changes("archive_texts")


def _names(snapshot: Mapping[str, Any]) -> set[str]:
    people = (snapshot.get("names") or {}).get("people") or {}
    own, linked = snapshot.get("report"), (snapshot.get("thread") or {}).get("reports", ())
    reporters = [
        people.get(each["reported_by"], {})
        for each in (own, *linked)
        if each and each["reported_by"] != str(NOBODY)
    ]
    return {name.lower() for person in reporters for name in person.values()}


def _without(body: str, lines: set[str]) -> str:
    return "\n".join(line for line in body.split("\n") if line not in lines)


def _allow_changes() -> None:
    if is_sqlite():
        op.execute("DROP TRIGGER archive_texts_no_update")
        op.execute("DROP TRIGGER archive_texts_no_delete")
    else:
        op.execute("DROP TRIGGER archive_texts_written_once ON archive_texts")


def downgrade() -> None:
    raise NotImplementedError("go back to a backup: an older version would show one photo in many reports")
