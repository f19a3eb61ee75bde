"""What a site does at each tier, and by when."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import strawberry

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.graphql.shared_viewer import PER_VIEWER
from backend.core.session import Session
from backend.core.viewer import Permission
from backend.core.vocabulary import Tier
from backend.people.graphql import PersonNode
from backend.people.queries import PersonView
from backend.people.rules import Audience
from backend.policies import commands
from backend.policies import queries as policies
from backend.policies.rules import Channel, Rung, TierPolicy
from backend.policies.site_policy_rules import LONGEST, SitePolicy
from backend.sites import queries as sites
from backend.sites.graphql import AreaNode

strawberry.enum(Audience, name="Audience", description="Groups of people, in the order of the ladder.")
strawberry.enum(Channel, name="PolicyChannel")
HISTORY = 10


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
    may_change: bool = strawberry.field(metadata=PER_VIEWER)
    history: list[SitePolicyNode] = strawberry.field(
        description="The last versions of the site, or of the area that was asked for, newest first."
    )
    in_force: SitePolicyNode = strawberry.field(
        description="What holds there: its own, that of the nearest area around it, or that of the site."
    )
    areas: list[AreaNode] = strawberry.field(description="Those that have a policy of their own.")


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

    def value(self) -> TierPolicy:
        return TierPolicy(
            acknowledge_within=_seconds(self.acknowledge_within_s),
            dispose_within=_seconds(self.dispose_within_s),
            recheck_within=_seconds(self.recheck_within_s),
            notified_first=frozenset(self.notified_first),
            ladder=tuple(rung.value() for rung in self.ladder),
            channels=frozenset(self.channels),
            opens_case_after=_seconds(self.opens_case_after_s),
        )


@strawberry.input
class ChangeTierPolicyInput:
    operation_id: UUID
    site_id: UUID
    based_on: int = strawberry.field(description="The version that the person saw.")
    reason: str
    tiers: list[TierPolicyInput] = strawberry.field(description="All four.")
    area_id: UUID | None = strawberry.field(default=None, description="Of this area only.")


@strawberry.input
class WithdrawAreaPolicyInput:
    operation_id: UUID
    site_id: UUID
    area_id: UUID
    based_on: int = strawberry.field(description="The version that the person saw.")
    reason: str


@strawberry.type
class PoliciesQuery:
    @strawberry.field
    async def tier_policies(self, info: Info, site_id: UUID, area_id: UUID | None = None) -> TierPolicies:
        viewer = info.context.viewer
        viewer.require(Permission.REPORT_HAZARD, site_id=site_id)
        return await _policies(info, site_id, area_id)


@strawberry.type
class PoliciesMutation:
    @strawberry.mutation(description="For what begins from now on; no open case moves.")
    async def change_tier_policy(self, info: Info, input: ChangeTierPolicyInput) -> TierPolicies:
        viewer, tiers = info.context.viewer, _tiers(input.tiers)
        await info.context.command(
            input,
            "change_tier_policy",
            lambda tx: (
                commands.change_tier_policy(
                    tx,
                    input.site_id,
                    tiers,
                    based_on=input.based_on,
                    reason=input.reason,
                    by=viewer,
                    area_id=input.area_id,
                ).policy_id
            ),
        )
        return await _policies(info, input.site_id, input.area_id)

    @strawberry.mutation(description="The area does as the one around it, or as the site, from now on.")
    async def withdraw_area_policy(self, info: Info, input: WithdrawAreaPolicyInput) -> TierPolicies:
        viewer = info.context.viewer
        await info.context.command(
            input,
            "withdraw_area_policy",
            lambda tx: (
                commands.withdraw_area_policy(
                    tx, input.site_id, input.area_id, based_on=input.based_on, reason=input.reason, by=viewer
                ).policy_id
            ),
        )
        return await _policies(info, input.site_id, input.area_id)


async def _policies(info: Info, site_id: UUID, area_id: UUID | None) -> TierPolicies:
    viewer = info.context.viewer
    may_change = viewer.may(Permission.CHANGE_POLICY, site_id=site_id)

    def question(session: Session) -> TierPolicies:
        found = policies.history(session, viewer, site_id, area_id, first=HISTORY)
        there = policies.of_areas(session, viewer, site_id, area_id)
        people = policies.authors(session, viewer, [*found, there.in_force])
        areas = sites.areas_by_ids(session, viewer, there.own)
        return TierPolicies(
            may_change=may_change,
            history=[SitePolicyNode.of(policy, people) for policy in found],
            in_force=SitePolicyNode.of(there.in_force, people),
            areas=[AreaNode.of(each) for each in sorted(areas.values(), key=lambda each: each.code)],
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
