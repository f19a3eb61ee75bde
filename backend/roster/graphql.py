"""The roster: what everybody of a site sees of it, and what is done to shifts."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.graphql.text import TextNode
from backend.core.viewer import Viewer
from backend.notifications.reach.graphql import PersonReachNode, reach_of
from backend.people.directory.phones_queries import phones
from backend.people.graphql import DepartmentNode, PersonNode, department_of, person_of
from backend.people.posts.graphql import PostNameNode, post_of
from backend.roster import commands, hand_over_commands, past_queries, queries, swaps_commands
from backend.roster.coverage_rules import Span
from backend.roster.queries import DutyView, RosterView, ShiftView, SwapView
from backend.roster.rules import Duty, ShiftPattern, SwapState

strawberry.enum(Duty, name="Duty")
strawberry.enum(SwapState, name="SwapState")


@strawberry.type(
    name="ShiftPattern",
    description="`startMinute`: minutes after midnight by the clock of the site; `minutes`: how long.",
)
class ShiftPatternNode:
    id: UUID
    name: TextNode
    start_minute: int
    minutes: int
    closed_at: datetime | None
    version: int

    @classmethod
    def of(cls, each: ShiftPattern) -> "ShiftPatternNode":
        return cls(
            id=each.pattern_id,
            name=TextNode.of(each.name),
            start_minute=each.start_minute,
            minutes=each.minutes,
            closed_at=each.closed_at,
            version=each.version,
        )


@strawberry.type(name="RosterHole", description="A time at which nobody is on duty.")
class RosterHoleNode:
    starts_at: datetime
    ends_at: datetime

    @classmethod
    def of(cls, span: Span) -> "RosterHoleNode":
        return cls(starts_at=span.starts_at, ends_at=span.ends_at)


@strawberry.type(
    name="Shift",
    description="Somebody on duty. `stands`: whether alerts still notify them for it. `handOver`: what they "
    "left to whoever comes next.",
)
class ShiftNode:
    id: UUID
    roster_id: UUID
    pattern_id: UUID | None
    starts_at: datetime
    ends_at: datetime
    cancelled_at: datetime | None
    stands: bool
    is_mine: bool
    hand_over: str
    handed_over_at: datetime | None
    hand_over_read_at: datetime | None
    version: int
    site_id: strawberry.Private[UUID]
    person_id: strawberry.Private[UUID]
    reader_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, view: ShiftView, viewer: Viewer) -> "ShiftNode":
        each = view.shift
        return cls(
            id=each.shift_id,
            roster_id=each.roster_id,
            pattern_id=each.pattern_id,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            cancelled_at=each.cancelled_at,
            stands=view.stands,
            is_mine=viewer.is_person(each.person_id),
            hand_over=each.hand_over,
            handed_over_at=each.handed_over_at,
            hand_over_read_at=each.hand_over_read_at,
            version=each.version,
            site_id=each.site_id,
            person_id=each.person_id,
            reader_id=each.hand_over_read_by,
        )

    @strawberry.field
    async def hand_over_read_by(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.reader_id)

    @strawberry.field
    async def person(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.person_id)

    @strawberry.field(description="Where one can call them; None where nobody typed a number.")
    async def phone(self, info: Info) -> str | None:
        return await info.context.load_or_none(phones, self.person_id)

    @strawberry.field(
        description="By what they are reached now; for officers and administrators, None for others.",
    )
    async def reach(self, info: Info) -> PersonReachNode | None:
        return await reach_of(info, self.site_id, self.person_id)

    @strawberry.field(description="Whether the viewer comes next, and reads what was handed over.")
    async def is_for_me(self, info: Info) -> bool:
        found = await info.context.load_or_none(queries.readers, self.id)
        return any(info.context.viewer.is_person(each) for each in found or ())


@strawberry.type(
    name="Roster",
    description="What a site keeps a roster for: its officers, the lead of a department, a post.",
)
class RosterNode:
    id: UUID
    duty: Duty
    version: int
    may_plan: bool
    shifts: list[ShiftNode]
    holes: list[RosterHoleNode] = strawberry.field(description="From now on, as far as was asked for.")
    department_id: strawberry.Private[UUID | None]
    post_id: strawberry.Private[UUID | None]

    @classmethod
    def of(cls, view: RosterView, viewer: Viewer) -> "RosterNode":
        each = view.roster
        return cls(
            id=each.roster_id,
            duty=each.duty,
            version=each.version,
            may_plan=view.may_plan,
            shifts=[ShiftNode.of(shift, viewer) for shift in view.shifts],
            holes=[RosterHoleNode.of(span) for span in view.holes],
            department_id=each.department_id,
            post_id=each.post_id,
        )

    @strawberry.field
    async def department(self, info: Info) -> DepartmentNode | None:
        return await department_of(info, self.department_id)

    @strawberry.field
    async def post(self, info: Info) -> PostNameNode | None:
        return await post_of(info, self.post_id)


@strawberry.type(name="DutyNow", description="Who is on duty for a line now, and who comes next.")
class DutyNowNode:
    roster: RosterNode
    now: list[ShiftNode]
    next: list[ShiftNode]

    @classmethod
    def of(cls, view: DutyView, viewer: Viewer) -> "DutyNowNode":
        return cls(
            roster=RosterNode.of(view.roster, viewer),
            now=[ShiftNode.of(each, viewer) for each in view.now],
            next=[ShiftNode.of(each, viewer) for each in view.next],
        )


@strawberry.type(
    name="ShiftSwap",
    description="A shift that somebody asks another one to take; `inReturn`: the one they take for it.",
)
class ShiftSwapNode:
    id: UUID
    state: SwapState
    asked_at: datetime
    reason: str
    may_answer: bool
    may_withdraw: bool
    shift_id: UUID
    roster_id: UUID
    starts_at: datetime
    ends_at: datetime
    in_return_starts_at: datetime | None
    in_return_ends_at: datetime | None
    asked_by_id: strawberry.Private[UUID]
    to_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, view: SwapView, viewer: Viewer) -> "ShiftSwapNode":
        each, is_open = view.swap, view.swap.state is SwapState.ASKED
        return cls(
            id=each.swap_id,
            state=each.state,
            asked_at=each.asked_at,
            reason=each.reason,
            may_answer=is_open and viewer.is_person(each.to_id),
            may_withdraw=is_open and viewer.is_person(each.asked_by),
            shift_id=each.shift_id,
            roster_id=view.shift.roster_id,
            starts_at=view.shift.starts_at,
            ends_at=view.shift.ends_at,
            in_return_starts_at=view.in_return.starts_at if view.in_return else None,
            in_return_ends_at=view.in_return.ends_at if view.in_return else None,
            asked_by_id=each.asked_by,
            to_id=each.to_id,
        )

    @strawberry.field
    async def asked_by(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.asked_by_id)

    @strawberry.field
    async def to(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.to_id)


async def shift_node(info: Info, shift_id: UUID) -> ShiftNode:
    viewer = info.context.viewer
    found = await info.context.read(lambda session: queries.shift_by_id(session, viewer, shift_id))
    if found is None:
        raise LookupError(f"no shift {shift_id} of the viewer's")
    return ShiftNode.of(found, viewer)


async def swap_node(info: Info, swap_id: UUID) -> ShiftSwapNode:
    viewer = info.context.viewer
    found = await info.context.read(lambda session: queries.swap_by_id(session, viewer, swap_id))
    if found is None:
        raise LookupError(f"no swap {swap_id} of the viewer's")
    return ShiftSwapNode.of(found, viewer)


@strawberry.input(description="`version`: of the shift as it was seen.")
class ChangeShiftInput:
    operation_id: UUID
    shift_id: UUID
    version: int
    person_id: UUID


@strawberry.input(description="`version`: of the shift as it was seen.")
class CancelShiftInput:
    operation_id: UUID
    shift_id: UUID
    version: int


@strawberry.input
class WriteHandOverInput:
    operation_id: UUID
    shift_id: UUID
    text: str


@strawberry.input
class ReadHandOverInput:
    operation_id: UUID
    shift_id: UUID


@strawberry.input
class AskSwapInput:
    operation_id: UUID
    shift_id: UUID
    person_id: UUID
    in_return_id: UUID | None = None
    reason: str = ""


@strawberry.input
class AnswerSwapInput:
    operation_id: UUID
    swap_id: UUID


@strawberry.type
class RosterQuery:
    @strawberry.field(description="Every pattern of a site by start, closed ones too.")
    async def shift_patterns(self, info: Info, site_id: UUID) -> list[ShiftPatternNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: queries.patterns(session, viewer, site_id))
        return [ShiftPatternNode.of(each) for each in found]

    @strawberry.field(
        description="The lines that a site keeps, with their shifts between two moments.",
    )
    async def roster(self, info: Info, site_id: UUID, since: datetime, until: datetime) -> list[RosterNode]:
        viewer, now = info.context.viewer, info.context.now
        found = await info.context.read(
            lambda session: queries.calendar(session, viewer, site_id, since=since, until=until, now=now)
        )
        return [RosterNode.of(each, viewer) for each in found]

    @strawberry.field(
        description="Who was on duty on one of the last 90 days, by the site's clock; closed lines, too. "
        "Nobody plans any of it.",
    )
    async def roster_on_day(self, info: Info, site_id: UUID, day: date) -> list[RosterNode]:
        viewer, now = info.context.viewer, info.context.now
        found = await info.context.read(
            lambda session: past_queries.on_day(session, viewer, site_id, day, now=now)
        )
        return [RosterNode.of(each, viewer) for each in found]

    @strawberry.field(description="Who is on duty at a site now, and who comes next.")
    async def on_duty(self, info: Info, site_id: UUID) -> list[DutyNowNode]:
        viewer, now = info.context.viewer, info.context.now
        found = await info.context.read(lambda session: queries.duties(session, viewer, site_id, now=now))
        return [DutyNowNode.of(each, viewer) for each in found]

    @strawberry.field(description="The viewer's own shifts that are not long over.")
    async def my_shifts(self, info: Info, site_id: UUID) -> list[ShiftNode]:
        viewer, now = info.context.viewer, info.context.now
        found = await info.context.read(lambda session: queries.mine(session, viewer, site_id, now=now))
        return [ShiftNode.of(each, viewer) for each in found]

    @strawberry.field(description="Shifts that left a note lately, the newest first.")
    async def hand_overs(self, info: Info, site_id: UUID) -> list[ShiftNode]:
        viewer, now = info.context.viewer, info.context.now
        found = await info.context.read(
            lambda session: queries.handed_over(session, viewer, site_id, now=now)
        )
        return [ShiftNode.of(each, viewer) for each in found]

    @strawberry.field(description="Swaps that wait for an answer, the oldest first.")
    async def shift_swaps(self, info: Info, site_id: UUID) -> list[ShiftSwapNode]:
        viewer, now = info.context.viewer, info.context.now
        found = await info.context.read(lambda session: queries.swaps(session, viewer, site_id, now=now))
        return [ShiftSwapNode.of(each, viewer) for each in found]


@strawberry.type
class RosterMutation:
    @command(returns=shift_node, description="Give a shift that has not begun to somebody else.")
    def change_shift(self, tx: Transaction, input: ChangeShiftInput, by: Viewer) -> UUID:
        return commands.change_shift(
            tx, input.shift_id, person_id=input.person_id, version=input.version, by=by
        )

    @command(returns=shift_node, description="Cancel a shift; one that has begun ends now.")
    def cancel_shift(self, tx: Transaction, input: CancelShiftInput, by: Viewer) -> UUID:
        return commands.cancel_shift(tx, input.shift_id, version=input.version, by=by)

    @command(returns=shift_node, description="Leave a note to whoever comes next.")
    def write_hand_over(self, tx: Transaction, input: WriteHandOverInput, by: Viewer) -> UUID:
        return hand_over_commands.write_hand_over(tx, input.shift_id, input.text, by=by)

    @command(returns=shift_node, description="Note that whoever comes next has read the note.")
    def read_hand_over(self, tx: Transaction, input: ReadHandOverInput, by: Viewer) -> UUID:
        return hand_over_commands.read_hand_over(tx, input.shift_id, by=by)

    @command(returns=swap_node, description="Ask somebody to take an own shift.")
    def ask_swap(self, tx: Transaction, input: AskSwapInput, by: Viewer) -> UUID:
        return swaps_commands.ask_swap(
            tx,
            input.shift_id,
            to_id=input.person_id,
            in_return_id=input.in_return_id,
            reason=input.reason,
            by=by,
        )

    @command(returns=swap_node, description="Take the shift that one was asked to take.")
    def accept_swap(self, tx: Transaction, input: AnswerSwapInput, by: Viewer) -> UUID:
        return swaps_commands.accept_swap(tx, input.swap_id, by=by)

    @command(returns=swap_node, description="Say no to a swap.")
    def decline_swap(self, tx: Transaction, input: AnswerSwapInput, by: Viewer) -> UUID:
        return swaps_commands.decline_swap(tx, input.swap_id, by=by)

    @command(returns=swap_node, description="Ask no more for a swap.")
    def withdraw_swap(self, tx: Transaction, input: AnswerSwapInput, by: Viewer) -> UUID:
        return swaps_commands.withdraw_swap(tx, input.swap_id, by=by)
