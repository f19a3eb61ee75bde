"""Filter and order of the list, as clients ask for them."""

from backend.cases.filters_queries import CaseFilter, CaseSortBy
from backend.core.graphql.lists import FilterInput, SortInput, filter_of, sort_of


@sort_of(CaseSortBy)
class CaseSort(SortInput[CaseSortBy]):
    pass


@filter_of(CaseFilter, name="CaseFilter")
class CaseFilterInput(FilterInput[CaseFilter]):
    pass
