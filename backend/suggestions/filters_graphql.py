"""Filter and order of the list, as clients ask for them."""

from backend.core.graphql.lists import FilterInput, SortInput, filter_of, sort_of
from backend.suggestions.filters_queries import SuggestionFilter, SuggestionSortBy


@sort_of(SuggestionSortBy)
class SuggestionSort(SortInput[SuggestionSortBy]):
    pass


@filter_of(SuggestionFilter, name="SuggestionFilter")
class SuggestionFilterInput(FilterInput[SuggestionFilter]):
    pass
