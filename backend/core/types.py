"""Column types that behave the same on SQLite and PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Uuid
from sqlalchemy.types import TypeDecorator

KEPT: Final = 16_384
"""UUIDs that are not made again, about 3 MB."""
Json = JSON
Serial = BigInteger().with_variant(Integer, "sqlite")
"""Of a key that the database gives: 64 bits; SQLite counts only where the column says INTEGER."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC. SQLite stores none, so the zone is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime must not reach the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: Any) -> Callable[[Any], Any] | None:
        """A list has a dozen times in each row: of SQLite's text each is made in one step."""
        if dialect.name == "sqlite":
            return _moment_of
        return super().result_processor(dialect, coltype)


class KnownUuid(Uuid[UUID]):
    """A UUID that SQLite keeps as text: the same few stand in every row and every answer."""

    def result_processor(self, dialect: Dialect, coltype: Any) -> Callable[[Any], Any] | None:  # noqa: ARG002 - SQLAlchemy's signature
        return _uuid_of


@lru_cache(KEPT)
def _uuid_of(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def _moment_of(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)
