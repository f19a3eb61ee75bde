"""Sources that see instead of measuring: a camera box, an RFID gate and a locator, and the tags they read."""

from datetime import timedelta
from typing import Final

from backend.core.text import Text
from backend.core.vocabulary import Stage
from backend.demo.blueprint import PlannedSensor, id_of
from backend.sensors.camera_events.tags_rules import Tag, TagKind
from backend.sensors.rules import Indicator, SensorKind

_Row = tuple[str, str, str, SensorKind, str, str, str]  # code, Chinese, English, kind, area, owner, person
_ROWS: Final[tuple[_Row, ...]] = (
    ("CB-201", "反应车间摄像机", "Reactor hall camera", SensorKind.CAMERA, "REACT", "PRODUCTION", "sun.yue"),
    ("RG-701", "仓库门禁", "Warehouse gate", SensorKind.RFID_GATE, "WAREHOUSE", "PRODUCTION", "chen.jie"),
    ("LO-001", "人员定位系统", "People locator", SensorKind.LOCATOR, "CONTROL", "SAFETY", "zhao.min"),
)


def _observer(row: _Row) -> PlannedSensor:
    code, zh, en, kind, area, department, responsible = row
    return PlannedSensor(
        code=code,
        name=Text(zh, en),
        stage=Stage.STORAGE_TRANSPORT if kind is SensorKind.RFID_GATE else Stage.PERSONNEL,
        area=area,
        equipment=None,
        department=department,
        responsible=responsible,
        indicator=Indicator(
            indicator_id=id_of("indicator", code),
            version=1,
            unit="",
            limits=(),
            deadband=0,
            on_delay=timedelta(0),
            off_delay=timedelta(0),
            silent_after=timedelta(0),  # it sends when it sees something, and no heartbeat
            standard="",
            is_learned=False,
        ),
        kind=kind,
    )


OBSERVERS: Final = tuple(_observer(row) for row in _ROWS)

TAGS: Final = (
    Tag("T-0101", TagKind.PERSON, Text("访客 01", "Visitor 01"), "VISITOR", frozenset({"GATE", "OFFICE"})),
    Tag("T-0102", TagKind.PERSON, Text("承包商 李工", "Contractor Li"), "CONTRACTOR", frozenset({"PUMPS"})),
    Tag("T-0201", TagKind.GOODS, Text("过氧化物托盘 A", "Peroxide pallet A"), areas=frozenset({"UNLOAD"})),
    Tag("T-0202", TagKind.GOODS, Text("成品托盘 B", "Product pallet B"), areas=frozenset({"WAREHOUSE"})),
    Tag("T-0301", TagKind.EQUIPMENT, Text("防爆叉车", "Forklift"), equipment="EQ-0011"),
)
