"""Who owes a step, and who is the next superior: groups of the ladder turned into people."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from backend.alerts.store import Alerts
from backend.cases.rules import Case
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.deadlines.rules import SUPERIORS, Deadline, DeadlineStep
from backend.people.rules import Audience
from backend.people.store import People
from backend.sensors.store import Sensors

NEEDS_DEPARTMENT: Final = frozenset({Audience.DEPARTMENT, Audience.LEAD})


@dataclass(frozen=True, slots=True)
class Place:
    """Whose a step is: the department and the person of its case, its lane, or its source."""

    site_id: UUID
    department_id: UUID | None
    responsible_id: UUID | None


def place_of(tx: Transaction, deadline: Deadline) -> Place:
    if deadline.lane_id is not None:
        return Place(deadline.site_id, deadline.department_id, deadline.owner_id)
    if deadline.case_id is not None:
        case = tx.get(Cases).peek(deadline.case_id)
        department_id = deadline.department_id or case.department_id
        return Place(deadline.site_id, department_id, deadline.owner_id or case.responsible_id)
    if deadline.alert_id is None:
        raise LookupError("a deadline of nothing")
    sensor_id = tx.get(Alerts).get(deadline.alert_id).sensor_id
    sensor = tx.get(Sensors).get([sensor_id])[sensor_id]
    return Place(deadline.site_id, sensor.department_id, sensor.responsible_id)


def owes(tx: Transaction, deadline: Deadline) -> set[UUID]:
    """Who has to do it now; where nobody is named, the first superior that there is."""
    place, case = place_of(tx, deadline), _case(tx, deadline)
    if deadline.step is DeadlineStep.RECHECK and case is not None:
        return _first(tx, place, (Audience.OFFICER, Audience.EXECUTIVE), without=case.disposed_by)
    people = _people(tx, place, Audience.RESPONSIBLE)
    has_owner = deadline.owner_id is not None or deadline.lane_id is not None
    if deadline.step is DeadlineStep.DISPOSE and case is not None and not has_owner:
        people |= {case.acknowledged_by} if case.acknowledged_by else set()
    return people or _first(tx, place, SUPERIORS)


def superiors(tx: Transaction, deadline: Deadline, groups: Iterable[Audience]) -> set[UUID]:
    """The people of these groups. A group that is empty here is stood in for by the next above it."""
    place, people = place_of(tx, deadline), set()
    for group in groups:
        above = SUPERIORS[SUPERIORS.index(group) :] if group in SUPERIORS else (group, *SUPERIORS)
        people |= _first(tx, place, above)
    return people


def _first(
    tx: Transaction, place: Place, groups: Iterable[Audience], *, without: frozenset[UUID] = frozenset()
) -> set[UUID]:
    for group in groups:
        if people := _people(tx, place, group) - without:
            return people
    return set()


def _people(tx: Transaction, place: Place, group: Audience) -> set[UUID]:
    if group in NEEDS_DEPARTMENT and place.department_id is None:
        return set()
    return tx.get(People).audience(
        place.site_id, group, department_id=place.department_id, responsible_id=place.responsible_id
    )


def _case(tx: Transaction, deadline: Deadline) -> Case | None:
    return tx.get(Cases).peek(deadline.case_id) if deadline.case_id else None
