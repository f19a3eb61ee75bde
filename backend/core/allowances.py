"""How much one person and one site may take: what an installation may set, in one place."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

from backend.core.errors import too_many
from backend.core.viewer import Viewer

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowances:
    """Far above what people at work need, and far below what stops others. Each process counts sockets and
    uploads for itself; what is kept is counted in the database.
    """

    sockets_per_person: int = 10
    sockets_of_site: int = 2_000
    subscriptions_per_person: int = 60
    """Together, on all sockets of one person."""
    subscriptions_of_site: int = 12_000
    reports_per_hour: int = 30
    """Of one person; suggestions are counted apart, by the same figures."""
    reports_of_site_per_hour: int = 600
    anonymous_reports_per_hour: int = 60
    """Of one site, without a name; suggestions are counted apart. Beyond it each waits a minute: no hour is
    closed to everybody for what one phone sends.
    """
    anonymous_reports_of_sender: int = 10
    """From one address within an hour, then each waits longer."""
    comments_per_hour: int = 120
    """Of one person."""
    comments_of_site_per_hour: int = 2_400
    alert_tests_per_hour: int = 12
    """Of one person, to themselves."""
    browsers_per_person: int = 10
    """To which messages go; the oldest gives way."""
    photos_per_day: int = 400
    """Of one person."""
    photo_mb_per_day: int = 1_500
    """Of one person, as sent."""
    photos_of_site_per_day: int = 10_000
    photo_mb_of_site_per_day: int = 30_000
    anonymous_photos_per_day: int = 300
    """Of one site, without a name; beyond it each waits, as reports do."""
    anonymous_photos_of_sender: int = 30
    """From one address within an hour, then each waits longer."""
    voice_notes_per_day: int = 200
    """Of one person."""
    uploads_at_once: int = 8
    """Photos of one person on their way or waiting to be cleaned."""
    uploads_waiting: int = 96
    """Photos of everybody on their way or waiting to be cleaned."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Use of an allowance within a time. `amount`: bytes, where those count; `oldest`: when the first was."""

    count: int = 0
    oldest: datetime | None = None
    amount: int = 0

    def require_room(self, most: int, *, within: timedelta, now: datetime, amount: int | None = None) -> None:
        """Raises Refused(TOO_MANY_ATTEMPTS), with the time until there is room, beyond `most` things within
        this time, or `amount` bytes.
        """
        if self.count < most and (amount is None or self.amount < amount):
            return
        left = (self.oldest or now) + within - now
        raise too_many(f"{self.count} within {within}", left)


class Counted(Protocol):
    """A store that knows how much came in at a site since then, of everybody or `by` one person."""

    def taken(self, site_id: UUID, *, since: datetime, by: UUID | None = None) -> Taken: ...


def check_hour(store: Counted, by: Viewer, *, per_person: int, of_site: int, now: datetime) -> None:
    """Raises Refused(TOO_MANY_ATTEMPTS) where the person, or a site of theirs, has had its share of the last
    hour.
    """
    for site_id in by.site_ids:
        own = store.taken(site_id, since=now - HOUR, by=by.person_id)
        own.require_room(per_person, within=HOUR, now=now)
        store.taken(site_id, since=now - HOUR).require_room(of_site, within=HOUR, now=now)
