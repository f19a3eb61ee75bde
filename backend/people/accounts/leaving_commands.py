"""People leave on a day that is set before; on that day their account is disabled as by hand.

What they have open goes to the successor who was named with the day. Where that one is gone by then, or does
not belong to a site of theirs, it goes to an officer of that site, and all officers are notified.
"""

from dataclasses import replace
from datetime import date
from uuid import UUID

from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.viewer import Membership, Role, Viewer
from backend.people.accounts import disable_commands as disabling
from backend.people.accounts.events import (
    LEAVE_DATE_SET,
    LEAVE_DATE_WITHDRAWN,
    LEAVE_POSTPONED,
    OPEN_WORK_TO_OFFICER,
)
from backend.people.accounts.leaving_rules import ASK_AGAIN_AFTER, Leaving, begin_of, check_begin
from backend.people.accounts.leaving_store import Leavings
from backend.people.accounts.second_person_commands import who_hears
from backend.people.accounts.store import Accounts
from backend.people.directory.store import Staff
from backend.people.store import People

TAKES_OVER = (Role.OFFICER, Role.ADMIN, Role.EXECUTIVE)
"""Roles that take over open work when the successor is gone: the first of these that a site has."""


def set_leave_date(
    tx: Transaction, viewer: Viewer, person_id: UUID, leaves_on: date, successor_id: UUID, *, version: int
) -> None:
    """Let a person leave on this day: from its beginning at their sites nobody signs in as them. Set again,
    it moves; the same again changes nothing. `version`: of the day as it was seen, 0 for none.

    Raises Refused: NOT_FOUND, NOT_ALLOWED (also for oneself), LEAVE_DATE_INVALID, INVALID_INPUT for a
    successor who is disabled or the same person, LAST_ADMINISTRATOR, CONFLICT (also where they are disabled).
    """
    memberships = disabling.manageable(tx, viewer, person_id)
    tx.get(People).lock(person_id)
    disabling.check_successor(tx, person_id, successor_id)
    if tx.get(Accounts).account(person_id).disabled_at is not None:
        raise Refused(ErrorCode.CONFLICT, "who is disabled has left")
    before = tx.get(Leavings).get(person_id)
    if before is not None and (before.leaves_on, before.successor_id) == (leaves_on, successor_id):
        return
    _require_version(before, version)
    begins_at = begin_of(leaves_on, tx.get(Leavings).timezones(person_id))
    check_begin(begins_at, now=tx.now)
    disabling.require_other_administrator(tx, memberships, person_id)
    leaving = Leaving(person_id, leaves_on, begins_at, successor_id, viewer.person_id, tx.now, version + 1)
    tx.get(Leavings).put(leaving)
    note = f"{before.leaves_on} → {leaves_on}" if before else str(leaves_on)
    _announce(tx, LEAVE_DATE_SET, memberships, leaving, by=viewer.person_id, note=note)


def withdraw_leave_date(tx: Transaction, viewer: Viewer, person_id: UUID, *, version: int) -> None:
    """Let a person stay; who leaves on no day stays as they are. Raises Refused: NOT_FOUND, NOT_ALLOWED,
    CONFLICT.
    """
    memberships = disabling.manageable(tx, viewer, person_id)
    tx.get(People).lock(person_id)
    before = tx.get(Leavings).get(person_id)
    if before is None:
        return
    _require_version(before, version)
    tx.get(Leavings).remove(person_id)
    note = str(before.leaves_on)
    _announce(tx, LEAVE_DATE_WITHDRAWN, memberships, before, by=viewer.person_id, note=note)


def disable_who_left(database: Database) -> int:
    """Disable the account of everybody whose day has come, each in a transaction of its own; returns how many
    those are. Where that is refused, those are notified who may do something about it, and it is tried again
    a day later.
    """
    left = 0
    while (person_id := database.transact(lambda tx: tx.get(Leavings).next_due(tx.now))) is not None:
        try:
            left += _disable_in_turn(database, person_id)
        except Refused as refused:
            _postpone_in_turn(database, person_id, refused.code)
    return left


def _disable_in_turn(database: Database, person_id: UUID) -> bool:
    return database.transact(lambda tx: leave(tx, person_id))


def _postpone_in_turn(database: Database, person_id: UUID, code: ErrorCode) -> None:
    database.transact(lambda tx: postpone(tx, person_id, code))


def leave(tx: Transaction, person_id: UUID) -> bool:
    """Disable the account of a person whose day has come; returns whether it had.

    Raises Refused: LAST_ADMINISTRATOR, and HAND_OVER_NEEDED where a site has nobody who takes over.
    """
    tx.get(People).lock(person_id)
    leaving = tx.get(Leavings).get(person_id)
    if leaving is None or leaving.due_at > tx.now:
        return False  # another process was faster, or somebody moved the day
    memberships = tx.get(People).viewer(person_id).memberships
    successors = {each.site_id: _successor(tx, leaving, each.site_id) for each in memberships}
    disabling.end_account(tx, person_id, memberships, successors, by=None, note=str(leaving.leaves_on))
    for each in memberships:
        successor = successors[each.site_id]
        if successor is not None and successor != leaving.successor_id:
            officers = tuple(sorted(tx.get(Staff).with_role(each.site_id, {Role.OFFICER}) | {successor}))
            about = refs(person=person_id, successor=successor)
            tx.announce(Event(OPEN_WORK_TO_OFFICER, each.site_id, about=about, to=officers))
    return True


def postpone(tx: Transaction, person_id: UUID, code: ErrorCode) -> None:
    """Try again a day later to disable somebody whose day has come, and notify who may change what stands
    against it.
    """
    tx.get(People).lock(person_id)
    leaving = tx.get(Leavings).get(person_id)
    if leaving is None or leaving.due_at > tx.now:
        return
    tx.get(Leavings).put(replace(leaving, due_at=tx.now + ASK_AGAIN_AFTER))
    for each in tx.get(People).viewer(person_id).memberships:
        to = tx.get(Staff).with_role(each.site_id, {Role.OFFICER, Role.ADMIN})
        about = refs(person=person_id)
        tx.announce(Event(LEAVE_POSTPONED, each.site_id, about=about, note=code.value, to=tuple(sorted(to))))


def _successor(tx: Transaction, leaving: Leaving, site_id: UUID) -> UUID | None:
    """Return the person who takes over at this site: the named successor while they can work there, else
    somebody of the first role in `TAKES_OVER` that the site has; None where it has none.
    """
    named = leaving.successor_id
    is_here = tx.get(People).membership(named, site_id) is not None
    if is_here and tx.get(Accounts).account(named).disabled_at is None:
        return named
    for role in TAKES_OVER:
        if others := tx.get(Staff).with_role(site_id, {role}) - {leaving.person_id}:
            return min(others)
    return None


def _require_version(before: Leaving | None, version: int) -> None:
    if (before.version if before else 0) != version:
        raise Refused(ErrorCode.CONFLICT, "somebody changed this in between")


def _announce(
    tx: Transaction,
    kind: EventKind,
    memberships: tuple[Membership, ...],
    leaving: Leaving,
    *,
    by: UUID,
    note: str,
) -> None:
    """Put it on record at each site of the person; those hear who hear of a disabled account, the successor
    and the person.
    """
    for each in memberships:
        is_here = tx.get(People).membership(leaving.successor_id, each.site_id) is not None
        about = refs(person=leaving.person_id, successor=leaving.successor_id if is_here else None)
        hear = {*who_hears(tx, each.site_id, each.role), leaving.person_id}
        to = (hear | ({leaving.successor_id} if is_here else set())) - {by}
        tx.announce(Event(kind, each.site_id, by=by, about=about, note=note, to=tuple(sorted(to))))
