"""Sites and areas as rows."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.sites.rules import Area, Retention, Site
from backend.sites.tables import AreaRow, SiteRow

KEPT: Final = {
    "history_until",
    "is_history_written",
    "anonymous_pass",
    "keep_readings_days",
    "keep_minutes_days",
    "keep_hours_days",
}


class Sites:
    def __init__(self, session: Session) -> None:
        self._session = session

    def by_code(self, code: str) -> Site | None:
        row = self._session.exec(select(SiteRow).where(SiteRow.code == code)).first()
        return site_of(row) if row else None

    def all(self) -> list[Site]:
        return [site_of(row) for row in self._session.exec(select(SiteRow))]

    def ids(self) -> list[UUID]:
        """Every site."""
        return [site.site_id for site in self.all()]

    def codes(self) -> dict[UUID, str]:
        return dict(self._session.exec(select(SiteRow.id, SiteRow.code)).all())

    def put(self, site: Site, *, plan_svg: str) -> None:
        """Add the site, or bring it up to date; its switches and its retention stay."""
        row = self._session.get(SiteRow, site.site_id)
        is_running = row.is_simulation_running if row else site.is_simulation_running
        started_at = row.simulation_started_at if row else None
        kept = row.model_dump(include=KEPT) if row else {}
        fresh = SiteRow(
            **kept,
            id=site.site_id,
            code=site.code,
            name_zh=site.name.zh,
            name_en=site.name.en,
            timezone=site.timezone,
            plan_svg=plan_svg,
            is_simulation_running=is_running,
            simulation_started_at=started_at,
            asks_proof=row.asks_proof if row else site.asks_proof,
        )
        self._session.merge(fresh)
        self._session.flush()

    def retention(self, site_id: UUID) -> Retention:
        """Raises Refused(NOT_FOUND)."""
        row = self._session.get(SiteRow, site_id)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such site")
        return retention_of(row)

    def set_retention(self, site_id: UUID, retention: Retention) -> None:
        row = self._session.get_one(SiteRow, site_id)
        row.keep_readings_days = retention.readings_days
        row.keep_minutes_days = retention.minutes_days
        row.keep_hours_days = retention.hours_days
        self._session.add(row)

    def history(self, site_id: UUID) -> tuple[datetime | None, bool]:
        """Until when the past of a demo plant reaches (None: none was begun), and whether it is complete."""
        row = self._session.get_one(SiteRow, site_id)
        return row.history_until, row.is_history_written

    def mark_history(self, site_id: UUID, *, until: datetime, is_written: bool) -> None:
        row = self._session.get_one(SiteRow, site_id)
        row.history_until, row.is_history_written = until, is_written
        self._session.add(row)

    def switch_simulation(self, site_id: UUID, *, is_running: bool, started_at: datetime | None) -> None:
        """The switch, and since when the script of incidents runs (None: nothing simulates at present)."""
        row = self._session.get_one(SiteRow, site_id)
        row.is_simulation_running = is_running
        row.simulation_started_at = started_at
        self._session.add(row)

    def put_area(self, area: Area) -> None:
        row = AreaRow(
            id=area.area_id,
            site_id=area.site_id,
            code=area.code,
            name_zh=area.name.zh,
            name_en=area.name.en,
            polygon=list(area.polygon),
        )
        self._session.merge(row)
        self._session.flush()

    def area(self, area_id: UUID) -> Area:
        """Raises Refused(NOT_FOUND)."""
        row = self._session.get(AreaRow, area_id)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such area")
        return area_of(row)

    def areas(self, site_id: UUID) -> list[Area]:
        """The areas of a site, by code."""
        statement = select(AreaRow).where(AreaRow.site_id == site_id).order_by(col(AreaRow.code))
        return [area_of(row) for row in self._session.exec(statement)]


def site_of(row: SiteRow) -> Site:
    return Site(
        site_id=row.id,
        code=row.code,
        name=Text(row.name_zh, row.name_en),
        timezone=row.timezone,
        is_simulation_running=row.is_simulation_running,
        simulation_started_at=row.simulation_started_at,
        asks_proof=row.asks_proof,
    )


def retention_of(row: SiteRow) -> Retention:
    return Retention(row.keep_readings_days, row.keep_minutes_days, row.keep_hours_days)


def area_of(row: AreaRow) -> Area:
    return Area(row.id, row.site_id, row.code, Text(row.name_zh, row.name_en), tuple(row.polygon))
