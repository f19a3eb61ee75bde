"""Viewers: roles, their permissions at a site, and the viewer that every read takes."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.modules import Module
from backend.core.text import Text


class Role(StrEnum):
    """One role per person and site."""

    WORKER = "WORKER"
    LEAD = "LEAD"
    OFFICER = "OFFICER"
    EXECUTIVE = "EXECUTIVE"
    ADMIN = "ADMIN"


class Permission(StrEnum):
    """Permission that a command needs at the site of its object."""

    REPORT_HAZARD = "REPORT_HAZARD"
    ACKNOWLEDGE = "ACKNOWLEDGE"
    DISPOSE = "DISPOSE"
    RECHECK = "RECHECK"
    TRIAGE = "TRIAGE"
    DISMISS = "DISMISS"
    OVERRIDE_SOURCE = "OVERRIDE_SOURCE"
    RUN_SIMULATION = "RUN_SIMULATION"
    SEE_KPIS = "SEE_KPIS"
    EXPORT_READINGS = "EXPORT_READINGS"
    SET_RETENTION = "SET_RETENTION"
    PROPOSE_LIMITS = "PROPOSE_LIMITS"
    APPROVE_LIMITS = "APPROVE_LIMITS"
    MANAGE_SOURCES = "MANAGE_SOURCES"
    """Keys of devices, adoption of sources, rules for what they see."""
    MANAGE_PLACES = "MANAGE_PLACES"
    """Areas, plans and the ledger of equipment."""
    CHANGE_POLICY = "CHANGE_POLICY"
    """Deadlines and ladder of each tier."""
    FOLLOW_UP = "FOLLOW_UP"
    """See everything that is overdue, and follow it up."""
    REOPEN = "REOPEN"
    SET_ANONYMITY = "SET_ANONYMITY"
    """True if people may report without a name."""
    DECIDE_EXTENSION = "DECIDE_EXTENSION"
    SHELVE = "SHELVE"
    MANAGE_TASKS = "MANAGE_TASKS"
    """Assign, reopen and cancel the tasks of the own department, and ask another one for help."""
    MANAGE_ALL_TASKS = "MANAGE_ALL_TASKS"
    """The same for every department of the site."""
    SUPPRESS = "SUPPRESS"
    """Maintenance windows, sources out of service, and silence for a red alert."""
    AGREE = "AGREE"
    """Be the second person for what somebody else asks for."""
    MANAGE_PEOPLE = "MANAGE_PEOPLE"
    """Add and change workers and leads, and invite them."""
    MANAGE_ORGANISATION = "MANAGE_ORGANISATION"
    """Departments, posts, and people of every role."""
    MANAGE_ACCOUNTS = "MANAGE_ACCOUNTS"
    """Invite anybody, end the sign-ins of others, disable accounts."""
    GRANT_ROLES = "GRANT_ROLES"
    """Be the second person who makes somebody an officer or an administrator."""
    CONFIRM_PEOPLE = "CONFIRM_PEOPLE"
    """Confirm that somebody is a person of their own, not another name of who opened their account."""
    MANAGE_SITE = "MANAGE_SITE"
    """Settings of the site, and its modules."""
    MANAGE_CHANNELS = "MANAGE_CHANNELS"
    """By which providers people are reached, with the secrets for them."""
    PLAN_ROSTER = "PLAN_ROSTER"
    """Plan who of the own department is on duty, and add patterns of shifts."""
    PLAN_EVERY_ROSTER = "PLAN_EVERY_ROSTER"
    """The same for every department of the site, and for its officers."""
    EDIT_RISKS = "EDIT_RISKS"
    """Change what the own department, or one below it, answers for in the risk register."""
    EDIT_ALL_RISKS = "EDIT_ALL_RISKS"
    """The same for every department of the site."""


_EVERYONE: Final = frozenset({Permission.REPORT_HAZARD, Permission.ACKNOWLEDGE})


PERMISSIONS: Final = {
    Role.WORKER: _EVERYONE | {Permission.DISPOSE},
    Role.LEAD: _EVERYONE
    | {Permission.DISPOSE, Permission.RECHECK, Permission.OVERRIDE_SOURCE, Permission.SEE_KPIS}
    | {Permission.PROPOSE_LIMITS, Permission.SHELVE, Permission.EXPORT_READINGS, Permission.FOLLOW_UP}
    | {Permission.MANAGE_TASKS, Permission.DECIDE_EXTENSION, Permission.AGREE, Permission.PLAN_ROSTER}
    | {Permission.CONFIRM_PEOPLE, Permission.EDIT_RISKS},
    Role.OFFICER: _EVERYONE
    | {Permission.DISPOSE, Permission.RECHECK, Permission.TRIAGE, Permission.DISMISS}
    | {Permission.RUN_SIMULATION, Permission.SEE_KPIS}
    | {Permission.EXPORT_READINGS, Permission.SET_RETENTION}
    | {Permission.PROPOSE_LIMITS, Permission.APPROVE_LIMITS}
    | {Permission.SHELVE, Permission.SUPPRESS, Permission.MANAGE_SOURCES, Permission.MANAGE_PLACES}
    | {Permission.CHANGE_POLICY, Permission.FOLLOW_UP, Permission.DECIDE_EXTENSION}
    | {Permission.REOPEN, Permission.SET_ANONYMITY, Permission.AGREE}
    | {Permission.MANAGE_TASKS, Permission.MANAGE_ALL_TASKS}
    | {Permission.PLAN_ROSTER, Permission.PLAN_EVERY_ROSTER}
    | {Permission.EDIT_RISKS, Permission.EDIT_ALL_RISKS}
    | {Permission.MANAGE_PEOPLE, Permission.GRANT_ROLES, Permission.MANAGE_SITE, Permission.CONFIRM_PEOPLE},
    Role.EXECUTIVE: _EVERYONE
    | {Permission.RECHECK, Permission.OVERRIDE_SOURCE, Permission.SEE_KPIS}
    | {Permission.EXPORT_READINGS, Permission.FOLLOW_UP, Permission.REOPEN}
    | {Permission.AGREE, Permission.GRANT_ROLES, Permission.CONFIRM_PEOPLE},
    Role.ADMIN: frozenset({Permission.REPORT_HAZARD, Permission.RUN_SIMULATION, Permission.SEE_KPIS})
    | {Permission.MANAGE_SOURCES, Permission.SET_RETENTION, Permission.CHANGE_POLICY}
    | {Permission.SET_ANONYMITY, Permission.MANAGE_PLACES}
    | {Permission.MANAGE_PEOPLE, Permission.MANAGE_ORGANISATION, Permission.GRANT_ROLES}
    | {Permission.MANAGE_ACCOUNTS, Permission.MANAGE_SITE, Permission.MANAGE_CHANNELS}
    | {Permission.CONFIRM_PEOPLE},
}

OF_MODULES: Final = {
    Module.DEPARTMENT_TASKS: frozenset({Permission.MANAGE_TASKS, Permission.MANAGE_ALL_TASKS}),
}
"""Permissions that nobody has where the module is off."""


def roles_with(permission: Permission) -> frozenset[Role]:
    """Every role that has this permission."""
    return frozenset(role for role, permissions in PERMISSIONS.items() if permission in permissions)


SignIn: TypeAlias = tuple[UUID, UUID]
"""(person, family): a person by one sign-in."""


@dataclass(frozen=True, slots=True)
class Membership:
    """Role of a person at one site."""

    person_id: UUID
    site_id: UUID
    role: Role
    department_id: UUID | None
    post: Text | None
    modules_off: frozenset[Module] = frozenset()
    """Modules that the site has switched off."""
    is_second_person: bool = False
    """Named by the site to agree beside those whose role says so."""

    @property
    def permissions(self) -> frozenset[Permission]:
        off = [OF_MODULES[each] for each in OF_MODULES if each in self.modules_off]
        named = {Permission.AGREE} if self.is_second_person else ()
        return PERMISSIONS[self.role].difference(*off).union(named)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Person who asks, and where they belong. Every read takes one; what is not theirs does not exist for
    them.
    """

    person_id: UUID
    memberships: tuple[Membership, ...]
    must_enrol: bool = False
    """An administrator without a second factor: belongs nowhere, and may do nothing, until there is one."""

    @property
    def site_ids(self) -> tuple[UUID, ...]:
        return tuple(membership.site_id for membership in self.memberships)

    def is_person(self, person_id: UUID | None) -> bool:
        """Whether the viewer is this person. Asked so, an answer is shared by all others: see
        `core.graphql.shared_viewer`.
        """
        return self.person_id == person_id

    def membership_at(self, site_id: UUID) -> Membership | None:
        return next((each for each in self.memberships if each.site_id == site_id), None)

    def may(self, permission: Permission, *, site_id: UUID) -> bool:
        return permission in self.permissions_at(site_id)

    def site_ids_where(self, permission: Permission) -> list[UUID]:
        """Return the viewer's sites at which they have this permission."""
        return [each for each in self.site_ids if self.may(permission, site_id=each)]

    def permissions_at(self, site_id: UUID) -> frozenset[Permission]:
        membership = self.membership_at(site_id)
        return frozenset() if membership is None else membership.permissions

    def where(self, permission: Permission) -> "Viewer":
        """The viewer as somebody who belongs to the sites at which they have this permission, and to no
        other.
        """
        return ViewerWithin(self, lambda each: permission in each.permissions)

    def site_ids_with(self, module: Module) -> list[UUID]:
        """Return the viewer's sites that have not switched the module off."""
        return [each.site_id for each in self.memberships if module not in each.modules_off]

    def within(self, module: Module) -> "Viewer":
        """The viewer as somebody who belongs to the sites that have the module, and to no other.

        Raises Refused(MODULE_OFF) where none of the viewer's sites has it.
        """
        if self.memberships and not self.site_ids_with(module):
            raise Refused(ErrorCode.MODULE_OFF, f"{module} is switched off")
        return ViewerWithin(self, lambda each: module not in each.modules_off)

    def require_sight(self, permission: Permission, *, site_id: UUID) -> None:
        """Raises Refused(NOT_FOUND) for an object at this site that only those with the permission see."""
        if not self.may(permission, site_id=site_id):
            raise Refused(ErrorCode.NOT_FOUND, f"only who may {permission} sees it")

    def require(self, permission: Permission, *, site_id: UUID) -> None:
        """Raises Refused: NOT_FOUND at a foreign site (its objects do not exist for them), else
        NOT_ALLOWED.
        """
        if self.membership_at(site_id) is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
        if not self.may(permission, site_id=site_id):
            raise Refused(ErrorCode.NOT_ALLOWED, f"the role may not {permission}")


class ViewerWithin(Viewer):
    """A viewer at some of their sites, those whose membership `keeps` takes. What is asked of it the viewer
    answers.
    """

    __slots__ = ("_keeps", "_viewer")
    _keeps: Callable[[Membership], bool]
    _viewer: Viewer

    def __init__(self, viewer: Viewer, keeps: Callable[[Membership], bool]) -> None:
        object.__setattr__(self, "_viewer", viewer)
        object.__setattr__(self, "_keeps", keeps)

    @property
    def person_id(self) -> UUID:
        return self._viewer.person_id

    @property
    def memberships(self) -> tuple[Membership, ...]:
        return tuple(each for each in self._viewer.memberships if self._keeps(each))

    @property
    def must_enrol(self) -> bool:
        return self._viewer.must_enrol

    def is_person(self, person_id: UUID | None) -> bool:
        return self._viewer.is_person(person_id)
