"""Filter and order of the archive, as clients ask for them."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.archive.filters_queries import ArchiveFilter, ArchiveSortBy
from backend.archive.search_rules import terms
from backend.cases.rules import CaseOutcome
from backend.core.filters import checked_time, listed
from backend.core.graphql.lists import SortInput, sort_of
from backend.core.vocabulary import AlertCondition, Stage, Tier
from backend.sensors.graphql import numbers_of


@sort_of(ArchiveSortBy)
class ArchivedCaseSort(SortInput[ArchiveSortBy]):
    pass


@strawberry.input
class ArchivedCaseFilter:
    outcomes: list[CaseOutcome] | None = None
    tiers: list[Tier] | None = None
    from_at: datetime | None = strawberry.field(default=None, description="Included.")
    to_at: datetime | None = strawberry.field(default=None, description="Not included.")
    stages: list[Stage] | None = None
    area_ids: list[UUID] | None = None
    equipment_ids: list[UUID] | None = None
    department_ids: list[UUID] | None = strawberry.field(
        default=None, description="Responsible for the case, or for a task of it."
    )
    person_ids: list[UUID] | None = strawberry.field(
        default=None, description="Responsible for the case or a task of it, or took the case on."
    )
    sensor_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="One alert of the case is of one of these, for one of `alertConditions`."
    )
    alert_conditions: list[AlertCondition] | None = None
    is_override: bool | None = strawberry.field(
        default=None, description="Its recheck passed although the source was not back to normal."
    )

    def value(self, query: str) -> ArchiveFilter:
        """Raises Refused(INVALID_INPUT)."""
        return ArchiveFilter(
            terms=terms(query),
            outcomes=listed(self.outcomes),
            tiers=listed(self.tiers),
            stages=listed(self.stages),
            area_ids=listed(self.area_ids),
            equipment_ids=listed(self.equipment_ids),
            department_ids=listed(self.department_ids),
            person_ids=listed(self.person_ids),
            sensor_ids=numbers_of(self.sensor_ids),
            alert_conditions=listed(self.alert_conditions),
            is_override=self.is_override,
            from_at=checked_time(self.from_at),
            to_at=checked_time(self.to_at),
        )
