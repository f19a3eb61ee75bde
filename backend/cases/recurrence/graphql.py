"""Repeats: the root cause, and a general hazard that turns out to be a major one."""

from datetime import date
from uuid import UUID

import strawberry

from backend.cases import queries as cases
from backend.cases.graphql import CaseNode
from backend.cases.recurrence import commands
from backend.cases.recurrence.rules import RootCause
from backend.core.graphql.context import Info


@strawberry.input(description="5-why: at least three of them are filled in.")
class RecordRootCauseInput:
    operation_id: UUID
    case_id: UUID
    problem: str
    whys: list[str]
    root_cause: str
    measure: str
    owner_id: UUID
    due_on: date

    def value(self) -> RootCause:
        return RootCause(
            self.problem, tuple(self.whys), self.root_cause, self.measure, self.owner_id, self.due_on
        )


@strawberry.input
class RaiseHazardGradeInput:
    operation_id: UUID
    case_id: UUID
    clause: str


@strawberry.type
class RepeatsMutation:
    @strawberry.mutation
    async def record_root_cause(self, info: Info, input: RecordRootCauseInput) -> CaseNode:
        viewer = info.context.viewer
        case_id = await info.context.command(
            input,
            "record_root_cause",
            lambda tx: commands.record_root_cause(tx, input.case_id, input.value(), by=viewer).case_id,
        )
        return CaseNode.of(await info.context.load(cases.by_ids, case_id), info.context)

    @strawberry.mutation(description="A general hazard is judged as a major one, by the clause.")
    async def raise_hazard_grade(self, info: Info, input: RaiseHazardGradeInput) -> CaseNode:
        viewer = info.context.viewer
        case_id = await info.context.command(
            input,
            "raise_hazard_grade",
            lambda tx: commands.raise_hazard_grade(tx, input.case_id, clause=input.clause, by=viewer).case_id,
        )
        return CaseNode.of(await info.context.load(cases.by_ids, case_id), info.context)
