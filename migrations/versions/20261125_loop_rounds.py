"""rounds complete and frozen: fingerprints, flags, voice notes, extensions, the five assurances, known places

Revision ID: ecrounds
Revises: eblanes
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from backend.core.types import UtcDateTime

revision: str = "ecrounds"
down_revision: str | None = "eblanes"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OF_A_ROUND = ("evidence", "voice_notes", "five_assurances")
FROZEN = "a finished round is frozen"


def upgrade() -> None:
    op.add_column("photos", sa.Column("fingerprint", sa.String(), nullable=True))
    op.create_index("ix_evidence_recent", "evidence", ["site_id", "added_at"])
    for column in ("chosen", "flags", "flags_seen"):
        op.add_column("rounds", sa.Column(column, sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("rounds", sa.Column("content_version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("rounds", sa.Column("signature_sha256", sa.String(), nullable=True))
    op.add_column("rounds", sa.Column("signed_hash", sa.String(), nullable=True))
    op.create_index("ix_rounds_rechecked", "rounds", ["rechecked_at"])
    _extensions()
    _five_assurances()
    _voices()
    _known_places()
    if op.get_bind().dialect.name == "sqlite":
        _freeze_on_sqlite()
    else:
        _freeze_on_postgres()


def _extensions() -> None:
    op.create_table(
        "extensions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("due_before", UtcDateTime(timezone=True), nullable=True),
        sa.Column("due_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("until", UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_extensions_case", "extensions", ["case_id"])
    op.create_index(
        "uq_extensions_asked",
        "extensions",
        ["case_id"],
        unique=True,
        sqlite_where=sa.text("state = 'ASKED'"),
        postgresql_where=sa.text("state = 'ASKED'"),
    )


def _five_assurances() -> None:
    op.create_table(
        "five_assurances",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.Column("responsible", sa.String(), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("funds", sa.String(), nullable=False),
        sa.Column("deadline", UtcDateTime(timezone=True), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.ForeignKeyConstraint(["recorded_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("case_id", "round_number"),
    )


def _voices() -> None:
    op.create_table(
        "voices",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "voice_uploads",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["voices.sha256"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("sha256", "person_id"),
    )
    op.create_table(
        "voice_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("taken_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.ForeignKeyConstraint(["sha256"], ["voices.sha256"]),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_voice_notes_case", "voice_notes", ["case_id", "round_number"])
    op.create_index("ix_voice_notes_sha256", "voice_notes", ["sha256"])


def _known_places() -> None:
    op.create_table(
        "known_places",
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("object_id"),
    )


def _freeze_on_sqlite() -> None:
    """A later rebuild of one of these tables (batch mode) loses its triggers: make them again there."""
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER rounds_frozen_{action.lower()} BEFORE {action} ON rounds "
            f"WHEN OLD.is_passed IS NOT NULL BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END"
        )
    for table in OF_A_ROUND:
        for action, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
            finished = " OR ".join(_is_finished(row) for row in rows)
            op.execute(
                f"CREATE TRIGGER {table}_frozen_{action.lower()} BEFORE {action} ON {table} "
                f"WHEN {finished} BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END"
            )


def _freeze_on_postgres() -> None:
    op.execute(
        "CREATE FUNCTION refuse_frozen() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{FROZEN}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER rounds_frozen BEFORE UPDATE OR DELETE ON rounds FOR EACH ROW "
        "WHEN (OLD.is_passed IS NOT NULL) EXECUTE FUNCTION refuse_frozen()"
    )
    op.execute(
        "CREATE FUNCTION refuse_frozen_round() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP <> 'INSERT' THEN IF {_is_finished('OLD')} THEN RAISE EXCEPTION '{FROZEN}'; "
        "END IF; END IF; "
        f"IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; "
        f"IF {_is_finished('NEW')} THEN RAISE EXCEPTION '{FROZEN}'; END IF; RETURN NEW; END $$"
    )
    for table in OF_A_ROUND:
        op.execute(
            f"CREATE TRIGGER {table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW "
            "EXECUTE FUNCTION refuse_frozen_round()"
        )
    for table in ("rounds", *OF_A_ROUND):
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE TRUNCATE ON {table} FOR EACH STATEMENT "
            "EXECUTE FUNCTION refuse_frozen()"
        )


def _is_finished(row: str) -> str:
    finished = "SELECT 1 FROM rounds WHERE rounds.is_passed IS NOT NULL"
    return f"EXISTS ({finished} AND case_id = {row}.case_id AND number = {row}.round_number)"


def downgrade() -> None:
    raise NotImplementedError("what was signed stays: restore the backup instead")
