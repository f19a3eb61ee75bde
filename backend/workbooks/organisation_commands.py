"""Rows of departments, posts and people become commands."""

from collections.abc import Mapping
from datetime import date
from typing import Final, cast
from uuid import UUID

from backend.agreements.role_grants import commands as grants
from backend.core.codes import checked_name
from backend.core.viewer import Role
from backend.people.departments.commands import add_department, change_department
from backend.people.directory import commands as directory
from backend.people.directory.rules import NEEDS_DEPARTMENT, AddressKind, Employment
from backend.people.posts.commands import add_post, change_post
from backend.workbooks.importing_commands import Importing, text
from backend.workbooks.rules import Known, Value

REASON: Final = "workbook"


def put_department(work: Importing, known: Known | None, row: Mapping[str, Value]) -> UUID:
    code, name = text(row, "code"), checked_name(text(row, "name_zh"), text(row, "name_en"))
    parent_id = work.id_of("departments", row["parent"])
    if known is None:
        return add_department(work.tx, work.site_id, code=code, name=name, parent_id=parent_id, by=work.by)
    return change_department(
        work.tx,
        cast(UUID, known.object_id),
        code=code,
        name=name,
        parent_id=parent_id,
        version=known.version,
        by=work.by,
    )


def put_post(work: Importing, known: Known | None, row: Mapping[str, Value]) -> UUID:
    code, name = text(row, "code"), checked_name(text(row, "name_zh"), text(row, "name_en"))
    department_id = work.id_of("departments", row["department"])
    if known is None:
        return add_post(work.tx, work.site_id, code=code, name=name, department_id=department_id, by=work.by)
    return change_post(
        work.tx,
        cast(UUID, known.object_id),
        code=code,
        name=name,
        department_id=department_id,
        is_closed=False,
        version=known.version,
        by=work.by,
    )


def put_person(work: Importing, known: Known | None, row: Mapping[str, Value]) -> UUID:
    """Write a person; somebody new has no password: they are invited next. Raises
    Refused(SECOND_PERSON_REQUIRED) for a role that another person has to agree to: it is not granted by a
    file.
    """
    name = checked_name(text(row, "name_zh"), text(row, "name_en"))
    role = Role(text(row, "role"))
    employment = Employment(
        department_id=work.id_of("departments", row["department"]),
        post_id=work.id_of("posts", row["post"]),
        employee_code=text(row, "employee_code") or None,
        joined_on=cast("date | None", row["joined_on"]),
    )
    addresses = {kind: text(row, kind.value.lower()) for kind in AddressKind}
    if known is None:
        return directory.add_person(
            work.tx,
            work.site_id,
            username=text(row, "username"),
            name=name,
            role=role,
            employment=employment,
            addresses=addresses,
            by=work.by,
        )
    person_id, version = cast(UUID, known.object_id), known.version
    is_first = role not in NEEDS_DEPARTMENT
    if is_first:
        version = _change_role(work, person_id, role, version)
    directory.change_person(
        work.tx,
        person_id,
        work.site_id,
        name=name,
        employment=employment,
        addresses=addresses,
        version=version,
        by=work.by,
    )
    if not is_first:
        _change_role(work, person_id, role, None)
    return person_id


def _change_role(work: Importing, person_id: UUID, role: Role, version: int | None) -> int:
    """Give the person this role; return the version that the person has then. Raises Refused as
    `grants.change_role`: no second person is asked by a file.
    """
    member = directory.own_staff(work.tx, person_id, work.site_id, by=work.by)
    if role is member.role:
        return member.version
    grants.change_role(
        work.tx,
        person_id,
        work.site_id,
        role,
        version=member.version if version is None else version,
        reason=REASON,
        by=work.by,
    )
    return directory.own_staff(work.tx, person_id, work.site_id, by=work.by).version
