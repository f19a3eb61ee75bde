"""What the tables alone do not say: rows that are written once, rounds that are frozen, and the search.

Written by hand for both databases. A later rebuild of one of these tables on SQLite (batch mode) loses its
triggers: call the function again there.
"""

from typing import Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import DBAPIError

FROZEN: Final = "a finished round is frozen"
KEYS: Final = {
    "audit": "id = NEW.id OR (site_id = NEW.site_id AND position = NEW.position)",
    "case_archives": "case_id = NEW.case_id",
    "archive_texts": "id = NEW.id OR case_id = NEW.case_id",
    "cases": "(id = NEW.id OR (site_id = NEW.site_id AND number = NEW.number)) AND state = 'ARCHIVED'",
}


def is_sqlite() -> bool:
    """Whether the migration runs on SQLite."""
    return op.get_bind().dialect.name == "sqlite"


def refuse_changes(*tables: str) -> None:
    """Refuse every UPDATE and DELETE of these tables, whoever asks."""
    if is_sqlite():
        for table in tables:
            for action in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"
                )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is written once', TG_TABLE_NAME; END $$"
    )
    for table in tables:
        op.execute(
            f"CREATE TRIGGER {table}_written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def refuse_replacement() -> None:
    """Refuse INSERT OR REPLACE on SQLite, which deletes without asking the trigger on DELETE."""
    if not is_sqlite():
        return
    for table, is_same in KEYS.items():
        there: sa.Select[tuple[int]] = sa.select(sa.literal_column("1"))
        there = there.select_from(sa.table(table)).where(sa.text(is_same))
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS ({there}) "
            f"BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"
        )


def freeze_archived_cases() -> None:
    """Refuse every change of a case that is archived."""
    if is_sqlite():
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER cases_archived_no_{action.lower()} BEFORE {action} ON cases "
                "WHEN OLD.state = 'ARCHIVED' "
                "BEGIN SELECT RAISE(ABORT, 'an archived case is written once'); END"
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
    op.execute(
        "CREATE TRIGGER cases_not_emptied BEFORE TRUNCATE ON cases "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def freeze_finished_rounds(*tables: str) -> None:
    """Refuse every change of a round that was rechecked, and of what belongs to it in these tables."""
    if is_sqlite():
        _freeze_on_sqlite(tables)
    else:
        _freeze_on_postgres(tables)


def _freeze_on_sqlite(tables: tuple[str, ...]) -> None:
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER rounds_frozen_{action.lower()} BEFORE {action} ON rounds "
            f"WHEN OLD.is_passed IS NOT NULL BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END"
        )
    for table in tables:
        for action, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
            finished = " OR ".join(is_finished(row) for row in rows)
            op.execute(
                f"CREATE TRIGGER {table}_frozen_{action.lower()} BEFORE {action} ON {table} "
                f"WHEN {finished} BEGIN SELECT RAISE(ABORT, '{FROZEN}'); END"
            )


def _freeze_on_postgres(tables: tuple[str, ...]) -> None:
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
        f"IF TG_OP <> 'INSERT' THEN IF {is_finished('OLD')} THEN RAISE EXCEPTION '{FROZEN}'; "
        "END IF; END IF; "
        f"IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; "
        f"IF {is_finished('NEW')} THEN RAISE EXCEPTION '{FROZEN}'; END IF; RETURN NEW; END $$"
    )
    for table in tables:
        op.execute(
            f"CREATE TRIGGER {table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW "
            "EXECUTE FUNCTION refuse_frozen_round()"
        )
    for table in ("rounds", *tables):
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE TRUNCATE ON {table} FOR EACH STATEMENT "
            "EXECUTE FUNCTION refuse_frozen()"
        )


def is_finished(row: str) -> str:
    """Whether this row (NEW, OLD) belongs to a round that was rechecked, as a condition."""
    finished = "SELECT 1 FROM rounds WHERE rounds.is_passed IS NOT NULL"
    return f"EXISTS ({finished} AND case_id = {row}.case_id AND number = {row}.round_number)"


def index_archive_texts() -> None:
    """Index pieces of three characters: they need no spaces between words, as Chinese has none.

    PostgreSQL needs the extension pg_trgm, which the owner of the database may make since version 13. Where
    the role may not, a superuser does it once: CREATE EXTENSION pg_trgm.
    """
    bind = op.get_bind()
    if is_sqlite():
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


def keep_blocks_as_they_are() -> None:
    """Spare PostgreSQL compressing blocks again; and the last block of a source is often written anew."""
    if is_sqlite():
        return
    op.execute("ALTER TABLE reading_blocks ALTER COLUMN data SET STORAGE EXTERNAL")
    for table in ("reading_blocks", "reading_minutes", "reading_hours"):
        op.execute(
            f"ALTER TABLE {table} SET "
            "(autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000)"
        )
