"""Filter and order of the list of alerts, as clients ask for them."""

from backend.alerts.filters_queries import AlertFilter, AlertSortBy, Announced
from backend.core.graphql.lists import FilterInput, SortInput, filter_of, sort_of


@sort_of(AlertSortBy)
class AlertSort(SortInput[AlertSortBy]):
    pass


@filter_of(
    Announced,
    name="Announced",
    description="Raised, raised again or raised to a worse tier in this time, both ends included, and not"
    " suppressed then.",
)
class AnnouncedInput(FilterInput[Announced]):
    pass


@filter_of(AlertFilter, name="AlertFilter")
class AlertFilterInput(FilterInput[AlertFilter]):
    announced: AnnouncedInput | None
