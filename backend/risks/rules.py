"""The register's tree 双重预防: objects 风险分析对象 and their units 风险分析单元.

What can go wrong in a unit, its events, has revisions (`revisions`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer

LONGEST_REASON: Final = 500
MOST_MACHINES: Final = 100
NOT_THERE: Final = "no such part of the register at the viewer's sites"
"""The same words for what is not there and for what is not theirs."""


class UnitKind(StrEnum):
    """Kind of a unit: 设备设施 or 作业活动."""

    FACILITY = "FACILITY"
    ACTIVITY = "ACTIVITY"


@dataclass(frozen=True, slots=True)
class Owner:
    """Department, post and person who answer for a part of the register; the department at least."""

    department_id: UUID | None
    post_id: UUID | None = None
    person_id: UUID | None = None


NO_OWNER: Final = Owner(None)
"""Of a measure or item that its event's owner answers for."""


@dataclass(frozen=True, slots=True)
class RiskObject:
    """Object of analysis 风险分析对象: a tank farm, a workshop, a job."""

    object_id: UUID
    site_id: UUID
    code: str
    name: Text
    department_id: UUID
    post_id: UUID | None = None
    person_id: UUID | None = None
    version: int = 1
    changed_at: datetime | None = None
    changed_by: UUID | None = None
    closed_at: datetime | None = None
    close_reason: str | None = None


@dataclass(frozen=True, slots=True)
class RiskUnit:
    """Unit of analysis 风险分析单元 within an object: a reactor, a loading arm, a step of work.

    `out_of_use_since`: out of use 停用检修 since then; `out_of_use_until`: until when as planned.
    """

    unit_id: UUID
    site_id: UUID
    object_id: UUID
    code: str
    name: Text
    kind: UnitKind
    area_id: UUID
    department_id: UUID
    post_id: UUID | None = None
    person_id: UUID | None = None
    out_of_use_since: datetime | None = None
    out_of_use_until: datetime | None = None
    out_of_use_reason: str | None = None
    version: int = 1
    changed_at: datetime | None = None
    changed_by: UUID | None = None
    closed_at: datetime | None = None
    close_reason: str | None = None


@dataclass(frozen=True, slots=True)
class UnitStop:
    """One time for which a unit is or was out of use 停用检修; `ended_at` None while it lasts."""

    stop_id: UUID
    unit_id: UUID
    site_id: UUID
    reason: str
    started_at: datetime
    planned_until: datetime | None
    started_by: UUID
    ended_at: datetime | None = None
    ended_by: UUID | None = None


def may_edit(
    viewer: Viewer, department_id: UUID | None, parents: Mapping[UUID, UUID | None], *, site_id: UUID
) -> bool:
    """Whether the viewer may change what this department answers for: an officer everything of the site, a
    lead what is of their own department or of one below it. `parents`: of every department of the site.
    """
    if viewer.may(Permission.EDIT_ALL_RISKS, site_id=site_id):
        return True
    if not viewer.may(Permission.EDIT_RISKS, site_id=site_id):
        return False
    membership = viewer.membership_at(site_id)
    own = membership.department_id if membership else None
    seen: set[UUID] = set()
    at = department_id
    while at is not None and at not in seen:
        if at == own:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def checked_reason(text: str) -> str:
    """Return the reason as it is kept. Raises Refused: REASON_REQUIRED, INVALID_INPUT for too long a one."""
    reason = " ".join(text.split())
    if not reason:
        raise Refused(ErrorCode.REASON_REQUIRED, "say why")
    if len(reason) > LONGEST_REASON:
        raise Refused(ErrorCode.INVALID_INPUT, f"a reason has at most {LONGEST_REASON} characters")
    return reason


def out_of_use(unit: RiskUnit, *, until: datetime | None, reason: str, now: datetime) -> RiskUnit:
    """Return the unit out of use from now on. Raises Refused: ILLEGAL_TRANSITION where it is already,
    INVALID_INPUT for an end before now, and as `checked_reason` does.
    """
    if unit.out_of_use_since is not None:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "the unit is out of use already")
    if until is not None and until <= now:
        raise Refused(ErrorCode.INVALID_INPUT, "a stop ends after it began")
    return replace(
        unit, out_of_use_since=now, out_of_use_until=until, out_of_use_reason=checked_reason(reason)
    )


def resumed(unit: RiskUnit) -> RiskUnit:
    """Return the unit in use again. Raises Refused(ILLEGAL_TRANSITION) where it is not stopped."""
    if unit.out_of_use_since is None:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "the unit is in use")
    return replace(unit, out_of_use_since=None, out_of_use_until=None, out_of_use_reason=None)
