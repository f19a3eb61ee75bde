"""Settings of a site as rows."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col, select

from backend.core.database import RIGHTS
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Language, Text
from backend.sites.settings.leavers_rules import LeaverRetention
from backend.sites.settings.rules import LabelSet, SiteDay, SiteDetails, SiteSettings, Trade
from backend.sites.settings.tables import SiteDayRow
from backend.sites.tables import SiteRow


class SitesSettings:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, site_id: UUID) -> SiteSettings:
        """The settings, their site locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(SiteRow, site_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such site")
        return settings_of(row)

    def rest_weekdays(self, site_id: UUID) -> frozenset[int]:
        """The weekdays on which nobody works; 1 is Monday."""
        return frozenset(self._session.get_one(SiteRow, site_id).rest_weekdays)

    def put(self, settings: SiteSettings) -> None:
        """Write the settings as the next version."""
        row, details = self._session.get_one(SiteRow, settings.site_id), settings.details
        is_other_person = row.second_person_id != settings.second_person_id
        row.name_zh, row.name_en, row.timezone = details.name.zh, details.name.en, details.timezone
        row.language, row.label_set = details.language.value, details.label_set.value
        row.trade = details.trade.value if details.trade else None
        row.people, row.rest_weekdays = details.people, sorted(details.rest_weekdays)
        row.control_room = details.control_room
        row.wind_speed_source = details.wind_speed_source or ""
        row.wind_direction_source = details.wind_direction_source or ""
        row.second_person_id = settings.second_person_id
        row.settings_version = settings.version + 1
        row.settings_changed_at, row.settings_changed_by = settings.changed_at, settings.changed_by
        row.settings_changed = settings.changed
        self._session.add(row)
        self._session.flush()
        if is_other_person:
            self._session.info[RIGHTS] = True

    def leaver_retention(self, site_id: UUID) -> LeaverRetention:
        """For how long data of people who left is kept, the site locked. Raises Refused(NOT_FOUND)."""
        row = self._session.get(SiteRow, site_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such site")
        return leaver_retention_of(row)

    def set_leaver_retention(self, site_id: UUID, kept: LeaverRetention) -> None:
        row = self._session.get_one(SiteRow, site_id)
        row.keep_leaver_addresses_days, row.keep_leaver_push_days = kept.addresses_days, kept.push_days
        row.keep_leaver_sign_ins_days = kept.sign_ins_days
        row.keep_leaver_signatures_days = kept.signatures_days
        self._session.add(row)
        self._session.flush()

    def set_days(self, site_id: UUID, year: int, days: Iterable[SiteDay]) -> None:
        """Write the days of this year anew."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        self._session.execute(
            delete(SiteDayRow).where(
                col(SiteDayRow.site_id) == site_id, col(SiteDayRow.day).between(first, last)
            )
        )
        for each in days:
            self._session.add(
                SiteDayRow(site_id=site_id, day=each.day, is_working=each.is_working, name=each.name)
            )
        self._session.flush()

    def days(self, site_id: UUID, year: int) -> list[SiteDay]:
        """The days of this year, in their order."""
        statement = select(SiteDayRow).where(
            SiteDayRow.site_id == site_id, col(SiteDayRow.day).between(date(year, 1, 1), date(year, 12, 31))
        )
        return [day_of(row) for row in self._session.exec(statement.order_by(col(SiteDayRow.day)))]


def settings_of(row: SiteRow) -> SiteSettings:
    return SiteSettings(
        site_id=row.id,
        details=SiteDetails(
            name=Text(row.name_zh, row.name_en),
            timezone=row.timezone,
            language=Language(row.language),
            trade=Trade(row.trade) if row.trade else None,
            people=row.people,
            label_set=LabelSet(row.label_set),
            rest_weekdays=frozenset(row.rest_weekdays),
            control_room=row.control_room,
            wind_speed_source=row.wind_speed_source,
            wind_direction_source=row.wind_direction_source,
        ),
        second_person_id=row.second_person_id,
        version=row.settings_version,
        changed_at=row.settings_changed_at,
        changed_by=row.settings_changed_by,
        changed=row.settings_changed,
    )


def day_of(row: SiteDayRow) -> SiteDay:
    return SiteDay(row.day, row.is_working, row.name)


def leaver_retention_of(row: SiteRow) -> LeaverRetention:
    return LeaverRetention(
        row.keep_leaver_addresses_days,
        row.keep_leaver_push_days,
        row.keep_leaver_sign_ins_days,
        row.keep_leaver_signatures_days,
    )
