"""The page of a link: the alert in the words of its message, and the answer that was given by it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from backend.alerts.causes.rules import sentence
from backend.alerts.grouping.names_store import SilentGroups
from backend.alerts.responses.rules import Answer
from backend.alerts.responses.store import Responses
from backend.alerts.rules import Alert
from backend.alerts.store import Alerts
from backend.core.text import Text
from backend.core.vocabulary import Tier
from backend.notifications.answer_links.rules import LinkAnswer
from backend.notifications.answer_links.store import AnswerLinks
from backend.sensors.store import Sensors
from backend.sites.store import Sites


@dataclass(frozen=True, slots=True)
class ShownLink:
    """An alert as whoever holds the link may see it: nobody's name is on it."""

    site: Text
    tier: Tier
    place: Text
    why: Text
    raised_at: datetime
    is_over: bool
    is_acknowledged: bool
    answer: LinkAnswer | None
    coming_since: tuple[datetime, ...]
    """When each of those who are on the way said so, the first one first."""


def shown(session: Session, token: str, *, now: datetime) -> ShownLink | None:
    """Return the alert that the link opens; None for an unknown link, and for one that is over without an
    answer.
    """
    link = AnswerLinks(session).get(token)
    if link is None or (now >= link.expires_at and link.answer is None):
        return None
    alert = Alerts(session).peek(link.alert_id)
    place, why = SilentGroups(session).said(alert, now=now) or (
        Sensors(session).one(alert.sensor_id).name,
        sentence(alert.condition, Alerts(session).cause(alert.alert_id)),
    )
    return ShownLink(
        site=Sites(session).get(link.site_id).name,
        tier=alert.rank,
        place=place,
        why=why,
        raised_at=alert.raised_at,
        is_over=not alert.is_open,
        is_acknowledged=alert.is_acknowledged,
        answer=link.answer,
        coming_since=_coming_since(session, alert),
    )


def _coming_since(session: Session, alert: Alert) -> tuple[datetime, ...]:
    current = Responses(session).current(alert).values()
    coming = (each for each in current if each.answer is Answer.ON_THE_WAY)
    return tuple(sorted(each.answered_at for each in coming if each.answered_at))
