"""Sources described anew, put onto a plan, given their first limits; and the templates of limits."""

from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.graphql.numbers import required_number
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import Stage
from backend.sensors import edit_commands as edit
from backend.sensors import queries as sensors
from backend.sensors.edit_commands import SourceDetails
from backend.sensors.graphql import LimitNode, SensorNode
from backend.sensors.rules import SensorKind
from backend.sensors.templates_rules import STANDARDS, TEMPLATES, LimitTemplate, limits_of
from backend.sites.graphql import PlanPointInput


@strawberry.type(name="LimitTemplate", description="Limits of a usual kind of source, with their clause.")
class LimitTemplateNode:
    code: str
    unit: str
    limits: list[LimitNode]
    standard: str
    on_delay_seconds: float
    silent_after_seconds: float

    @classmethod
    def of(cls, template: LimitTemplate) -> "LimitTemplateNode":
        return cls(
            code=template.code,
            unit=template.unit,
            limits=[LimitNode.of(limit) for limit in limits_of(template)],
            standard=template.standard,
            on_delay_seconds=template.on_delay_s,
            silent_after_seconds=template.silent_after_s,
        )


@strawberry.input
class SourceDetailsInput:
    name_zh: str
    area_id: UUID
    stage: Stage
    kind: SensorKind
    name_en: str = ""
    equipment_id: UUID | None = None
    department_id: UUID | None = None
    responsible_id: UUID | None = None
    unit: str = ""
    standard: str = ""
    sampling_plan: str = ""
    post_id: UUID | None = None

    def details(self) -> SourceDetails:
        return SourceDetails(
            name=Text(self.name_zh, self.name_en),
            area_id=self.area_id,
            stage=self.stage,
            kind=self.kind,
            equipment_id=self.equipment_id,
            department_id=self.department_id,
            responsible_id=self.responsible_id,
            unit=self.unit,
            standard=self.standard,
            sampling_plan=self.sampling_plan,
            post_id=self.post_id,
        )


@strawberry.input(description="`version`: of what the person looked at.")
class ChangeSourceInput:
    operation_id: UUID
    sensor_id: strawberry.ID
    version: int
    details: SourceDetailsInput


@strawberry.input(description="Without plan or position it is taken off the plan.")
class PlaceSourceInput:
    operation_id: UUID
    sensor_id: strawberry.ID
    version: int
    plan_id: UUID | None = None
    at: PlanPointInput | None = None


@strawberry.input
class SetFirstLimitsInput:
    operation_id: UUID
    sensor_id: strawberry.ID
    template: str


async def source_node(info: Info, source_key: UUID) -> SensorNode:
    """The source after a command that named it by `key_of`."""
    found = await info.context.load_or_none(sensors.by_ids, source_key.int)
    if found is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such source at the viewer's sites")
    return SensorNode.of(found)


def key_of(sensor_id: int) -> UUID:
    """The id of a source as a command returns it: its number."""
    return UUID(int=sensor_id)


@strawberry.type
class TemplatesQuery:
    @strawberry.field(description="Templates of limits for the usual kinds of sources.")
    async def limit_templates(self, info: Info) -> list[LimitTemplateNode]:
        _ = info.context.viewer  # for people who signed in
        return [LimitTemplateNode.of(template) for template in TEMPLATES]

    @strawberry.field(description="Clauses to choose from; any other may be written.")
    async def standards(self, info: Info) -> list[str]:
        _ = info.context.viewer  # for people who signed in
        return list(STANDARDS)


@strawberry.type
class SourcesMutation:
    @command(returns=source_node, description="Describe a source anew.")
    def change_source(self, tx: Transaction, input: ChangeSourceInput, by: Viewer) -> UUID:
        number, details = required_number(input.sensor_id), input.details.details()
        return key_of(edit.change_source(tx, number, details, version=input.version, by=by).sensor_id)

    @command(returns=source_node, description="Put a source onto a plan, or take it off.")
    def place_source(self, tx: Transaction, input: PlaceSourceInput, by: Viewer) -> UUID:
        number, at = required_number(input.sensor_id), (input.at.x, input.at.y) if input.at else None
        placed = edit.place_source(tx, number, plan_id=input.plan_id, at=at, version=input.version, by=by)
        return key_of(placed.sensor_id)

    @command(returns=source_node, description="Judge a source without limits by those of a template.")
    def set_first_limits(self, tx: Transaction, input: SetFirstLimitsInput, by: Viewer) -> UUID:
        number = required_number(input.sensor_id)
        return key_of(edit.set_first_limits(tx, number, input.template, by=by).sensor_id)
