"""Filter and order of the list of follow-ups 督办, as clients ask for them."""

from backend.cases.escalation.filters_queries import FollowUpList, FollowUpSortBy
from backend.core.graphql.lists import FilterInput, SortInput, filter_of, sort_of


@sort_of(FollowUpSortBy)
class FollowUpSort(SortInput[FollowUpSortBy]):
    pass


@filter_of(FollowUpList, name="FollowUpWhere", description="What `filter` leaves, narrowed down.")
class FollowUpWhereInput(FilterInput[FollowUpList]):
    pass
