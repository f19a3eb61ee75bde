"""Filter and order of the list of hazard reports, as clients ask for them."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.filters import checked_time, listed, searched
from backend.core.sorting import Sort
from backend.core.vocabulary import HazardCategory, HazardGrade, ReportKind
from backend.hazards.filters_queries import HazardFilter, HazardSortBy
from backend.hazards.rules import HazardState

strawberry.enum(HazardSortBy, name="HazardReportSortBy")


@strawberry.input
class HazardReportSort:
    by: HazardSortBy
    descending: bool = False

    def value(self) -> Sort[HazardSortBy]:
        return Sort(self.by, self.descending)


@strawberry.input
class HazardReportFilter:
    states: list[HazardState] | None = None
    is_mine: bool | None = False
    grades: list[HazardGrade] | None = None
    categories: list[HazardCategory] | None = None
    area_ids: list[UUID] | None = None
    equipment_ids: list[UUID] | None = None
    department_ids: list[UUID] | None = strawberry.field(
        default=None, description="Responsible for its case, or for a task of it."
    )
    person_ids: list[UUID] | None = strawberry.field(
        default=None, description="Responsible for its case or a task of it; never who reported it."
    )
    received_from: datetime | None = strawberry.field(default=None, description="Included.")
    received_to: datetime | None = strawberry.field(default=None, description="Not included.")
    kinds: list[ReportKind] | None = None
    text: str | None = strawberry.field(
        default=None,
        description="In number or description, in the name of its place, or in the number of its case.",
    )

    def value(self) -> HazardFilter:
        """Raises Refused(INVALID_INPUT)."""
        return HazardFilter(
            states=listed(self.states),
            is_mine=bool(self.is_mine),
            grades=listed(self.grades),
            categories=listed(self.categories),
            kinds=listed(self.kinds),
            area_ids=listed(self.area_ids),
            equipment_ids=listed(self.equipment_ids),
            department_ids=listed(self.department_ids),
            person_ids=listed(self.person_ids),
            received_from=checked_time(self.received_from),
            received_to=checked_time(self.received_to),
            text=searched(self.text),
        )
