"""Sites and areas as rows."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.columns import write_next
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Language, Text
from backend.core.vocabulary import Stage
from backend.sites.labels.rules import LabelKind
from backend.sites.labels.store import Labels
from backend.sites.rules import SYSTEM_AREA, Area, Retention, Site, around
from backend.sites.settings.rules import LabelSet
from backend.sites.tables import AreaCodeRow, AreaRow, SiteRow

KEPT: Final = {
    "trade",
    "people",
    "history_until",
    "is_history_written",
    "anonymous_pass",
    "label_page",
    "modules_off",
    "language",
    "label_set",
    "control_room",
    "rest_weekdays",
    "second_person_id",
    "settings_version",
    "settings_changed_at",
    "settings_changed_by",
    "settings_changed",
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

    def get(self, site_id: UUID) -> Site:
        """The site of this id. Raises NoResultFound."""
        return site_of(self._session.get_one(SiteRow, site_id))

    def all(self) -> list[Site]:
        return [site_of(row) for row in self._session.exec(select(SiteRow))]

    def ids(self) -> list[UUID]:
        """Every site."""
        return [site.site_id for site in self.all()]

    def codes(self) -> dict[UUID, str]:
        return dict(self._session.exec(select(SiteRow.id, SiteRow.code)).all())

    def put(self, site: Site) -> None:
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

    def retentions(self) -> dict[UUID, Retention]:
        """How long each site keeps readings."""
        return {row.id: retention_of(row) for row in self._session.exec(select(SiteRow))}

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

    def describe(self, site_id: UUID, *, trade: str, people: int) -> None:
        """Note what the site does and about how many work there."""
        row = self._session.get_one(SiteRow, site_id)
        row.trade, row.people = trade, people
        self._session.add(row)
        self._session.flush()

    def put_area(self, area: Area) -> None:
        """Add the area with its label, or write over it as it is."""
        self._session.merge(AreaRow(**area_columns(area)))
        self._session.flush()
        if area.code != SYSTEM_AREA:
            Labels(self._session).give(area.site_id, area.area_id, area.code, LabelKind.AREA)

    def change_area(self, area: Area) -> None:
        """Write over the version that was read; a code that it had still leads to it.

        Raises Refused(CONFLICT) if someone wrote in between.
        """
        row = self._session.get_one(AreaRow, area.area_id, with_for_update=True)
        before = row.code
        write_next(row, area_columns(area))
        self._session.add(row)
        if before != area.code:
            self._session.merge(AreaCodeRow(site_id=area.site_id, code=before, area_id=area.area_id))
            if back := self._session.get(AreaCodeRow, (area.site_id, area.code)):
                self._session.delete(back)
        self._session.flush()

    def area(self, area_id: UUID) -> Area:
        """Raises Refused(NOT_FOUND)."""
        row = self._session.get(AreaRow, area_id)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such area")
        return area_of(row)

    def around(self, area_id: UUID | None) -> Iterator[UUID]:
        """The area, that in which it lies, and so on outwards."""
        return around(area_id, lambda each: self.area(each).parent_id)

    def area_codes(self, site_id: UUID) -> frozenset[str]:
        """The codes of all areas of a site."""
        return frozenset(self._session.exec(select(AreaRow.code).where(AreaRow.site_id == site_id)))

    def renamed(self, site_id: UUID) -> dict[str, str]:
        """The code that an area has now, by each that it had."""
        statement = (
            select(AreaCodeRow.code, AreaRow.code)
            .join(AreaRow, col(AreaRow.id) == AreaCodeRow.area_id)
            .where(AreaCodeRow.site_id == site_id)
        )
        return dict(self._session.exec(statement).all())

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
        language=Language(row.language),
        label_set=LabelSet(row.label_set),
        control_room=row.control_room,
    )


def retention_of(row: SiteRow) -> Retention:
    return Retention(row.keep_readings_days, row.keep_minutes_days, row.keep_hours_days)


def area_of(row: AreaRow) -> Area:
    has_muster_point = row.muster_x is not None and row.muster_y is not None
    return Area(
        area_id=row.id,
        site_id=row.site_id,
        code=row.code,
        name=Text(row.name_zh, row.name_en),
        polygon=tuple(row.polygon),
        plan_id=row.plan_id,
        parent_id=row.parent_id,
        default_stage=Stage(row.default_stage) if row.default_stage else None,
        muster=Text(row.muster_zh, row.muster_en),
        muster_at=(row.muster_x or 0.0, row.muster_y or 0.0) if has_muster_point else None,
        closed_at=row.closed_at,
        version=row.version,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
    )


def area_columns(area: Area) -> dict[str, Any]:
    muster_x, muster_y = area.muster_at or (None, None)
    return {
        "id": area.area_id,
        "site_id": area.site_id,
        "code": area.code,
        "name_zh": area.name.zh,
        "name_en": area.name.en,
        "polygon": list(area.polygon),
        "plan_id": area.plan_id,
        "parent_id": area.parent_id,
        "default_stage": area.default_stage.value if area.default_stage else None,
        "muster_zh": area.muster.zh,
        "muster_en": area.muster.en,
        "muster_x": muster_x,
        "muster_y": muster_y,
        "closed_at": area.closed_at,
        "version": area.version,
        "changed_at": area.changed_at,
        "changed_by": area.changed_by,
    }
