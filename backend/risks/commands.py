"""The register's tree: objects and units added, described, stopped, and closed with a reason."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from backend.core.codes import checked_code, checked_name
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.equipment.rules import EquipmentState
from backend.equipment.store import EquipmentStore
from backend.people.departments.store import Departments
from backend.people.store import People
from backend.risks import rules
from backend.risks.events import (
    RISK_OBJECT_ADDED,
    RISK_OBJECT_CHANGED,
    RISK_OBJECT_CLOSED,
    RISK_UNIT_ADDED,
    RISK_UNIT_CHANGED,
    RISK_UNIT_CLOSED,
    RISK_UNIT_RESUMED,
    RISK_UNIT_STOPPED,
)
from backend.risks.revisions.store import RiskEvents
from backend.risks.rules import MOST_MACHINES, NOT_THERE, Owner, RiskObject, RiskUnit, UnitKind, UnitStop
from backend.risks.store import RiskTree
from backend.sites.area_commands import require_open_area


@dataclass(frozen=True, slots=True)
class ObjectDetails:
    """Details of an object, as a person enters them."""

    code: str
    name: Text
    owner: Owner


@dataclass(frozen=True, slots=True)
class UnitDetails:
    """Details of a unit, as a person enters them. `machines`: the equipment that it is made of."""

    code: str
    name: Text
    kind: UnitKind
    area_id: UUID
    owner: Owner
    machines: Collection[UUID] = ()


def add_object(tx: Transaction, site_id: UUID, details: ObjectDetails, *, by: Viewer) -> UUID:
    """Add an object of analysis. Returns its id. Raises Refused: NOT_ALLOWED, NOT_FOUND, CODE_INVALID,
    CODE_TAKEN, NAME_INVALID, DEPARTMENT_REQUIRED.
    """
    department_id = require_owner(tx, site_id, details.owner, by=by)
    added = RiskObject(
        object_id=uuid4(),
        site_id=site_id,
        code=free_code(tx.get(RiskTree).object_by_code, site_id, details.code),
        name=checked_name(details.name.zh, details.name.en),
        department_id=department_id,
        post_id=details.owner.post_id,
        person_id=details.owner.person_id,
        changed_at=tx.now,
        changed_by=by.person_id,
    )
    tx.get(RiskTree).add_object(added)
    _announce_object(tx, RISK_OBJECT_ADDED, added, note=added.code, by=by)
    return added.object_id


def change_object(
    tx: Transaction, object_id: UUID, details: ObjectDetails, *, version: int, by: Viewer
) -> UUID:
    """Describe the object anew; the same again changes nothing. Returns its id. Raises Refused: as
    `add_object`, CONFLICT where it is not at this version any more, RISK_CLOSED.
    """
    before = object_of(tx, object_id, by=by)
    department_id = require_owner(tx, before.site_id, details.owner, by=by)
    after = replace(
        before,
        code=free_code(tx.get(RiskTree).object_by_code, before.site_id, details.code, own=before.code),
        name=checked_name(details.name.zh, details.name.en),
        department_id=department_id,
        post_id=details.owner.post_id,
        person_id=details.owner.person_id,
    )
    if after == before:
        return object_id
    _put_object(tx, after, version=version, by=by)
    _announce_object(tx, RISK_OBJECT_CHANGED, after, note=after.code, by=by)
    return object_id


def close_object(tx: Transaction, object_id: UUID, *, reason: str, version: int, by: Viewer) -> UUID:
    """Close an object without open units; its history stays. Raises Refused: as `change_object`,
    REASON_REQUIRED, RISK_IN_USE.
    """
    before = object_of(tx, object_id, by=by)
    if tx.get(RiskTree).units_of(object_id):
        raise Refused(ErrorCode.RISK_IN_USE, "units of it are open")
    why = rules.checked_reason(reason)
    after = replace(before, closed_at=tx.now, close_reason=why)
    _put_object(tx, after, version=version, by=by)
    _announce_object(tx, RISK_OBJECT_CLOSED, after, note=f"{after.code}: {why}", by=by)
    return object_id


def add_unit(tx: Transaction, object_id: UUID, details: UnitDetails, *, by: Viewer) -> UUID:
    """Add a unit of an object. Returns its id. Raises Refused: as `add_object`, RISK_CLOSED, AREA_CLOSED,
    INVALID_INPUT for too many machines.
    """
    above = object_of(tx, object_id, by=by)
    department_id = require_owner(tx, above.site_id, details.owner, by=by)
    require_open_area(tx, above.site_id, details.area_id)
    added = RiskUnit(
        unit_id=uuid4(),
        site_id=above.site_id,
        object_id=object_id,
        code=free_code(tx.get(RiskTree).unit_by_code, above.site_id, details.code),
        name=checked_name(details.name.zh, details.name.en),
        kind=details.kind,
        area_id=details.area_id,
        department_id=department_id,
        post_id=details.owner.post_id,
        person_id=details.owner.person_id,
        changed_at=tx.now,
        changed_by=by.person_id,
    )
    tx.get(RiskTree).add_unit(added, machines=_machines(tx, above.site_id, details.machines, own=set()))
    announce_unit(tx, RISK_UNIT_ADDED, added, note=added.code, by=by.person_id)
    return added.unit_id


def change_unit(tx: Transaction, unit_id: UUID, details: UnitDetails, *, version: int, by: Viewer) -> UUID:
    """Describe the unit anew; the same again changes nothing. Returns its id. Raises Refused: as `add_unit`,
    CONFLICT where it is not at this version any more.
    """
    before = unit_of(tx, unit_id, by=by)
    department_id = require_owner(tx, before.site_id, details.owner, by=by)
    if details.area_id != before.area_id:
        require_open_area(tx, before.site_id, details.area_id)
    known = tx.get(RiskTree).machines(unit_id)
    machines = _machines(tx, before.site_id, details.machines, own=known)
    after = replace(
        before,
        code=free_code(tx.get(RiskTree).unit_by_code, before.site_id, details.code, own=before.code),
        name=checked_name(details.name.zh, details.name.en),
        kind=details.kind,
        area_id=details.area_id,
        department_id=department_id,
        post_id=details.owner.post_id,
        person_id=details.owner.person_id,
    )
    if after == before and machines == known:
        return unit_id
    _put_unit(tx, after, version=version, by=by)
    tx.get(RiskTree).set_machines(unit_id, machines)
    announce_unit(tx, RISK_UNIT_CHANGED, after, note=after.code, by=by.person_id)
    return unit_id


def stop_unit(
    tx: Transaction, unit_id: UUID, *, until: datetime | None, reason: str, version: int, by: Viewer
) -> UUID:
    """Take the unit out of use 停用检修; its alarms stay as they are.

    Raises Refused: as `change_unit`, and as `rules.out_of_use` does.
    """
    before = unit_of(tx, unit_id, by=by)
    after = rules.out_of_use(before, until=until, reason=reason, now=tx.now)
    _put_unit(tx, after, version=version, by=by)
    why = after.out_of_use_reason or ""
    stop = UnitStop(uuid4(), unit_id, before.site_id, why, tx.now, until, by.person_id)
    tx.get(RiskTree).begin_stop(stop)
    announce_unit(tx, RISK_UNIT_STOPPED, after, note=f"{after.code}: {why}", by=by.person_id)
    return unit_id


def resume_unit(tx: Transaction, unit_id: UUID, *, version: int, by: Viewer) -> UUID:
    """Take the unit into use again. Raises Refused: as `change_unit`, and as `rules.resumed` does."""
    after = rules.resumed(unit_of(tx, unit_id, by=by))
    _put_unit(tx, after, version=version, by=by)
    tx.get(RiskTree).end_stop(unit_id, at=tx.now, by=by.person_id)
    announce_unit(tx, RISK_UNIT_RESUMED, after, note=after.code, by=by.person_id)
    return unit_id


def close_unit(tx: Transaction, unit_id: UUID, *, reason: str, version: int, by: Viewer) -> UUID:
    """Close a unit without open events; its history stays. Raises Refused: as `change_unit`, REASON_REQUIRED,
    RISK_IN_USE.
    """
    before = unit_of(tx, unit_id, by=by)
    if tx.get(RiskEvents).of_unit(unit_id):
        raise Refused(ErrorCode.RISK_IN_USE, "events of it are open")
    why = rules.checked_reason(reason)
    after = replace(before, closed_at=tx.now, close_reason=why)
    _put_unit(tx, after, version=version, by=by)
    announce_unit(tx, RISK_UNIT_CLOSED, after, note=f"{after.code}: {why}", by=by.person_id)
    return unit_id


def object_of(tx: Transaction, object_id: UUID, *, by: Viewer) -> RiskObject:
    """Return the open object, for who may change it. Raises Refused: NOT_FOUND, NOT_ALLOWED, RISK_CLOSED."""
    found = tx.get(RiskTree).object(object_id)
    require_edit(tx, found.site_id, found.department_id, by=by)
    if found.closed_at is not None:
        raise Refused(ErrorCode.RISK_CLOSED, "the object is closed")
    return found


def unit_of(tx: Transaction, unit_id: UUID, *, by: Viewer) -> RiskUnit:
    """Return the open unit, for who may change it. Raises Refused: NOT_FOUND, NOT_ALLOWED, RISK_CLOSED."""
    found = tx.get(RiskTree).unit(unit_id)
    require_edit(tx, found.site_id, found.department_id, by=by)
    if found.closed_at is not None:
        raise Refused(ErrorCode.RISK_CLOSED, "the unit is closed")
    return found


def require_owner(tx: Transaction, site_id: UUID, owner: Owner, *, by: Viewer) -> UUID:
    """Check who is to answer for a part of the register. Returns the department.

    Raises Refused: NOT_FOUND for a site, department, post or person that is not there, NOT_ALLOWED for a
    department that the viewer may not edit, DEPARTMENT_REQUIRED.
    """
    if site_id not in by.site_ids:
        raise Refused(ErrorCode.NOT_FOUND, NOT_THERE)
    if owner.department_id is None:
        by.require(Permission.EDIT_RISKS, site_id=site_id)
        raise Refused(ErrorCode.DEPARTMENT_REQUIRED, "a department answers for it")
    tx.get(People).require_at_site(
        site_id, department_id=owner.department_id, person_id=owner.person_id, post_id=owner.post_id
    )
    require_edit(tx, site_id, owner.department_id, by=by)
    return owner.department_id


def require_edit(tx: Transaction, site_id: UUID, department_id: UUID | None, *, by: Viewer) -> None:
    """Raises Refused: NOT_FOUND at a site that is not the viewer's, NOT_ALLOWED."""
    if site_id not in by.site_ids:
        raise Refused(ErrorCode.NOT_FOUND, NOT_THERE)
    by.require(Permission.EDIT_RISKS, site_id=site_id)
    if not rules.may_edit(by, department_id, tx.get(Departments).parents(site_id), site_id=site_id):
        raise Refused(ErrorCode.NOT_ALLOWED, "another department answers for it")


def announce_unit(tx: Transaction, kind: EventKind, unit: RiskUnit, *, note: str, by: UUID | None) -> None:
    """Record what happened to a unit."""
    about = refs(risk_unit=unit.unit_id, risk_object=unit.object_id)
    tx.announce(Event(kind, unit.site_id, about=about, by=by, note=note))


def _put_object(tx: Transaction, found: RiskObject, *, version: int, by: Viewer) -> None:
    """Write over the version that `by` saw. Raises Refused(CONFLICT)."""
    signed = replace(found, version=version, changed_at=tx.now, changed_by=by.person_id)
    tx.get(RiskTree).put_object(signed)


def _put_unit(tx: Transaction, found: RiskUnit, *, version: int, by: Viewer) -> None:
    """Write over the version that `by` saw. Raises Refused(CONFLICT)."""
    signed = replace(found, version=version, changed_at=tx.now, changed_by=by.person_id)
    tx.get(RiskTree).put_unit(signed)


def _announce_object(tx: Transaction, kind: EventKind, found: RiskObject, *, note: str, by: Viewer) -> None:
    about = refs(risk_object=found.object_id)
    tx.announce(Event(kind, found.site_id, about=about, by=by.person_id, note=note))


def free_code(find: Callable[[UUID, str], object | None], site_id: UUID, code: str, *, own: str = "") -> str:
    """Return the code as it is kept. `find`: what has a code at a site; `own`: the present one of what is
    changed. Raises Refused: CODE_INVALID, CODE_TAKEN.
    """
    wanted = checked_code(code)
    if wanted.casefold() != own.casefold() and find(site_id, wanted) is not None:
        raise Refused(ErrorCode.CODE_TAKEN, "another part of the register has this code")
    return wanted


def _machines(tx: Transaction, site_id: UUID, wanted: Collection[UUID], *, own: set[UUID]) -> set[UUID]:
    """Return the machines of the site, none of them scrapped unless it is one of the unit's own."""
    machines = set(wanted)
    if len(machines) > MOST_MACHINES:
        raise Refused(ErrorCode.INVALID_INPUT, f"at most {MOST_MACHINES} machines")
    for each in sorted(machines):
        item = tx.get(EquipmentStore).get(each)
        if item.site_id != site_id or (item.state is EquipmentState.SCRAPPED and each not in own):
            raise Refused(ErrorCode.NOT_FOUND, "no such equipment")
    return machines
