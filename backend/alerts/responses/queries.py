"""The alarms of a viewer, who was notified of each, who was shown it and who comes, and whom one can call."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from backend.alerts.filters_queries import IN_SIGHT, conditions, waiting_order
from backend.alerts.owners_store import EventOwner, event_owners
from backend.alerts.queries import ALERTS, AlertView, views_of
from backend.alerts.responses.rules import Response
from backend.alerts.responses.store import response_of
from backend.alerts.responses.tables import AlertResponseRow
from backend.alerts.rules import LOUD
from backend.alerts.tables import AlertRow
from backend.core.statements import one_of, rows
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.equipment.references_queries import references
from backend.people.accounts.disabled_store import is_disabled
from backend.people.directory.rules import AddressKind
from backend.people.queries import PersonView
from backend.people.tables import MembershipRow, PersonAddressRow
from backend.sensors import queries as sensors
from backend.sensors.queries import SensorView
from backend.sensors.tables import SensorRow
from backend.sites.tables import SiteRow

MOST: Final = 20
"""Alarms at once: beyond that nobody reads them one by one, and the list of alerts has them all."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A red or orange alert, active or unanswered. `is_mine`: the viewer was notified of it, and is not only
    near.
    """

    view: AlertView
    is_mine: bool
    owner: "Owner"


@dataclass(frozen=True, slots=True)
class ResponseView:
    response: Response
    person: PersonView


class Owner(NamedTuple):
    """Owner of an alert, by its risk or its source: a person, or whoever holds a post."""

    site_id: UUID
    person_id: UUID | None
    post_id: UUID | None


@dataclass(frozen=True, slots=True)
class Call:
    person: PersonView
    phone: str


@dataclass(frozen=True, slots=True)
class Wind:
    """The sources of a site that measure its wind."""

    speed: SensorView | None
    direction: SensorView | None


def alarms(session: Session, viewer: Viewer, *, with_unanswered: bool) -> list[Alarm]:
    """Active red and orange alerts that the viewer was notified of, and every red one of their sites, in
    the one order; nothing that is held back. `with_unanswered`: also those that were red or orange and that
    nobody has answered; pages of before ring for each one that they get.
    """
    is_mine = _is_notified(viewer)
    which = replace(IN_SIGHT, leads=False, tiers=LOUD)
    tier = col(AlertRow.rank) if with_unanswered else col(AlertRow.tier)
    is_going_on = (col(AlertRow.is_active), col(AlertRow.tier).in_(LOUD))
    statement = (
        ALERTS.where(*conditions(viewer, which), *(() if with_unanswered else is_going_on))
        .where(or_(is_mine, tier == Tier.RED))
        .order_by(*waiting_order())
        .limit(MOST)
    )
    views = views_of(session, viewer, rows(session, statement))
    shown = [view.alert.alert_id for view in views]
    mine = set(session.exec(select(AlertRow.id).where(one_of(col(AlertRow.id), shown), is_mine)))
    owners = event_owners(session, shown)
    return [Alarm(view, view.alert.alert_id in mine, _owner(view, owners)) for view in views]


def responses(session: Session, viewer: Viewer, alert_ids: Iterable[UUID]) -> dict[UUID, list[ResponseView]]:
    """Return the responses of all who were notified of the present activation of each of these alerts: who
    comes first, then who cannot, who saw it, who was only notified.
    """
    statement = (
        select(AlertResponseRow, AlertRow.active_since, AlertRow.raised_at)
        .join(AlertRow, col(AlertRow.id) == AlertResponseRow.alert_id)
        .where(one_of(col(AlertResponseRow.alert_id), alert_ids), col(AlertRow.site_id).in_(viewer.site_ids))
    )
    current = [
        found
        for row, active_since, raised_at in session.exec(statement)
        if (found := response_of(row).since(active_since or raised_at)) is not None
    ]
    refs = references(session, viewer, people=(each.person_id for each in current))
    of_alert: dict[UUID, list[ResponseView]] = {}
    for each in sorted(current, key=_order):
        if (person := refs.person(each.person_id)) is not None:
            of_alert.setdefault(each.alert_id, []).append(ResponseView(each, person))
    return of_alert


def calls(session: Session, viewer: Viewer, owners: Iterable[Owner]) -> dict[Owner, list[Call]]:
    """Return the people to call per owner: those responsible, at the viewer's sites, with a phone number."""
    wanted = set(owners)
    statement = (
        select(MembershipRow, PersonAddressRow.address)
        .join(PersonAddressRow, col(PersonAddressRow.person_id) == MembershipRow.person_id)
        .where(
            PersonAddressRow.kind == AddressKind.PHONE,
            ~is_disabled(col(MembershipRow.person_id)),
            col(MembershipRow.site_id).in_({each.site_id for each in wanted} & set(viewer.site_ids)),
            or_(
                one_of(col(MembershipRow.person_id), {each.person_id for each in wanted if each.person_id}),
                col(MembershipRow.post_id).in_(
                    {each.post_id for each in wanted if each.post_id and not each.person_id}
                ),
            ),
        )
        .order_by(col(MembershipRow.person_id))
    )
    found = session.exec(statement).all()
    refs = references(session, viewer, people=(row.person_id for row, _ in found))
    return {
        owner: [
            Call(person, phone)
            for row, phone in found
            if _is_owner(row, owner) and (person := refs.person(row.person_id))
        ]
        for owner in wanted
    }


def winds(session: Session, viewer: Viewer, site_ids: Iterable[UUID]) -> dict[UUID, Wind]:
    """Return the wind sources of each of these sites, as far as its settings name sources that are there."""
    codes = (col(SiteRow.wind_speed_source), col(SiteRow.wind_direction_source))
    statement = (
        core_select(col(SiteRow.id), *codes, col(SensorRow.id), col(SensorRow.code))
        .join(SensorRow, and_(col(SensorRow.site_id) == SiteRow.id, col(SensorRow.code).in_(codes)))
        .where(col(SiteRow.id).in_(set(site_ids) & set(viewer.site_ids)))
    )
    found = [tuple(row) for row in session.execute(statement)]
    views = sensors.by_ids(session, viewer, (row[3] for row in found))
    named: dict[UUID, dict[str, SensorView]] = {}
    of_site: dict[UUID, tuple[str, str]] = {}
    for site_id, speed, direction, sensor_id, code in found:
        of_site[site_id] = (speed, direction)
        named.setdefault(site_id, {})[code] = views[sensor_id]
    return {
        site_id: Wind(named[site_id].get(speed), named[site_id].get(direction))
        for site_id, (speed, direction) in of_site.items()
    }


def _is_owner(row: MembershipRow, owner: Owner) -> bool:
    if row.site_id != owner.site_id:
        return False
    return row.person_id == owner.person_id if owner.person_id else row.post_id == owner.post_id


def _is_notified(viewer: Viewer) -> ColumnElement[bool]:
    """Whether the viewer was notified of an alert since it is active."""
    return exists().where(
        col(AlertResponseRow.alert_id) == AlertRow.id,
        col(AlertResponseRow.person_id) == viewer.person_id,
        col(AlertResponseRow.notified_at) >= func.coalesce(AlertRow.active_since, AlertRow.raised_at),
    )


def _order(response: Response) -> tuple[bool, bool, str]:
    return (response.answer is None, response.shown_at is None, str(response.answer or ""))


def _owner(view: AlertView, owners: Mapping[UUID, EventOwner]) -> Owner:
    """Return who answers for an alert: the owner of the event that speaks for it, else of its source."""
    event, sensor = owners.get(view.alert.alert_id), view.sensor.sensor
    if event is not None:
        return Owner(sensor.site_id, event.person_id, event.post_id)
    return Owner(sensor.site_id, sensor.responsible_id, sensor.post_id)
