"""Browsers that take the viewer's messages, for the page on which people see whether theirs would ring."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.graphql.context import Context, Info
from backend.notifications.browsers import queries
from backend.notifications.browsers.queries import Browser
from backend.people.accounts.graphql import BrowserKindNode


@strawberry.type(name="PushBrowser", description="A browser to which messages of the viewer go.")
class PushBrowserNode:
    id: UUID
    name: str = strawberry.field(description="As the list of sign-ins calls it; empty where nobody knows.")
    is_this: bool = strawberry.field(description="The browser that asks.")
    is_in_hand: bool = strawberry.field(description="A phone or tablet.")
    is_alarms_only: bool = strawberry.field(
        description="Kept for red and orange, as long as another one of the viewer's gets the rest."
    )
    subscribed_at: datetime
    last_shown_at: datetime | None = strawberry.field(description="Of the last 30 days.")
    unseen: int = strawberry.field(
        description="Messages that its push service took since then, and that it has not shown."
    )
    silent_since: datetime | None = strawberry.field(
        description="Since when it shows nothing; None while too few messages went there to tell."
    )
    kind: BrowserKindNode | None = strawberry.field(description="None until the app said it.")

    @classmethod
    def of(cls, browser: Browser, context: Context) -> "PushBrowserNode":
        return cls(
            id=browser.browser_id,
            name=browser.name,
            is_this=browser.family_id is not None and browser.family_id == context.family_id,
            is_in_hand=browser.is_in_hand,
            is_alarms_only=browser.is_alarms_only,
            subscribed_at=browser.subscribed_at,
            last_shown_at=browser.last_shown_at,
            unseen=browser.unseen,
            silent_since=browser.silent_since,
            kind=BrowserKindNode.of(browser.kind) if browser.kind else None,
        )


@strawberry.type
class BrowsersQuery:
    @strawberry.field(description="The newest first.")
    async def my_browsers(self, info: Info) -> list[PushBrowserNode]:
        viewer, now = info.context.viewer, info.context.now
        found = await info.context.read(lambda session: queries.own(session, viewer, now=now))
        return [PushBrowserNode.of(each, info.context) for each in found]
