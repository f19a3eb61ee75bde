"""A roster of the plant at north, planned and asked about as people do."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from backend.core.database import Database
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.roster import commands, patterns_commands, queries
from backend.roster.queries import RosterView
from backend.roster.rules import Duty, Line, RosterPlan, Shift
from backend.roster.store import shift_of
from backend.roster.tables import ShiftRow
from tests.support.fakes import FakeClock
from tests.support.plants import Plants

ZONE = ZoneInfo("Asia/Shanghai")
OFFICERS = Line(Duty.OFFICER)


@dataclass
class Planner:
    """Whoever plans at north: alice, unless somebody else is named. Patterns: day from 8, night from 20."""

    database: Database
    plants: Plants
    clock: FakeClock

    def __post_init__(self) -> None:
        self.day = self.pattern("白班", 8 * 60)
        self.night = self.pattern("夜班", 20 * 60)

    def pattern(self, name: str, start_minute: int, minutes: int = 12 * 60) -> UUID:
        return self.database.transact(
            lambda tx: patterns_commands.add_pattern(
                tx,
                self.plants.north,
                name=Text(name, name),
                start_minute=start_minute,
                minutes=minutes,
                by=self.plants.alice,
            )
        )

    @property
    def today(self) -> date:
        return self.clock.now.astimezone(ZONE).date()

    def goes_to(self, hour: int, minute: int = 0, *, day: int = 0) -> datetime:
        """Move the clock to this time by the wall of the site; `day`: so many days from today."""
        at = datetime.combine(self.today + timedelta(days=day), datetime.min.time(), ZONE)
        self.clock.now = (at + timedelta(hours=hour, minutes=minute)).astimezone(self.clock.now.tzinfo)
        return self.clock.now

    def plan_of(
        self,
        pattern: UUID,
        *people: Viewer | None,
        line: Line = OFFICERS,
        from_day: int = 0,
        days: int = 1,
        replaces: bool = False,
        skips_rest_days: bool = False,
    ) -> RosterPlan:
        first = self.today + timedelta(days=from_day)
        return RosterPlan(
            site_id=self.plants.north,
            line=line,
            pattern_id=pattern,
            first_day=first,
            last_day=first + timedelta(days=days - 1),
            people=tuple(each.person_id if each else None for each in people),
            skips_rest_days=skips_rest_days,
            replaces=replaces,
        )

    def save(self, plan: RosterPlan, *, by: Viewer | None = None) -> UUID:
        return self.database.transact(lambda tx: commands.plan_roster(tx, plan, by=by or self.plants.alice))

    def shifts(self) -> list[Shift]:
        """Every shift that stands, by start."""
        statement = select(ShiftRow).where(col(ShiftRow.cancelled_at).is_(None))
        statement = statement.order_by(col(ShiftRow.starts_at), col(ShiftRow.id))
        return self.database.read(lambda s: [shift_of(row) for row in s.exec(statement)])

    def calendar(self, viewer: Viewer, *, days: int = 7) -> list[RosterView]:
        since = datetime.combine(self.today, datetime.min.time(), ZONE)
        return self.database.read(
            lambda s: queries.calendar(
                s,
                viewer,
                self.plants.north,
                since=since,
                until=since + timedelta(days=days),
                now=self.clock.now,
            )
        )
