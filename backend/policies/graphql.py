"""Tier policies: the steps of a site at each tier, and their times."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import strawberry

from backend.agreements.graphql import AgreementNode
from backend.agreements.queries import waiting_of_kind
from backend.agreements.rules import AgreementKind
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.graphql.text import TextNode
from backend.core.session import Session
from backend.core.viewer import Permission
from backend.core.vocabulary import Tier
from backend.people.graphql import PersonNode
from backend.people.queries import PersonView
from backend.people.rules import Audience
from backend.policies import commands
from backend.policies import queries as policies
from backend.policies.channels_graphql import Channel
from backend.policies.rules import POLICY, Rung, TierPolicy
from backend.policies.site_policy_rules import LONGEST, SitePolicy
from backend.sites import queries as sites
from backend.sites.graphql import AreaNode

strawberry.enum(Audience, name="Audience", description="Groups of people, in the order of the ladder.")
HISTORY = 10
ASKS = "Where red or orange alerts would wait longer: ask a second person; what holds goes on until then."


@strawberry.type(name="Rung")
class RungNode:
    percent: int = strawberry.field(description="Of the time that was given; 100: when it is over.")
    notifies: list[Audience]


@strawberry.type(name="TierPolicy")
class TierPolicyNode:
    """Times in seconds."""

    tier: Tier
    acknowledge_within_s: int
    dispose_within_s: int
    recheck_within_s: int
    notified_first: list[Audience]
    ladder: list[RungNode]
    channels: list[Channel]
    opens_case_after_s: int = strawberry.field(description="0: at once.")
    second_channel_after_s: int = strawberry.field(
        description="How long somebody who was not shown the message is left to their first channel."
    )
    each_channel_after_s: int = strawberry.field(description="And to every further one.")
    rings_again_after_s: int = strawberry.field(
        description="How long an active alert that was acknowledged is left without a next step; 0: for ever."
    )
    confirmed_by: list[Audience] = strawberry.field(
        description="Groups whose people each have to confirm it, whoever acknowledged it."
    )

    quiet_at_most_s: int = strawberry.field(
        description="How long the quiet hours of a person may be in which its messages wait; 0: none do."
    )

    @classmethod
    def of(cls, tier: Tier, policy: TierPolicy) -> "TierPolicyNode":
        return cls(
            tier=tier,
            acknowledge_within_s=int(policy.acknowledge_within.total_seconds()),
            dispose_within_s=int(policy.dispose_within.total_seconds()),
            recheck_within_s=int(policy.recheck_within.total_seconds()),
            notified_first=_in_order(policy.notified_first),
            ladder=[
                RungNode(percent=rung.percent, notifies=_in_order(rung.notifies)) for rung in policy.ladder
            ],
            channels=[each for each in Channel if each in policy.channels],
            opens_case_after_s=int(policy.opens_case_after.total_seconds()),
            second_channel_after_s=int(policy.second_channel_after.total_seconds()),
            each_channel_after_s=int(policy.each_channel_after.total_seconds()),
            rings_again_after_s=int(policy.rings_again_after.total_seconds()),
            confirmed_by=_in_order(policy.confirmed_by),
            quiet_at_most_s=int(policy.quiet_at_most.total_seconds()),
        )


@strawberry.type(name="SitePolicy")
class SitePolicyNode:
    id: UUID
    version: int
    valid_from: datetime
    by: PersonNode | None
    reason: str
    area_id: UUID | None
    tiers: list[TierPolicyNode] = strawberry.field(
        description="Worst tier first. None: from here on the area does as the one around it, or as the site."
    )

    @classmethod
    def of(cls, policy: SitePolicy, people: dict[UUID, PersonView]) -> "SitePolicyNode":
        return cls(
            id=policy.policy_id,
            version=policy.version,
            valid_from=policy.valid_from,
            by=PersonNode.of_optional(people.get(policy.by) if policy.by else None),
            reason=policy.reason,
            area_id=policy.area_id,
            tiers=[TierPolicyNode.of(tier, policy.of(tier)) for tier in sorted(policy.tiers, reverse=True)],
        )


@strawberry.type
class TierPolicies:
    may_change: bool
    history: list[SitePolicyNode] = strawberry.field(
        description="The last versions of the site, or of the area that was asked for, newest first."
    )
    in_force: SitePolicyNode = strawberry.field(
        description="What holds there: its own, that of the nearest area around it, or that of the site."
    )
    without_own: SitePolicyNode = strawberry.field(description="What would hold there without its own.")
    without_own_loses: TextNode | None = strawberry.field(
        description="What red and orange alerts would lose by that: it takes a second person. None: nothing."
    )
    areas: list[AreaNode] = strawberry.field(description="Those that have a policy of their own.")
    waiting: list[AgreementNode] = strawberry.field(
        description="More time that waits for a second person, at the site and in its areas; for who may"
        " change it, or agree.",
    )


@strawberry.input
class RungInput:
    percent: int
    notifies: list[Audience]

    def value(self) -> Rung:
        return Rung(self.percent, frozenset(self.notifies))


@strawberry.input
class TierPolicyInput:
    """Times in seconds, at most 90 days."""

    tier: Tier
    acknowledge_within_s: int
    dispose_within_s: int
    recheck_within_s: int
    notified_first: list[Audience]
    ladder: list[RungInput]
    channels: list[Channel]
    opens_case_after_s: int
    second_channel_after_s: int | None = strawberry.field(
        default=None, description="10 s to an hour; as a new site begins, where it is left out."
    )
    each_channel_after_s: int | None = None
    rings_again_after_s: int | None = strawberry.field(
        default=None, description="A minute to 8 h, 0 for never; as a new site begins, where it is left out."
    )
    confirmed_by: list[Audience] | None = strawberry.field(
        default=None, description="Some of those notified first, of red and orange only."
    )
    quiet_at_most_s: int | None = strawberry.field(
        default=None,
        description="At most 16 h, of yellow and blue only; as a new site begins, where it is left out.",
    )

    def value(self) -> TierPolicy:
        usual = POLICY[self.tier]
        second, each = self.second_channel_after_s, self.each_channel_after_s
        again, confirmed = self.rings_again_after_s, self.confirmed_by
        quiet = self.quiet_at_most_s
        return TierPolicy(
            acknowledge_within=_seconds(self.acknowledge_within_s),
            dispose_within=_seconds(self.dispose_within_s),
            recheck_within=_seconds(self.recheck_within_s),
            notified_first=frozenset(self.notified_first),
            ladder=tuple(rung.value() for rung in self.ladder),
            channels=frozenset(self.channels),
            opens_case_after=_seconds(self.opens_case_after_s),
            second_channel_after=usual.second_channel_after if second is None else _seconds(second),
            each_channel_after=usual.each_channel_after if each is None else _seconds(each),
            rings_again_after=usual.rings_again_after if again is None else _seconds(again),
            confirmed_by=usual.confirmed_by if confirmed is None else frozenset(confirmed),
            quiet_at_most=usual.quiet_at_most if quiet is None else _seconds(quiet),
        )


@strawberry.input
class ChangeTierPolicyInput:
    operation_id: UUID
    site_id: UUID
    based_on: int = strawberry.field(description="The version that the person saw.")
    reason: str
    tiers: list[TierPolicyInput] = strawberry.field(description="All four.")
    area_id: UUID | None = strawberry.field(default=None, description="Of this area only.")
    asks_second_person: bool = strawberry.field(default=False, description=ASKS)


@strawberry.input
class WithdrawAreaPolicyInput:
    operation_id: UUID
    site_id: UUID
    area_id: UUID
    based_on: int = strawberry.field(description="The version that the person saw.")
    reason: str
    asks_second_person: bool = strawberry.field(default=False, description=ASKS)


@strawberry.type
class PoliciesQuery:
    @strawberry.field
    async def tier_policies(self, info: Info, site_id: UUID, area_id: UUID | None = None) -> TierPolicies:
        viewer = info.context.viewer
        viewer.require(Permission.REPORT_HAZARD, site_id=site_id)
        return await _policies(info, site_id, area_id)

    @strawberry.field(
        description="What red and orange alerts would lose by a draft of all four tiers: it waits for a"
        " second person. None: it would be in force at once.",
    )
    async def policy_loses(
        self, info: Info, site_id: UUID, tiers: list[TierPolicyInput], area_id: UUID | None = None
    ) -> TextNode | None:
        viewer, draft = info.context.viewer, _tiers(tiers)
        lost = await info.context.read(lambda s: policies.loses(s, viewer, site_id, area_id, draft))
        return TextNode.of(lost) if lost else None


@strawberry.type
class PoliciesMutation:
    @strawberry.mutation(description="For what begins from now on; no open case moves.")
    async def change_tier_policy(self, info: Info, input: ChangeTierPolicyInput) -> TierPolicies:
        viewer, tiers = info.context.viewer, _tiers(input.tiers)

        def change(tx: Transaction) -> UUID:
            commands.change_tier_policy(
                tx,
                input.site_id,
                tiers,
                based_on=input.based_on,
                reason=input.reason,
                by=viewer,
                area_id=input.area_id,
                asks_second_person=input.asks_second_person,
            )
            return input.site_id

        await info.context.command(input, "change_tier_policy", change)
        return await _policies(info, input.site_id, input.area_id)

    @strawberry.mutation(description="The area does as the one around it, or as the site, from now on.")
    async def withdraw_area_policy(self, info: Info, input: WithdrawAreaPolicyInput) -> TierPolicies:
        viewer = info.context.viewer

        def withdraw(tx: Transaction) -> UUID:
            commands.withdraw_area_policy(
                tx,
                input.site_id,
                input.area_id,
                based_on=input.based_on,
                reason=input.reason,
                by=viewer,
                asks_second_person=input.asks_second_person,
            )
            return input.area_id

        await info.context.command(input, "withdraw_area_policy", withdraw)
        return await _policies(info, input.site_id, input.area_id)


async def _policies(info: Info, site_id: UUID, area_id: UUID | None) -> TierPolicies:
    viewer = info.context.viewer
    may_change = viewer.may(Permission.CHANGE_POLICY, site_id=site_id)

    may_hear = may_change or viewer.may(Permission.AGREE, site_id=site_id)

    def question(session: Session) -> TierPolicies:
        kind = AgreementKind.LENGTHEN_TIMES
        waiting = waiting_of_kind(session, viewer, site_id, kind) if may_hear else []
        found = policies.history(session, viewer, site_id, area_id, first=HISTORY)
        there = policies.of_areas(session, viewer, site_id, area_id)
        people = policies.authors(session, viewer, [*found, there.in_force, there.without_own])
        areas = sites.areas_by_ids(session, viewer, there.own)
        lost = there.loses(there.without_own.tiers)
        return TierPolicies(
            may_change=may_change,
            history=[SitePolicyNode.of(policy, people) for policy in found],
            in_force=SitePolicyNode.of(there.in_force, people),
            without_own=SitePolicyNode.of(there.without_own, people),
            without_own_loses=TextNode.of(lost) if lost else None,
            areas=[AreaNode.of(each) for each in sorted(areas.values(), key=lambda each: each.code)],
            waiting=[AgreementNode.of(each, info.context) for each in waiting],
        )

    return await info.context.read(question)


def _tiers(given: Sequence[TierPolicyInput]) -> dict[Tier, TierPolicy]:
    return {each.tier: each.value() for each in given}


def _in_order(groups: frozenset[Audience]) -> list[Audience]:
    return [each for each in Audience if each in groups]


def _seconds(value: int) -> timedelta:
    if abs(value) > LONGEST.total_seconds():
        raise Refused(ErrorCode.INVALID_INPUT, "times are at most 90 days")
    return timedelta(seconds=value)
