"""Bringing the database to the present schema."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from backend.core.database import Database
from backend.core.errors import UnknownSchema
from backend.readings.series import plain
from backend.settings import REPOSITORY


def migrate(database: Database) -> None:
    """Run what migrations are missing; two processes at once do no harm (one of them waits).

    SQLite's foreign keys are off meanwhile: batch migrations copy tables. Raises UnknownSchema for data of
    before the first release, or of a newer version.
    """
    config = Config()
    config.set_main_option("script_location", str(REPOSITORY / "migrations"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("prepend_sys_path", str(REPOSITORY))
    with database.engine.connect() as connection:
        if database.is_postgres:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7206145)")
        else:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        _check_known(connection, config)
        config.attributes["connection"] = connection
        config.attributes["audit_keys"] = database.audit_keys
        plain.drop_views(connection)
        command.upgrade(config, "head")
        plain.create_views(connection)
        connection.commit()
        if not database.is_postgres:
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def _check_known(connection: Connection, config: Config) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    unknown = set(MigrationContext.configure(connection).get_current_heads()) - known
    if unknown:
        raise UnknownSchema(
            f"these data were written by another version ({', '.join(sorted(unknown))}), from before the "
            "first release or newer than this one. Nothing was changed. Start with an empty data folder or "
            "database, or use the version that wrote them."
        )
