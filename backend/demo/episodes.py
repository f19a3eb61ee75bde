"""Past of the demo plant: leaks, wear, storms, silent instruments, false alarms.

A pure function of the calendar: the same day always had the same episodes. Real ones are disposed of, others
are dismissed with a reason, so that a back-test of limits has both.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from backend.cases.rules import CaseOutcome
from backend.demo.signals import UTC_OFFSET_S, key_of

SEED: Final = 30
SATURDAY: Final = 5
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MOST: Final = float(2**64)

RESOLVED: Final = CaseOutcome.RESOLVED
FALSE_ALARM: Final = CaseOutcome.FALSE_ALARM
NOT_A_HAZARD: Final = CaseOutcome.NOT_A_HAZARD


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of episode and how often it comes. `lifts` are added to the sensors' values at its height.

    `silenced` sensors send nothing, `frozen` ones repeat their value. `words`: what was done about it, or why
    it was dismissed. Comes on days with `day % every == offset`, `times` of them between local `hours`.
    """

    name: str
    every: int
    offset: int
    hours: tuple[float, float]
    rise_s: float
    hold_s: float
    fall_s: float
    lifts: Mapping[str, float]
    outcomes: tuple[CaseOutcome, ...]
    words: str
    times: int = 1
    silenced: frozenset[str] = frozenset()
    frozen: frozenset[str] = frozenset()
    is_on_weekends: bool = True

    @property
    def lasts_s(self) -> float:
        return self.rise_s + self.hold_s + self.fall_s


@dataclass(frozen=True, slots=True)
class Episode:
    kind: Kind
    begins_s: float
    """Seconds since the epoch; `ends_s` likewise."""
    outcome: CaseOutcome

    @property
    def ends_s(self) -> float:
        return self.begins_s + self.kind.lasts_s

    @property
    def sensors(self) -> frozenset[str]:
        return self.kind.silenced | self.kind.frozen | self.kind.lifts.keys()

    def share_at(self, epoch_s: float) -> float:
        """How far it has gone: 0 (not at all) to 1 (its height), with soft corners."""
        kind = self.kind
        share = max(
            0.0,
            min(1.0, (epoch_s - self.begins_s) / kind.rise_s, (self.ends_s - epoch_s) / kind.fall_s),
        )
        return share * share * (3 - 2 * share)


KINDS: Final = (
    Kind(
        "leak", 9, 2, (6, 20), 240, 420, 600, {"GD-201": 58, "GD-202": 31, "PT-201": -0.05},
        (RESOLVED,), "停进料泵，更换 R-201 人孔法兰垫片，氮气试漏合格。",
    ),
    Kind(
        "bearing", 11, 4, (7, 18), 1800, 3600, 1200, {"VT-501": 3.4, "TT-501": 26, "NO-501": 4},
        (RESOLVED,), "补加润滑脂，紧固 C-501 驱动端地脚螺栓，复测振动 1.9 mm/s。",
    ),
    Kind(
        "dust", 4, 1, (8, 20), 300, 900, 600, {"DU-401": 7.4},
        (RESOLVED,), "停机更换除尘器滤袋两条，清扫地面积尘。",
    ),
    Kind(
        "masks", 2, 0, (8, 22), 60, 300, 120, {"PE-201": -6.5},
        (RESOLVED, RESOLVED, FALSE_ALARM), "现场提醒并登记，班前会重申佩戴要求。",
    ),
    Kind(
        "forklift", 1, 0, (8, 18), 10, 60, 10, {"FS-701": 2.2},
        (NOT_A_HAZARD, RESOLVED, NOT_A_HAZARD), "已约谈驾驶员，限速器重新标定。",
        times=2, is_on_weekends=False,
    ),
    Kind(
        "loading", 1, 0, (8, 19), 20, 50, 30, {"GD-801": 11.6},
        (FALSE_ALARM,), "装车初期呼吸阀瞬时排气，手持仪复测 2 %LEL，属误报。",
        times=3, is_on_weekends=False,
    ),
    Kind(
        "ammonia", 8, 3, (0, 23), 300, 600, 600, {"GD-102": 13.5},
        (RESOLVED,), "紧固液氨储罐液相阀填料压盖，检漏合格。",
    ),
    Kind(
        "pit", 6, 5, (9, 17), 400, 900, 500, {"OX-901": -1.6, "HS-901": 5.4},
        (RESOLVED,), "撤离作业人员，强制通风 30 分钟，复测合格后恢复。",
    ),
    Kind(
        "heat", 10, 3, (11.5, 12.5), 7200, 9000, 7200, {"TT-701": 6.2},
        (NOT_A_HAZARD,), "高温天气，库内实测 29 ℃，货品无异常，建议调整阈值。",
    ),
    Kind(
        "heat", 10, 4, (11.5, 12.5), 7200, 9000, 7200, {"TT-701": 6.6},
        (NOT_A_HAZARD,), "高温天气，库内实测 29 ℃，货品无异常，建议调整阈值。",
    ),
    Kind(
        "rain", 5, 2, (1, 14), 7200, 14400, 7200, {"RH-701": 24},
        (RESOLVED,), "开启除湿机，检查仓库北侧百叶窗并关闭。",
    ),
    Kind(
        "storm", 7, 6, (12, 18), 1800, 5400, 1800, {"WS-001": 6.6},
        (RESOLVED,), "停止室外吊装与登高作业，固定临时设施。",
    ),
    Kind(
        "line", 10, 7, (0, 22), 1, 900, 1, {}, (RESOLVED,),
        "更换 TT-301 变送器通讯模块，数据恢复。", silenced=frozenset({"TT-301"}),
    ),
    Kind(
        "hangs", 13, 6, (2, 20), 1, 1800, 1, {}, (RESOLVED,),
        "VT-502 采集卡重启，零点复核正常。", frozen=frozenset({"VT-502"}),
    ),
    Kind(
        "power", 14, 8, (9, 16), 60, 400, 240,
        {"PT-502": -0.26, "LT-601": -105, "TT-502": 44, "VT-502": 3.6, "PT-601": 0.22, "II-501": 70},
        (RESOLVED,), "恢复循环水泵供电并切换备用泵，锅炉补水至正常水位。",
    ),
    Kind(
        "vapour", 12, 9, (11, 13), 3600, 5400, 3600, {"PT-102": 0.42},
        (RESOLVED,), "开启喷淋降温，压力回落至 1.1 MPa。",
    ),
    Kind(
        "noise", 6, 3, (9, 15), 300, 2400, 300, {"NO-501": 6.5},
        (NOT_A_HAZARD,), "防喘振试验期间短时噪声，人员已佩戴耳塞。",
    ),
    Kind(
        "crowd", 5, 3, (8, 16), 60, 1200, 60, {"OC-201": 4},
        (RESOLVED,), "清点并疏散多余人员，作业票重新核定人数。",
    ),
)  # fmt: skip

_DRIFT_DAYS: Final = 15
_DRIFT: Final = {"VT-502": 0.62}
"""Wear of the cooling pump: it grows for a fortnight, then somebody aligns the coupling."""


def drift_of(code: str, epoch_s: float) -> float:
    """Return the drift that wear has added to this sensor's value, in its unit."""
    most = _DRIFT.get(code)
    return 0.0 if most is None else most * (epoch_s / 86_400 % _DRIFT_DAYS) / _DRIFT_DAYS


def share_of(*what: object) -> float:
    """A number from 0 to 1 that looks random and belongs to this."""
    return key_of("/".join(map(str, what)), SEED) / _MOST


def episodes(start: datetime, end: datetime) -> list[Episode]:
    """Return the episodes between these times, wholly inside, by time."""
    first, last = (_day(moment.timestamp()) for moment in (start, end))
    found = [each for day in range(first, last + 1) for each in _of_day(day)]
    kept = (e for e in found if e.begins_s >= start.timestamp() and e.ends_s <= end.timestamp())
    return sorted(kept, key=lambda episode: episode.begins_s)


def _day(epoch_s: float) -> int:
    return int((epoch_s + UTC_OFFSET_S) // 86_400)


def _of_day(day: int) -> Iterator[Episode]:
    is_weekend = (EPOCH + timedelta(days=day)).weekday() >= SATURDAY
    for kind in KINDS:
        if day % kind.every != kind.offset or (is_weekend and not kind.is_on_weekends):
            continue
        low, high = kind.hours
        for turn in range(kind.times):
            part = (turn + share_of(kind.name, day, turn)) / kind.times
            begins_s = day * 86_400 - UTC_OFFSET_S + (low + (high - low) * part) * 3600
            outcome = kind.outcomes[int(share_of("outcome", kind.name, day, turn) * len(kind.outcomes))]
            yield Episode(kind, begins_s, outcome)
