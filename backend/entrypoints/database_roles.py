"""The role that migrates owns the tables; the role of every other process reads and writes rows."""

from typing import Final

import psycopg
from sqlalchemy import Connection, make_url
from sqlalchemy.exc import ProgrammingError

from backend.core.database import Database
from backend.core.errors import Unfit

CAN_MAINTAIN: Final = (17,)
"""From this version on VACUUM may be granted; before it the server does it by itself, when it likes."""


def allow_rows(database: Database, url: str) -> None:
    """Let the role of this address read and write rows, and change no table; also those made just now.

    Nothing is done where it is the role that migrates. Raises Unfit if the server does not know it.
    """
    role = make_url(url).username
    if not database.is_postgres or role is None:
        return
    with database.engine.begin() as connection:
        if role == connection.exec_driver_sql("SELECT current_user").scalar_one():
            return
        try:
            _grant(connection, role)
        except ProgrammingError as error:
            if not isinstance(error.orig, psycopg.errors.UndefinedObject):
                raise
            raise Unfit(
                f"ANHUAN_DATABASE_URL: the server has no role {role}. Make it, as a superuser: "
                f"CREATE ROLE {role} LOGIN PASSWORD '…'; then migrate again."
            ) from error


def _grant(connection: Connection, role: str) -> None:
    quote = connection.dialect.identifier_preparer.quote
    to, database = quote(role), quote(connection.engine.url.database or "")
    for statement in (
        f"GRANT CONNECT ON DATABASE {database} TO {to}",
        f"REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM PUBLIC, {to}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {to}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {to}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {to}",
        f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {to}",
    ):
        connection.exec_driver_sql(statement)
    if (connection.dialect.server_version_info or (0,)) >= CAN_MAINTAIN:
        connection.exec_driver_sql(f"GRANT MAINTAIN ON ALL TABLES IN SCHEMA public TO {to}")
