"""Suppression on purpose: shelving, maintenance windows, sources out of service."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.alerts import queries as alerts
from backend.alerts.graphql import AlertNode, alert_node
from backend.alerts.rules import Suppression
from backend.alerts.suppression import commands
from backend.alerts.suppression import parents_commands as parents
from backend.alerts.suppression import queries as suppression
from backend.alerts.suppression.maintenance_graphql import MaintenanceWindowNode, maintenance_window_node
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.graphql.numbers import required_number
from backend.core.viewer import Viewer
from backend.sensors import queries as sensors
from backend.sensors.graphql import SensorNode


@strawberry.input
class ShelveAlertInput:
    operation_id: UUID
    alert_id: UUID
    until: datetime
    reason: str
    confirms_red: bool = False
    is_for_group: bool | None = strawberry.field(
        default=None, description="With all of its group that are neither over nor shelved yet."
    )


@strawberry.input
class UnshelveAlertInput:
    operation_id: UUID
    alert_id: UUID
    is_for_group: bool | None = strawberry.field(
        default=None, description="With all of its group that are shelved."
    )


@strawberry.input
class TakeSensorOutOfServiceInput:
    operation_id: UUID
    sensor_id: strawberry.ID
    reason: str
    until: datetime | None = None
    confirms_red: bool = False


@strawberry.input
class ReturnSensorToServiceInput:
    operation_id: UUID
    sensor_id: strawberry.ID


@strawberry.input(description="`parentId` null: nothing explains its alerts any more.")
class SetParentSourceInput:
    operation_id: UUID
    sensor_id: strawberry.ID
    parent_id: strawberry.ID | None = None
    reason: str = ""
    asks_second_person: bool = False


@strawberry.input
class PlanMaintenanceInput:
    operation_id: UUID
    equipment_id: UUID | None = None
    area_id: UUID | None = None
    starts_at: datetime
    ends_at: datetime
    reason: str
    suppresses_red: bool = False
    confirms_red: bool = False
    repeat_days: int | None = strawberry.field(
        default=None,
        description="Plan it again so many days after each beginning, until the next one is cancelled.",
    )


@strawberry.input
class CancelMaintenanceInput:
    operation_id: UUID
    window_id: UUID


@strawberry.type
class SuppressionQuery:
    @strawberry.field(
        description="Suppressed alerts, chattering included, worst first; `by`: for these reasons alone;"
        " `byGroup`: of each group one alone."
    )
    async def suppressed_conditions(
        self, info: Info, first: int = 50, by: list[Suppression] | None = None, by_group: bool = False
    ) -> list[AlertNode]:
        viewer = info.context.viewer
        found = await info.context.read(
            lambda session: alerts.suppressed(session, viewer, first=first, by=by, is_by_group=by_group)
        )
        return [AlertNode.of(view) for view in found]

    @strawberry.field(
        description="Number of `suppressedConditions` for these reasons, or for any; `byGroup`: of groups."
    )
    async def suppressed_condition_count(
        self, info: Info, by: list[Suppression] | None = None, by_group: bool = False
    ) -> int:
        viewer = info.context.viewer
        return await info.context.read(
            lambda session: alerts.suppressed_for(session, viewer, by, is_by_group=by_group)
        )

    @strawberry.field(description="Number of alerts that are suppressed and not in the list of open ones.")
    async def suppressed_count(self, info: Info) -> int:
        viewer = info.context.viewer
        return await info.context.read(lambda session: alerts.suppressed_count(session, viewer))

    @strawberry.field(description="Windows that run or will, and those of the last week.")
    async def maintenance_windows(self, info: Info) -> list[MaintenanceWindowNode]:
        viewer, now = info.context.viewer, info.context.now
        found = await info.context.read(lambda session: suppression.windows(session, viewer, now=now))
        return [MaintenanceWindowNode.of(view, now=now) for view in found]


@strawberry.type
class SuppressionMutation:
    @command(
        returns=alert_node,
        description="At most eight hours; a red alert, also in a group, needs an officer and `confirmsRed`.",
    )
    def shelve_alert(self, tx: Transaction, input: ShelveAlertInput, by: Viewer) -> UUID:
        return commands.shelve_alert(
            tx,
            input.alert_id,
            until=input.until,
            reason=input.reason,
            confirms_red=input.confirms_red,
            by=by,
            is_for_group=bool(input.is_for_group),
        ).alert_id

    @command(returns=alert_node)
    def unshelve_alert(self, tx: Transaction, input: UnshelveAlertInput, by: Viewer) -> UUID:
        return commands.unshelve_alert(
            tx, input.alert_id, by=by, is_for_group=bool(input.is_for_group)
        ).alert_id

    @strawberry.mutation(description="Nothing of it is judged until it is returned, or until `until`.")
    async def take_sensor_out_of_service(self, info: Info, input: TakeSensorOutOfServiceInput) -> SensorNode:
        viewer, sensor_id = info.context.viewer, required_number(input.sensor_id)
        await info.context.command(
            input,
            "take_sensor_out_of_service",
            lambda tx: (
                commands.take_sensor_out_of_service(
                    tx,
                    sensor_id,
                    reason=input.reason,
                    until=input.until,
                    confirms_red=input.confirms_red,
                    by=viewer,
                ).site_id
            ),
        )
        return SensorNode.of(await info.context.load(sensors.by_ids, sensor_id))

    @strawberry.mutation(description="What it said last and still holds is raised once.")
    async def return_sensor_to_service(self, info: Info, input: ReturnSensorToServiceInput) -> SensorNode:
        viewer, sensor_id = info.context.viewer, required_number(input.sensor_id)
        await info.context.command(
            input,
            "return_sensor_to_service",
            lambda tx: commands.return_sensor_to_service(tx, sensor_id, by=viewer).site_id,
        )
        return SensorNode.of(await info.context.load(sensors.by_ids, sensor_id))

    @strawberry.mutation(description="Whose alerts explain those of a source; a second person agrees.")
    async def set_parent_source(self, info: Info, input: SetParentSourceInput) -> SensorNode:
        viewer, sensor_id = info.context.viewer, required_number(input.sensor_id)
        parent_id = None if input.parent_id is None else required_number(input.parent_id)
        await info.context.command(
            input,
            "set_parent_source",
            lambda tx: (
                parents.set_parent_source(
                    tx,
                    sensor_id,
                    parent_id,
                    reason=input.reason,
                    by=viewer,
                    asks_second_person=input.asks_second_person,
                ).site_id
            ),
        )
        return SensorNode.of(await info.context.load(sensors.by_ids, sensor_id))

    @command(
        returns=maintenance_window_node,
        description="For one piece of equipment or one area; red is suppressed only if confirmed.",
    )
    def plan_maintenance(self, tx: Transaction, input: PlanMaintenanceInput, by: Viewer) -> UUID:
        return commands.plan_maintenance(
            tx,
            equipment_id=input.equipment_id,
            area_id=input.area_id,
            starts_at=input.starts_at,
            ends_at=input.ends_at,
            reason=input.reason,
            suppresses_red=input.suppresses_red,
            confirms_red=input.confirms_red,
            repeat_days=input.repeat_days,
            by=by,
        ).window_id

    @command(
        returns=maintenance_window_node, description="Off, or done early: what still holds is raised once."
    )
    def cancel_maintenance(self, tx: Transaction, input: CancelMaintenanceInput, by: Viewer) -> UUID:
        return commands.cancel_maintenance(tx, input.window_id, by=by).window_id
