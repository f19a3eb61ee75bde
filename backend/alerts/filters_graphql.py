"""Filter and order of the list of alerts, as clients ask for them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import strawberry

from backend.alerts.filters_queries import AlertFilter, AlertSortBy, Announced, OfCases
from backend.alerts.rules import AlertState, Suppression
from backend.core.filters import checked_time, listed, searched
from backend.core.graphql.context import Context
from backend.core.graphql.lists import SortInput, sort_of
from backend.core.vocabulary import AlertCondition, Stage, Tier
from backend.sensors.graphql import numbers_of, required_number


@sort_of(AlertSortBy)
class AlertSort(SortInput[AlertSortBy]):
    pass


@strawberry.input(
    name="Announced",
    description="Raised, raised again or raised to a worse tier in this time, both ends included, and not"
    " suppressed then.",
)
class AnnouncedInput:
    from_at: datetime
    to_at: datetime
    person_id: UUID | None = strawberry.field(default=None, description="Responsible for the source.")
    is_nobodys: bool = strawberry.field(default=False, description="Nobody is responsible for the source.")

    def value(self) -> Announced:
        """Raises Refused(INVALID_INPUT)."""
        for at in (self.from_at, self.to_at):
            checked_time(at)
        return Announced(self.from_at, self.to_at, self.person_id, self.is_nobodys)


@strawberry.input(name="AlertFilter")
class AlertFilterInput:
    tiers: list[Tier] | None = strawberry.field(
        default=None, description="Of open alerts their rank; in the history of alerts their worst tier."
    )
    states: list[AlertState] | None = None
    equipment_id: UUID | None = None
    is_suppressed: bool | None = strawberry.field(
        default=None, description="True: only what is suppressed and hidden; false: all else."
    )
    leads: bool = strawberry.field(
        default=False,
        description="Without the open alerts that stand behind another one of their group; one that nobody"
        " has acknowledged never stands behind one that somebody has.",
    )
    group_id: UUID | None = strawberry.field(
        default=None, description="Only the open alerts of this group, its leader included."
    )
    suppressed_by: list[Suppression] | None = strawberry.field(
        default=None, description="Only what is suppressed for one of these reasons."
    )
    explained_by: strawberry.ID | None = strawberry.field(
        default=None, description="Only what is suppressed because of the alerts of this source."
    )
    leads_explained: bool = strawberry.field(
        default=False,
        description="Of more than twelve alerts that are suppressed because of one source the worst one alone"
        " (`suppression.explained`).",
    )
    stages: list[Stage] | None = None
    area_ids: list[UUID] | None = None
    equipment_ids: list[UUID] | None = None
    sensor_ids: list[strawberry.ID] | None = None
    conditions: list[AlertCondition] | None = None
    announced: AnnouncedInput | None = None
    department_ids: list[UUID] | None = strawberry.field(
        default=None, description="Responsible for its case or a task of it; for its source without a case."
    )
    person_ids: list[UUID] | None = strawberry.field(
        default=None, description="Responsible for its case or a task of it; for its source without a case."
    )
    raised_from: datetime | None = strawberry.field(default=None, description="Included.")
    raised_to: datetime | None = strawberry.field(default=None, description="Not included.")
    text: str | None = strawberry.field(
        default=None,
        description="In code or name of its source, area or equipment, or in the number of its case.",
    )
    is_overdue: bool = strawberry.field(default=False, description="To be acknowledged, and late.")
    is_matter_overdue: bool = strawberry.field(
        default=False, description="To be acknowledged, and late; or the next step of its case is late."
    )
    is_late: bool = strawberry.field(
        default=False, description="Acknowledged after its time, or not at all though it was due."
    )

    def value(self, context: Context, of_cases: Callable[[AlertFilter], OfCases]) -> AlertFilter:
        """`of_cases`: the conditions on cases, from the noun above. Raises Refused(INVALID_INPUT)."""
        found = AlertFilter(
            tiers=listed(self.tiers),
            states=listed(self.states),
            equipment_id=self.equipment_id,
            is_suppressed=self.is_suppressed,
            leads=self.leads,
            group_id=self.group_id,
            suppressed_by=listed(self.suppressed_by),
            explained_by=None if self.explained_by is None else required_number(self.explained_by),
            leads_explained=self.leads_explained,
            stages=listed(self.stages),
            area_ids=listed(self.area_ids),
            equipment_ids=listed(self.equipment_ids),
            sensor_ids=numbers_of(self.sensor_ids),
            conditions=listed(self.conditions),
            announced=self.announced.value() if self.announced else None,
            department_ids=listed(self.department_ids),
            person_ids=listed(self.person_ids),
            raised_from=checked_time(self.raised_from),
            raised_to=checked_time(self.raised_to),
            text=searched(self.text),
            overdue_at=context.now if self.is_overdue else None,
            matter_overdue_at=context.now if self.is_matter_overdue else None,
            unanswered_at=context.now if self.is_late else None,
        )
        of_case = (found.department_ids, found.person_ids, found.text, found.matter_overdue_at)
        return (
            replace(found, of_cases=of_cases(found)) if any(each is not None for each in of_case) else found
        )
