"""A case that several departments work on, its steps as short words."""

from collections.abc import Callable
from uuid import UUID, uuid4

from backend.cases.comments import commands as comments
from backend.cases.tasks import commands as lanes
from backend.cases.tasks.rules import Lane, LaneKind
from backend.cases.tasks.store import Lanes
from backend.core.database import Database, Transaction
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from tests.support.cases import WorkedCase, alert_case
from tests.support.departments import with_departments
from tests.support.plants import Plants, photo


class Joint(WorkedCase):
    """A case of the pump's gas sensor that three departments work on."""

    def __init__(self, database: Database, plants: Plants, tier: Tier = Tier.RED) -> None:
        self.there = with_departments(database, plants)
        super().__init__(database, plants, alert_case(database, plants, tier))

    def lanes(self) -> dict[LaneKind, Lane]:
        return {
            lane.kind: lane for lane in self.database.transact(lambda tx: tx.get(Lanes).of_case(self.case_id))
        }

    def lane(self, kind: LaneKind) -> Lane:
        return self.lanes()[kind]

    def do(self, command: Callable[[Transaction], Lane]) -> Lane:
        return self.database.transact(command)

    def assign(self, kind: LaneKind, person: Viewer, by: Viewer) -> Lane:
        lane_id = self.lane(kind).lane_id
        return self.do(lambda tx: lanes.assign_lane(tx, lane_id, person_id=person.person_id, by=by))

    def start(self, kind: LaneKind, by: Viewer) -> Lane:
        lane_id = self.lane(kind).lane_id
        return self.do(lambda tx: lanes.start_lane(tx, lane_id, by=by))

    def update(self, kind: LaneKind, by: Viewer, percent: int = 40) -> Lane:
        lane_id = self.lane(kind).lane_id
        return self.do(
            lambda tx: lanes.update_lane(tx, lane_id, percent=percent, progress="拆检中", photos=(), by=by)
        )

    def finish(self, kind: LaneKind, by: Viewer, measures: str = "已更换轴承") -> Lane:
        lane_id, shown = self.lane(kind).lane_id, photo(self.database, f"{kind} {measures}", by)
        return self.do(lambda tx: lanes.finish_lane(tx, lane_id, measures=measures, photos=(shown,), by=by))

    def reopen(self, kind: LaneKind, by: Viewer, reason: str = "仍有异响") -> Lane:
        lane_id = self.lane(kind).lane_id
        return self.do(lambda tx: lanes.reopen_lane(tx, lane_id, reason=reason, by=by))

    def cancel(self, kind: LaneKind, by: Viewer, reason: str = "无需停产") -> Lane:
        lane_id = self.lane(kind).lane_id
        return self.do(lambda tx: lanes.cancel_lane(tx, lane_id, reason=reason, by=by))

    def add(self, by: Viewer, department_id: UUID | None = None, task: str = "搭脚手架") -> Lane:
        return self.do(
            lambda tx: lanes.add_lane(
                tx,
                self.case_id,
                department_id=department_id or self.there.equipment,
                kind=LaneKind.OTHER,
                task=task,
                owner_id=None,
                due_at=None,
                by=by,
            )
        )

    def finish_all(self) -> None:
        for kind, by in (
            (LaneKind.REPAIR, self.there.hugo),
            (LaneKind.SCENE, self.there.alice),
            (LaneKind.REPLAN, self.plants.erik),
        ):
            self.start(kind, by)
            self.finish(kind, by)

    def finish_all_as_assigned(self) -> None:
        for kind, by in (
            (LaneKind.REPAIR, self.there.hugo),
            (LaneKind.SCENE, self.there.alice),
            (LaneKind.REPLAN, self.plants.bob),
        ):
            self.start(kind, by)
            self.finish(kind, by)

    def say_about(self, by: Viewer, words: str, *mentions: UUID, lane_id: UUID | None = None) -> None:
        self.database.transact(
            lambda tx: comments.add_comment(
                tx, uuid4(), case_id=self.case_id, lane_id=lane_id, text=words, mentions=mentions, by=by
            )
        )
