"""One case in which everything happens that a case can hold, for tests of what is kept and printed of it.

bob reports a loose guard at the pump, the third in ninety days. alice declines it, bob objects, dora agrees.
It becomes a major hazard of three departments, with another alert and another report put under it, late,
chased, given more time, its deadline paused, sent back once, flagged, and signed in the end. Then bob says
thanks, and it goes on in another case.
"""

import math
from copy import copy
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from backend.alerts import commands as alerts
from backend.alerts.latest_store import LatestAlerts
from backend.alerts.store import Alerts
from backend.cases import commands as cases
from backend.cases.escalation import (
    follow_ups_commands as follow_ups,
)
from backend.cases.extensions import commands as extensions
from backend.cases.extensions.rules import ExtensionKind
from backend.cases.links import commands as links
from backend.cases.recheck import (
    evidence_checks_commands as evidence_checks,
)
from backend.cases.recheck.evidence_checks_rules import FlagReason
from backend.cases.recurrence import commands as recurrence
from backend.cases.recurrence.rules import RootCause
from backend.cases.register import commands as case_register
from backend.cases.register.commands import NamedRisk
from backend.cases.rules import RecheckReason
from backend.cases.store import Cases
from backend.cases.tasks import commands as tasks
from backend.core.database import Database
from backend.core.text import Language, Text
from backend.core.time import microseconds
from backend.core.vocabulary import TaskKind, Tier
from backend.deadlines import sweep_commands as deadline_sweep
from backend.hazards import commands as hazards
from backend.hazards.objections import commands as objections
from backend.hazards.rules import DeclineReason
from backend.hazards.timeline import commands as timeline
from backend.hazards.timeline.store import Timelines
from backend.notifications.commands import subscribe_push
from backend.people.account_links.rules import LinkKind
from backend.people.account_links.store import AccountLinks
from backend.people.store import People
from backend.photos.image import demo_pictures
from backend.photos.rules import Place
from backend.photos.store import PhotoStore
from backend.readings.store import Readings
from tests.support.archived_case import deliver_all
from tests.support.cases import Reports, Step, up_to
from tests.support.databases import Reused
from tests.support.declared import RESPONSIBILITIES
from tests.support.departments import with_departments
from tests.support.fakes import FakeClock
from tests.support.full_case_deeds import PUMP, Deeds
from tests.support.plants import Plants, over, plant
from tests.support.risks import Register, content

GATE: Final = Place(31.23440, 121.47370)
"""Some 450 m north of the pump."""
LONG: Final = (
    "1. 停泵、断电、挂牌上锁，联系工艺确认出入口阀门全关并加盲板；2. 拆下防护罩，检查固定支架焊缝，"
    "发现两处疲劳裂纹，补焊后做渗透检测合格；3. 更换全部 M12 螺栓为 8.8 级并加防松垫圈，"
    "按 80 N·m 紧固、画线；4. 试车 30 分钟，振动速度 2.1 mm/s，防护罩无松动、无异响。"
    "Torque report TR-2026-118 attached to the order."
)


@dataclass
class RichCase(Deeds):
    """The people, and the case once `live` has run."""

    @classmethod
    def lived(cls, database: Database, plants: Plants, clock: FakeClock, store: PhotoStore) -> "RichCase":
        """North in departments, and the case from the first report to what came after its archive."""
        rich = cls(database, plants, clock, store, with_departments(database, plants))
        for person in (plants.bob, rich.there.hugo):
            database.transact(
                lambda tx, by=person: subscribe_push(
                    tx,
                    endpoint=f"https://push/{by.person_id}",
                    p256dh="k",
                    auth="a",
                    language=Language.ZH,
                    by=by,
                )
            )
        bob, dora, alice = (each.person_id for each in (plants.bob, plants.dora, plants.alice))
        database.transact(lambda tx: tx.get(AccountLinks).add(bob, dora, LinkKind.INVITED, at=tx.now))
        database.transact(lambda tx: tx.get(AccountLinks).confirm(bob, by=alice, at=tx.now))
        rich.reported()
        deliver_all(database)
        rich.worked_on()
        deliver_all(database)
        rich.rechecked()
        rich.went_on()
        return rich

    def reported(self) -> None:
        """Declined, objected, accepted; the third of its kind, a major hazard, with what was put under it."""
        plants, transact, there = self.plants, self.database.transact, self.there
        transact(lambda tx: evidence_checks.set_place(tx, plants.north, plants.area, PUMP, by=there.alice))
        loops = Reports(self.database, plants)
        for _ in range(2):
            up_to(Step.ARCHIVED, self.database, plants, loops.at_pump(plants.erik))
            self.wait(days=9)
        begins = microseconds(self.clock.now)
        transact(
            lambda tx: tx.get(Readings).append(
                [
                    (
                        plants.gas,
                        begins + second * 1_000_000,
                        60 if 180 <= second < 320 else 8 + 3 * math.sin(second / 300),
                        0,
                        0,
                    )
                    for second in range(-7200, 7200, 10)
                ]
            )
        )
        self.report_id = self.report(plants.bob, "进料泵联轴器防护罩松动，运转时有异响，螺栓缺两颗")
        self.wait(minutes=3)
        transact(
            lambda tx: hazards.decline_hazard(
                tx, self.report_id, reason=DeclineReason.NOT_A_HAZARD, note="上周刚检修过", by=there.alice
            )
        )
        transact(
            lambda tx: objections.object_report(
                tx, self.report_id, reason="检修的是另一台泵，请现场看", by=plants.bob
            )
        )
        found = transact(lambda tx: tx.get(Timelines).objection_of(self.report_id))
        assert found is not None
        transact(
            lambda tx: objections.answer_objection(
                tx, found.objection_id, is_upheld=True, answer="现场核实，确有松动", by=there.dora
            )
        )
        self.case_id = loops.accept(
            self.report_id, tier=Tier.ORANGE, by=there.alice, department=there.equipment
        )
        clause = "GB/T 8196-2018 5.2：防护装置应牢固可靠"
        transact(lambda tx: recurrence.raise_hazard_grade(tx, self.case_id, clause=clause, by=there.alice))
        self.named()
        self.put_under()

    def named(self) -> None:
        """The event of the register that it is about, and the measure that failed."""
        register = Register.begun(self.database, self.plants)
        of = content(self.plants, title=Text("联轴器甩出伤人", "Coupling hits somebody"))
        event_id = register.hold(of, code="JX-3")
        risk = NamedRisk(event_id, of.measures[0].measure_id)
        self.database.transact(
            lambda tx: case_register.name_risk(tx, self.case_id, risk, version=0, by=self.there.alice)
        )

    def put_under(self) -> None:
        """An alert's case merged into it, and erik's report declined as a duplicate of it."""
        transact, there = self.database.transact, self.there
        change = replace(over(self.plants, Tier.RED), sampled_us=microseconds(self.clock.now))
        transact(lambda tx: alerts.apply_changes(tx, [change]))
        other = transact(lambda tx: tx.get(LatestAlerts).cases([change.sensor_id]).get(change.key))
        assert other is not None
        note = "防护罩振动引起法兰微漏，同一原因"
        transact(lambda tx: links.merge_cases(tx, (other,), self.case_id, note=note, by=there.alice))
        again = self.report(self.plants.erik, "泵边有异响，防护罩在晃")
        transact(
            lambda tx: hazards.decline_hazard(
                tx,
                again,
                reason=DeclineReason.DUPLICATE,
                note="已有处置单",
                by=there.alice,
                original_id=self.case_id,
            )
        )
        self.wait(seconds=40)
        alert = transact(lambda tx: tx.get(Alerts).latest(change.key))
        assert alert is not None
        transact(lambda tx: alerts.acknowledge_alert(tx, alert.alert_id, by=self.plants.bob))
        self.wait(minutes=2)
        back = replace(over(self.plants, None), sampled_us=microseconds(self.clock.now))
        transact(lambda tx: alerts.apply_changes(tx, [back]))

    def worked_on(self) -> None:
        """Three departments, comments, more time, a pause, the reminders."""
        transact, there, bob = self.database.transact, self.there, self.plants.bob
        if not self.database.transact(lambda tx: tx.get(Cases).get(self.case_id)).acknowledged_at:
            transact(lambda tx: cases.acknowledge_case(tx, self.case_id, by=bob))
        repair = self.task(TaskKind.REPAIR, there.equipment, "更换防护罩紧固件并检查支架焊缝", there.hugo)
        scene = self.task(TaskKind.SCENE, there.safety, "划定 5 m 警戒区，专人监护", there.dora)
        plan = self.task(TaskKind.REPLAN, there.production, "切换备用泵 P-102B", self.plants.erik)
        self.say("先停泵再拆，**不要**带压作业 #危险 $x$", there.alice, there.hugo, bob)
        self.say("备件库只有 M10 螺栓，@gina 请协调", there.hugo, there.gina, task_id=repair)
        transact(lambda tx: tasks.cancel_task(tx, plan, reason="备用泵已在运行，无需切换", by=there.alice))
        self.more_time_of(repair)
        self.wait(minutes=4)
        for task_id, by in ((repair, there.hugo), (scene, there.dora)):
            transact(partial(tasks.start_task, task_id=task_id, by=by))
        seen = self.shot(there.hugo)
        transact(
            lambda tx: tasks.update_task(
                tx, repair, percent=40, progress="拆检中，等螺栓", photos=(seen,), by=there.hugo
            )
        )
        self.more_time()
        for task_id, by, done in (
            (scene, there.dora, "警戒带已设，监护人到位"),
            (repair, there.hugo, LONG),
        ):
            shown = self.shot(by)
            transact(partial(tasks.finish_task, task_id=task_id, measures=done, photos=(shown,), by=by))

    def more_time_of(self, task_id: UUID) -> None:
        asked = self.asks(self.there.hugo, ExtensionKind.EXTENSION, 10, "等吊车", task_id=task_id)
        self.grants(asked, self.there.gina, "吊车已派")

    def more_time(self) -> None:
        transact, there, bob = self.database.transact, self.there, self.plants.bob
        waiting = self.asks(bob, ExtensionKind.PAUSE, 30, "等 8.8 级螺栓送到")
        self.grants(waiting, there.gina, "同意，现场已断电")
        self.wait(minutes=12)
        transact(lambda tx: extensions.resume(tx, waiting, by=bob))
        asked = self.asks(bob, ExtensionKind.EXTENSION, 20, "焊缝补焊后需要冷却和探伤")
        self.grants(asked, there.alice, "补焊必须探伤")
        self.wait(minutes=47)
        deadline_sweep.sweep(self.database, RESPONSIBILITIES)
        found = transact(
            lambda tx: follow_ups.follow_up_cases(tx, [self.case_id], text="为什么还没有交？", by=there.alice)
        )
        mine = next(each for each in found if each.to_id != there.alice.person_id)
        asked_one = transact(lambda tx: tx.get(People).viewer(mine.to_id))
        transact(
            lambda tx: follow_ups.answer_follow_up(
                tx, mine.follow_up_id, answer="探伤 10 分钟后出结果", by=asked_one
            )
        )

    def rechecked(self) -> None:
        """Sent back once; the second disposal is flagged for its place and passed by fay's officer dora."""
        transact, there, plants = self.database.transact, self.there, self.plants
        cause = RootCause(
            problem="防护罩 90 天内第三次松动",
            whys=("螺栓松脱", "没有防松措施", "更换时用了库存普通螺栓", "备件清单没有等级要求"),
            root_cause="备件清单缺少紧固件等级和防松要求",
            measure="修订备件清单与检修作业指导书，培训两班",
            owner_id=there.gina.person_id,
            due_on=(self.clock.now + timedelta(days=14)).date(),
        )
        transact(lambda tx: recurrence.record_root_cause(tx, self.case_id, cause, by=plants.bob))
        self.dispose(LONG, chosen=("立即撤离",))
        self.wait(minutes=20)
        seen = self.shot(there.alice)
        transact(
            lambda tx: cases.fail_recheck(
                tx,
                self.case_id,
                reason=RecheckReason.NOT_EFFECTIVE,
                note="试车后仍有一颗螺栓可用手拧动",
                photos=(seen,),
                by=there.alice,
            )
        )
        self.wait(minutes=15)
        self.dispose("更换该螺栓，重新按力矩紧固并画线，复测合格", place=GATE)
        self.wait(minutes=30)
        shown, ink = self.shot(there.alice), self.sent(demo_pictures.signature(), there.alice)
        transact(
            lambda tx: cases.pass_recheck(
                tx,
                self.case_id,
                content_hash=tx.get(Cases).rounds(self.case_id)[-1].content_hash,
                note="逐颗检查，防护罩牢固，振动 2.0 mm/s",
                photos=(shown,),
                signature=ink,
                override_reason=None,
                by=there.alice,
                flags_seen=tuple(FlagReason),
            )
        )

    def went_on(self) -> None:
        """What is said after the archive."""
        transact, plants = self.database.transact, self.plants
        self.wait(hours=3)
        transact(
            lambda tx: timeline.thank_disposal(tx, self.report_id, note="谢谢，声音没有了", by=plants.bob)
        )
        transact(lambda tx: links.reopen_case(tx, self.case_id, reason="夜班又听到异响", by=self.there.dora))


def lived_once(
    reused: Reused, database: Database, clock: FakeClock, photos: Path, *, is_demo: bool = False
) -> RichCase:
    """Both plants and the whole case in the database of this test; lived through once by its process.

    The clock of the test goes on from there. `photos`: a folder that outlives the test.
    """
    state, then = "full case of the demo" if is_demo else "full case", FakeClock()

    def live(empty: Database) -> RichCase:
        return RichCase.lived(empty, plant(empty, is_demo=is_demo), then, PhotoStore(photos))

    lived = copy(reused.state(state, then, live))
    reused.put_back(state)
    clock.now = lived.clock.now
    lived.database, lived.clock = database, clock
    return lived
