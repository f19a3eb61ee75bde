"""Advice of a site's own: seen, written, withdrawn."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core import words
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.graphql.text import TextNode
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import AlertCondition
from backend.sensors import site_advice_commands as commands
from backend.sensors import site_advice_queries as queries
from backend.sensors.camera_events.words_rules import words_of
from backend.sensors.site_advice_queries import AdviceView
from backend.sensors.site_advice_rules import IN_GAS, SEEN


@strawberry.type(name="AdviceAuthor")
class AdviceAuthorNode:
    id: UUID
    name: TextNode


@strawberry.type(
    name="SiteAdvice",
    description="What alerts about one thing say to do first. `own`: steps that the site wrote about this."
    " `ofSite`: those of the site that are said about it; none: those of the `product` are. `isEarly`: while"
    " an alert has not been worse than yellow. `isInGas`: no step may send people in without something to"
    " breathe.",
)
class SiteAdviceNode:
    id: UUID
    site_id: UUID
    code: str
    name: TextNode
    conditions: list[AlertCondition]
    is_early: bool
    own: list[TextNode]
    of_site: list[TextNode]
    product: list[TextNode]
    is_in_gas: bool
    changed_at: datetime | None
    changed_by: AdviceAuthorNode | None

    @classmethod
    def of(cls, view: AdviceView) -> "SiteAdviceNode":
        topic = view.topic
        is_seen = topic.conditions == SEEN
        by = view.changed_by
        return cls(
            id=commands.advice_key(view.site_id, topic.code),
            site_id=view.site_id,
            code=topic.code,
            name=TextNode.of(
                words_of(topic.subject) if is_seen else words.of("AdviceSubject", topic.subject)
            ),
            conditions=sorted(topic.conditions),
            is_early=topic.is_early,
            own=[TextNode.of(each) for each in view.own],
            of_site=[TextNode.of(each) for each in view.of_site],
            product=[TextNode.of(each) for each in view.product],
            is_in_gas=topic.subject in IN_GAS,
            changed_at=view.changed_at,
            changed_by=AdviceAuthorNode(id=by[0], name=TextNode.of(by[1])) if by else None,
        )


@strawberry.input
class AdviceStepInput:
    zh: str
    en: str = ""


@strawberry.input(description="`seenAt`: `changedAt` of what was seen; null where the product spoke.")
class ChangeSiteAdviceInput:
    operation_id: UUID
    site_id: UUID
    code: str
    steps: list[AdviceStepInput]
    seen_at: datetime | None
    reason: str


@strawberry.input
class WithdrawSiteAdviceInput:
    operation_id: UUID
    site_id: UUID
    code: str
    seen_at: datetime | None
    reason: str


async def advice_node(info: Info, key: UUID) -> SiteAdviceNode:
    viewer = info.context.viewer
    for site_id in viewer.site_ids:
        found = await _of_site(info, site_id)
        if one := next((each for each in found if each.id == key), None):
            return one
    raise LookupError(f"no advice {key} of the viewer's")


async def _of_site(info: Info, site_id: UUID) -> list[SiteAdviceNode]:
    viewer = info.context.viewer
    found = await info.context.read(lambda session: queries.of_site(session, viewer, site_id))
    return [SiteAdviceNode.of(view) for view in found]


@strawberry.type
class SiteAdviceQuery:
    @strawberry.field(
        description="Everything that a site can write advice about; for who manages sources.",
    )
    async def site_advice(self, info: Info, site_id: UUID) -> list[SiteAdviceNode]:
        return await _of_site(info, site_id)


@strawberry.type
class SiteAdviceMutation:
    @command(
        returns=advice_node,
        description="Alerts about this that are raised, active again or worse from now on say these steps.",
    )
    def change_site_advice(self, tx: Transaction, input: ChangeSiteAdviceInput, by: Viewer) -> UUID:
        return commands.change_advice(
            tx,
            input.site_id,
            input.code,
            [Text(each.zh, each.en) for each in input.steps],
            seen_at=input.seen_at,
            reason=input.reason,
            by=by,
        )

    @command(returns=advice_node, description="The product speaks again.")
    def withdraw_site_advice(self, tx: Transaction, input: WithdrawSiteAdviceInput, by: Viewer) -> UUID:
        return commands.withdraw_advice(
            tx, input.site_id, input.code, seen_at=input.seen_at, reason=input.reason, by=by
        )
