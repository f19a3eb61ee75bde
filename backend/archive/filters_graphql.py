"""Filter and order of the archive, as clients ask for them."""

from backend.archive.filters_queries import ArchiveFilter, ArchiveSortBy
from backend.core.graphql.lists import FilterInput, SortInput, filter_of, sort_of


@sort_of(ArchiveSortBy)
class ArchivedCaseSort(SortInput[ArchiveSortBy]):
    pass


@filter_of(ArchiveFilter, name="ArchivedCaseFilter")
class ArchivedCaseFilter(FilterInput[ArchiveFilter]):
    pass
