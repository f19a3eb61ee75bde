"""Seals of audit rows, network addresses beside them, and when their ends were last anchored.

Rows of before have no seal. A sealed row says where they end and what the last one hashes to: whoever changes
one of them changes that hash. The network addresses in them move beside the chain, as new ones do. Their rows
keep the hash under which the next row follows, and get a second, sealed one of what is left.

Revision ID: evidence
Revises: identity
"""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import context, op
from sqlmodel.sql.sqltypes import AutoString

from backend.core.audit import address_digest
from backend.core.audit_chain import Link, link_hash
from backend.core.audit_keys import AuditKey
from backend.core.time import microseconds
from backend.core.types import UtcDateTime
from migrations.protection import is_sqlite, refuse_changes

revision: str = "evidence"
down_revision: str | None = "identity"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CONTENT = ("position", "at", "kind", "by", "about", "tier", "round_number", "note", "previous_hash", "hash")
AUDIT = sa.table(
    "audit",
    sa.column("site_id", sa.Uuid()),
    sa.column("position", sa.Integer()),
    sa.column("at", UtcDateTime(timezone=True)),
    sa.column("kind", sa.String()),
    sa.column("by", sa.Uuid()),
    sa.column("about", sa.String()),
    sa.column("tier", sa.Integer()),
    sa.column("round_number", sa.Integer()),
    *(sa.column(name, sa.String()) for name in ("note", "previous_hash", "hash", "key_id", "seal")),
    sa.column("redacted_hash", sa.String()),
)
HEADS = sa.table(
    "audit_heads",
    sa.column("site_id", sa.Uuid()),
    sa.column("position", sa.Integer()),
    sa.column("hash", sa.String()),
)
ADDRESSES = sa.table(
    "audit_addresses",
    sa.column("site_id", sa.Uuid()),
    sa.column("position", sa.Integer()),
    sa.column("at", UtcDateTime(timezone=True)),
    sa.column("address", sa.String()),
    sa.column("salt", sa.String()),
)


def upgrade() -> None:
    for name in ("key_id", "seal", "redacted_hash"):
        op.add_column("audit", sa.Column(name, AutoString(), nullable=True))
    op.create_table(
        "audit_addresses",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("salt", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("site_id", "position"),
    )
    op.create_index("ix_audit_addresses_at", "audit_addresses", ["at"])
    op.create_table(
        "audit_anchors",
        sa.Column("place", AutoString(), nullable=False),
        sa.Column("due_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("anchored_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("failed_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("error", AutoString(), nullable=True),
        sa.PrimaryKeyConstraint("place"),
    )
    heads = op.get_bind().execute(sa.select(HEADS.c.site_id, HEADS.c.position, HEADS.c.hash)).all()
    if not heads:
        return
    key: AuditKey = context.config.attributes["audit_keys"]().current
    _allow_changes()
    for site_id, position, hash_ in heads:
        moved = _move_addresses(site_id, key)
        _seal(site_id, position, hash_, moved, key)
    refuse_changes("audit")


def _allow_changes() -> None:
    if is_sqlite():
        op.execute("DROP TRIGGER audit_no_update")
        op.execute("DROP TRIGGER audit_no_delete")
    else:
        op.execute("DROP TRIGGER audit_written_once ON audit")


def _move_addresses(site_id: UUID, key: AuditKey) -> list[int]:
    """Put the addresses of failed sign-ins beside their rows; returns the positions of these."""
    bind = op.get_bind()
    is_failed = (AUDIT.c.site_id == site_id) & (AUDIT.c.kind == "SIGN_IN_FAILED") & AUDIT.c.note.is_not(None)
    columns = [AUDIT.c[name] for name in CONTENT]
    rows = bind.execute(sa.select(*columns).where(is_failed).order_by(AUDIT.c.position)).all()
    for row in rows:
        salt = secrets.token_hex(16)
        note = address_digest(row.note, salt)
        redacted_hash = link_hash(str(site_id), _link(row, note=note))
        aside = {
            "site_id": site_id,
            "position": row.position,
            "at": row.at,
            "address": row.note,
            "salt": salt,
        }
        bind.execute(sa.insert(ADDRESSES).values(aside))
        bind.execute(
            sa.update(AUDIT)
            .where(AUDIT.c.site_id == site_id, AUDIT.c.position == row.position)
            .values(
                note=note,
                redacted_hash=redacted_hash,
                key_id=key.key_id,
                seal=key.seal(row.hash, redacted_hash),
            )
        )
    return [row.position for row in rows]


def _seal(site_id: UUID, position: int, hash_: str, moved: list[int], key: AuditKey) -> None:
    """Append the row that says up to where the chain has no seals, and which rows lost an address."""
    bind, now = op.get_bind(), datetime.now(UTC)
    note = f"rows 1 to {position} have no seal; row {position}: {hash_}"
    if moved:
        note += f"; network addresses moved out of {len(moved)}: {', '.join(map(str, moved))}"
    row: dict[str, Any] = {
        "position": position + 1,
        "at": now,
        "kind": "AUDIT_SEALED",
        "by": None,
        "about": "",
        "tier": None,
        "round_number": None,
        "note": note,
        "previous_hash": hash_,
    }
    link = Link(at_us=microseconds(now), hash="", **{name: row[name] for name in row if name != "at"})
    row |= {"site_id": site_id, "hash": link_hash(str(site_id), link), "key_id": key.key_id}
    bind.execute(sa.insert(AUDIT).values({**row, "seal": key.seal(row["hash"])}))
    bind.execute(
        sa.update(HEADS).where(HEADS.c.site_id == site_id).values(position=position + 1, hash=row["hash"])
    )


def _link(row: Any, *, note: str) -> Link:
    by = None if row.by is None else str(row.by)
    return Link(
        row.position,
        microseconds(row.at),
        row.kind,
        by,
        row.about,
        row.tier,
        row.round_number,
        note,
        row.previous_hash,
        row.hash,
    )


def downgrade() -> None:
    raise NotImplementedError("go back to a backup: rows without seals would follow rows that have one")
