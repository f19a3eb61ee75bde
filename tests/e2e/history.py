"""A plant with a past: alerts of every tier, cases in every state, hazard reports. Made through the API."""

import hashlib
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from PIL import Image, ImageDraw, ImageFilter

from backend.demo.blueprint import id_of
from backend.hazards.anonymous.rules import new_key
from tests.e2e.plant_floor import PlantFloor
from tests.support import pictures

VOICE: Final = (Path(__file__).parents[1] / "fixtures" / "voice" / "speech.webm").read_bytes()
TASK_WORK: Final = {
    "REPAIR": ("li.qiang", "已停机检查并紧固地脚螺栓"),
    "SCENE": ("zhao.min", "已设警戒线，检修全程监护"),
    "REPLAN": ("wang.lei", "已切换备用泵"),
}


@dataclass(frozen=True)
class History:
    """Ids of what the screens show."""

    alert: str
    """Red, and nobody has acknowledged it."""
    open_case: str
    in_disposal: str
    """In its second round: the first disposal was sent back."""
    awaiting_recheck: str
    archived: str
    submitted: str
    accepted: str
    joint: str
    """Three departments work on it; nobody of safety has it yet."""
    joint_report: str
    """Whose timeline says which departments have a part in it."""
    objected: str
    """A declined report whose reporter does not agree."""
    recurrence: str
    """The third of its sort at one machine: it asks why."""
    major: str
    """In disposal; it needs the remediation plan."""
    key: str
    """Opens a report without a name."""
    suggested: str
    """A suggestion that no officer has answered."""
    adopted: str
    """One that is being carried out."""


def make_history(floor: PlantFloor) -> History:
    """Let things happen; takes some seconds."""
    twice = pictures.jpeg(_scenery(), exif=pictures.phone_exif())
    archived = disposed(
        floor,
        floor.raise_alert("TT-101", 47.0, "RED"),
        "chen.jie",
        "开启喷淋降温，检查呼吸阀",
        photos=[_sent(floor, "chen.jie", twice), _photo(floor, "chen.jie")],
    )
    _archive(floor, archived)
    in_disposal = disposed(floor, floor.raise_alert("VT-502", 5.2, "RED"), "li.qiang", "紧固地脚螺栓")
    floor.as_person("liu.fang").do(
        "FailRecheck",
        caseId=in_disposal,
        reason="NOT_EFFECTIVE",
        note="复测仍有 4.9 mm/s，请检查对中",
        photos=[_photo(floor, "liu.fang")],
        reopenTasks=[task_of(floor, in_disposal, "REPAIR")],
    )
    shift = floor.as_person("sun.yue")
    awaiting = disposed(
        floor,
        floor.raise_alert("PT-301", 54.0, "ORANGE"),
        "sun.yue",
        "降低塔釜加热量，压力回落",
        photos=[_sent(floor, "sun.yue", twice)],
        before=[_photo(floor, "sun.yue")],
        voice=shift.voice(VOICE, seconds=14),
    )
    open_case = floor.raise_alert("WS-001", 9.0, "YELLOW")["case"]["id"]
    submitted, accepted = _reports(floor)
    alert = floor.raise_alert("GD-801", 62.0, "RED")
    joint = _joint(floor)
    return History(
        alert=alert["id"],
        open_case=open_case,
        in_disposal=in_disposal,
        awaiting_recheck=awaiting,
        archived=archived,
        submitted=submitted,
        accepted=accepted,
        joint=joint,
        joint_report=floor.as_person("chen.jie").ask("Case", id=joint)["hazardReport"]["id"],
        objected=_objected(floor),
        recurrence=[_fault(floor, f"电机轴承过热，第 {n} 次") for n in (1, 2, 3)][-1],
        major=_major(floor),
        key=_without_a_name(floor),
        suggested=_suggested(floor, "泵房门口加一面反光镜，叉车转弯看不见人", photos=1),
        adopted=_adopted(floor),
    )


def machine_case(floor: PlantFloor, equipment: str, description: str) -> str:
    """The case of a reported fault of a machine, bad enough that three departments work on it; its id."""
    made = floor.as_person("chen.jie").do(
        "ReportHazard",
        category="MECHANICAL",
        description=description,
        equipmentCode=equipment,
        photos=[_photo(floor, "chen.jie")],
        capturedAt=datetime.now(UTC).isoformat(),
    )
    accepted = floor.as_person("zhao.min").do(
        "AcceptHazard",
        hazardReportId=made["id"],
        tier="ORANGE",
        departmentId=str(id_of("department", "EQUIPMENT")),
        responsibleId=str(id_of("person", "li.qiang")),
    )
    case_id: str = accepted["case"]["id"]
    return case_id


def task_of(floor: PlantFloor, case_id: str, kind: str) -> str:
    """The id of the task of this kind."""
    tasks = floor.as_person("zhao.min").ask("Case", id=case_id)["tasks"]
    return next(str(task["id"]) for task in tasks if task["kind"] == kind)


def finish_task(floor: PlantFloor, case_id: str, kind: str, username: str, measures: str) -> None:
    """This person starts the task and is done with it."""
    task_id, person = task_of(floor, case_id, kind), floor.as_person(username)
    person.do("StartTask", taskId=task_id)
    person.do("FinishTask", taskId=task_id, measures=measures, photos=[_photo(floor, username)])


def _joint(floor: PlantFloor) -> str:
    """A case that equipment and production already work on, and talk about."""
    case_id = machine_case(floor, "EQ-0010", "锅炉给水泵联轴器异响，振动加大")
    lead, shift = floor.as_person("li.qiang"), floor.as_person("sun.yue")
    lead.do("AcknowledgeCase", caseId=case_id)
    repair, replan = (task_of(floor, case_id, kind) for kind in ("REPAIR", "REPLAN"))
    lead.do("StartTask", taskId=repair)
    lead.do("UpdateTask", taskId=repair, percent=40, progress="已停机，正在拆检联轴器", photos=[])
    shift.do("AssignTask", taskId=replan, personId=str(id_of("person", "wang.lei")))
    shift.do(
        "AddComment",
        caseId=case_id,
        text="备用泵已暖机，几点可以切换？",
        mentions=[str(id_of("person", "li.qiang"))],
    )
    lead.do("AddComment", caseId=case_id, taskId=repair, text="联轴器弹性块磨损，备件下午到", mentions=[])
    waits_for_parts(floor, case_id, repair, "li.qiang", decided_by="zhao.min")
    more = {"kind": "EXTENSION", "minutes": 120, "reason": "备用泵出口阀卡涩，需先检修"}
    _asks_for_time(floor, case_id, replan, "wang.lei", **more)
    return case_id


def _objected(floor: PlantFloor) -> str:
    report_id = _report(floor, "chen.jie", "HOUSEKEEPING", "EQ-0001", "卸车区有积水")
    floor.as_person("liu.fang").do(
        "DeclineHazard",
        hazardReportId=report_id,
        reason="NOT_A_HAZARD",
        note="雨后积水，已排空，感谢提醒",
    )
    floor.as_person("chen.jie").do(
        "ObjectReport", reportId=report_id, reason="昨晚又积水了，有人滑倒，排水口是堵的"
    )
    return report_id


def _fault(floor: PlantFloor, description: str) -> str:
    """The case of a fault at a machine that has them again and again."""
    report_id = _report(floor, "chen.jie", "ELECTRICAL", "EQ-0006", description)
    accepted = floor.as_person("zhao.min").do(
        "AcceptHazard",
        hazardReportId=report_id,
        tier="YELLOW",
        departmentId=str(id_of("department", "EQUIPMENT")),
        responsibleId=str(id_of("person", "li.qiang")),
    )
    return str(accepted["case"]["id"])


def _major(floor: PlantFloor) -> str:
    clause = {"grade": "MAJOR", "clause": "《重大事故隐患判定标准》第五条：可燃气体报警失效"}
    report_id = _report(floor, "wang.lei", "FIRE", "EQ-0009", "罐区可燃气体报警器被旁路", **clause)
    accepted = floor.as_person("zhao.min").do(
        "AcceptHazard",
        hazardReportId=report_id,
        tier="RED",
        departmentId=str(id_of("department", "EQUIPMENT")),
        responsibleId=str(id_of("person", "li.qiang")),
    )
    case_id = str(accepted["case"]["id"])
    floor.as_person("li.qiang").do("AcknowledgeCase", caseId=case_id)
    return case_id


def _without_a_name(floor: PlantFloor) -> str:
    officer, key = floor.as_person("zhao.min"), new_key()
    [site] = officer.ask("AnonymousReporting")
    allowed = officer.do("SetAnonymousReports", siteId=site["siteId"], isAllowed=True)
    officer.do(
        "ReportAnonymously",
        sitePass=allowed["sitePass"],
        keyHash=hashlib.sha256(key.encode()).hexdigest(),
        category="CHEMICAL",
        description="夜班有人把废液倒进雨水沟",
        equipmentCode="EQ-0004",
        photos=[],
        capturedAt=datetime.now(UTC).isoformat(),
    )
    return key


def waits_for_parts(floor: PlantFloor, case_id: str, task_id: str, username: str, *, decided_by: str) -> None:
    """The clock of this task is stopped for four hours."""
    wanted = {"kind": "PAUSE", "minutes": 240, "reason": "等联轴器弹性块到货"}
    asked = _asks_for_time(floor, case_id, task_id, username, **wanted)
    floor.as_person(decided_by).do("DecideExtension", extensionId=asked, isApproved=True, note="")


def _asks_for_time(floor: PlantFloor, case_id: str, task_id: str, username: str, **wanted: Any) -> str:
    asked = str(uuid4())
    floor.as_person(username).do("RequestExtension", id=asked, caseId=case_id, taskId=task_id, **wanted)
    return asked


def disposed(floor: PlantFloor, alert: dict[str, Any], username: str, measures: str, **evidence: Any) -> str:
    person = floor.as_person(username)
    person.do("AcknowledgeAlert", alertId=alert["id"])
    shown = {"photos": [_photo(floor, username), _photo(floor, username)], **evidence}
    case_id: str = alert["case"]["id"]
    for task in person.ask("Case", id=case_id)["tasks"]:
        finish_task(floor, case_id, task["kind"], *TASK_WORK[task["kind"]])
    person.do("SubmitDisposal", caseId=case_id, measures=measures, **shown)
    return case_id


def _archive(floor: PlantFloor, case_id: str) -> None:
    executive = floor.as_person("zhou.gang")
    rounds = executive.ask("Case", id=case_id)["rounds"]
    executive.do(
        "PassRecheck",
        caseId=case_id,
        contentHash=rounds[-1]["contentHash"],
        flagsSeen=[flag["reason"] for flag in rounds[-1]["flags"]],
        note="现场确认",
        photos=[_photo(floor, "zhou.gang")],
        signature=executive.photo(_signature()),
        overrideReason="罐顶测温点故障，红外复测 31 °C",
    )


def _report(
    floor: PlantFloor, username: str, category: str, equipment: str, description: str, **more: str
) -> str:
    made = floor.as_person(username).do(
        "ReportHazard",
        category=category,
        description=description,
        equipmentCode=equipment,
        photos=[_photo(floor, username)],
        capturedAt=datetime.now(UTC).isoformat(),
        **more,
    )
    return str(made["id"])


def _reports(floor: PlantFloor) -> tuple[str, str]:
    """One that waits for triage although it was told before, and one that was accepted."""
    accepted = _report(floor, "wang.lei", "MECHANICAL", "EQ-0007", "粉碎机防护罩缺一颗螺栓")
    officer = floor.as_person("zhao.min")
    department, lead = str(id_of("department", "EQUIPMENT")), str(id_of("person", "li.qiang"))
    officer.do(
        "AcceptHazard", hazardReportId=accepted, tier="YELLOW", departmentId=department, responsibleId=lead
    )
    _report(floor, "sun.yue", "ELECTRICAL", "EQ-0004", "反应釜边上的电缆破皮")
    return _report(floor, "wang.lei", "ELECTRICAL", "EQ-0004", "反应釜旁电缆外皮破损，露出铜线"), accepted


def _suggested(floor: PlantFloor, words: str, *, photos: int = 0) -> str:
    """What chen.jie suggests at the reactor; its id."""
    shown = [_photo(floor, "chen.jie")["sha256"] for _ in range(photos)]
    made = floor.as_person("chen.jie").do(
        "SubmitSuggestion",
        topic="SAFETY",
        text=words,
        origin={"equipmentCode": "EQ-0004"},
        photos=shown,
        madeAt=datetime.now(UTC).isoformat(),
    )
    return str(made["id"])


def _adopted(floor: PlantFloor) -> str:
    """A suggestion that li.qiang is to carry out, and before it one that was declined."""
    declined = _suggested(floor, "上报时自动填好班组")
    reason = "系统已按登录人带出班组，请更新到最新版本"
    floor.as_person("zhao.min").do("DeclineSuggestion", suggestionId=declined, reason=reason)
    adopted = _suggested(floor, "巡检路线先查釜底阀，再上平台，少走一趟楼梯")
    floor.as_person("zhao.min").do(
        "AdoptSuggestion",
        suggestionId=adopted,
        ownerId=str(id_of("person", "li.qiang")),
        dueAt=(datetime.now(UTC) + timedelta(days=12)).isoformat(),
        note="好主意，下周起试行",
    )
    return adopted


def _photo(floor: PlantFloor, username: str) -> dict[str, str]:
    """Evidence that this person has taken: a pipe with a valve, a little different each time."""
    return _sent(floor, username, pictures.jpeg(_scenery(), exif=pictures.phone_exif()))


def _sent(floor: PlantFloor, username: str, picture: bytes) -> dict[str, str]:
    return {**floor.as_person(username).photo(picture), "takenAt": datetime.now(UTC).isoformat()}


def _signature() -> bytes:
    """A name as people write it with a finger."""
    image = Image.new("RGB", (480, 200), "white")
    draw = ImageDraw.Draw(image)
    for stroke in (
        ((60, 70), (150, 60), (90, 140), (160, 120)),
        ((130, 40), (120, 160)),
        ((220, 60), (200, 150), (290, 70), (270, 160), (310, 130)),
        ((340, 80), (420, 70), (380, 150), (430, 140)),
    ):
        draw.line(stroke, fill=(16, 33, 30), width=7, joint="curve")
    return pictures.png(image)


def _scenery() -> Image.Image:
    chance = random.Random()
    image = Image.linear_gradient("L").resize((800, 600)).point(lambda grey: 150 + grey // 3).convert("RGB")
    draw = ImageDraw.Draw(image)
    height = chance.randint(220, 360)
    for at, colour in ((height, (92, 110, 122)), (height + 120, (122, 96, 72))):
        for line in range(64):
            shade = 1.25 - abs(line - 24) / 48
            draw.line(
                (0, at + line, 800, at + line), fill=tuple(min(255, int(part * shade)) for part in colour)
            )
    valve = chance.randint(200, 600)
    draw.rectangle((valve - 46, height - 12, valve + 46, height + 76), fill=(60, 72, 80))
    draw.line((valve, height - 90, valve, height), fill=(50, 60, 66), width=16)
    draw.ellipse((valve - 80, height - 124, valve + 80, height - 84), outline=(176, 38, 30), width=14)
    return image.filter(ImageFilter.GaussianBlur(1.6))
