"""People of a site: what is kept of each, and who may change it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core.codes import checked_phone, clean
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.viewer import Permission, Role, Viewer

NEEDS_DEPARTMENT: Final = frozenset({Role.WORKER, Role.LEAD})
"""Alerts and tasks reach them by their department."""
GRANTED_BY_TWO: Final = frozenset({Role.OFFICER, Role.EXECUTIVE, Role.ADMIN})
"""Roles whose grant a second person has to agree to: they may agree to what quietens an alarm, or open the
account of somebody who may.
"""
MANAGED_BY_OFFICERS: Final = frozenset({Role.WORKER, Role.LEAD})
USERNAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")
EMAIL: Final = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,24}")
LONGEST_ADDRESS: Final = 100


class AddressKind(StrEnum):
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    CHAT = "CHAT"
    """Name in the plant's chat: WeCom, DingTalk, Feishu."""


class StaffState(StrEnum):
    """Whether somebody can sign in, and if not, why."""

    ACTIVE = "ACTIVE"
    INVITED = "INVITED"
    INVITATION_EXPIRED = "INVITATION_EXPIRED"
    NOT_INVITED = "NOT_INVITED"
    DISABLED = "DISABLED"


@dataclass(frozen=True, slots=True)
class Employment:
    """Employment of a person at a site: what it keeps of them beside their role."""

    department_id: UUID | None = None
    post_id: UUID | None = None
    employee_code: str | None = None
    joined_on: date | None = None


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person who belongs to a site. `addresses`: as they were typed, by kind."""

    person_id: UUID
    site_id: UUID
    username: str
    name: Text
    role: Role
    employment: Employment
    addresses: Mapping[AddressKind, str] = field(default_factory=dict)
    version: int = 1


def checked_username(text: str) -> str:
    """The name to sign in by. Raises Refused(USERNAME_INVALID): 2 to 32 of a-z, 0-9, `.`, `_` and `-`."""
    username = clean(text).lower()
    if USERNAME.fullmatch(username) is None:
        raise Refused(ErrorCode.USERNAME_INVALID, "a username is 2 to 32 of a-z, 0-9 and . _ -")
    return username


def checked_address(kind: AddressKind, text: str) -> str:
    """The address as it is kept, empty for none. Raises Refused: PHONE_INVALID, EMAIL_INVALID."""
    address = clean(text)
    if not address:
        return ""
    if kind is AddressKind.PHONE:
        address = checked_phone(address)
    if kind is AddressKind.EMAIL and EMAIL.fullmatch(address) is None:
        raise Refused(ErrorCode.EMAIL_INVALID, "no e-mail address")
    if len(address) > LONGEST_ADDRESS:
        raise Refused(ErrorCode.INVALID_INPUT, "too long an address")
    return address


def require_department(role: Role, department_id: UUID | None) -> None:
    """Raises Refused(DEPARTMENT_REQUIRED) for a worker or lead without a department."""
    if role in NEEDS_DEPARTMENT and department_id is None:
        raise Refused(ErrorCode.DEPARTMENT_REQUIRED, f"a {role} belongs to a department")


def may_manage(viewer: Viewer, role: Role, *, site_id: UUID) -> bool:
    """Whether the viewer may add, change and invite people of this role."""
    if viewer.may(Permission.MANAGE_ORGANISATION, site_id=site_id):
        return True
    return role in MANAGED_BY_OFFICERS and viewer.may(Permission.MANAGE_PEOPLE, site_id=site_id)


def require_may_manage(viewer: Viewer, role: Role, *, site_id: UUID) -> None:
    """Raises Refused: NOT_FOUND at a foreign site, else NOT_ALLOWED."""
    viewer.require(Permission.MANAGE_PEOPLE, site_id=site_id)
    if not may_manage(viewer, role, site_id=site_id):
        raise Refused(ErrorCode.NOT_ALLOWED, f"officers do not manage a {role}")
