"""Alembic's way into the database: the caller's connection, or ANHUAN_DATABASE_URL on the command line."""

from alembic import context
from sqlalchemy import Connection

from backend.settings import Settings
from backend.storage.tables import metadata
from backend.storage.transaction import make_engine


def migrate(connection: Connection) -> None:
    """Run the migrations in one transaction; SQLite alters tables by copying them (batch mode)."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    engine = make_engine(Settings().database)
    with engine.connect() as own:
        migrate(own)
        own.commit()
    engine.dispose()
