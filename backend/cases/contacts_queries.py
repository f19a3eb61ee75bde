"""Contacts of a case: the people whose turn it is and the others with a part in it, with their phone
numbers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.recheck.rules import RECHECKERS
from backend.cases.rules import Case, CaseState
from backend.cases.tasks.rules import TaskState
from backend.cases.tasks.tables import TaskRow
from backend.core.statements import one_of
from backend.core.viewer import Role, Viewer
from backend.equipment.references_queries import references
from backend.people.accounts.disabled_store import is_disabled
from backend.people.directory.phones_queries import phones
from backend.people.queries import PersonView
from backend.people.store import ROLE_OF_AUDIENCE
from backend.people.tables import MembershipRow

MOST: Final = 3
"""Of several who may do the same step, these many are named."""
OPEN: Final = (TaskState.WAITING.value, TaskState.IN_PROGRESS.value)


@dataclass(frozen=True, slots=True)
class Contact:
    """`is_next`: the step that is due now is theirs. `phone`: None where nobody wrote one down."""

    person: PersonView
    phone: str | None
    is_next: bool


def contacts(session: Session, viewer: Viewer, cases: Iterable[Case]) -> dict[Case, list[Contact]]:
    """Return the contacts of each of these cases: those whose turn it is, then the others with an open task
    of it; of an archived case none. Four statements.
    """
    found = [case for case in cases if case.state is not CaseState.ARCHIVED]
    officers = _recheckers(session, {c.site_id for c in found if c.state is CaseState.AWAITING_RECHECK})
    owners = _owners(session, {case.case_id for case in found})
    nexts = {case: _next(case, officers.get(case.site_id, {})) for case in found}
    parts = {case: list(dict.fromkeys([*nexts[case], *owners.get(case.case_id, ())])) for case in found}
    everybody = {person_id for people in parts.values() for person_id in people}
    numbers = phones(session, viewer, everybody)
    refs = references(session, viewer, people=everybody)
    return {
        case: [
            Contact(person, numbers.get(person_id), person_id in nexts[case])
            for person_id in people
            if (person := refs.person(person_id)) is not None
        ]
        for case, people in parts.items()
    }


def _next(case: Case, officers: Mapping[Role, list[UUID]]) -> list[UUID]:
    if case.state is not CaseState.AWAITING_RECHECK:
        return [case.holder_id] if case.holder_id else []
    for group in RECHECKERS:
        able = [each for each in officers.get(ROLE_OF_AUDIENCE[group], ()) if each not in case.disposed_by]
        if able:
            return able[:MOST]
    return []


def _recheckers(session: Session, site_ids: set[UUID]) -> dict[UUID, dict[Role, list[UUID]]]:
    statement = (
        select(MembershipRow.site_id, MembershipRow.role, MembershipRow.person_id)
        .where(
            col(MembershipRow.site_id).in_(site_ids),
            col(MembershipRow.role).in_([ROLE_OF_AUDIENCE[group].value for group in RECHECKERS]),
            ~is_disabled(col(MembershipRow.person_id)),
        )
        .order_by(col(MembershipRow.person_id))
    )
    found: dict[UUID, dict[Role, list[UUID]]] = {}
    for site_id, role, person_id in session.exec(statement):
        found.setdefault(site_id, {}).setdefault(Role(role), []).append(person_id)
    return found


def _owners(session: Session, case_ids: set[UUID]) -> dict[UUID, list[UUID]]:
    statement = (
        select(TaskRow.case_id, TaskRow.owner_id)
        .where(
            one_of(col(TaskRow.case_id), case_ids),
            col(TaskRow.state).in_(OPEN),
            col(TaskRow.owner_id).is_not(None),
        )
        .order_by(col(TaskRow.id))
    )
    found: dict[UUID, list[UUID]] = {}
    for case_id, owner_id in session.exec(statement):
        if owner_id is not None:
            found.setdefault(case_id, []).append(owner_id)
    return found
