"""Reports without a name. Who sends these is never looked at, even where a sign-in came along."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from uuid import UUID

import strawberry

from backend.cases.evidence.graphql import EvidenceInput
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import NO_SIGN_IN, Info, check_texts, payload_hash
from backend.core.graphql.modules import of_module
from backend.core.graphql.mutations import command
from backend.core.modules import Module
from backend.core.rate_limit import Purpose
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import HazardCategory, HazardGrade, ReportKind
from backend.hazards.anonymous import commands
from backend.hazards.anonymous import queries as anonymity
from backend.hazards.anonymous.admission_queries import let_in
from backend.hazards.anonymous.rules import hash_of_key
from backend.hazards.timeline import queries as timeline_views
from backend.hazards.timeline.graphql import ReportTimelineNode
from backend.hazards.timeline.queries import TimelineView


@strawberry.type(
    name="AnonymousReporting", description="Whether a site of the viewer takes reports without a name."
)
class AnonymousReportingNode:
    site_id: UUID
    is_allowed: bool
    site_pass: str | None = strawberry.field(
        description="What the phone shows in the place of a sign-in; the same for everybody at the site."
    )
    may_switch: bool

    @classmethod
    def of(cls, site_id: UUID, site_pass: str | None, viewer: Viewer) -> "AnonymousReportingNode":
        return cls(
            site_id=site_id,
            is_allowed=site_pass is not None,
            site_pass=site_pass,
            may_switch=viewer.may(Permission.SET_ANONYMITY, site_id=site_id),
        )


async def anonymous_reporting_node(info: Info, site_id: UUID) -> AnonymousReportingNode:
    viewer = info.context.viewer
    found = await info.context.read(lambda session: anonymity.passes(session, viewer))
    return AnonymousReportingNode.of(site_id, found.get(site_id), viewer)


@strawberry.type(name="AnonymousReceipt")
class AnonymousReceipt:
    number: str


@strawberry.input
class SetAnonymousReportsInput:
    operation_id: UUID
    site_id: UUID
    is_allowed: bool


@strawberry.input(description="Sent without a sign-in. `keyHash`: hex sha256 of the follow-up key.")
class ReportAnonymouslyInput:
    operation_id: UUID
    site_pass: str
    key_hash: str
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


@strawberry.input
class ObjectAnonymouslyInput:
    operation_id: UUID
    key: str
    reason: str


@strawberry.type
class AnonymityQuery:
    @strawberry.field
    @of_module(Module.REPORTS_WITHOUT_NAME)
    async def anonymous_reporting(self, info: Info) -> list[AnonymousReportingNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: anonymity.passes(session, viewer))
        return [AnonymousReportingNode.of(each, site_pass, viewer) for each, site_pass in found.items()]

    @strawberry.field(
        metadata=NO_SIGN_IN,
        description="The timeline of the report with this follow-up key; needs no sign-in.",
    )
    async def anonymous_report(self, info: Info, key: str) -> ReportTimelineNode | None:
        now = info.context.now
        with suppress_refused(ErrorCode.NOT_FOUND), counting_keys(info):
            key_hash = hash_of_key(key)
            found = await info.context.read(lambda session: timeline_views.of_key(session, key_hash, now=now))
            return ReportTimelineNode.of(_existing(found))
        return None


@strawberry.type
class AnonymityMutation:
    @command(returns=anonymous_reporting_node)
    def set_anonymous_reports(self, tx: Transaction, input: SetAnonymousReportsInput, by: Viewer) -> UUID:
        return commands.set_anonymous_reports(tx, input.site_id, is_allowed=input.is_allowed, by=by)

    @strawberry.mutation(metadata=NO_SIGN_IN)
    async def report_anonymously(self, info: Info, input: ReportAnonymouslyInput) -> AnonymousReceipt:
        check_texts(input)
        edge, sent_id = info.context.edge, str(input.operation_id)
        await let_in(edge, info.context.address, edge.paces.reports, input.site_pass, sent_id)
        photos, digest = EvidenceInput.values(input.photos), payload_hash(input)
        report_id = await info.context.transact(
            lambda tx: commands.report_anonymously(
                tx,
                input.operation_id,
                site_pass=input.site_pass,
                key_hash=input.key_hash,
                payload_hash=digest,
                category=input.category,
                grade=input.grade,
                clause=input.clause,
                description=input.description,
                area_id=input.area_id,
                equipment_code=input.equipment_code,
                photos=photos,
                captured_at=input.captured_at,
                kind=input.kind,
                is_serious=input.is_serious,
            )
        )
        number = await info.context.read(lambda session: anonymity.number_of(session, report_id))
        return AnonymousReceipt(number=number)

    @strawberry.mutation(metadata=NO_SIGN_IN)
    async def object_anonymously(self, info: Info, input: ObjectAnonymouslyInput) -> ReportTimelineNode:
        check_texts(input)
        digest, now = payload_hash(input), info.context.now
        with counting_keys(info):
            key_hash = hash_of_key(input.key)
            _existing(
                await info.context.read(lambda session: timeline_views.of_key(session, key_hash, now=now))
            )
        await info.context.transact(
            lambda tx: commands.object_anonymously(
                tx, input.operation_id, key=input.key, reason=input.reason, payload_hash=digest
            )
        )
        found = await info.context.read(lambda session: timeline_views.of_key(session, key_hash, now=now))
        return ReportTimelineNode.of(_existing(found))


def counting_keys(info: Info) -> AbstractContextManager[None]:
    """Count a follow-up key that is none: what is refused as NOT_FOUND."""
    return info.context.counting_wrong(Purpose.FOLLOW_UP_KEY, ErrorCode.NOT_FOUND)


@contextmanager
def suppress_refused(code: ErrorCode) -> Iterator[None]:
    """Leave the block silently where it is refused with this code."""
    try:
        yield
    except Refused as refused:
        if refused.code is not code:
            raise


def _existing(found: TimelineView | None) -> TimelineView:
    if found is None:
        raise Refused(ErrorCode.NOT_FOUND, "no report has this key")
    return found
