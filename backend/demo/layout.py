"""Where things stand: areas with their polygons on `plan.svg`, and the equipment in them."""

from datetime import timedelta
from typing import Final

from backend.core.text import Text
from backend.core.vocabulary import Stage
from backend.demo.blueprint import PlannedArea, PlannedEquipment
from backend.equipment.rules import EquipmentState


def _box(left: float, top: float, right: float, bottom: float) -> tuple[float, ...]:
    return (left, top, right, top, right, bottom, left, bottom)


AREAS: Final = (
    PlannedArea("UNLOAD", Text("原料卸车区", "Unloading bay"), _box(40, 60, 220, 200)),
    PlannedArea("TANKS", Text("原料罐区", "Tank farm"), _box(40, 240, 320, 470)),
    PlannedArea("REACT", Text("反应车间", "Reactor hall"), _box(380, 240, 620, 400)),
    PlannedArea("DISTIL", Text("精馏装置", "Distillation unit"), _box(640, 240, 780, 400)),
    PlannedArea("MILL", Text("粉碎包装间", "Milling and packing"), _box(380, 420, 560, 540)),
    PlannedArea("COMP", Text("压缩机房", "Compressor house"), _box(380, 60, 560, 200)),
    PlannedArea("PUMPS", Text("循环水泵房", "Cooling water pumps"), _box(580, 60, 720, 200)),
    PlannedArea("BOILER", Text("锅炉房", "Boiler house"), _box(740, 60, 900, 200)),
    PlannedArea(
        "WAREHOUSE",
        Text("成品仓库", "Warehouse"),
        (840, 240, 1160, 240, 1160, 430, 1000, 430, 1000, 400, 840, 400),
    ),
    PlannedArea("LOADING", Text("成品装车区", "Loading bay"), _box(1000, 450, 1160, 580)),
    PlannedArea("WASTE", Text("污水处理站", "Waste water plant"), _box(40, 540, 320, 700)),
    PlannedArea("CONTROL", Text("中央控制室", "Control room"), _box(580, 420, 780, 540)),
    PlannedArea("GATE", Text("厂区大门", "Main gate"), _box(640, 620, 780, 700)),
    PlannedArea("OFFICE", Text("综合办公楼", "Offices"), _box(380, 600, 600, 700)),
)


_RUNNING: Final = EquipmentState.RUNNING
_RAW: Final = Stage.RAW_MATERIAL
_MACHINE: Final = Stage.EQUIPMENT
_STORE: Final = Stage.STORAGE_TRANSPORT
_AROUND: Final = Stage.ENVIRONMENT
_Row = tuple[str, str, str, str, Stage, str, EquipmentState, int | None]

_EQUIPMENT: Final[tuple[_Row, ...]] = (
    ("EQ-0001", "P-101", "卸车泵", "Unloading pump", _RAW, "UNLOAD", _RUNNING, 24),
    ("EQ-0002", "V-101", "甲醇储罐", "Methanol tank", _RAW, "TANKS", _RUNNING, 90),
    ("EQ-0003", "V-102", "液氨储罐", "Ammonia tank", _RAW, "TANKS", _RUNNING, 61),
    ("EQ-0004", "R-201", "反应釜", "Reactor", Stage.PROCESS, "REACT", _RUNNING, 12),
    ("EQ-0005", "R-202", "反应釜", "Reactor", Stage.PROCESS, "REACT", EquipmentState.UNDER_REPAIR, 3),
    ("EQ-0006", "T-301", "精馏塔", "Distillation column", Stage.PROCESS, "DISTIL", _RUNNING, 45),
    ("EQ-0007", "M-401", "粉碎机", "Mill", Stage.PROCESS, "MILL", _RUNNING, 8),
    ("EQ-0008", "C-501", "工艺气压缩机", "Process gas compressor", _MACHINE, "COMP", _RUNNING, 17),
    ("EQ-0009", "P-502", "循环水泵", "Cooling water pump", _MACHINE, "PUMPS", _RUNNING, 30),
    ("EQ-0010", "B-601", "燃气锅炉", "Gas boiler", _MACHINE, "BOILER", _RUNNING, 75),
    ("EQ-0011", "F-701", "防爆叉车", "Forklift", _STORE, "WAREHOUSE", _RUNNING, 5),
    ("EQ-0012", "L-801", "装车鹤管", "Loading arm", _STORE, "LOADING", EquipmentState.COMMISSIONED, 180),
    ("EQ-0013", "P-901", "污水提升泵", "Waste water pump", _AROUND, "WASTE", _RUNNING, 40),
    ("EQ-0014", "F-902", "除臭风机", "Odour fan", _AROUND, "WASTE", EquipmentState.INSTALLED, None),
    ("EQ-0015", "D-402", "旧除尘器", "Old dust filter", Stage.PROCESS, "MILL", EquipmentState.SCRAPPED, None),
)

EQUIPMENT: Final = tuple(
    PlannedEquipment(
        code=code,
        tag=tag,
        name=Text(f"{zh} {tag}", f"{en} {tag}"),
        state=state,
        stage=stage,
        area=area,
        maintenance_in=None if days is None else timedelta(days=days),
    )
    for code, tag, zh, en, stage, area, state, days in _EQUIPMENT
)
