"""Departments are added, renamed, moved in the tree, closed and opened again; none is deleted."""

from dataclasses import replace
from uuid import UUID, uuid4

from backend.core.codes import checked_code
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.people.departments.rules import DepartmentRecord, require_tree
from backend.people.departments.store import Departments
from backend.people.events import (
    DEPARTMENT_ADDED,
    DEPARTMENT_CHANGED,
    DEPARTMENT_CLOSED,
    DEPARTMENT_REOPENED,
)


def add_department(
    tx: Transaction, site_id: UUID, *, code: str, name: Text, parent_id: UUID | None, by: Viewer
) -> UUID:
    """Raises Refused: NOT_ALLOWED, CODE_INVALID, CODE_TAKEN, NOT_FOUND (parent), DEPARTMENT_TOO_DEEP."""
    by.require(Permission.MANAGE_ORGANISATION, site_id=site_id)
    department = DepartmentRecord(uuid4(), site_id, checked_code(code), name, parent_id)
    _check(tx, department)
    tx.get(Departments).add(department)
    _announce(tx, DEPARTMENT_ADDED, department, by=by, note=f"{department.code} {department.name.zh}")
    return department.department_id


def change_department(
    tx: Transaction,
    department_id: UUID,
    *,
    code: str,
    name: Text,
    parent_id: UUID | None,
    version: int,
    by: Viewer,
) -> UUID:
    """Rename it or move it with all that stands under it. `version`: of what the person saw.

    Raises Refused: as `add_department`, DEPARTMENT_CYCLE, CONFLICT where somebody else was faster.
    """
    before = _own(tx, department_id, version=version, by=by)
    after = replace(before, code=checked_code(code), name=name, parent_id=parent_id)
    if after == before:
        return department_id
    _check(tx, after)
    tx.get(Departments).put(after)
    _announce(tx, DEPARTMENT_CHANGED, after, by=by, note=_difference(tx, before, after))
    return department_id


def close_department(tx: Transaction, department_id: UUID, *, version: int, by: Viewer) -> UUID:
    """Close a department: from then on nobody joins it. Raises Refused: DEPARTMENT_HAS_PEOPLE,
    DEPARTMENT_HAS_PARTS, and what nouns above refuse: DEPARTMENT_HAS_TASKS, DEPARTMENT_HAS_SOURCES.
    """
    before = _own(tx, department_id, version=version, by=by)
    if before.closed_at is not None:
        return department_id
    if tx.get(Departments).has_people(department_id):
        raise Refused(ErrorCode.DEPARTMENT_HAS_PEOPLE, "people belong to it")
    if tx.get(Departments).has_parts(department_id):
        raise Refused(ErrorCode.DEPARTMENT_HAS_PARTS, "departments stand under it")
    tx.get(Departments).put(replace(before, closed_at=tx.now))
    _announce(tx, DEPARTMENT_CLOSED, before, by=by, note=f"{before.code} {before.name.zh}")
    return department_id


def reopen_department(tx: Transaction, department_id: UUID, *, version: int, by: Viewer) -> UUID:
    before = _own(tx, department_id, version=version, by=by)
    if before.closed_at is None:
        return department_id
    tx.get(Departments).put(replace(before, closed_at=None))
    _announce(tx, DEPARTMENT_REOPENED, before, by=by, note=f"{before.code} {before.name.zh}")
    return department_id


def _own(tx: Transaction, department_id: UUID, *, version: int, by: Viewer) -> DepartmentRecord:
    found = tx.get(Departments).get(department_id)
    by.require(Permission.MANAGE_ORGANISATION, site_id=found.site_id)
    if found.version != version:
        raise Refused(ErrorCode.CONFLICT, "somebody changed this in between")
    return found


def _check(tx: Transaction, department: DepartmentRecord) -> None:
    other = tx.get(Departments).by_code(department.site_id, department.code)
    if other is not None and other.department_id != department.department_id:
        raise Refused(ErrorCode.CODE_TAKEN, f"{department.code} is another department's")
    parents = tx.get(Departments).parents(department.site_id)
    require_tree(department.department_id, department.parent_id, parents)


def _difference(tx: Transaction, before: DepartmentRecord, after: DepartmentRecord) -> str:
    codes = {each.department_id: each.code for each in tx.get(Departments).of_site(after.site_id)}

    def words(which: DepartmentRecord) -> list[str]:
        above = codes.get(which.parent_id, "–") if which.parent_id else "–"
        return [which.code, which.name.zh, which.name.en, f"↑ {above}"]

    pairs = zip(words(before), words(after), strict=True)
    return ", ".join(f"{old} → {new}" for old, new in pairs if old != new)


def _announce(
    tx: Transaction, kind: EventKind, department: DepartmentRecord, *, by: Viewer, note: str
) -> None:
    about = refs(department=department.department_id)
    tx.announce(Event(kind, department.site_id, by=by.person_id, about=about, note=note))
