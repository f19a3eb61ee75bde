"""Alembic's way into the database: the caller's connection, or ANHUAN_DATABASE_URL on the command line."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection
from sqlmodel.sql.sqltypes import AutoString

from backend.core.engine import make_engine
from backend.core.metadata import metadata
from backend.core.types import UtcDateTime
from backend.settings import Settings

OUR_TYPES = (AutoString, UtcDateTime)
MADE_BY_HAND = ("archive_grams", "ix_archive_texts_grams")
"""The full-text index of archived cases: SQLite's module and PostgreSQL's extension, no tables of ours."""


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether alembic compares what it finds under this name."""
    return kind not in ("table", "index") or name is None or not name.startswith(MADE_BY_HAND)


def render(kind: str, item: object, autogenerate: AutogenContext) -> str | Literal[False]:
    """Write our own types by their names, with the import that a new migration then needs."""
    if kind != "type" or not isinstance(item, OUR_TYPES):
        return False
    autogenerate.imports.add(f"from {type(item).__module__} import {type(item).__name__}")
    return f"{type(item).__name__}({'timezone=True' if isinstance(item, UtcDateTime) else ''})"


def migrate(connection: Connection) -> None:
    """Run the migrations in one transaction; SQLite alters tables by copying them (batch mode)."""
    context.configure(
        connection=connection,
        target_metadata=metadata(),
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        include_name=is_ours,
        render_item=render,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    context.config.attributes["audit_keys"] = Settings().audit_keys
    engine = make_engine(Settings().database)
    with engine.connect() as own:
        migrate(own)
        own.commit()
    engine.dispose()
