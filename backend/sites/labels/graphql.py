"""Setting of what the labels of a site show without a sign-in."""

from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.viewer import Viewer
from backend.sites.labels import commands, queries
from backend.sites.labels.rules import LabelPage

strawberry.enum(LabelPage, name="LabelPage")


@strawberry.type(name="LabelSetting")
class LabelSettingNode:
    site_id: UUID
    page: LabelPage = strawberry.field(description="What a scanned label says without a sign-in.")


@strawberry.input
class SetLabelPageInput:
    operation_id: UUID
    site_id: UUID
    page: LabelPage


async def label_setting_node(info: Info, site_id: UUID) -> LabelSettingNode:
    """The setting after the command."""
    viewer = info.context.viewer
    found = await info.context.read(lambda session: queries.pages(session, viewer))
    return LabelSettingNode(site_id=site_id, page=found[site_id])


@strawberry.type
class LabelsQuery:
    @strawberry.field(description="What the labels of each of the viewer's sites say without a sign-in.")
    async def label_settings(self, info: Info) -> list[LabelSettingNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: queries.pages(session, viewer))
        return [LabelSettingNode(site_id=site_id, page=page) for site_id, page in found.items()]


@strawberry.type
class LabelsMutation:
    @command(returns=label_setting_node, description="Decide what labels say without a sign-in.")
    def set_label_page(self, tx: Transaction, input: SetLabelPageInput, by: Viewer) -> UUID:
        return commands.set_label_page(tx, input.site_id, input.page, by=by)
