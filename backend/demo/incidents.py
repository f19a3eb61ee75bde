"""The scripted incidents of the simulated plant, one every four minutes in rotation.

The first one is a gas leak that turns red about a minute after the start, so that a newcomer sees the product
work. Each ends by itself, and its sensors then stay quiet for more than 25 minutes: its case can pass the
recheck.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from backend.core.text import Text

FIRST_AFTER: Final = timedelta(seconds=20)
EVERY: Final = timedelta(minutes=4)


@dataclass(frozen=True, slots=True)
class Script:
    """Course of one kind of incident: sensors drift to their peak, stay there, come back; or fall silent.

    `peaks`: value at the height of it, per sensor code, in the sensor's unit. `silenced`: sensors that send
    nothing from start to end. Rise, hold and fall in seconds; together less than `EVERY`.
    """

    name: Text
    rise_s: float
    hold_s: float
    fall_s: float
    peaks: Mapping[str, float]
    silenced: frozenset[str] = frozenset()

    @property
    def lasts(self) -> timedelta:
        return timedelta(seconds=self.rise_s + self.hold_s + self.fall_s)

    def share_at(self, elapsed_s: float) -> float:
        """How far it has gone: 0 (normal) to 1 (peak), with soft corners."""
        left_s = self.rise_s + self.hold_s + self.fall_s - elapsed_s
        share = max(0.0, min(1.0, elapsed_s / self.rise_s, left_s / self.fall_s))
        return share * share * (3 - 2 * share)


SCRIPTS: Final = (
    Script(
        Text("反应釜 R-201 法兰可燃气体泄漏", "Flammable gas leak at reactor R-201"),
        rise_s=50, hold_s=40, fall_s=50, peaks={"GD-201": 62, "GD-202": 34, "PT-201": 0.39},
    ),
    Script(
        Text("压缩机 C-501 轴承磨损", "Bearing wear in compressor C-501"),
        rise_s=90, hold_s=40, fall_s=70, peaks={"VT-501": 5.8, "TT-501": 92, "II-501": 178, "NO-501": 83.5},
    ),
    Script(
        Text("粉碎间粉尘超标", "Dust in the mill room"),
        rise_s=40, hold_s=60, fall_s=50, peaks={"DU-401": 10.5},
    ),
    Script(
        Text("精馏塔顶温度数据中断", "Column temperature stops sending"),
        rise_s=1, hold_s=148, fall_s=1, peaks={}, silenced=frozenset({"TT-301"}),
    ),
    Script(
        Text("污水池缺氧", "Low oxygen in the waste water pit"),
        rise_s=50, hold_s=50, fall_s=40, peaks={"OX-901": 19.2, "HS-901": 6.5},
    ),
    Script(
        Text("反应车间未佩戴劳保用品", "Protective gear missing in the reactor hall"),
        rise_s=30, hold_s=60, fall_s=30, peaks={"PE-201": 92},
    ),
    Script(
        Text("仓库叉车超速", "Forklift too fast in the warehouse"),
        rise_s=10, hold_s=50, fall_s=10, peaks={"FS-701": 6.8},
    ),
    Script(
        Text("液氨罐区轻微泄漏", "Small ammonia leak in the tank farm"),
        rise_s=60, hold_s=60, fall_s=60, peaks={"GD-102": 14},
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident that is going on: `script` says what, from `started_at` until `ends_at`."""

    script: Script
    started_at: datetime
    ends_at: datetime

    @property
    def name(self) -> Text:
        return self.script.name


def incident_at(at: datetime, *, started_at: datetime) -> Incident | None:
    """The incident that is going on at this time, in a simulation that began at `started_at`."""
    since_first = at - started_at - FIRST_AFTER
    if since_first < timedelta(0):
        return None
    turn = since_first // EVERY
    script = SCRIPTS[turn % len(SCRIPTS)]
    begins_at = started_at + FIRST_AFTER + turn * EVERY
    ends_at = begins_at + script.lasts
    return Incident(script, begins_at, ends_at) if at < ends_at else None


def next_incident_at(at: datetime, *, started_at: datetime) -> datetime:
    """When the next incident begins, strictly after `at`."""
    first_at = started_at + FIRST_AFTER
    return first_at if at < first_at else first_at + ((at - first_at) // EVERY + 1) * EVERY
