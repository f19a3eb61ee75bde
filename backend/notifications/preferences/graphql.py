"""The viewer's own notification preferences: nobody reads or sets those of another person."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.graphql.tiers import Tier
from backend.core.viewer import Viewer
from backend.notifications.browsers import queries as browsers
from backend.notifications.browsers.graphql import PushBrowserNode
from backend.notifications.preferences import commands, queries
from backend.notifications.preferences.queries import OwnPreferences
from backend.notifications.preferences.rules import QuietHours
from backend.policies.channels_graphql import Channel


@strawberry.type(name="QuietHours", description="Minutes after midnight, by the clock of the site.")
class QuietHoursNode:
    from_minute: int
    until_minute: int = strawberry.field(description="Earlier than they begin: on the day after.")
    weekdays: list[int] = strawberry.field(description="On which they begin; 1 is Monday.")

    @classmethod
    def of(cls, hours: QuietHours) -> "QuietHoursNode":
        return cls(
            from_minute=hours.from_minute,
            until_minute=hours.until_minute,
            weekdays=sorted(hours.weekdays),
        )


@strawberry.type(name="NotificationPreferences", description="What the viewer says of their own messages.")
class NotificationPreferencesNode:
    site_id: UUID
    timezone: str
    quiet_hours: QuietHoursNode | None
    quiet_until: datetime | None = strawberry.field(
        description="End of the quiet hours that hold now; none do on duty."
    )
    is_on_duty: bool
    longest_minutes: int = strawberry.field(
        description="How long they may be by the tier policy of the site; 0: it allows none."
    )
    tiers: list[Tier] = strawberry.field(
        description="Whose messages wait in these hours, or could in some. Empty: they are longer than the"
        " site allows by now, and keep nothing waiting.",
    )
    channels: list[Channel] = strawberry.field(description="Those that lead to the viewer, in their order.")
    is_own_order: bool = strawberry.field(description="False: in the order of the tier policy.")

    @classmethod
    def of(cls, own: OwnPreferences) -> "NotificationPreferencesNode":
        return cls(
            site_id=own.site_id,
            timezone=own.timezone,
            quiet_hours=QuietHoursNode.of(own.quiet_hours) if own.quiet_hours else None,
            quiet_until=own.quiet_until,
            is_on_duty=own.is_on_duty,
            longest_minutes=int(own.longest.total_seconds() // 60),
            tiers=list(own.tiers),
            channels=list(own.channels),
            is_own_order=own.is_own_order,
        )


@strawberry.type(name="MyBrowsers")
class MyBrowsersNode:
    browsers: list[PushBrowserNode] = strawberry.field(description="The newest first.")


@strawberry.input
class QuietHoursInput:
    from_minute: int
    until_minute: int
    weekdays: list[int]

    def value(self) -> QuietHours:
        return QuietHours(self.from_minute, self.until_minute, frozenset(self.weekdays))


@strawberry.input
class SetQuietHoursInput:
    operation_id: UUID
    site_id: UUID
    quiet_hours: QuietHoursInput | None = strawberry.field(default=None, description="Null: none any more.")


@strawberry.input
class SetChannelOrderInput:
    operation_id: UUID
    site_id: UUID
    channels: list[Channel] = strawberry.field(
        description="WEB_PUSH, CHAT, SMS and EMAIL, the first one first; empty: as the tier policy has them."
    )


@strawberry.input
class SetAlarmsOnlyInput:
    operation_id: UUID
    browser_id: UUID
    is_alarms_only: bool


async def preferences_node(info: Info, site_id: UUID) -> NotificationPreferencesNode:
    viewer, now = info.context.viewer, info.context.now
    found = await info.context.read(lambda session: queries.own(session, viewer, site_id, now=now))
    return NotificationPreferencesNode.of(found)


async def my_browsers_node(info: Info, _person_id: UUID) -> MyBrowsersNode:
    viewer, now = info.context.viewer, info.context.now
    found = await info.context.read(lambda session: browsers.own(session, viewer, now=now))
    return MyBrowsersNode(browsers=[PushBrowserNode.of(each, info.context) for each in found])


@strawberry.type
class PreferencesQuery:
    @strawberry.field
    async def my_preferences(self, info: Info, site_id: UUID) -> NotificationPreferencesNode:
        return await preferences_node(info, site_id)


@strawberry.type
class PreferencesMutation:
    @command(
        returns=preferences_node,
        description="Yellow and blue messages wait in them. QUIET_HOURS_TOO_LONG: the site allows less.",
    )
    def set_quiet_hours(self, tx: Transaction, input: SetQuietHoursInput, by: Viewer) -> UUID:
        hours = input.quiet_hours.value() if input.quiet_hours else None
        return commands.set_quiet_hours(tx, input.site_id, hours, by=by)

    @command(returns=preferences_node, description="Which channel comes first, but for red alerts.")
    def set_channel_order(self, tx: Transaction, input: SetChannelOrderInput, by: Viewer) -> UUID:
        return commands.set_channel_order(tx, input.site_id, input.channels, by=by)

    @command(
        returns=my_browsers_node,
        description="Only red and orange go to this browser. ONLY_BROWSER: no other one would get the rest.",
    )
    def set_alarms_only(self, tx: Transaction, input: SetAlarmsOnlyInput, by: Viewer) -> UUID:
        return commands.set_alarms_only(tx, input.browser_id, input.is_alarms_only, by=by)
