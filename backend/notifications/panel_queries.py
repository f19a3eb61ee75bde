"""Fate of the messages about an alert or a case, person by person: who knows, who does not and why."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.alerts.queries import by_ids as alerts_by_ids
from backend.alerts.responses.store import response_of
from backend.alerts.responses.tables import AlertResponseRow
from backend.alerts.tables import AlertRow
from backend.cases.queries import by_ids as cases_by_ids
from backend.core.events import EventKind
from backend.core.statements import one_of
from backend.core.viewer import Permission, Viewer
from backend.hazards import events as hazards
from backend.notifications.browsers.queries import of_people as browsers_of
from backend.notifications.digest_queries import digests_of
from backend.notifications.outlets.tables import OutletRow
from backend.notifications.rules import DeliveryState
from backend.notifications.tables import DeliveryRefRow, DeliveryRow
from backend.people.queries import PersonView
from backend.people.queries import by_ids as people_by_ids

_FIRST: Final = datetime.min.replace(tzinfo=UTC)
OF_REPORTS: Final = frozenset(kind for kind in vars(hazards).values() if isinstance(kind, EventKind))
"""Events of a report: most go to whoever made it, and the panel would name them."""
MOST: Final = 500
"""Messages about one alert that are looked at, the newest first: 50 people by three ways at three rungs."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One message to one address. `message_id` tells it from others and is not the id by which its browser
    says that it was shown: whoever had that could say so for them. `waits_until`: when it leaves, or is tried
    again, or its digest leaves; `quiet_until`: the end of the quiet hours of its person, if it waits, or
    waited, for that; `kind`: of the channel, empty where no way leads to the person; `digest_of`: how many
    messages left as one with it, what became of that stands here; `silent_since`: since when its browser has
    shown nothing of what it was sent.
    """

    message_id: UUID
    kind: str
    event: str
    step: int
    state: DeliveryState
    created_at: datetime
    waits_until: datetime | None
    quiet_until: datetime | None
    accepted_at: datetime | None
    shown_at: datetime | None
    opened_at: datetime | None
    error: str | None
    digest_of: int = 1
    silent_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """A person with the messages to them, the newest first. `knows_since`: when a message or an open screen
    of theirs first showed the alert in its present activation; who answers is shown it, too.
    """

    person: PersonView
    sent: tuple[Sent, ...]
    knows_since: datetime | None


def of_alert(session: Session, viewer: Viewer, alert_id: UUID, *, now: datetime) -> list[Reached]:
    """List everybody who was to be notified of this alert: first those who were not shown it, then by the
    time at which they were.

    Nothing of an alert that the viewer may not see.
    """
    view = alerts_by_ids(session, viewer, [alert_id]).get(alert_id)
    if view is None:
        return []
    sent, since = _sent_about(session, viewer, alert_id, now=now), view.alert.active_from
    moments = _moments(session, {alert_id: since})
    for person_id, messages in sent.items():
        shown = [each.shown_at for each in messages if each.shown_at and each.shown_at >= since]
        moments.setdefault(person_id, []).extend(shown)
    reached = [
        Reached(person, _without_old_holes(sent.get(person_id, ())), min(moments[person_id], default=None))
        for person_id, person in people_by_ids(session, viewer, moments).items()
    ]
    return sorted(reached, key=lambda each: (each.knows_since is not None, each.knows_since or _FIRST))


def of_case(session: Session, viewer: Viewer, case_id: UUID, *, now: datetime) -> list[Reached]:
    """Return the people who were sent something about this case: who was not shown the newest of it first,
    by a message, or the alerts of the case by an open screen.

    What is announced about the report is left out: who gets it has made that; nothing of a case that the
    viewer may not see.
    """
    if case_id not in cases_by_ids(session, viewer, [case_id]):
        return []
    sent = _sent_about(session, viewer, case_id, now=now)
    ids = session.exec(select(AlertRow.id).where(AlertRow.case_id == case_id)).all()
    alerts = alerts_by_ids(session, viewer, ids)
    screens = _moments(session, {alert_id: view.alert.active_from for alert_id, view in alerts.items()})
    reached = [
        Reached(
            person,
            _without_old_holes(sent[person_id]),
            sent[person_id][0].shown_at or min(screens.get(person_id, ()), default=None),
        )
        for person_id, person in people_by_ids(session, viewer, sent).items()
    ]
    return sorted(reached, key=lambda each: (each.knows_since is not None, each.knows_since or _FIRST))


@dataclass(frozen=True, slots=True)
class NotifiedOutlet:
    """A group or another system with the messages to it about an alert, the newest first."""

    outlet_id: UUID
    name: str
    sent: tuple[Sent, ...]


def outlets_of_alert(session: Session, viewer: Viewer, alert_id: UUID) -> list[NotifiedOutlet]:
    """Every group and system that was notified of this alert; nothing of one that the viewer may not see.

    What a provider said is for who manages the channels: it may repeat what stands in an address.
    """
    view = alerts_by_ids(session, viewer, [alert_id]).get(alert_id)
    if view is None:
        return []
    may_read = viewer.may(Permission.MANAGE_CHANNELS, site_id=view.alert.site_id)
    sent: dict[UUID, list[Sent]] = {}
    for row in session.exec(_about(viewer, alert_id).where(col(DeliveryRow.person_id).is_(None))):
        message = _sent(row)
        sent.setdefault(UUID(row.address), []).append(message if may_read else replace(message, error=None))
    named = select(OutletRow).where(col(OutletRow.id).in_(sent)).order_by(OutletRow.name)
    rows = session.exec(named).all() if sent else ()
    return [NotifiedOutlet(row.id, row.name, tuple(sent[row.id])) for row in rows]


def _without_old_holes(messages: Sequence[Sent]) -> tuple[Sent, ...]:
    """That no way led to this person is said once, and only where none has been found since; newest first."""
    return tuple(
        each for at, each in enumerate(messages) if at == 0 or each.state is not DeliveryState.NO_ADDRESS
    )


def _moments(session: Session, since: Mapping[UUID, datetime]) -> dict[UUID, list[datetime]]:
    """By everybody whose alerts these are, each since then: when an open screen showed one to them."""
    rows = session.exec(select(AlertResponseRow).where(one_of(col(AlertResponseRow.alert_id), since)))
    moments: dict[UUID, list[datetime]] = {}
    for row in rows:
        if response := response_of(row).since(since[row.alert_id]):
            moments.setdefault(row.person_id, []).extend([response.shown_at] if response.shown_at else [])
    return moments


def _sent_about(
    session: Session, viewer: Viewer, object_id: UUID, *, now: datetime
) -> dict[UUID, list[Sent]]:
    """The last messages to people about this alert or case by person, each person's newest first."""
    rows = session.exec(_about(viewer, object_id).where(col(DeliveryRow.person_id).is_not(None))).all()
    digests, silences = digests_of(session, rows), _silences(session, rows, now=now)
    sent: dict[UUID, list[Sent]] = {}
    for row in rows:
        if row.person_id is not None and row.event_kind not in OF_REPORTS:
            message = replace(_sent(row, digests.get(row.id)), silent_since=silences.get(row.address))
            sent.setdefault(row.person_id, []).append(message)
    return sent


def _silences(session: Session, rows: Sequence[DeliveryRow], *, now: datetime) -> dict[str, datetime]:
    """By address of a browser to which one of these went unseen: since when it has shown nothing."""
    unseen = {
        row.person_id for row in rows if row.person_id and row.channel_id is None and row.shown_at is None
    }
    browsers = browsers_of(session, unseen, now=now) if unseen else []
    return {str(each.browser_id): each.silent_since for each in browsers if each.silent_since}


def _about(viewer: Viewer, object_id: UUID) -> SelectOfScalar[DeliveryRow]:
    """The last messages about this alert or case of a site of the viewer's, the newest first."""
    return (
        select(DeliveryRow)
        .join(DeliveryRefRow, col(DeliveryRefRow.delivery_id) == DeliveryRow.id)
        .where(DeliveryRefRow.object_id == object_id, col(DeliveryRow.site_id).in_(viewer.site_ids))
        .order_by(
            col(DeliveryRow.created_at).desc(), col(DeliveryRow.outbox_id).desc(), col(DeliveryRow.step)
        )
        .limit(MOST)
    )


def _is_quiet(row: DeliveryRow) -> bool:
    """Whether the quiet hours of its person keep it, or kept it until it left in one message with others."""
    return row.state == DeliveryState.GROUPED and row.group_due_at in (None, row.quiet_until)


def _sent(row: DeliveryRow, digest: DeliveryRow | None = None) -> Sent:
    """The message of this row; of one that left in a digest, with what became of that."""
    left = digest or row
    return Sent(
        message_id=_outward(row.id),
        kind=row.channel,
        event=row.event_kind,
        step=row.step,
        state=DeliveryState(left.state),
        created_at=row.created_at,
        waits_until=left.group_due_at or (left.due_at if left.state == DeliveryState.PENDING else None),
        quiet_until=row.quiet_until if _is_quiet(row) else None,
        accepted_at=left.accepted_at,
        shown_at=left.shown_at,
        opened_at=left.opened_at,
        error=left.last_error,
        digest_of=left.grouped + 1,
    )


def _outward(delivery_id: UUID) -> UUID:
    """Name a delivery to others, by what does not lead back to its id: that is random, and hashed."""
    return UUID(bytes=hashlib.sha256(delivery_id.bytes).digest()[:16], version=4)
