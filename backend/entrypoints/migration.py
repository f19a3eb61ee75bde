"""Bringing the database to the present schema."""

from alembic import command
from alembic.config import Config

from backend.core.database import Database
from backend.readings.series import plain
from backend.settings import REPOSITORY


def migrate(database: Database) -> None:
    """Run what migrations are missing; two processes at once do no harm (one of them waits).

    SQLite's foreign keys are off meanwhile: batch migrations copy tables.
    """
    config = Config()
    config.set_main_option("script_location", str(REPOSITORY / "migrations"))
    with database.engine.connect() as connection:
        if database.is_postgres:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7206145)")
        else:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        plain.drop_views(connection)
        command.upgrade(config, "head")
        plain.create_views(connection)
        connection.commit()
        if not database.is_postgres:
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")
