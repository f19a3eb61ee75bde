"""Filter and order of the list of suggestions, as clients ask for them."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.filters import checked_time, listed, searched
from backend.core.sorting import Sort
from backend.suggestions.filters_queries import SuggestionFilter, SuggestionSortBy
from backend.suggestions.rules import SuggestionState, SuggestionTopic

strawberry.enum(SuggestionSortBy, name="SuggestionSortBy")


@strawberry.input
class SuggestionSort:
    by: SuggestionSortBy
    descending: bool = False

    def value(self) -> Sort[SuggestionSortBy]:
        return Sort(self.by, self.descending)


@strawberry.input(name="SuggestionFilter")
class SuggestionFilterInput:
    states: list[SuggestionState] | None = None
    is_mine: bool | None = False
    is_assigned: bool | None = False
    topics: list[SuggestionTopic] | None = None
    equipment_ids: list[UUID] | None = None
    person_ids: list[UUID] | None = strawberry.field(
        default=None, description="Who is to carry it out; never who made it."
    )
    received_from: datetime | None = strawberry.field(default=None, description="Included.")
    received_to: datetime | None = strawberry.field(default=None, description="Not included.")
    text: str | None = strawberry.field(
        default=None, description="In number or text, or in code or name of its equipment."
    )

    def value(self) -> SuggestionFilter:
        """Raises Refused(INVALID_INPUT)."""
        return SuggestionFilter(
            states=listed(self.states),
            is_mine=bool(self.is_mine),
            is_assigned=bool(self.is_assigned),
            topics=listed(self.topics),
            equipment_ids=listed(self.equipment_ids),
            person_ids=listed(self.person_ids),
            received_from=checked_time(self.received_from),
            received_to=checked_time(self.received_to),
            text=searched(self.text),
        )
