"""A database on which a story is only rehearsed: all of it is one transaction, rolled back at the end.

Every command is a savepoint of it, so that a thousand stories need one plant and no cleaning up between them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection
from sqlmodel import Session

from backend.core.database import Database, Transaction

T = TypeVar("T")


class Rehearsal(Database):
    """As `Database`; within `story()` nothing is kept for good."""

    _connection: Connection | None = None

    @contextmanager
    def story(self) -> Iterator[None]:
        with self.engine.connect() as connection:
            connection.begin()
            if not self.is_postgres:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            self._connection = connection
            try:
                yield
            finally:
                self._connection = None
                connection.rollback()

    @property
    def connection(self) -> Connection:
        """The one of the story, for whoever only looks."""
        assert self._connection is not None, "there is no story"
        return self._connection

    def read(self, question: Callable[[Session], T]) -> T:
        if self._connection is None:
            return super().read(question)
        with self.session(
            self._connection, autoflush=False, join_transaction_mode="rollback_only"
        ) as session:
            return question(session)

    def _transact_once(self, command: Callable[[Transaction], T], is_unattended: bool) -> T:
        if self._connection is None:
            return super()._transact_once(command, is_unattended)
        with self.session(
            self._connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        ) as session:
            tx = Transaction(
                lambda: session,
                now=self.clock(),
                is_postgres=self.is_postgres,
                reactions=self.reactions,
                is_unattended=is_unattended,
                steady_s=self.machine.steady_s,
            )
            answer = command(tx)
            session.commit()
        return answer
