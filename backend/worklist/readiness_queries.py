"""Whether a site is ready for work: what its set-up still lacks, counted in one statement."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, exists, false, func, or_, select
from sqlmodel import Session, col

from backend.core.providers import SetUpStep
from backend.core.viewer import Permission, Role, Viewer, roles_with
from backend.equipment.tables import EquipmentRow
from backend.notifications.alert_tests.tables import AlertTestRow
from backend.notifications.tables import DeliveryRefRow, DeliveryRow, PushSubscriptionRow
from backend.people.rules import NO_PASSWORD
from backend.people.tables import DepartmentRow, MembershipRow, PersonRow
from backend.sensors.filters_queries import SourceFilter, conditions
from backend.sensors.rules import SensorKind
from backend.sensors.store import is_never_heard
from backend.sensors.tables import SensorRow
from backend.sites.plans.tables import PlanRow
from backend.sites.tables import AreaRow, SiteRow


class ReadinessKind(StrEnum):
    """Steps of the set-up of a site, in their order."""

    DEPARTMENTS = "DEPARTMENTS"
    PEOPLE = "PEOPLE"
    """People who have accepted an invitation, beside the one who sets up."""
    SECOND_PERSON = "SECOND_PERSON"
    """People who may agree to what somebody else asks for; an officer among them, and somebody else."""
    AREAS = "AREAS"
    PLAN = "PLAN"
    EQUIPMENT = "EQUIPMENT"
    SOURCES = "SOURCES"
    """Sources that were heard."""
    UNHEARD = "UNHEARD"
    """Sources in service that never sent a reading: no alert of theirs comes before the first."""
    LIMITS = "LIMITS"
    """Sources on which no limit is in force: nothing calls when they are in danger."""
    EVENTS = "EVENTS"
    """Events of the register that are in force."""
    RED_WATCHED = "RED_WATCHED"
    """Events whose residual risk is red that nobody watches: no source sees, and no check asks."""
    MESSAGES = "MESSAGES"
    """People whom a message reaches while the app is closed."""
    ALERT_TEST = "ALERT_TEST"
    """Officers and administrators whom a test alert was shown to, on a screen or by push."""


@dataclass(frozen=True, slots=True)
class ReadinessStep:
    """`count`: what there is; for UNHEARD, LIMITS and RED_WATCHED what is missing."""

    kind: ReadinessKind
    count: int
    is_done: bool


def readiness(
    session: Session, viewer: Viewer, site_id: UUID, *, with_unheard: bool = True
) -> list[ReadinessStep]:
    """Return all steps. `with_unheard`: pages of before December 2026 know no UNHEARD. Raises Refused:
    NOT_FOUND or NOT_ALLOWED, for who does not set up the site.
    """
    viewer.require(Permission.MANAGE_PLACES, site_id=site_id)
    found = session.execute(
        select(
            _count(DepartmentRow, site_id).where(col(DepartmentRow.closed_at).is_(None)).scalar_subquery(),
            _people(site_id),
            _people(site_id, roles_with(Permission.AGREE), or_named=True),
            _people(site_id, [Role.OFFICER]),
            _count(AreaRow, site_id).where(col(AreaRow.closed_at).is_(None)).scalar_subquery(),
            _plans(site_id),
            _count(EquipmentRow, site_id).scalar_subquery(),
            _sources(site_id).where(col(SensorRow.last_seen_at).is_not(None)).scalar_subquery(),
            _sources(site_id).scalar_subquery(),
            _sources(site_id).where(is_never_heard()).scalar_subquery(),
            _sources(site_id).where(*conditions(viewer, SourceFilter(needs_limit=True))).scalar_subquery(),
            _reached(site_id),
            _tested(site_id),
        )
    ).one()
    (departments, people, seconds, officers, areas, plans, equipment) = found[:7]
    (heard, sources, unheard, unlimited, reached, tested) = found[7:]
    step = ReadinessStep
    steps = [
        step(ReadinessKind.DEPARTMENTS, departments, departments > 0),
        step(ReadinessKind.PEOPLE, people, people > 1),
        step(ReadinessKind.SECOND_PERSON, seconds, officers > 0 and seconds > 1),
        step(ReadinessKind.AREAS, areas, areas > 0),
        step(ReadinessKind.PLAN, plans, plans > 0),
        step(ReadinessKind.EQUIPMENT, equipment, equipment > 0),
        step(ReadinessKind.SOURCES, heard, heard > 0),
        step(ReadinessKind.UNHEARD, unheard, sources > 0 and unheard == 0),
        step(ReadinessKind.LIMITS, unlimited, sources > 0 and unlimited == 0),
        step(ReadinessKind.MESSAGES, reached, reached > 0),
        step(ReadinessKind.ALERT_TEST, tested, tested > 0),
    ]
    return [each for each in steps if with_unheard or each.kind is not ReadinessKind.UNHEARD]


def with_steps(steps: Iterable[ReadinessStep], more: Iterable[SetUpStep]) -> list[ReadinessStep]:
    """Return these steps and those that other nouns declare, in the order of the set-up."""
    found = [*steps, *(ReadinessStep(ReadinessKind(each.kind), each.count, each.is_done) for each in more)]
    return sorted(found, key=lambda step: list(ReadinessKind).index(step.kind))


def _count(table: Any, site_id: UUID) -> Any:
    return select(func.count()).select_from(table).where(table.site_id == site_id)


def _people(
    site_id: UUID, roles: Collection[Role] | None = None, *, or_named: bool = False
) -> ScalarSelect[int]:
    """Count the people who can sign in. `or_named`: of these roles, and the site's named second person."""
    statement = (
        _count(MembershipRow, site_id)
        .join(PersonRow, col(PersonRow.id) == MembershipRow.person_id)
        .where(PersonRow.password_hash != NO_PASSWORD)
    )
    if roles is not None:
        named = select(col(SiteRow.second_person_id)).where(col(SiteRow.id) == site_id).scalar_subquery()
        is_named = col(MembershipRow.person_id) == named if or_named else false()
        statement = statement.where(or_(col(MembershipRow.role).in_(roles), is_named))
    found: ScalarSelect[int] = statement.scalar_subquery()
    return found


def _plans(site_id: UUID) -> ScalarSelect[int]:
    is_picture = or_(col(PlanRow.sha256).is_not(None), col(PlanRow.svg) != "")
    found: ScalarSelect[int] = (
        _count(PlanRow, site_id).where(col(PlanRow.removed_at).is_(None), is_picture).scalar_subquery()
    )
    return found


def _sources(site_id: UUID) -> Any:
    return _count(SensorRow, site_id).where(SensorRow.kind == SensorKind.READINGS.value)


def _reached(site_id: UUID) -> ScalarSelect[int]:
    """People of the site with a browser that takes messages."""
    people = select(col(MembershipRow.person_id)).where(col(MembershipRow.site_id) == site_id)
    return (
        select(func.count(func.distinct(PushSubscriptionRow.person_id)))
        .where(col(PushSubscriptionRow.person_id).in_(people))
        .scalar_subquery()
    )


def _tested(site_id: UUID) -> ScalarSelect[int]:
    """Officers and administrators of the site who saw a test alert there."""
    by_push = (
        exists()
        .where(col(DeliveryRefRow.object_id) == AlertTestRow.id)
        .where(col(DeliveryRow.id) == DeliveryRefRow.delivery_id, col(DeliveryRow.shown_at).is_not(None))
    )
    return (
        select(func.count(func.distinct(AlertTestRow.person_id)))
        .join(MembershipRow, col(MembershipRow.person_id) == AlertTestRow.person_id)
        .where(col(AlertTestRow.site_id) == site_id, col(MembershipRow.site_id) == site_id)
        .where(col(MembershipRow.role).in_([Role.OFFICER.value, Role.ADMIN.value]))
        .where(or_(col(AlertTestRow.shown_at).is_not(None), by_push))
        .scalar_subquery()
    )
