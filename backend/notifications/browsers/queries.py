"""The browsers to which a person's messages go, and which of them have gone silent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import and_, case, func, or_
from sqlmodel import Session, col, select

from backend.core.statements import one_of
from backend.core.viewer import Viewer
from backend.notifications.browsers.rules import LOOKS_BACK, silent_since
from backend.notifications.tables import DeliveryRow, PushSubscriptionRow
from backend.people.accounts.sign_ins_rules import BrowserKind, browser_kind, device_name
from backend.people.accounts.tables import SignInRow
from push.endpoint import WEB_PUSH


@dataclass(frozen=True, slots=True)
class Browser:
    """One browser. `name`: as the list of sign-ins calls it, empty where nobody knows; `unseen`: messages
    that its push service has taken within 30 days and that it has not shown, since the last one it did show;
    `kind`: None where the app has not said it.
    """

    browser_id: UUID
    person_id: UUID
    family_id: UUID | None
    name: str
    is_in_hand: bool
    is_alarms_only: bool
    subscribed_at: datetime
    last_shown_at: datetime | None
    unseen: int
    silent_since: datetime | None
    kind: BrowserKind | None = None


@dataclass(frozen=True, slots=True)
class Showings:
    """Receipts of a browser for its messages. `unseen`: how many it has not shown; `first_unseen_at`: when
    the first of those was taken.
    """

    last_shown_at: datetime | None
    unseen: int
    first_unseen_at: datetime | None


NOTHING: Final = Showings(None, 0, None)


def own(session: Session, viewer: Viewer, *, now: datetime) -> list[Browser]:
    """The viewer's own, the newest first."""
    return of_people(session, [viewer.person_id], now=now)


def of_people(session: Session, person_ids: Collection[UUID], *, now: datetime) -> list[Browser]:
    """List the browsers of these people that messages go to now, the newest first."""
    browsers = session.exec(
        select(PushSubscriptionRow, SignInRow)
        .join(SignInRow, col(SignInRow.family_id) == PushSubscriptionRow.family_id, isouter=True)
        .where(
            one_of(col(PushSubscriptionRow.person_id), person_ids),
            col(PushSubscriptionRow.gone_at).is_(None),
        )
        .order_by(col(PushSubscriptionRow.created_at).desc(), col(PushSubscriptionRow.id))
    ).all()
    showings = _showings(session, {row.person_id for row, _ in browsers}, now=now)
    return [_browser(row, sign_in, showings.get(str(row.id), NOTHING), now=now) for row, sign_in in browsers]


def _showings(session: Session, person_ids: Collection[UUID], *, now: datetime) -> dict[str, Showings]:
    """By address of a browser: what it did with the messages of the last 30 days."""
    last = func.max(col(DeliveryRow.shown_at)).over(partition_by=col(DeliveryRow.address))
    pushes = (
        select(DeliveryRow.address, DeliveryRow.accepted_at, DeliveryRow.shown_at, last.label("last"))
        .where(
            one_of(col(DeliveryRow.person_id), person_ids),
            col(DeliveryRow.created_at) > now - LOOKS_BACK,
            DeliveryRow.channel == WEB_PUSH,
        )
        .subquery()
    )
    is_unseen = and_(
        pushes.c.accepted_at.is_not(None),
        pushes.c.shown_at.is_(None),
        or_(pushes.c.last.is_(None), pushes.c.accepted_at > pushes.c.last),
    )
    statement = select(
        pushes.c.address,
        func.max(pushes.c.last),
        func.count(case((is_unseen, 1))),
        func.min(case((is_unseen, pushes.c.accepted_at))),
    ).group_by(pushes.c.address)
    return {address: Showings(*found) for address, *found in session.exec(statement)}


def _browser(
    row: PushSubscriptionRow, sign_in: SignInRow | None, showings: Showings, *, now: datetime
) -> Browser:
    return Browser(
        browser_id=row.id,
        person_id=row.person_id,
        family_id=row.family_id,
        name=device_name(sign_in.user_agent) if sign_in else "",
        is_in_hand=row.is_in_hand,
        is_alarms_only=row.is_alarms_only,
        subscribed_at=row.created_at,
        last_shown_at=showings.last_shown_at,
        unseen=showings.unseen,
        silent_since=silent_since(showings.unseen, showings.first_unseen_at, now=now),
        kind=browser_kind(sign_in.maker, sign_in.engine, sign_in.engine_major) if sign_in else None,
    )
