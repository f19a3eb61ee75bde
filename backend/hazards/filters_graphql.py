"""Filter and order of the list, as clients ask for them."""

from backend.core.graphql.lists import FilterInput, SortInput, filter_of, sort_of
from backend.hazards.filters_queries import HazardFilter, HazardSortBy


@sort_of(HazardSortBy)
class HazardReportSort(SortInput[HazardSortBy]):
    pass


@filter_of(HazardFilter, name="HazardReportFilter")
class HazardReportFilter(FilterInput[HazardFilter]):
    pass
