"""The reach report of a site: shown in time, by tier, channel and person; whom nothing reaches."""

from datetime import datetime, timedelta
from uuid import UUID

import strawberry

from backend.core.graphql.context import Info
from backend.core.graphql.tiers import Tier
from backend.notifications.reach import queries
from backend.notifications.reach.queries import ReachedNow, ReachReport
from backend.notifications.reach.rules import (
    ChannelReach,
    EngineReach,
    MakerReach,
    PersonalReach,
    Share,
    ShownWithin,
    SlowPhone,
    TierReach,
)
from backend.people.accounts.graphql import BrowserKindNode
from backend.people.accounts.sign_ins_rules import Engine, Maker
from backend.people.directory.rules import AddressKind
from backend.people.graphql import PersonNode
from backend.people.queries import PersonView


@strawberry.type(name="ReachShare", description="How often somebody was to be notified of an alert.")
class ReachShareNode:
    notified: int
    in_time: int = strawberry.field(description="Shown within the time to acknowledge.")
    late: int
    never: int = strawberry.field(description="As far as anybody knows; a text or a call cannot tell.")

    @classmethod
    def of(cls, share: Share) -> "ReachShareNode":
        return cls(notified=share.notified, in_time=share.in_time, late=share.late, never=share.never)


@strawberry.type(
    name="ShownWithin",
    description="How soon, from the commit of an alert until shown. All but `count` are null where it is"
    " below 20. A time is null, too, where so many were not shown it at all.",
)
class ShownWithinNode:
    count: int
    is_enough: bool = strawberry.field(description="Whether there are enough to say more than the count.")
    soon: int | None = strawberry.field(description="Within 15 s.")
    latest: int | None = strawberry.field(description="Within 60 s.")
    p50_seconds: float | None
    p95_seconds: float | None
    p99_seconds: float | None

    @classmethod
    def of(cls, found: ShownWithin) -> "ShownWithinNode":
        return cls(
            count=found.count,
            is_enough=found.is_enough,
            soon=found.soon,
            latest=found.latest,
            p50_seconds=_seconds(found.p50),
            p95_seconds=_seconds(found.p95),
            p99_seconds=_seconds(found.p99),
        )


def _seconds(found: timedelta | None) -> float | None:
    return None if found is None else found.total_seconds()


@strawberry.type(name="TierReach")
class TierReachNode:
    tier: Tier
    target_seconds: int = strawberry.field(description="The time to acknowledge of the site's policy.")
    share: ReachShareNode
    shown_within: ShownWithinNode = strawberry.field(
        description="Of people: the first of their devices and channels counts."
    )

    @classmethod
    def of(cls, found: TierReach) -> "TierReachNode":
        seconds = int(found.target.total_seconds())
        return cls(
            tier=found.tier,
            target_seconds=seconds,
            share=ReachShareNode.of(found.share),
            shown_within=ShownWithinNode.of(found.shown_within),
        )


@strawberry.type(name="ChannelReach")
class ChannelReachNode:
    kind: str
    sent: int
    accepted: int = strawberry.field(description="By the provider: not seen by anybody.")
    shown: int
    in_time: int = strawberry.field(description="Shown within the time to acknowledge.")
    failed: int
    shown_within: ShownWithinNode = strawberry.field(description="Of messages about red and orange.")

    @classmethod
    def of(cls, found: ChannelReach) -> "ChannelReachNode":
        return cls(
            kind=found.kind,
            sent=found.sent,
            accepted=found.accepted,
            shown=found.shown,
            in_time=found.in_time,
            failed=found.failed,
            shown_within=ShownWithinNode.of(found.shown_within),
        )


@strawberry.type(name="MakerReach", description="Red and orange messages to browsers on phones of a maker.")
class MakerReachNode:
    maker: Maker | None = strawberry.field(description="None where the app has not said it.")
    shown_within: ShownWithinNode

    @classmethod
    def of(cls, found: MakerReach) -> "MakerReachNode":
        return cls(maker=found.maker, shown_within=ShownWithinNode.of(found.shown_within))


@strawberry.type(name="EngineReach", description="Red and orange messages to browsers of an engine.")
class EngineReachNode:
    engine: Engine | None = strawberry.field(description="None where the app has not said it.")
    major: int
    shown_within: ShownWithinNode

    @classmethod
    def of(cls, found: EngineReach) -> "EngineReachNode":
        shown_within = ShownWithinNode.of(found.shown_within)
        return cls(engine=found.engine, major=found.major, shown_within=shown_within)


@strawberry.type(
    name="SlowPhone",
    description="A phone that twice or more took longer than 15 s to show a red or orange message that its"
    " push service had taken.",
)
class SlowPhoneNode:
    kind: BrowserKindNode | None = strawberry.field(description="None where the app has not said it.")
    times: int
    longest_seconds: float

    @classmethod
    def of(cls, found: SlowPhone) -> "SlowPhoneNode":
        kind = BrowserKindNode.of(found.kind) if found.kind else None
        return cls(kind=kind, times=found.times, longest_seconds=found.longest.total_seconds())


@strawberry.type(name="PersonalReach")
class PersonalReachNode:
    person: PersonNode
    share: ReachShareNode
    ways: list[str] = strawberry.field(description="Kinds of channels that lead to them now; none: phone.")
    silent_since: datetime | None = strawberry.field(
        description="Since when a browser of theirs shows nothing."
    )
    unverified: list[AddressKind] = strawberry.field(description="Typed by somebody, not shown to be theirs.")
    has_quiet_hours: bool = strawberry.field(
        description="They keep yellow and blue for later at some hours; when, is theirs."
    )
    slow: list[SlowPhoneNode] = strawberry.field(description="Phones of theirs that are slow.")

    @classmethod
    def of(cls, view: PersonView, found: PersonalReach) -> "PersonalReachNode":
        return cls(
            person=PersonNode.of(view),
            share=ReachShareNode.of(found.share),
            ways=list(found.ways),
            silent_since=found.silent_since,
            unverified=list(found.unverified),
            has_quiet_hours=found.has_quiet_hours,
            slow=[SlowPhoneNode.of(each) for each in found.slow],
        )


@strawberry.type(name="PersonReach", description="By what somebody is reached now.")
class PersonReachNode:
    ways: list[str] = strawberry.field(description="Kinds of channels that lead to them now; none: phone.")
    silent_since: datetime | None = strawberry.field(
        description="Since when a browser of theirs shows nothing."
    )
    unverified: list[AddressKind] = strawberry.field(description="Typed by somebody, not shown to be theirs.")

    @classmethod
    def of(cls, found: PersonalReach) -> "PersonReachNode":
        return cls(ways=list(found.ways), silent_since=found.silent_since, unverified=list(found.unverified))


async def reach_of(info: Info, site_id: UUID, person_id: UUID) -> PersonReachNode | None:
    """By what somebody of the site is reached now, for who looks after its people; None for others."""
    asked = ReachedNow(site_id, person_id, info.context.now)
    found = await info.context.load_or_none(queries.of_people, asked)
    return PersonReachNode.of(found) if found else None


@strawberry.type(name="ReachReport", description="Of the last 30 days.")
class ReachReportNode:
    since: datetime
    is_cut: bool = strawberry.field(description="There were more messages: only the newest are counted.")
    tiers: list[TierReachNode]
    channels: list[ChannelReachNode] = strawberry.field(description="Those used most first.")
    makers: list[MakerReachNode] = strawberry.field(description="Those with most messages first.")
    engines: list[EngineReachNode] = strawberry.field(description="Those with most messages first.")
    people: list[PersonalReachNode] = strawberry.field(
        description="Everybody of the site; first whom nothing reaches, then whose browser is silent or slow."
    )

    @classmethod
    def of(cls, report: ReachReport) -> "ReachReportNode":
        return cls(
            since=report.since,
            is_cut=report.is_cut,
            tiers=[TierReachNode.of(each) for each in report.tiers],
            channels=[ChannelReachNode.of(each) for each in report.channels],
            makers=[MakerReachNode.of(each) for each in report.makers],
            engines=[EngineReachNode.of(each) for each in report.engines],
            people=[PersonalReachNode.of(view, found) for view, found in report.people],
        )


@strawberry.type
class ReachQuery:
    @strawberry.field(description="For who may see figures. NOT_FOUND, NOT_ALLOWED.")
    async def reach(self, info: Info, site_id: UUID) -> ReachReportNode:
        viewer, now = info.context.viewer, info.context.now
        found = await info.context.read(lambda session: queries.of_site(session, viewer, site_id, now=now))
        return ReachReportNode.of(found)
