"""Three departments at one red alert, on a clock that the test moves: who is told what, and nothing else."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from backend.cases import commands as cases
from backend.cases.comments import commands as comments
from backend.cases.rules import CaseState, RecheckReason
from backend.cases.tasks import commands as lanes
from backend.cases.tasks.board_queries import board
from backend.cases.tasks.rules import LaneKind, LaneState
from backend.cases.tasks.store import Lanes
from backend.core.audit import Audit
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.viewer import Viewer
from tests.scenarios.phones import Phones
from tests.scenarios.test_loop_in_time import RED, Story, refusal
from tests.support.departments import with_departments
from tests.support.fakes import FakeClock
from tests.support.plants import photo

OPENED, ASSIGNED, ALL_DONE = "新的协同任务待分派", "协同任务指派给您", "协同任务全部完成，可提交处置"
AGAIN, MENTIONED, RECHECK, SENT_BACK = "协同任务重新打开", "有人在讨论中提到您", "等待复查", "复查退回"


class Departments(Story):
    """North in three departments; gina leads equipment, where hugo works."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        super().__init__(database, clock)
        self.there = with_departments(database, self.plants)
        self.people = {
            **{name: getattr(self.plants, name) for name in ("bob", "carol", "erik")},
            **{name: getattr(self.there, name) for name in ("alice", "dora", "gina", "hugo")},
            "fay": self.fay,
        }
        self.phones = Phones(database, **self.people)

    def hear(self, **expected: list[str]) -> None:
        """Exactly these people get exactly these messages."""
        self.phones.work()
        found = {name: sorted(titles) for name, titles in self.phones.received.items()}
        self.phones.received.clear()
        assert found == {name: sorted(titles) for name, titles in expected.items()}, found

    def lane(self, kind: LaneKind) -> UUID:
        case_id = self.case_id
        found = self.database.transact(lambda tx: tx.get(Lanes).of_case(case_id))
        return next(lane.lane_id for lane in found if lane.kind is kind)

    def assigns(self, by: Viewer, kind: LaneKind, to: Viewer) -> None:
        lane_id = self.lane(kind)
        self.database.transact(lambda tx: lanes.assign_lane(tx, lane_id, person_id=to.person_id, by=by))

    def starts(self, by: Viewer, kind: LaneKind) -> None:
        lane_id = self.lane(kind)
        self.database.transact(lambda tx: lanes.start_lane(tx, lane_id, by=by))

    def reports(self, by: Viewer, kind: LaneKind, percent: int) -> None:
        lane_id = self.lane(kind)
        self.database.transact(
            lambda tx: lanes.update_lane(tx, lane_id, percent=percent, progress="", photos=(), by=by)
        )

    def finishes(self, by: Viewer, kind: LaneKind) -> None:
        lane_id = self.lane(kind)
        self.database.transact(lambda tx: lanes.finish_lane(tx, lane_id, measures="已完成", photos=(), by=by))

    def says(self, by: Viewer, words: str, *to: Viewer) -> None:
        case_id, mentions = self.case_id, tuple(each.person_id for each in to)
        self.database.transact(
            lambda tx: comments.add_comment(
                tx, uuid4(), case_id=case_id, lane_id=None, text=words, mentions=mentions, by=by
            )
        )

    def sends_back(self, by: Viewer, *kinds: LaneKind) -> None:
        case_id, named = self.case_id, [self.lane(kind) for kind in kinds]
        shown = photo(self.database, "still loose", by)
        self.database.transact(
            lambda tx: cases.fail_recheck(
                tx,
                case_id,
                reason=RecheckReason.INCOMPLETE,
                note="",
                photos=(shown,),
                lane_ids=named,
                by=by,
            )
        )

    def on_the_board(self) -> dict[LaneKind, tuple[str, int]]:
        """What everybody at the site sees of the one case: state and percent of its lanes."""
        columns = self.database.read(lambda s: board(s, self.fay, self.plants.north, now=self.clock.now))
        [shown] = [each for column in columns for each in column.cases]
        return {view.lane.kind: (view.lane.state, view.lane.percent) for view in shown.lanes}


@pytest.fixture
def story(database: Database, clock: FakeClock) -> Departments:
    return Departments(database, clock)


def test_three_departments_work_on_a_red_alert_side_by_side_until_somebody_outside_rechecks_it(
    story: Departments,
) -> None:
    alice, bob, dora, erik = story.there.alice, story.plants.bob, story.there.dora, story.plants.erik
    gina, hugo = story.there.gina, story.there.hugo
    story.measures(61.5)
    story.hear(
        alice=[RED, OPENED], bob=[RED], dora=[RED, OPENED], erik=[RED, OPENED], fay=[RED], gina=[OPENED]
    )
    story.waits(seconds=30)
    story.acknowledges(bob)
    story.assigns(gina, LaneKind.REPAIR, hugo)
    story.assigns(alice, LaneKind.SCENE, alice)
    story.assigns(erik, LaneKind.REPLAN, bob)
    story.hear(hugo=[ASSIGNED], bob=[ASSIGNED])

    story.waits(minutes=2)
    for person, kind in ((hugo, LaneKind.REPAIR), (alice, LaneKind.SCENE), (bob, LaneKind.REPLAN)):
        story.starts(person, kind)
    story.reports(hugo, LaneKind.REPAIR, 40)
    story.says(hugo, "需要停泵", bob, erik)
    story.hear(bob=[MENTIONED], erik=[MENTIONED])
    story.waits(minutes=3)
    story.finishes(bob, LaneKind.REPLAN)
    story.finishes(alice, LaneKind.SCENE)
    assert story.on_the_board() == {
        LaneKind.REPAIR: (LaneState.IN_PROGRESS, 40),
        LaneKind.SCENE: (LaneState.DONE, 100),
        LaneKind.REPLAN: (LaneState.DONE, 100),
    }
    assert refusal(lambda: story.disposes(bob, "换垫片")) is ErrorCode.LANES_OPEN
    story.hear()

    story.waits(minutes=10)
    story.measures(4.0)
    story.finishes(hugo, LaneKind.REPAIR)
    story.hear(bob=[ALL_DONE])
    story.disposes(bob, "换垫片")
    story.hear(alice=[RECHECK], dora=[RECHECK])

    story.waits(minutes=6)
    story.measures(4.0)
    story.waits(minutes=6)
    assert refusal(lambda: story.passes(alice)) is ErrorCode.SAME_PERSON
    story.sends_back(dora, LaneKind.REPAIR)
    story.hear(alice=[SENT_BACK], bob=[SENT_BACK], hugo=[SENT_BACK, AGAIN])
    assert refusal(lambda: story.disposes(bob, "再次")) is ErrorCode.LANES_OPEN

    story.finishes(hugo, LaneKind.REPAIR)
    story.disposes(bob, "再次")
    archived = story.passes(dora)

    assert (archived.state, archived.round_number) == (CaseState.ARCHIVED, 2)
    assert archived.disposed_by == {alice.person_id, bob.person_id, hugo.person_id}
    assert story.database.transact(lambda tx: tx.get(Audit).broken_at(story.plants.north)) is None


def test_a_yellow_alert_is_one_departments_until_it_gets_worse(story: Departments) -> None:
    story.measures(12.0)
    story.hear(bob=["黄色预警"], erik=["黄色预警"])
    assert story.on_the_board() == {}

    story.waits(minutes=5)
    story.measures(61.5)

    assert story.on_the_board().keys() == {LaneKind.REPAIR, LaneKind.SCENE, LaneKind.REPLAN}
    case_id = story.case_id
    found = story.database.transact(lambda tx: tx.get(Lanes).of_case(case_id))
    assert max(lane.due_at for lane in found) == story.clock.now + timedelta(minutes=30)
