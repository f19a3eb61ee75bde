"""Recurrences: the root cause, and a general hazard that turns out to be a major one."""

from datetime import date
from uuid import UUID

import strawberry

from backend.cases.graphql import case_node
from backend.cases.recurrence import commands
from backend.cases.recurrence.rules import RootCause
from backend.core.database import Transaction
from backend.core.graphql.mutations import command
from backend.core.viewer import Viewer


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
class RecurrenceMutation:
    @command(returns=case_node)
    def record_root_cause(self, tx: Transaction, input: RecordRootCauseInput, by: Viewer) -> UUID:
        return commands.record_root_cause(tx, input.case_id, input.value(), by=by).case_id

    @command(returns=case_node, description="A general hazard is judged as a major one, by the clause.")
    def raise_hazard_grade(self, tx: Transaction, input: RaiseHazardGradeInput, by: Viewer) -> UUID:
        return commands.raise_hazard_grade(tx, input.case_id, clause=input.clause, by=by).case_id
