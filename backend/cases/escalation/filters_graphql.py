"""Filter and order of the list of follow-ups 督办, as clients ask for them."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.cases.escalation.filters_queries import FollowUpList, FollowUpSortBy
from backend.cases.escalation.rules import FollowUpFilter
from backend.core.filters import checked_time, listed, searched
from backend.core.graphql.lists import SortInput, sort_of
from backend.core.vocabulary import Tier
from backend.deadlines.rules import DeadlineStep


@sort_of(FollowUpSortBy)
class FollowUpSort(SortInput[FollowUpSortBy]):
    pass


@strawberry.input(name="FollowUpWhere", description="What `filter` leaves, narrowed down.")
class FollowUpWhereInput:
    tiers: list[Tier] | None = strawberry.field(default=None, description="Of the case.")
    steps: list[DeadlineStep] | None = None
    area_ids: list[UUID] | None = strawberry.field(default=None, description="Of the case.")
    equipment_ids: list[UUID] | None = strawberry.field(default=None, description="Of the case.")
    department_ids: list[UUID] | None = strawberry.field(
        default=None, description="Responsible for the case, or for a task of it."
    )
    person_ids: list[UUID] | None = strawberry.field(default=None, description="Who was asked.")
    is_automatic: bool | None = None
    asked_from: datetime | None = strawberry.field(default=None, description="Included.")
    asked_to: datetime | None = strawberry.field(default=None, description="Not included.")
    text: str | None = strawberry.field(
        default=None, description="In question or answer, in number or title of the case, or in its place."
    )

    def value(self, which: FollowUpFilter) -> FollowUpList:
        """Raises Refused(INVALID_INPUT)."""
        return FollowUpList(
            which=which,
            tiers=listed(self.tiers),
            steps=listed(self.steps),
            area_ids=listed(self.area_ids),
            equipment_ids=listed(self.equipment_ids),
            department_ids=listed(self.department_ids),
            person_ids=listed(self.person_ids),
            is_automatic=self.is_automatic,
            asked_from=checked_time(self.asked_from),
            asked_to=checked_time(self.asked_to),
            text=searched(self.text),
        )
