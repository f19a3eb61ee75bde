"""The work pack 工作包 as a phone asks for it: what it has not, page by page."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import strawberry

from backend.alerts import queries as alerts
from backend.alerts.graphql import AlertNode
from backend.cases import queries as cases
from backend.cases.graphql import CaseNode
from backend.core.graphql.context import Info
from backend.core.graphql.shared_viewer import PER_VIEWER
from backend.core.session import Session
from backend.core.viewer import Viewer
from backend.equipment import queries as equipment
from backend.equipment.graphql import EquipmentNode
from backend.hazards import queries as hazards
from backend.hazards.graphql import HazardReportNode
from backend.worklist import pack_queries
from backend.worklist.pack_queries import PackEntry, PackKind

V = TypeVar("V")


@strawberry.type
class PackedAlert:
    mark: str
    alert: AlertNode


@strawberry.type
class PackedCase:
    mark: str
    case: CaseNode


@strawberry.type
class PackedReport:
    mark: str
    report: HazardReportNode


@strawberry.type
class PackedEquipment:
    mark: str
    equipment: EquipmentNode


@strawberry.type
class WorkPack:
    taken_at: datetime = strawberry.field(description="When all of it was as its marks say.")
    marks: list[str] = strawberry.field(
        description="Of everything in the pack, the most important first; forget what has none here. Each"
        " begins with A, C, H or E: an alert, a case, a hazard report, a machine."
    )
    missing: strawberry.Private[dict[PackKind, list[PackEntry]]]

    @strawberry.field
    async def alerts(self, info: Info, first: int) -> list[PackedAlert]:
        found = await _views(info, self.missing[PackKind.ALERT][:first], alerts.by_ids)
        return [PackedAlert(mark=mark, alert=AlertNode.of(view)) for mark, view in found]

    @strawberry.field
    async def cases(self, info: Info, first: int) -> list[PackedCase]:
        found = await _views(info, self.missing[PackKind.CASE][:first], cases.by_ids)
        return [PackedCase(mark=mark, case=CaseNode.of(view, info.context)) for mark, view in found]

    @strawberry.field
    async def reports(self, info: Info, first: int) -> list[PackedReport]:
        found = await _views(info, self.missing[PackKind.HAZARD][:first], hazards.by_ids)
        return [PackedReport(mark=mark, report=HazardReportNode.of(view)) for mark, view in found]

    @strawberry.field
    async def equipment(self, info: Info, first: int) -> list[PackedEquipment]:
        found = await _views(info, self.missing[PackKind.EQUIPMENT][:first], equipment.by_ids)
        return [PackedEquipment(mark=mark, equipment=EquipmentNode.of(view)) for mark, view in found]


async def _views(
    info: Info,
    asked: Sequence[PackEntry],
    by_ids: Callable[[Session, Viewer, Sequence[UUID]], Mapping[UUID, V]],
) -> list[tuple[str, V]]:
    """The mark of each of these and what is there of it, in this order."""
    if not asked:
        return []
    viewer, ids = info.context.viewer, [each.object_id for each in asked]
    found = await info.context.read(lambda session: by_ids(session, viewer, ids))
    return [(each.mark, found[each.object_id]) for each in asked if each.object_id in found]


@strawberry.type
class WorkPackQuery:
    @strawberry.field(
        metadata=PER_VIEWER,
        description="What the viewer may need with no network. `known`: the marks that their device has; only"
        " what has another one is answered, the most important first. Ask again while marks are missing.",
    )
    async def work_pack(self, info: Info, known: list[str]) -> WorkPack:
        viewer, now, has = info.context.viewer, info.context.now, set(known)
        entries = await info.context.read(lambda session: pack_queries.pack(session, viewer, now=now))
        missing: dict[PackKind, list[PackEntry]] = {kind: [] for kind in PackKind}
        for entry in entries:
            if entry.mark not in has:
                missing[entry.kind].append(entry)
        return WorkPack(taken_at=now, marks=[each.mark for each in entries], missing=missing)
