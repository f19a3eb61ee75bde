"""Hazard reports and their triage."""

from collections.abc import AsyncGenerator
from datetime import datetime
from uuid import UUID

import strawberry

from backend.agreements.graphql import AgreementNode, agreements_among_deciders
from backend.cases import queries as cases
from backend.cases.evidence.graphql import EvidenceInput, PhotoNode
from backend.cases.graphql import CaseNode
from backend.core.database import Transaction
from backend.core.graphql.connections import Connection
from backend.core.graphql.context import Context, Info
from backend.core.graphql.mutations import command
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import HazardCategory, HazardGrade, Tier
from backend.equipment.graphql import EquipmentNode
from backend.hazards import commands
from backend.hazards import queries as hazards
from backend.hazards.queries import HazardFilter, HazardView
from backend.hazards.rules import DeclineReason, HazardState
from backend.people.graphql import PersonNode
from backend.people.rules import NOBODY
from backend.sites.graphql import AreaNode

strawberry.enum(HazardState, name="HazardState")
strawberry.enum(HazardCategory, name="HazardCategory")
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
    received_at: datetime
    triaged_by: PersonNode | None
    triaged_at: datetime | None
    decline_reason: DeclineReason | None
    triage_note: str | None
    may_triage: bool
    is_anonymous: bool = strawberry.field(description="Reported without a name; `reportedBy` is nobody.")

    @classmethod
    def of(cls, view: HazardView, context: Context) -> "HazardReportNode":
        report = view.report
        may_triage = context.viewer.may(Permission.TRIAGE, site_id=report.site_id)
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
            captured_at=report.captured_at,
            received_at=report.received_at,
            triaged_by=PersonNode.of_optional(view.triaged_by),
            triaged_at=report.triaged_at,
            decline_reason=report.decline_reason,
            triage_note=report.triage_note,
            may_triage=may_triage
            and report.state is HazardState.SUBMITTED
            and report.reported_by != context.viewer.person_id,
            is_anonymous=report.reported_by == NOBODY,
        )

    @strawberry.field(description="Requests to decline it, for those who may be a second person.")
    async def agreements(self, info: Info) -> list[AgreementNode]:
        return await agreements_among_deciders(info, self.id)

    @strawberry.field
    async def case(self, info: Info) -> CaseNode | None:
        found = await info.context.load_or_none(cases.of_reports, self.id)
        return CaseNode.of(found, info.context) if found else None


async def find_report(info: Info, report_id: UUID | None) -> HazardReportNode | None:
    """The report with this id; None without an id, or where it is not the viewer's."""
    found = await info.context.load_or_none(hazards.by_ids, report_id) if report_id else None
    return HazardReportNode.of(found, info.context) if found else None


async def hazard_report_node(info: Info, report_id: UUID) -> HazardReportNode:
    return HazardReportNode.of(await info.context.load(hazards.by_ids, report_id), info.context)


@strawberry.input
class HazardReportFilter:
    states: list[HazardState] | None = None
    is_mine: bool | None = False


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


@strawberry.input
class AcceptHazardInput:
    operation_id: UUID
    hazard_report_id: UUID
    tier: Tier
    department_id: UUID | None = None
    responsible_id: UUID | None = None


@strawberry.input
class DeclineHazardInput:
    operation_id: UUID
    hazard_report_id: UUID
    reason: DeclineReason
    note: str
    original_case_id: UUID | None = None
    asks_second_person: bool = strawberry.field(
        default=False,
        description="A report graded major: ask a second person to agree; it waits as it is until then.",
    )


@strawberry.type
class HazardsQuery:
    @strawberry.field(description="Newest first.")
    async def hazard_reports(
        self, info: Info, filter: HazardReportFilter | None = None, first: int = 20, after: str | None = None
    ) -> Connection[HazardReportNode]:
        viewer = info.context.viewer
        which = HazardFilter(filter.states, bool(filter.is_mine)) if filter else HazardFilter()
        page = await info.context.read(
            lambda session: hazards.page(session, viewer, which, first=first, after=after)
        )
        return Connection.of(page, lambda view: HazardReportNode.of(view, info.context))

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
            by=by,
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
                yield HazardReportNode.of(found, info.context)
