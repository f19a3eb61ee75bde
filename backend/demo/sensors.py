"""The sensors of the demo plant, over all six stages; all but one are simulated."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from backend.core.text import Text
from backend.core.vocabulary import Stage
from backend.demo import measures as m
from backend.demo.blueprint import PlannedSensor

_Place = tuple[str, str | None]  # area, equipment
_Owner = tuple[str, str]  # department, responsible person
_Row = tuple[str, str, str, _Place, _Owner, m.Measure]  # code, Chinese name, English name, …

_STORE: Final = ("PRODUCTION", "chen.jie")
_SHIFT: Final = ("PRODUCTION", "sun.yue")
_REACTOR: Final = ("PRODUCTION", "wang.lei")
_REPAIR: Final = ("EQUIPMENT", "li.qiang")
_OFFICER: Final = ("SAFETY", "zhao.min")

_TRUCK: Final = ("UNLOAD", "EQ-0001")
_TANK: Final = ("TANKS", "EQ-0002")
_AMMONIA: Final = ("TANKS", "EQ-0003")
_R201: Final = ("REACT", "EQ-0004")
_HALL: Final = ("REACT", None)
_COLUMN: Final = ("DISTIL", "EQ-0006")
_C501: Final = ("COMP", "EQ-0008")
_P502: Final = ("PUMPS", "EQ-0009")
_B601: Final = ("BOILER", "EQ-0010")
_STORE_HALL: Final = ("WAREHOUSE", None)
_PIT: Final = ("WASTE", "EQ-0013")
_MILL: Final = ("MILL", "EQ-0007")
_FORKLIFT: Final = ("WAREHOUSE", "EQ-0011")
_ARM: Final = ("LOADING", "EQ-0012")
_HOUSE: Final = ("COMP", None)
_GATE: Final = ("GATE", None)

_RAW: Final[tuple[_Row, ...]] = (
    ("GD-101", "卸车区可燃气体", "Unloading bay flammable gas", _TRUCK, _STORE, m.FLAMMABLE_GAS),
    ("ER-101", "卸车静电接地电阻", "Truck earthing resistance", ("UNLOAD", None), _STORE, m.EARTHING),
    ("LT-101", "甲醇储罐液位", "Methanol tank level", _TANK, _STORE, m.TANK_LEVEL),
    ("TT-101", "甲醇储罐温度", "Methanol tank temperature", _TANK, _STORE, m.TANK_HEAT),
    ("PT-102", "液氨储罐压力", "Ammonia tank pressure", _AMMONIA, _STORE, m.TANK_PRESSURE),
    ("GD-102", "液氨罐区氨气", "Tank farm ammonia", _AMMONIA, _OFFICER, m.AMMONIA),
)  # fmt: skip

_PROCESS: Final[tuple[_Row, ...]] = (
    ("GD-201", "反应车间可燃气体 A", "Reactor hall flammable gas A", _R201, _REACTOR, m.FLAMMABLE_GAS),
    ("GD-202", "反应车间可燃气体 B", "Reactor hall flammable gas B", _HALL, _REACTOR, m.FLAMMABLE_GAS),
    ("TT-201", "反应釜温度", "Reactor temperature", _R201, _REACTOR, m.REACTOR_HEAT),
    ("PT-201", "反应釜压力", "Reactor pressure", _R201, _REACTOR, m.REACTOR_PRESSURE),
    ("TT-301", "精馏塔顶温度", "Column head temperature", _COLUMN, _SHIFT, m.COLUMN_HEAT),
    ("PT-301", "精馏塔压力", "Column pressure", _COLUMN, _SHIFT, m.COLUMN_PRESSURE),
    ("DU-401", "粉碎间粉尘浓度", "Mill room dust", _MILL, _SHIFT, m.DUST),
)  # fmt: skip

_MACHINES: Final[tuple[_Row, ...]] = (
    ("VT-501", "压缩机振动", "Compressor vibration", _C501, _REPAIR, m.VIBRATION_LARGE),
    ("TT-501", "压缩机轴承温度", "Compressor bearing temperature", _C501, _REPAIR, m.BEARING),
    ("II-501", "压缩机电流", "Compressor current", _C501, _REPAIR, m.COMPRESSOR_CURRENT),
    ("VT-502", "循环水泵振动", "Cooling pump vibration", _P502, _REPAIR, m.VIBRATION_MEDIUM),
    ("TT-502", "循环水泵轴承温度", "Cooling pump bearing temperature", _P502, _REPAIR, m.BEARING),
    ("PT-502", "循环水压力", "Cooling water pressure", _P502, _REPAIR, m.WATER_PRESSURE),
    ("PT-601", "锅炉蒸汽压力", "Boiler steam pressure", _B601, _REPAIR, m.STEAM_PRESSURE),
    ("LT-601", "锅炉水位", "Boiler drum level", _B601, _REPAIR, m.DRUM_LEVEL),
    ("CO-601", "锅炉房一氧化碳", "Boiler house carbon monoxide", _B601, _OFFICER, m.CARBON_MONOXIDE),
)  # fmt: skip

_STORAGE: Final[tuple[_Row, ...]] = (
    ("FS-701", "叉车速度", "Forklift speed", _FORKLIFT, _STORE, m.FORKLIFT),
    ("SH-701", "托盘堆垛高度", "Pallet stacking height", _STORE_HALL, _STORE, m.STACKING),
    ("TT-701", "成品仓库温度", "Warehouse temperature", _STORE_HALL, _STORE, m.STORE_HEAT),
    ("RH-701", "成品仓库湿度", "Warehouse humidity", _STORE_HALL, _STORE, m.STORE_HUMIDITY),
    ("GD-801", "装车区可燃气体", "Loading bay flammable gas", _ARM, _STORE, m.FLAMMABLE_GAS),
)  # fmt: skip

_PERSONNEL: Final[tuple[_Row, ...]] = (
    ("PE-201", "反应车间劳保佩戴率", "Reactor hall protective gear rate", _HALL, _SHIFT, m.PROTECTION),
    ("PE-401", "粉碎间防尘口罩佩戴率", "Mill room dust mask rate", ("MILL", None), _SHIFT, m.PROTECTION),
    ("OC-201", "反应车间现场人数", "People in the reactor hall", _HALL, _SHIFT, m.CROWDING),
)  # fmt: skip

_SURROUNDINGS: Final[tuple[_Row, ...]] = (
    ("OX-901", "污水池氧含量", "Waste water pit oxygen", _PIT, _OFFICER, m.OXYGEN),
    ("HS-901", "污水池硫化氢", "Waste water pit hydrogen sulphide", _PIT, _OFFICER, m.HYDROGEN_SULPHIDE),
    ("PH-901", "排放口 pH", "Outlet pH", _PIT, _OFFICER, m.EFFLUENT),
    ("NO-501", "压缩机房噪声", "Compressor house noise", _HOUSE, _OFFICER, m.NOISE),
    ("WS-001", "厂区风速", "Wind speed", _GATE, _OFFICER, m.WIND),
)  # fmt: skip

_BY_STAGE: Final = {
    Stage.RAW_MATERIAL: _RAW,
    Stage.PROCESS: _PROCESS,
    Stage.EQUIPMENT: _MACHINES,
    Stage.STORAGE_TRANSPORT: _STORAGE,
    Stage.PERSONNEL: _PERSONNEL,
    Stage.ENVIRONMENT: _SURROUNDINGS,
}


def _sensors() -> Iterator[PlannedSensor]:
    for stage, rows in _BY_STAGE.items():
        for code, zh, en, (area, equipment), (department, responsible), measure in rows:
            yield PlannedSensor(
                code=code,
                name=Text(zh, en),
                stage=stage,
                area=area,
                equipment=equipment,
                department=department,
                responsible=responsible,
                indicator=measure.indicator_for(code),
                hazard=measure.hazard,
            )


SENSORS: Final = tuple(_sensors())

_HAND_MEASURE: Final = replace(m.FLAMMABLE_GAS, on_delay_s=0, off_delay_s=0, silent_after_s=0)
HAND_HELD: Final = PlannedSensor(
    code="HG-001",
    name=Text("手持可燃气体检测仪", "Hand-held gas detector"),
    stage=Stage.ENVIRONMENT,
    area="REACT",
    equipment=None,
    department="SAFETY",
    responsible="zhao.min",
    indicator=_HAND_MEASURE.indicator_for("HG-001"),
    hazard=_HAND_MEASURE.hazard,
)
"""Nothing simulates it: what a person publishes under its code is judged at once, without delays."""
