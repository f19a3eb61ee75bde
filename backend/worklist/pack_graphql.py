"""The work pack 工作包 as a phone asks for it: what it has not, page by page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Final, TypeVar
from uuid import UUID

import strawberry

from backend.alerts import queries as alerts
from backend.alerts.graphql import AlertNode
from backend.cases import queries as cases
from backend.cases.graphql import CaseNode
from backend.core import data_version
from backend.core.graphql.answers import Known, UntilWritten
from backend.core.graphql.context import Info
from backend.core.graphql.shared_viewer import SharedViewer
from backend.core.session import Session
from backend.core.viewer import Viewer
from backend.equipment import queries as equipment
from backend.equipment.graphql import EquipmentNode
from backend.hazards import queries as hazards
from backend.hazards.graphql import HazardReportNode
from backend.risks import queries as risks
from backend.risks.revisions.graphql import RiskEventNode
from backend.worklist import pack_queries
from backend.worklist.pack_queries import PackEntry, PackKind

V = TypeVar("V")

PACKS: Final = 64
"""Of so many people at most, each up to a hundred kilobytes."""


@dataclass(frozen=True, slots=True)
class _Kept:
    minute: datetime
    viewer: SharedViewer
    entries: Sequence[PackEntry]


class KeptPacks:
    """Packs of people who asked lately, each kept until something is written at their sites: a phone
    asks for its pack in dozens of pages, one after the other, each by what there is.
    """

    def __init__(self) -> None:
        self._kept = UntilWritten[UUID, _Kept](PACKS)
        self._lock = Lock()

    def pack(self, session: Session, viewer: Viewer, *, now: datetime) -> Sequence[PackEntry]:
        """Return what is in the pack of this person; found anew where they have other rights than before."""
        # Before all else: what is written meanwhile makes it old.
        known = Known(data_version.versions(session), {}, {})
        minute = now.replace(second=0, microsecond=0)  # own reports leave it by the clock
        with self._lock:
            kept = self._kept.get(known, viewer.person_id)
        if kept is None or kept.minute != minute or not kept.viewer.stands_for(viewer):
            asking = SharedViewer(viewer)
            kept = _Kept(minute, asking, pack_queries.pack(session, asking, now=now))
            if data_version.has_read_readings(session):
                return kept.entries
        with self._lock:
            self._kept.put(known, viewer.site_ids, viewer.person_id, kept)
        return kept.entries


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
class PackedRisk:
    mark: str
    risk: RiskEventNode


@strawberry.type
class PackedEquipment:
    mark: str
    equipment: EquipmentNode


@strawberry.type
class WorkPack:
    taken_at: datetime = strawberry.field(description="When all of it was as its marks say.")
    marks: list[str] = strawberry.field(
        description="Of everything in the pack, the most important first; forget what has none here. Each"
        " begins with A, C, H, R or E: an alert, a case, a hazard report, a risk event, a machine."
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
    async def risks(self, info: Info, first: int) -> list[PackedRisk]:
        found, now = await _views(info, self.missing[PackKind.RISK][:first], risks.by_ids), info.context.now
        return [PackedRisk(mark=mark, risk=RiskEventNode.of(view, now)) for mark, view in found]

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
        description="What the viewer may need with no network. `known`: the marks that their device has; only"
        " what has another one is answered, the most important first. Ask again while marks are missing."
        " `withRisks`: events of the register, too, which older devices do not keep.",
    )
    async def work_pack(self, info: Info, known: list[str], with_risks: bool = False) -> WorkPack:
        viewer, now, has = info.context.viewer, info.context.now, set(known)
        packs = info.context.edge.kept(KeptPacks)
        entries = await info.context.read(lambda session: packs.pack(session, viewer, now=now))
        if not with_risks:
            entries = [each for each in entries if each.kind is not PackKind.RISK]
        missing: dict[PackKind, list[PackEntry]] = {kind: [] for kind in PackKind}
        for entry in entries:
            if entry.mark not in has:
                missing[entry.kind].append(entry)
        return WorkPack(taken_at=now, marks=[each.mark for each in entries], missing=missing)
