"""Filter and order of the list of cases, as clients ask for them."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.cases.filters_queries import CaseFilter, CaseSortBy
from backend.cases.rules import CaseState
from backend.core.filters import checked_time, listed, searched
from backend.core.sorting import Sort
from backend.core.vocabulary import Stage, Tier

strawberry.enum(CaseSortBy, name="CaseSortBy")


@strawberry.input
class CaseSort:
    by: CaseSortBy
    descending: bool = False

    def value(self) -> Sort[CaseSortBy]:
        return Sort(self.by, self.descending)


@strawberry.input(name="CaseFilter")
class CaseFilterInput:
    states: list[CaseState] | None = None
    is_mine: bool | None = False
    is_overdue: bool | None = False
    tiers: list[Tier] | None = None
    stages: list[Stage] | None = None
    area_ids: list[UUID] | None = None
    equipment_ids: list[UUID] | None = None
    department_ids: list[UUID] | None = strawberry.field(
        default=None, description="Responsible for the case, or for a task of it."
    )
    person_ids: list[UUID] | None = strawberry.field(
        default=None, description="Responsible for the case or a task of it, or took the case on."
    )
    opened_from: datetime | None = strawberry.field(default=None, description="Included.")
    opened_to: datetime | None = strawberry.field(default=None, description="Not included.")
    archived_from: datetime | None = strawberry.field(default=None, description="Included.")
    archived_to: datetime | None = strawberry.field(default=None, description="Not included.")
    text: str | None = strawberry.field(
        default=None, description="In number or title, or in the name of its area or equipment."
    )

    def value(self) -> CaseFilter:
        """Raises Refused(INVALID_INPUT)."""
        return CaseFilter(
            states=listed(self.states),
            is_mine=bool(self.is_mine),
            is_overdue=bool(self.is_overdue),
            tiers=listed(self.tiers),
            stages=listed(self.stages),
            area_ids=listed(self.area_ids),
            equipment_ids=listed(self.equipment_ids),
            department_ids=listed(self.department_ids),
            person_ids=listed(self.person_ids),
            opened_from=checked_time(self.opened_from),
            opened_to=checked_time(self.opened_to),
            archived_from=checked_time(self.archived_from),
            archived_to=checked_time(self.archived_to),
            text=searched(self.text),
        )
