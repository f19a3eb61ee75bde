"""Sources that send and that nobody knows, and messages that were no use."""

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Final
from uuid import UUID

import strawberry

from backend.core.database import READINGS, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command, success
from backend.core.text import Text
from backend.core.time import moment
from backend.core.viewer import Viewer
from backend.core.vocabulary import Stage
from backend.sensors import adoption_commands as adoption
from backend.sensors import sources_queries as sources
from backend.sensors.adoption_commands import Adoption
from backend.sensors.graphql import LimitNode, SensorNode
from backend.sensors.quarantine_rules import RejectReason
from backend.sensors.rules import SensorKind
from backend.sensors.sources_queries import PutAsideView, UnknownSourceView
from backend.sensors.templates_rules import SUGGESTED

strawberry.enum(SensorKind, name="SensorKind")
strawberry.enum(RejectReason, name="RejectReason")
MOST: Final = 200


@strawberry.type(name="Sample")
class SampleNode:
    at: datetime
    value: float


@strawberry.type(
    name="UnknownSource",
    description="`samples`: the first values it sent; `suggested`: limits from these, none while too few.",
)
class UnknownSourceNode:
    site_id: UUID
    code: str
    readings: int
    first_seen_at: datetime
    last_seen_at: datetime
    sends_events: bool
    samples: list[SampleNode]
    suggested: list[LimitNode]

    @classmethod
    def of(cls, view: UnknownSourceView) -> "UnknownSourceNode":
        source = view.source
        suggested = adoption.suggestion(source, unit="")
        return cls(
            site_id=view.site_id,
            code=source.code,
            readings=source.readings,
            first_seen_at=source.first_seen_at,
            last_seen_at=source.last_seen_at,
            sends_events=source.sends_events,
            samples=[SampleNode(at=moment(at), value=value) for at, value in source.samples],
            suggested=[LimitNode.of(limit) for limit in suggested.limits] if suggested else [],
        )


@strawberry.type(
    name="UnlistedSources",
    description="The list of unknown sources of a site is full: `readings` came from codes not in it.",
)
class UnlistedSourcesNode:
    site_id: UUID
    readings: int
    last_seen_at: datetime


@strawberry.type(name="StillSending", description="A source out of service that sends all the same.")
class StillSendingNode:
    sensor: SensorNode
    last_seen_at: datetime


@strawberry.type(name="QuarantinedMessage", description="`excerpt`: the start of its payload, as text.")
class QuarantinedMessageNode:
    id: strawberry.ID
    received_at: datetime
    topic: str
    reason: RejectReason
    detail: str
    excerpt: str
    bytes: int

    @classmethod
    def of(cls, view: PutAsideView) -> "QuarantinedMessageNode":
        return cls(
            id=strawberry.ID(str(view.message_id)),
            received_at=view.received_at,
            topic=view.topic,
            reason=view.reason,
            detail=view.detail,
            excerpt=view.excerpt,
            bytes=view.bytes,
        )


@strawberry.input(
    description="`template`: code of one, SUGGESTED for limits from what it has sent, null for none; without"
    " it `hasLimits` decides. Without department or person it belongs to who adopts it."
)
class AdoptSourceInput:
    operation_id: UUID
    site_id: UUID
    code: str
    name_zh: str
    name_en: str
    area_id: UUID
    stage: Stage
    kind: SensorKind = SensorKind.READINGS
    unit: str = ""
    has_limits: bool = True
    template: str | None = strawberry.UNSET
    equipment_id: UUID | None = None
    department_id: UUID | None = None
    responsible_id: UUID | None = None

    def adoption(self) -> Adoption:
        suggested = SUGGESTED if self.has_limits else None
        return Adoption(
            area_id=self.area_id,
            stage=self.stage,
            unit=self.unit,
            kind=self.kind,
            template=suggested if self.template is strawberry.UNSET else self.template,
            equipment_id=self.equipment_id,
            department_id=self.department_id,
            responsible_id=self.responsible_id,
        )


@strawberry.input
class SourceNameInput:
    code: str
    name_zh: str
    name_en: str = ""


@strawberry.input(
    description="All in the same way. `names`: of those that are not called by their codes. Without"
    " department, post or person they belong to who adopts them."
)
class AdoptSourcesInput:
    operation_id: UUID
    site_id: UUID
    codes: list[str]
    area_id: UUID
    stage: Stage
    kind: SensorKind = SensorKind.READINGS
    unit: str = ""
    template: str | None = None
    equipment_id: UUID | None = None
    department_id: UUID | None = None
    responsible_id: UUID | None = None
    post_id: UUID | None = None
    standard: str = ""
    names: list[SourceNameInput] = strawberry.field(default_factory=list)

    def adoption(self) -> Adoption:
        return Adoption(
            area_id=self.area_id,
            stage=self.stage,
            unit=self.unit,
            kind=self.kind,
            template=self.template,
            equipment_id=self.equipment_id,
            department_id=self.department_id,
            responsible_id=self.responsible_id,
            post_id=self.post_id,
            standard=self.standard,
        )

    def names_by_code(self) -> dict[str, Text]:
        return {each.code: Text(each.name_zh, each.name_en) for each in self.names}


@strawberry.type(description="What became of one source of a bulk adoption.")
class AdoptedSource:
    source: str
    code: ErrorCode | None = strawberry.field(description="Why it was refused; null: it is in service.")


@strawberry.input
class DismissSourceInput:
    operation_id: UUID
    site_id: UUID
    code: str


@strawberry.type
class UnknownSourcesQuery:
    @strawberry.field(description="The busiest first. For officers and administrators.")
    async def unknown_sources(self, info: Info) -> list[UnknownSourceNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: sources.unknown_sources(session, viewer))
        return [UnknownSourceNode.of(view) for view in found]

    @strawberry.field(
        description="What was left off lists of unknown sources that are full. For officers and"
        " administrators.",
    )
    async def unlisted_sources(self, info: Info) -> list[UnlistedSourcesNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: sources.unlisted_sources(session, viewer))
        return [
            UnlistedSourcesNode(site_id=site_id, readings=each.readings, last_seen_at=each.last_seen_at)
            for site_id, each in found
        ]

    @strawberry.field(
        description="Sources out of service that send all the same, by code: they are returned to service"
        " and not adopted. For officers and administrators.",
    )
    async def still_sending(self, info: Info) -> list[StillSendingNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: sources.still_sending(session, viewer))
        return [StillSendingNode(sensor=SensorNode.of(view), last_seen_at=at) for view, at in found]

    @strawberry.field(description="What could not be used, the newest first. For officers and admins.")
    async def quarantine(self, info: Info, first: int = 50) -> list[QuarantinedMessageNode]:
        if not 1 <= first <= MOST:
            raise Refused(ErrorCode.INVALID_INPUT, f"from 1 to {MOST} messages")
        viewer = info.context.viewer
        found = await info.context.read(lambda session: sources.put_aside(session, viewer, first=first))
        return [QuarantinedMessageNode.of(view) for view in found]


@strawberry.type
class UnknownSourcesSubscription:
    @strawberry.subscription(
        description="A mark of what has come in at a site and is of no source yet, about once a second."
        " Where it is another one, query the sources again. For officers and administrators."
    )
    async def arrivals_changed(self, info: Info, site_id: UUID) -> AsyncGenerator[str, None]:
        viewer = info.context.viewer
        async for changed in info.context.changes(READINGS):
            if changed.site_id == site_id:
                yield await info.context.read(lambda session: sources.arrivals_mark(session, viewer, site_id))


@strawberry.type
class UnknownSourcesMutation:
    @strawberry.mutation(description="Take a source into service; twice changes nothing.")
    async def adopt_source(self, info: Info, input: AdoptSourceInput) -> SensorNode:
        viewer = info.context.viewer

        def adopt(tx: Transaction) -> UUID:
            sensor = adoption.adopt_source(
                tx,
                site_id=input.site_id,
                code=input.code,
                name=Text(input.name_zh, input.name_en),
                adoption=input.adoption(),
                by=viewer,
            )
            return sensor.indicator.indicator_id if sensor.indicator else input.site_id

        await info.context.command(input, "adopt_source", adopt)
        found = await info.context.read(
            lambda session: sources.known(session, viewer, site_id=input.site_id, code=input.code)
        )
        return SensorNode.of(found)

    @strawberry.mutation(description="Take many sources into service in one way; each by itself.")
    async def adopt_sources(self, info: Info, input: AdoptSourcesInput) -> list[AdoptedSource]:
        viewer = info.context.viewer
        results = await info.context.bulk_command(
            input,
            "adopt_sources",
            lambda tx: adoption.adopt_sources(
                tx, input.site_id, input.codes, input.adoption(), by=viewer, names=input.names_by_code()
            ),
        )
        codes = {adoption.source_key(input.site_id, code): code for code in input.codes}
        return [AdoptedSource(source=codes[key], code=refused) for key, refused in results.items()]

    @command(returns=success, description="Take a source off the list; should it send again it comes back.")
    def dismiss_source(self, tx: Transaction, input: DismissSourceInput, by: Viewer) -> UUID:
        adoption.dismiss_source(tx, site_id=input.site_id, code=input.code, by=by)
        return input.site_id
