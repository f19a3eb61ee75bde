"""Whether an account is disabled, for statements of other stores."""

from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, exists
from sqlmodel import col

from backend.people.accounts.tables import AccountRow


def is_disabled(person_id: SQLColumnExpression[UUID]) -> ColumnElement[bool]:
    """Whether nobody can sign in as this person."""
    return exists().where(col(AccountRow.person_id) == person_id, col(AccountRow.disabled_at).is_not(None))
