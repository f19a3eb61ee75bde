"""A plant with a past: alerts of every tier, cases in every state, hazard reports. Made through the API."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from PIL import Image, ImageDraw, ImageFilter

from backend.domain.demo.blueprint import id_of
from tests import pictures
from tests.client import new_signature
from tests.e2e.plant_floor import PlantFloor

LANE_WORK: Final = {
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


def make_history(floor: PlantFloor) -> History:
    """Let things happen; takes some seconds."""
    archived = _dispose(
        floor, floor.raise_alert("TT-101", 47.0, "RED"), "chen.jie", "开启喷淋降温，检查呼吸阀"
    )
    _archive(floor, archived)
    in_disposal = _dispose(floor, floor.raise_alert("VT-502", 5.2, "RED"), "li.qiang", "紧固地脚螺栓")
    floor.as_person("liu.fang").do(
        "FailRecheck",
        caseId=in_disposal,
        reason="NOT_EFFECTIVE",
        note="复测仍有 4.9 mm/s，请检查对中",
        photos=[_photo(floor, "liu.fang")],
        reopenLanes=[lane_of(floor, in_disposal, "REPAIR")],
    )
    awaiting = _dispose(
        floor, floor.raise_alert("PT-301", 54.0, "ORANGE"), "sun.yue", "降低塔釜加热量，压力回落"
    )
    open_case = floor.raise_alert("WS-001", 9.0, "YELLOW")["case"]["id"]
    submitted, accepted = _reports(floor)
    alert = floor.raise_alert("GD-801", 62.0, "RED")
    joint = _joint(floor)
    return History(alert["id"], open_case, in_disposal, awaiting, archived, submitted, accepted, joint)


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


def lane_of(floor: PlantFloor, case_id: str, kind: str) -> str:
    """The id of the lane of this kind."""
    lanes = floor.as_person("zhao.min").ask("Case", id=case_id)["lanes"]
    return next(str(lane["id"]) for lane in lanes if lane["kind"] == kind)


def finish_lane(floor: PlantFloor, case_id: str, kind: str, username: str, measures: str) -> None:
    """This person starts the lane and is done with it."""
    lane_id, person = lane_of(floor, case_id, kind), floor.as_person(username)
    person.do("StartLane", laneId=lane_id)
    person.do("FinishLane", laneId=lane_id, measures=measures, photos=[_photo(floor, username)])


def _joint(floor: PlantFloor) -> str:
    """A case that equipment and production already work on, and talk about."""
    case_id = machine_case(floor, "EQ-0010", "锅炉给水泵联轴器异响，振动加大")
    lead, shift = floor.as_person("li.qiang"), floor.as_person("sun.yue")
    lead.do("AcknowledgeCase", caseId=case_id)
    repair, replan = (lane_of(floor, case_id, kind) for kind in ("REPAIR", "REPLAN"))
    lead.do("StartLane", laneId=repair)
    lead.do("UpdateLane", laneId=repair, percent=40, progress="已停机，正在拆检联轴器", photos=[])
    shift.do("AssignLane", laneId=replan, personId=str(id_of("person", "wang.lei")))
    shift.do(
        "AddComment",
        caseId=case_id,
        text="备用泵已暖机，几点可以切换？",
        mentions=[str(id_of("person", "li.qiang"))],
    )
    return case_id


def _dispose(floor: PlantFloor, alert: dict[str, Any], username: str, measures: str) -> str:
    person = floor.as_person(username)
    person.do("AcknowledgeAlert", alertId=alert["id"])
    photos = [_photo(floor, username), _photo(floor, username)]
    case_id: str = alert["case"]["id"]
    for lane in person.ask("Case", id=case_id)["lanes"]:
        finish_lane(floor, case_id, lane["kind"], *LANE_WORK[lane["kind"]])
    person.do("SubmitDisposal", caseId=case_id, measures=measures, photos=photos)
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
        signature=executive.photo(new_signature()),
        overrideReason="罐顶测温点故障，红外复测 31 °C",
    )


def _reports(floor: PlantFloor) -> tuple[str, str]:
    def report(username: str, category: str, equipment: str, description: str) -> str:
        made = floor.as_person(username).do(
            "ReportHazard",
            category=category,
            description=description,
            equipmentCode=equipment,
            photos=[_photo(floor, username)],
            capturedAt=datetime.now(UTC).isoformat(),
        )
        report_id: str = made["id"]
        return report_id

    accepted = report("wang.lei", "MECHANICAL", "EQ-0007", "粉碎机防护罩缺一颗螺栓")
    officer = floor.as_person("zhao.min")
    department, lead = str(id_of("department", "EQUIPMENT")), str(id_of("person", "li.qiang"))
    officer.do(
        "AcceptHazard", hazardReportId=accepted, tier="YELLOW", departmentId=department, responsibleId=lead
    )
    declined = report("chen.jie", "HOUSEKEEPING", "EQ-0001", "卸车区有积水")
    officer.do(
        "DeclineHazard", hazardReportId=declined, reason="NOT_A_HAZARD", note="雨后积水，已排空，感谢提醒"
    )
    return report("wang.lei", "ELECTRICAL", "EQ-0004", "反应釜旁电缆外皮破损，露出铜线"), accepted


def _photo(floor: PlantFloor, username: str) -> dict[str, str]:
    """Evidence that this person has taken: a pipe with a valve, a little different each time."""
    sent = floor.as_person(username).photo(pictures.jpeg(_scenery(), exif=pictures.phone_exif()))
    return {**sent, "takenAt": datetime.now(UTC).isoformat()}


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
