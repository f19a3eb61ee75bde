"""an archived case cannot be written any more, and is found by its words

PostgreSQL: the extension pg_trgm is made here, which the owner of the database may do since version 13. Where
the role may not, a superuser does it once: CREATE EXTENSION pg_trgm.

Revision ID: edarchive
Revises: eethread
"""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import DBAPIError
from sqlmodel.sql.sqltypes import AutoString

from backend.core.types import UtcDateTime

revision: str = "edarchive"
down_revision: str | None = "eethread"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

WORDED = {"zh", "en", "number", "measures", "note", "description", "clause", "triage_note", "override_reason"}
PEOPLE = {"disposed_by", "rechecked_by", "acknowledged_by", "responsible_id", "reported_by", "triaged_by"}
TOLD_OF = ("alert", "case", "report")
KEYS = {
    "audit": "id = NEW.id OR (site_id = NEW.site_id AND position = NEW.position)",
    "case_archives": "case_id = NEW.case_id",
    "archive_texts": "id = NEW.id OR case_id = NEW.case_id",
    "cases": "(id = NEW.id OR (site_id = NEW.site_id AND number = NEW.number)) AND state = 'ARCHIVED'",
}


def upgrade() -> None:
    op.create_table(
        "archive_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("archived_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("outcome", AutoString(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("heading", AutoString(), nullable=False),
        sa.Column("body", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id"),
    )
    op.create_index("ix_archive_texts_list", "archive_texts", ["site_id", "archived_at", "case_id"])
    for noun in TOLD_OF:
        where = sa.text(f"{noun}_id IS NOT NULL")
        op.create_index(
            f"ix_deliveries_{noun}",
            "deliveries",
            [f"{noun}_id"],
            sqlite_where=where,
            postgresql_where=where,
        )
    _index_words()
    _fill()
    _protect()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE archive_grams")
        for table in ("audit", "case_archives", "cases"):
            op.execute(f"DROP TRIGGER {table}_no_replace")
        for action in ("update", "delete"):
            op.execute(f"DROP TRIGGER cases_archived_no_{action}")
    else:
        op.execute("DROP TRIGGER cases_archived ON cases")
        op.execute("DROP TRIGGER cases_not_emptied ON cases")
        op.execute("DROP FUNCTION refuse_archived()")
    for noun in TOLD_OF:
        op.drop_index(f"ix_deliveries_{noun}", "deliveries")
    op.drop_table("archive_texts")


def _index_words() -> None:
    """Pieces of three characters: they need no spaces between words, as Chinese has none."""
    bind = op.get_bind()
    if bind.dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE archive_grams USING fts5"
            "(body, content='archive_texts', content_rowid='id', tokenize='trigram')"
        )
        op.execute(
            "CREATE TRIGGER archive_texts_grams AFTER INSERT ON archive_texts "
            "BEGIN INSERT INTO archive_grams (rowid, body) VALUES (NEW.id, NEW.body); END"
        )
        return
    is_there = bind.execute(sa.text("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")).first()
    if is_there is None:
        try:
            with bind.begin_nested():
                op.execute("CREATE EXTENSION pg_trgm")
        except DBAPIError as error:
            raise RuntimeError(
                "the search of archived cases needs the PostgreSQL extension pg_trgm, and this role may not "
                "create it. Let a superuser run, once, in this database: CREATE EXTENSION pg_trgm"
            ) from error
    op.execute("CREATE INDEX ix_archive_texts_grams ON archive_texts USING gin (body gin_trgm_ops)")


def _protect() -> None:
    """Archived cases are written once, as their archives are; and nothing is replaced under its own key.

    SQLite's INSERT OR REPLACE deletes without asking the trigger on DELETE.
    """
    if op.get_bind().dialect.name == "sqlite":
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER cases_archived_no_{action.lower()} BEFORE {action} ON cases "
                "WHEN OLD.state = 'ARCHIVED' "
                "BEGIN SELECT RAISE(ABORT, 'an archived case is written once'); END"
            )
            op.execute(
                f"CREATE TRIGGER archive_texts_no_{action.lower()} BEFORE {action} ON archive_texts "
                "BEGIN SELECT RAISE(ABORT, 'archive_texts is written once'); END"
            )
        for table, is_same in KEYS.items():
            there: sa.Select[Any] = sa.select(sa.literal_column("1")).select_from(sa.table(table))
            there = there.where(sa.text(is_same))
            op.execute(
                f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
                f"WHEN EXISTS ({there}) "
                f"BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_archived() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'an archived case is written once'; END $$"
    )
    op.execute(
        "CREATE TRIGGER cases_archived BEFORE UPDATE OR DELETE ON cases FOR EACH ROW "
        "WHEN (OLD.state = 'ARCHIVED') EXECUTE FUNCTION refuse_archived()"
    )
    for name, table, actions in (
        ("cases_not_emptied", "cases", "TRUNCATE"),
        ("archive_texts_written_once", "archive_texts", "UPDATE OR DELETE OR TRUNCATE"),
    ):
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {actions} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _fill() -> None:
    """The words of what was archived before: from its snapshot, its names and the reasons on record."""
    bind = op.get_bind()
    named = {
        table: {row.id: f"{row.name_zh}\n{row.name_en}" for row in bind.execute(_names(table))}
        for table in ("areas", "equipment", "departments", "people")
    }
    archives = sa.table(
        "case_archives", *_columns(case_id=sa.Uuid(), snapshot=sa.JSON(), outcome=sa.String())
    )
    audit = sa.table("audit", *_columns(case_id=sa.Uuid(), kind=sa.String(), note=sa.String()))
    texts = sa.table(
        "archive_texts",
        *_columns(case_id=sa.Uuid(), site_id=sa.Uuid(), archived_at=UtcDateTime(timezone=True)),
        *_columns(outcome=sa.String(), tier=sa.Integer(), heading=sa.String(), body=sa.String()),
    )
    cases = sa.table(
        "cases",
        *_columns(id=sa.Uuid(), site_id=sa.Uuid(), archived_at=UtcDateTime(timezone=True), tier=sa.Integer()),
    )
    reasons: dict[UUID, str] = {
        row.case_id: row.note or ""
        for row in bind.execute(sa.select(audit).where(audit.c.kind == "CASE_DISMISSED"))
    }
    joined = sa.select(archives, cases.c.site_id, cases.c.archived_at.label("at"), cases.c.tier).join_from(
        archives, cases, archives.c.case_id == cases.c.id
    )
    for row in bind.execute(joined).fetchall():
        case = row.snapshot["case"]
        heading = "\n".join((case["number"], case["title"]["zh"], case["title"]["en"]))
        found = [*_words(row.snapshot), *_called(row.snapshot, named), reasons.get(row.case_id, "")]
        body = "\n".join(dict.fromkeys(text for text in (heading, *found) if text))
        bind.execute(
            texts.insert().values(
                case_id=row.case_id,
                site_id=row.site_id,
                archived_at=row.at,
                outcome=row.outcome,
                tier=row.tier,
                heading=heading.lower(),
                body=body.lower(),
            )
        )


def _columns(**types: Any) -> list[Any]:
    return [sa.column(name, type_) for name, type_ in types.items()]


def _names(table: str) -> Any:
    return sa.select(sa.table(table, *_columns(id=sa.Uuid(), name_zh=sa.String(), name_en=sa.String())))


def _called(snapshot: dict[str, Any], named: dict[str, dict[UUID, str]]) -> Iterator[str]:
    case = snapshot["case"]
    for table, field in (
        ("areas", "area_id"),
        ("equipment", "equipment_id"),
        ("departments", "department_id"),
    ):
        if case.get(field):
            yield named[table].get(UUID(case[field]), "")
    for part in (case, snapshot.get("report") or {}, *snapshot.get("rounds", ())):
        for field in PEOPLE & part.keys():
            ids = [part[field]] if isinstance(part[field], str) else part[field] or []
            for person_id in ids:
                yield named["people"].get(UUID(person_id), "")


def _words(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if isinstance(value, str) and name in WORDED:
                yield value
            elif name != "cause":
                yield from _words(value)
    elif isinstance(part, list):
        for each in part:
            yield from _words(each)
