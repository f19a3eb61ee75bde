"""Push subscriptions end with the sign-in in which they were made."""

from backend.core.database import Transaction
from backend.core.events import Event
from backend.notifications.subscriptions_store import PushSubscriptions
from backend.people.accounts.sign_ins_store import SignIns


def end_of_sign_ins(tx: Transaction, happened: Event) -> None:
    """End the push subscriptions of a person whose sign-in stands no more; those of which nobody knows the
    sign-in end with the last one.
    """
    person_id = happened.ref("person") or happened.by
    if person_id is not None:
        standing = [each.family_id for each in tx.get(SignIns).of_person(person_id)]
        tx.get(PushSubscriptions).end_beside(person_id, standing, at=tx.now)
