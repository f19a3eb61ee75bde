"""Whether somebody's word counts as that of a second person: not for a day after others reset the account."""

from uuid import UUID

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.people.accounts.store import Accounts


def require_second_person(tx: Transaction, person_id: UUID) -> None:
    """Raises Refused(RESET_LATELY) while what this person signs or agrees to may be the word of whoever reset
    their account. Asked by every step that needs a second person.
    """
    if not tx.get(Accounts).account(person_id).is_second_person(at=tx.now):
        raise Refused(ErrorCode.RESET_LATELY, "the account was reset less than 24 h ago")
