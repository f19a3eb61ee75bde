"""Planning the roster: patterns, rotations, and what a plan would leave empty or give away twice."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from backend.core.codes import checked_name
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.viewer import Viewer
from backend.people.graphql import DepartmentNode, PersonNode, department_of, person_of
from backend.people.posts.graphql import PostNameNode, post_of
from backend.roster import commands, lines_queries, patterns_commands, preview_queries, queries
from backend.roster.coverage_rules import Overlap, OverlapKind
from backend.roster.graphql import RosterHoleNode, RosterNode, ShiftNode, ShiftPatternNode
from backend.roster.lines_queries import CandidateView, LineView
from backend.roster.preview_queries import PlanPreview
from backend.roster.rules import Duty, Line, PlannedShift, RosterPlan

strawberry.enum(OverlapKind, name="OverlapKind")


@strawberry.type(name="PlannedShift", description="A shift that a plan would make.")
class PlannedShiftNode:
    starts_at: datetime
    ends_at: datetime
    person_id: UUID

    @classmethod
    def of(cls, each: PlannedShift) -> "PlannedShiftNode":
        return cls(starts_at=each.starts_at, ends_at=each.ends_at, person_id=each.person_id)

    @strawberry.field
    async def person(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.person_id)


@strawberry.type(
    name="RosterOverlap",
    description="Two shifts at the same time. SAME_PERSON: somebody would be on duty twice; SAME_ROSTER: two "
    "people for one line.",
)
class RosterOverlapNode:
    kind: OverlapKind
    starts_at: datetime
    ends_at: datetime
    person_id: strawberry.Private[UUID]
    other_person_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, each: Overlap) -> "RosterOverlapNode":
        return cls(
            kind=each.kind,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            person_id=each.person_id,
            other_person_id=each.other_person_id,
        )

    @strawberry.field
    async def person(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.person_id)

    @strawberry.field
    async def other_person(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.other_person_id)


@strawberry.type(
    name="RosterPreview",
    description="`replaced`: shifts that would be cancelled. `unfit`, `twice`: people with whom the plan is "
    "refused, because alerts do not notify them for this line, or they stand there already.",
)
class RosterPreviewNode:
    shifts: list[PlannedShiftNode]
    overlaps: list[RosterOverlapNode]
    holes: list[RosterHoleNode]
    replaced: int
    unfit: list[UUID]
    twice: list[UUID]
    rest_days: list[date]

    @classmethod
    def of(cls, found: PlanPreview) -> "RosterPreviewNode":
        return cls(
            shifts=[PlannedShiftNode.of(each) for each in found.shifts],
            overlaps=[RosterOverlapNode.of(each) for each in found.overlaps],
            holes=[RosterHoleNode.of(each) for each in found.holes],
            replaced=found.replaced,
            unfit=sorted(found.unfit),
            twice=sorted(found.twice),
            rest_days=list(found.rest_days),
        )


@strawberry.type(name="RosterLine", description="For what the viewer may keep a roster, and who fits it.")
class RosterLineNode:
    duty: Duty
    people: list[PersonNode]
    department_id: strawberry.Private[UUID | None]
    post_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, view: LineView) -> "RosterLineNode":
        line = view.line
        return cls(
            duty=line.duty,
            department_id=line.department_id,
            post_id=line.post_id,
            people=[PersonNode.of(each) for each in view.people],
        )

    @strawberry.field
    async def department(self, info: Info) -> DepartmentNode | None:
        return await department_of(info, self.department_id)

    @strawberry.field
    async def post(self, info: Info) -> PostNameNode | None:
        return await post_of(info, self.post_id)


@strawberry.type(
    name="ShiftCandidate",
    description="Somebody who may take a shift, and their own of the same line that have not begun.",
)
class ShiftCandidateNode:
    shifts: list[ShiftNode]
    person_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, view: CandidateView, viewer: Viewer) -> "ShiftCandidateNode":
        return cls(shifts=[ShiftNode.of(each, viewer) for each in view.shifts], person_id=view.person_id)

    @strawberry.field
    async def person(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.person_id)


@strawberry.input(
    description="A rotation: each day the next one of `people` has the shift of the pattern; an empty place "
    "among them is a day without anybody. On `daysOff`, and with `skipsRestDays` on the days when nobody "
    "works at the site, it stands still; with `onlyRestDays` it goes on on those alone. `replaces`: what "
    "stands there at the same time is cancelled."
)
class RosterPlanInput:
    site_id: UUID
    duty: Duty
    pattern_id: UUID
    first_day: date
    last_day: date
    people: list[UUID | None]
    department_id: UUID | None = None
    post_id: UUID | None = None
    days_off: list[date] = strawberry.field(default_factory=list)
    skips_rest_days: bool = False
    replaces: bool = False
    only_rest_days: bool = False

    def plan(self) -> RosterPlan:
        return RosterPlan(
            site_id=self.site_id,
            line=Line(self.duty, self.department_id, self.post_id),
            pattern_id=self.pattern_id,
            first_day=self.first_day,
            last_day=self.last_day,
            people=tuple(self.people),
            days_off=frozenset(self.days_off),
            skips_rest_days=self.skips_rest_days,
            only_rest_days=self.only_rest_days,
            replaces=self.replaces,
        )


@strawberry.input
class PlanRosterInput:
    operation_id: UUID
    plan: RosterPlanInput


@strawberry.input(description="`version`: of the roster as it was seen.")
class CloseRosterInput:
    operation_id: UUID
    roster_id: UUID
    version: int


@strawberry.input
class AddShiftPatternInput:
    operation_id: UUID
    site_id: UUID
    name_zh: str
    start_minute: int
    minutes: int
    name_en: str = ""


@strawberry.input(description="`version`: of the pattern as it was seen.")
class ChangeShiftPatternInput:
    operation_id: UUID
    pattern_id: UUID
    version: int
    name_zh: str
    start_minute: int
    minutes: int
    name_en: str = ""
    is_closed: bool = False


async def roster_node(info: Info, roster_id: UUID) -> RosterNode:
    """The line alone, without its shifts."""
    viewer = info.context.viewer
    found = await info.context.read(lambda session: queries.roster_by_id(session, viewer, roster_id))
    if found is None:
        raise LookupError(f"no roster {roster_id} of the viewer's")
    return RosterNode.of(found, viewer)


async def pattern_node(info: Info, pattern_id: UUID) -> ShiftPatternNode:
    return ShiftPatternNode.of(await info.context.load(queries.patterns_by_ids, pattern_id))


@strawberry.type
class RosterPlanningQuery:
    @strawberry.field(description="What a plan would write, leave empty and give away twice.")
    async def roster_preview(self, info: Info, plan: RosterPlanInput) -> RosterPreviewNode:
        viewer, now, asked = info.context.viewer, info.context.now, plan.plan()
        found = await info.context.read(
            lambda session: preview_queries.preview(session, viewer, asked, now=now)
        )
        return RosterPreviewNode.of(found)

    @strawberry.field(description="For what the viewer may keep a roster.")
    async def roster_lines(self, info: Info, site_id: UUID) -> list[RosterLineNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: lines_queries.lines(session, viewer, site_id))
        return [RosterLineNode.of(each) for each in found]

    @strawberry.field(description="Who may take a shift in the place of its person, by name.")
    async def shift_candidates(self, info: Info, shift_id: UUID) -> list[ShiftCandidateNode]:
        viewer, now = info.context.viewer, info.context.now
        found = await info.context.read(
            lambda session: lines_queries.candidates(session, viewer, shift_id, now=now)
        )
        return [ShiftCandidateNode.of(each, viewer) for each in found]


@strawberry.type
class RosterPlanningMutation:
    @command(returns=roster_node, description="Write the shifts of a rotation. Look at its preview before.")
    def plan_roster(self, tx: Transaction, input: PlanRosterInput, by: Viewer) -> UUID:
        return commands.plan_roster(tx, input.plan.plan(), by=by)

    @command(returns=roster_node, description="Keep no roster for this line any more.")
    def close_roster(self, tx: Transaction, input: CloseRosterInput, by: Viewer) -> UUID:
        return commands.close_roster(tx, input.roster_id, version=input.version, by=by)

    @command(returns=pattern_node)
    def add_shift_pattern(self, tx: Transaction, input: AddShiftPatternInput, by: Viewer) -> UUID:
        return patterns_commands.add_pattern(
            tx,
            input.site_id,
            name=checked_name(input.name_zh, input.name_en),
            start_minute=input.start_minute,
            minutes=input.minutes,
            by=by,
        )

    @command(returns=pattern_node, description="Change it, close it or open it again.")
    def change_shift_pattern(self, tx: Transaction, input: ChangeShiftPatternInput, by: Viewer) -> UUID:
        return patterns_commands.change_pattern(
            tx,
            input.pattern_id,
            name=checked_name(input.name_zh, input.name_en),
            start_minute=input.start_minute,
            minutes=input.minutes,
            is_closed=input.is_closed,
            version=input.version,
            by=by,
        )
