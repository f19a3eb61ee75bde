"""Candidates for a duplicate: of a report, of a case, or of a report that is being written."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.cases import queries as cases
from backend.cases.graphql import CaseNode
from backend.cases.links import duplicates_rules as duplicates
from backend.cases.links import queries as links
from backend.cases.links.duplicates_rules import Likeness, Subject
from backend.core.graphql.context import Context, Info
from backend.core.session import Session
from backend.core.viewer import Viewer
from backend.core.vocabulary import HazardCategory
from backend.hazards import queries as hazards
from backend.hazards.duplicates_queries import candidates, subject_of_report
from backend.hazards.graphql import HazardReportNode

strawberry.enum(Likeness, name="Likeness", description="Why something may be the same thing.")


@strawberry.type(name="DuplicateCandidate", description="A case, or a report that waits for its triage.")
class DuplicateCandidateNode:
    case: CaseNode | None
    report: HazardReportNode | None
    why: list[Likeness]
    opened_at: datetime


@strawberry.input(
    name="DuplicatesOf", description="A report, a case, or what a person is about to report at a place."
)
class DuplicatesOfInput:
    report_id: UUID | None = None
    case_id: UUID | None = None
    equipment_code: str | None = None
    area_id: UUID | None = None
    category: HazardCategory | None = None

    def subject(self, session: Session, viewer: Viewer) -> Subject | None:
        """None for what is not the viewer's."""
        if self.report_id is not None:
            return subject_of_report(session, viewer, self.report_id)
        if self.case_id is not None:
            return links.subject_of_case(session, viewer, self.case_id)
        if self.category is None:
            return None
        return links.subject_of_place(
            session,
            viewer,
            area_id=self.area_id,
            equipment_code=self.equipment_code,
            category=self.category,
        )


@strawberry.type
class DuplicatesQuery:
    @strawberry.field(description="At most five that may be the same thing, the likeliest first.")
    async def duplicate_candidates(self, info: Info, of: DuplicatesOfInput) -> list[DuplicateCandidateNode]:
        viewer, now, context = info.context.viewer, info.context.now, info.context

        def look(session: Session) -> list[DuplicateCandidateNode]:
            wanted = of.subject(session, viewer)
            if wanted is None:
                return []
            among = candidates(session, wanted, now=now, without_case=of.case_id, without_report=of.report_id)
            return _candidates(session, duplicates.hints(wanted, among, now=now), context)

        return await info.context.read(look)


def _candidates(
    session: Session, found: list[duplicates.Hint], context: Context
) -> list[DuplicateCandidateNode]:
    viewer = context.viewer
    of_case = cases.by_ids(session, viewer, [h.candidate.case_id for h in found if h.candidate.case_id])
    of_report = hazards.by_ids(
        session, viewer, [h.candidate.report_id for h in found if h.candidate.report_id]
    )
    nodes = []
    for hint in found:
        case = of_case.get(hint.candidate.case_id) if hint.candidate.case_id else None
        report = of_report.get(hint.candidate.report_id) if hint.candidate.report_id else None
        nodes.append(
            DuplicateCandidateNode(
                case=CaseNode.of(case, context) if case else None,
                report=HazardReportNode.of(report) if report else None,
                why=list(hint.why),
                opened_at=hint.candidate.opened_at,
            )
        )
    return nodes
