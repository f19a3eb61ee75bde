"""Duty on a day that is over, for everybody of the site: it is looked at, and changed no more."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from backend.core.errors import ErrorCode, Refused
from backend.core.statements import one_of, rows
from backend.core.viewer import Viewer
from backend.roster.coverage_rules import holes
from backend.roster.queries import RosterView, ShiftView
from backend.roster.rules import Duty, Roster, Shift
from backend.roster.store import holds_between, roster_of, shift_of
from backend.roster.tables import RosterRow, ShiftRow
from backend.sites.queries import sites

DAYS_BACK: Final = 90


def on_day(session: Session, viewer: Viewer, site_id: UUID, day: date, *, now: datetime) -> list[RosterView]:
    """The lines that somebody was on duty for on a day, by the clock of the site, also if they are kept no
    more; each with its shifts, and when nobody was there between the first and the last of them. What was
    cancelled did not take place. Nothing at a foreign site; three statements.

    Raises Refused(INVALID_INPUT) for a day ahead, or more than 90 days ago.
    """
    site = sites(session, viewer).get(site_id)
    if site is None:
        return []
    zone = ZoneInfo(site.timezone)
    today = now.astimezone(zone).date()
    if not today - timedelta(days=DAYS_BACK) <= day <= today:
        raise Refused(ErrorCode.INVALID_INPUT, f"a day of the last {DAYS_BACK}")
    since = datetime(day.year, day.month, day.day, tzinfo=zone)
    next_day = day + timedelta(days=1)
    until = min(datetime(next_day.year, next_day.month, next_day.day, tzinfo=zone), now)
    found: dict[UUID, list[Shift]] = {}
    for row in rows(
        session,
        select(ShiftRow)
        .where(ShiftRow.site_id == site_id, *holds_between(since, until))
        .order_by(col(ShiftRow.starts_at), col(ShiftRow.id)),
    ):
        found.setdefault(row.roster_id, []).append(shift_of(row))
    lines = rows(session, select(RosterRow).where(one_of(col(RosterRow.id), found)))
    order = list(Duty)
    views = [_view(roster_of(row), found[row.id], since, until) for row in lines]
    return sorted(views, key=lambda each: (order.index(each.roster.duty), str(each.roster.roster_id)))


def _view(roster: Roster, shifts: list[Shift], since: datetime, until: datetime) -> RosterView:
    """Return the line as it was on the day: its shifts count whatever became of the role of their people
    since.
    """
    ended = min(until, roster.closed_at) if roster.closed_at else until
    spans = [(each.starts_at, each.ends_at) for each in shifts]
    empty = holes(spans, since=since, until=ended) if since < ended else []
    return RosterView(
        roster,
        may_plan=False,
        shifts=tuple(ShiftView(each, stands=True) for each in shifts),
        holes=tuple(empty),
    )
