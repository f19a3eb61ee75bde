"""Workbooks as screens follow them; they come and go over HTTP (`workbooks.http`)."""

from collections.abc import AsyncGenerator

import strawberry

from backend.core.graphql.context import Info
from backend.workbooks.runs.queries import may_see
from backend.workbooks.runs.rules import WORKBOOK


@strawberry.type
class WorkbooksSubscription:
    @strawberry.subscription(
        description="A site at which a workbook moved on: ask for yours again. For those who may see one."
    )
    async def workbook_changed(self, info: Info) -> AsyncGenerator[strawberry.ID, None]:
        async for changed in info.context.changes(WORKBOOK):
            if may_see(info.context.viewer, changed.site_id):
                yield strawberry.ID(str(changed.site_id))
