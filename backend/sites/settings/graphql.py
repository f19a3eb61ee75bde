"""Settings of a site, and its calendar."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.graphql.text import TextNode
from backend.core.text import Language, Text
from backend.core.viewer import Permission, Viewer
from backend.sites.settings import commands, queries
from backend.sites.settings.label_set_graphql import LabelSet
from backend.sites.settings.rules import SiteDay, SiteDetails, SiteSettings, Trade

if TYPE_CHECKING:
    from backend.people.graphql import PersonNode

strawberry.enum(Trade, name="Trade")
PersonOrNone = Annotated["PersonNode", strawberry.lazy("backend.people.graphql")] | None


@strawberry.type(name="SiteDay", description="A day that is not as its weekday says.")
class SiteDayNode:
    day: date
    is_working: bool = strawberry.field(description="Worked in the place of another one; else a holiday.")
    name: str

    @classmethod
    def of(cls, day: SiteDay) -> "SiteDayNode":
        return cls(day=day.day, is_working=day.is_working, name=day.name)


@strawberry.type(name="SiteCalendar")
class SiteCalendarNode:
    rest_weekdays: list[int] = strawberry.field(description="1 is Monday.")
    days: list[SiteDayNode]


@strawberry.type(name="SiteSettings")
class SiteSettingsNode:
    site_id: UUID
    name: TextNode
    timezone: str
    language: Language
    trade: Trade | None
    people: int | None
    label_set: LabelSet
    rest_weekdays: list[int] = strawberry.field(description="1 is Monday.")
    control_room: str = strawberry.field(description="Its phone number, or empty.")
    wind_speed_source: str = strawberry.field(description="Code of the source that measures it, or empty.")
    wind_direction_source: str = strawberry.field(
        description="The same; it says in degrees from north where the wind comes from."
    )
    version: int
    changed_at: datetime | None
    changed: str = strawberry.field(description="What changed the last time: old and new values.")
    changed_by_id: strawberry.Private[UUID | None]
    second_person_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, settings: SiteSettings) -> "SiteSettingsNode":
        details = settings.details
        return cls(
            site_id=settings.site_id,
            name=TextNode.of(details.name),
            timezone=details.timezone,
            language=details.language,
            trade=details.trade,
            people=details.people,
            label_set=details.label_set,
            rest_weekdays=sorted(details.rest_weekdays),
            control_room=details.control_room,
            wind_speed_source=details.wind_speed_source or "",
            wind_direction_source=details.wind_direction_source or "",
            version=settings.version,
            changed_at=settings.changed_at,
            changed=settings.changed,
            changed_by_id=settings.changed_by,
            second_person_id=settings.second_person_id,
        )

    @strawberry.field(description="Who changed it last.")
    async def changed_by(self, info: Info) -> PersonOrNone:
        from backend.people.graphql import person_of  # noqa: PLC0415 - people show their site

        return await person_of(info, self.changed_by_id)

    @strawberry.field(description="Who agrees beside leads, officers and executives.")
    async def second_person(self, info: Info) -> PersonOrNone:
        from backend.people.graphql import person_of  # noqa: PLC0415 - people show their site

        return await person_of(info, self.second_person_id)

    @strawberry.field(description="The days of all years, in their order.")
    async def days(self, info: Info) -> list[SiteDayNode]:
        return [SiteDayNode.of(each) for each in await info.context.load(queries.days, self.site_id)]


@strawberry.input(
    description="`version`: of the settings as they were seen. A source of the wind that is left out stays."
)
class ChangeSiteInput:
    operation_id: UUID
    site_id: UUID
    version: int
    name_zh: str
    name_en: str = ""
    timezone: str
    language: Language
    trade: Trade | None = None
    people: int | None = None
    label_set: LabelSet
    rest_weekdays: list[int]
    control_room: str = ""
    wind_speed_source: str | None = None
    wind_direction_source: str | None = None

    def details(self) -> SiteDetails:
        return SiteDetails(
            name=Text(self.name_zh, self.name_en),
            timezone=self.timezone.strip(),
            language=self.language,
            trade=self.trade,
            people=self.people,
            label_set=self.label_set,
            rest_weekdays=frozenset(self.rest_weekdays),
            control_room=self.control_room,
            wind_speed_source=self.wind_speed_source,
            wind_direction_source=self.wind_direction_source,
        )


@strawberry.input
class SiteDayInput:
    day: date
    is_working: bool
    name: str = ""

    def value(self) -> SiteDay:
        return SiteDay(self.day, self.is_working, self.name)


@strawberry.input(description="All days of the year; those of before go. `version`: as it was seen.")
class SetSiteDaysInput:
    operation_id: UUID
    site_id: UUID
    version: int
    year: int
    days: list[SiteDayInput]


async def site_settings_node(info: Info, site_id: UUID) -> SiteSettingsNode:
    """The settings after a command."""
    return SiteSettingsNode.of(await info.context.load(queries.by_ids, site_id))


@strawberry.type
class SiteSettingsQuery:
    @strawberry.field(description="For who may change them.")
    async def site_settings(self, info: Info, site_id: UUID) -> SiteSettingsNode:
        info.context.viewer.require(Permission.MANAGE_SITE, site_id=site_id)
        return await site_settings_node(info, site_id)

    @strawberry.field(description="For everybody at the site.")
    async def site_calendar(self, info: Info, site_id: UUID) -> SiteCalendarNode:
        if site_id not in info.context.viewer.site_ids:
            raise Refused(ErrorCode.NOT_FOUND, "no such site of the viewer's")
        settings = await info.context.load(queries.by_ids, site_id)
        days = await info.context.load(queries.days, site_id)
        return SiteCalendarNode(
            rest_weekdays=sorted(settings.details.rest_weekdays), days=[SiteDayNode.of(each) for each in days]
        )


@strawberry.type
class SiteSettingsMutation:
    @command(returns=site_settings_node, description="Describe the site anew.")
    def change_site(self, tx: Transaction, input: ChangeSiteInput, by: Viewer) -> UUID:
        return commands.change_site(tx, input.site_id, input.details(), version=input.version, by=by)

    @command(returns=site_settings_node, description="Write down holidays, and days worked in their place.")
    def set_site_days(self, tx: Transaction, input: SetSiteDaysInput, by: Viewer) -> UUID:
        days = [each.value() for each in input.days]
        return commands.set_site_days(tx, input.site_id, input.year, days, version=input.version, by=by)
