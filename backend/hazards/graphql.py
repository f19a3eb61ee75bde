"""Hazard reports and their triage."""

from collections.abc import AsyncGenerator
from datetime import datetime, timedelta
from uuid import UUID

import strawberry

from backend.agreements.graphql import AgreementNode, agreements_among_deciders
from backend.cases import queries as cases
from backend.cases.evidence import voices_queries as voices
from backend.cases.evidence.graphql import EvidenceInput, PhotoNode
from backend.cases.evidence.voices_graphql import VoiceInput, VoiceNode
from backend.cases.graphql import CaseNode
from backend.cases.register.commands import NamedRisk
from backend.core.database import Transaction
from backend.core.filters import checked_time
from backend.core.graphql.connections import Connection, Counted
from backend.core.graphql.context import Info
from backend.core.graphql.lists import FilterInput, SortInput, filter_of, sort_of
from backend.core.graphql.mutations import command
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import HazardCategory, HazardGrade, ReportKind, Tier
from backend.equipment.graphql import EquipmentNode
from backend.hazards import commands
from backend.hazards import queries as hazards
from backend.hazards.filters_queries import HazardFilter, HazardSortBy, counts
from backend.hazards.queries import HazardView
from backend.hazards.rules import DeclineReason, HazardReport, HazardState
from backend.hazards.timeline.news_queries import news_of
from backend.people.graphql import PersonNode
from backend.people.rules import NOBODY, shown_at
from backend.risks.revisions.graphql import RiskEventNode, find_event
from backend.sites.graphql import AreaNode


@sort_of(HazardSortBy)
class HazardReportSort(SortInput[HazardSortBy]):
    pass


@filter_of(HazardFilter, name="HazardReportFilter")
class HazardReportFilter(FilterInput[HazardFilter]):
    pass


strawberry.enum(HazardState, name="HazardState")
strawberry.enum(HazardCategory, name="HazardCategory")
strawberry.enum(ReportKind, name="ReportKind")
strawberry.enum(DeclineReason, name="DeclineReason")


@strawberry.type(name="HazardReport")
class HazardReportNode:
    id: UUID
    number: str
    state: HazardState
    category: HazardCategory
    grade: HazardGrade
    clause: str | None
    description: str
    area: AreaNode
    equipment: EquipmentNode | None
    photos: list[PhotoNode]
    reported_by: PersonNode
    captured_at: datetime
    phone_said_at: datetime | None = strawberry.field(
        description="What the clock of the phone said at `capturedAt`, where it was wrong."
    )
    received_at: datetime
    triaged_by: PersonNode | None
    triaged_at: datetime | None
    decline_reason: DeclineReason | None
    triage_note: str | None
    is_anonymous: bool = strawberry.field(description="Reported without a name; `reportedBy` is nobody.")
    kind: ReportKind
    is_serious: bool = strawberry.field(description="In the words of who reported it; the officer grades.")
    report: strawberry.Private[HazardReport]

    @classmethod
    def of(cls, view: HazardView) -> "HazardReportNode":
        report = view.report
        return cls(
            id=report.report_id,
            number=report.number,
            state=report.state,
            category=report.category,
            grade=report.grade,
            clause=report.clause,
            description=report.description,
            area=AreaNode.of(view.area),
            equipment=EquipmentNode.of_optional(view.equipment),
            photos=[PhotoNode.of(photo) for photo in view.photos],
            reported_by=PersonNode.of(view.reported_by),
            captured_at=shown_at(report.captured_at, by=report.reported_by),
            phone_said_at=report.phone_said_at and shown_at(report.phone_said_at, by=report.reported_by),
            received_at=shown_at(report.received_at, by=report.reported_by),
            triaged_by=PersonNode.of_optional(view.triaged_by),
            triaged_at=report.triaged_at,
            decline_reason=report.decline_reason,
            triage_note=report.triage_note,
            is_anonymous=report.reported_by == NOBODY,
            kind=report.kind,
            is_serious=report.is_serious,
            report=report,
        )

    @strawberry.field
    def may_triage(self, info: Info) -> bool:
        viewer = info.context.viewer
        may = viewer.may(Permission.TRIAGE, site_id=self.report.site_id)
        is_waiting = self.report.state is HazardState.SUBMITTED
        return may and is_waiting and not viewer.is_person(self.report.reported_by)

    @strawberry.field(description="Requests to decline it, for those who may be a second person.")
    async def agreements(self, info: Info) -> list[AgreementNode]:
        return await agreements_among_deciders(info, self.id)

    @strawberry.field(description="Something happened since its reporter, who asks, last looked.")
    async def has_news(self, info: Info) -> bool:
        return await info.context.load_or_none(news_of, self.id) or False

    @strawberry.field
    async def voice(self, info: Info) -> VoiceNode | None:
        return VoiceNode.of_optional(await info.context.load_or_none(voices.of_reports, self.id))

    @strawberry.field(description="Event of the register at which it was reported.")
    async def risk_event(self, info: Info) -> RiskEventNode | None:
        return await find_event(info, self.report.risk_event_id)

    @strawberry.field
    async def case(self, info: Info) -> CaseNode | None:
        found = await info.context.load_or_none(cases.of_reports, self.id)
        return CaseNode.of(found, info.context) if found else None


async def find_report(info: Info, report_id: UUID | None) -> HazardReportNode | None:
    """The report with this id; None without an id, or where it is not the viewer's."""
    found = await info.context.load_or_none(hazards.by_ids, report_id) if report_id else None
    return HazardReportNode.of(found) if found else None


async def hazard_report_node(info: Info, report_id: UUID) -> HazardReportNode:
    return HazardReportNode.of(await info.context.load(hazards.by_ids, report_id))


@strawberry.input
class ReportHazardInput:
    operation_id: UUID
    category: HazardCategory
    grade: HazardGrade = HazardGrade.GENERAL
    clause: str | None = None
    description: str = ""
    area_id: UUID | None = None
    equipment_code: str | None = None
    photos: list[EvidenceInput]
    captured_at: datetime
    kind: ReportKind = ReportKind.HAZARD
    is_serious: bool = False
    voice: VoiceInput | None = None
    clock_offset_seconds: int = strawberry.field(
        default=0, description="What the clock of the phone lacked at `capturedAt`."
    )
    risk_event_id: UUID | None = strawberry.field(
        default=None, description="Event of the register from whose page it is reported."
    )


@strawberry.input
class AcceptHazardInput:
    operation_id: UUID
    hazard_report_id: UUID
    tier: Tier
    department_id: UUID | None = None
    responsible_id: UUID | None = strawberry.field(default=None, description="Of this department.")
    dispose_by: datetime | None = strawberry.field(
        default=None, description="Sooner than the policy of the tier; without it, what the policy gives."
    )
    note: str | None = strawberry.field(default=None, description="For those who dispose of it.")
    grade: HazardGrade | None = strawberry.field(
        default=None, description="Without it: as it is. A major hazard is not graded lower."
    )
    clause: str | None = strawberry.field(default=None, description="By which it is graded major.")
    risk_event_id: UUID | None = strawberry.field(
        default=None, description="Event of the register, in force, that it is about."
    )
    failed_measure_id: UUID | None = strawberry.field(
        default=None, description="Control measure of this event that did not hold."
    )

    def named(self) -> NamedRisk | None:
        named = NamedRisk(self.risk_event_id, self.failed_measure_id)
        return None if named == NamedRisk() else named


@strawberry.input
class DeclineHazardInput:
    operation_id: UUID
    hazard_report_id: UUID
    reason: DeclineReason
    note: str
    original_case_id: UUID | None = None
    asks_second_person: bool = strawberry.field(
        default=False,
        description="A report that is major or said to be serious: ask a second person to agree; it waits as"
        " it is until then.",
    )


@strawberry.type
class HazardsQuery:
    @strawberry.field(
        description="What waits for triage first; own ones newest first. With `sort`: all by that column.",
    )
    async def hazard_reports(
        self,
        info: Info,
        filter: HazardReportFilter | None = None,
        first: int = 20,
        after: str | None = None,
        sort: HazardReportSort | None = None,
    ) -> Connection[HazardReportNode]:
        viewer, order = info.context.viewer, sort.value() if sort else None
        which = filter.value(info.context.now) if filter else HazardFilter()
        page = await info.context.read(
            lambda session: hazards.page(session, viewer, which, first=first, after=after, sort=order)
        )
        return Connection.of(page, HazardReportNode.of, Counted(counts, which))

    @strawberry.field
    async def hazard_report(self, info: Info, id: UUID) -> HazardReportNode | None:
        return await find_report(info, id)


@strawberry.type
class HazardsMutation:
    @command(returns=hazard_report_node, allowance=commands.check_allowance)
    def report_hazard(self, tx: Transaction, input: ReportHazardInput, by: Viewer) -> UUID:
        return commands.report_hazard(
            tx,
            category=input.category,
            grade=input.grade,
            clause=input.clause,
            description=input.description,
            area_id=input.area_id,
            equipment_code=input.equipment_code,
            photos=EvidenceInput.values(input.photos),
            captured_at=input.captured_at,
            clock_offset=timedelta(seconds=input.clock_offset_seconds),
            by=by,
            kind=input.kind,
            is_serious=input.is_serious,
            voice=input.voice.value() if input.voice else None,
            risk_event_id=input.risk_event_id,
        ).report_id

    @command(returns=hazard_report_node)
    def accept_hazard(self, tx: Transaction, input: AcceptHazardInput, by: Viewer) -> UUID:
        return commands.accept_hazard(
            tx,
            input.hazard_report_id,
            tier=input.tier,
            department_id=input.department_id,
            responsible_id=input.responsible_id,
            by=by,
            dispose_by=checked_time(input.dispose_by),
            note=input.note,
            grade=input.grade,
            clause=input.clause,
            named=input.named(),
        ).report_id

    @command(returns=hazard_report_node)
    def decline_hazard(self, tx: Transaction, input: DeclineHazardInput, by: Viewer) -> UUID:
        return commands.decline_hazard(
            tx,
            input.hazard_report_id,
            reason=input.reason,
            note=input.note,
            by=by,
            original_id=input.original_case_id,
            asks_second_person=input.asks_second_person,
        ).report_id


@strawberry.type
class HazardsSubscription:
    @strawberry.subscription(description="A hint, not the truth: after a reconnect query again.")
    async def hazard_report_changed(self, info: Info) -> AsyncGenerator[HazardReportNode, None]:
        async for changed in info.context.changes("hazard_report"):
            found = await info.context.load_or_none(hazards.by_ids, changed.object_id)
            if found:
                yield HazardReportNode.of(found)
