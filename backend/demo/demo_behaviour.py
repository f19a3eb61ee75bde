"""How the people of the demo plant dealt with what happened: who, after how long, and in which words."""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from backend.cases.dismissals_rules import DismissalReason
from backend.cases.rules import CaseOutcome
from backend.core.vocabulary import TaskKind, Tier
from backend.demo.blueprint import id_of
from backend.demo.episodes import share_of

_ACKNOWLEDGED_AFTER_S: Final = {Tier.RED: 40, Tier.ORANGE: 140, Tier.YELLOW: 600, Tier.BLUE: 5_400}
_LATE: Final = 0.06
"""The share of alerts that nobody saw in time."""
_NOT_DONE: Final = 0.1
"""The share of disposals that the recheck sends back."""

OFFICERS: Final = ("zhao.min", "liu.fang")
RECHECKERS: Final = ("liu.fang", "zhao.min", "sun.yue", "li.qiang")
WORKS_ON_TASKS: Final = {
    id_of("department", "EQUIPMENT"): "li.qiang",
    id_of("department", "SAFETY"): "zhao.min",
    id_of("department", "PRODUCTION"): "wang.lei",
}
"""Person who does the task of each department."""
TASK_MEASURES: Final = {
    TaskKind.REPAIR: "已停机检查，更换磨损件并试运行正常。",
    TaskKind.SCENE: "已设警戒线并疏散人员，检修全程监护。",
    TaskKind.REPLAN: "已降负荷并切换备用设备，生产计划已调整。",
    TaskKind.OTHER: "已完成。",
}
DEFAULT_MEASURES: Final = "现场检查并调整工况，参数恢复正常，已告知当班人员。"
FALSE_ALARMS: Final = (
    DismissalReason.LIMIT_TOO_TIGHT,
    DismissalReason.LIMIT_TOO_TIGHT,
    DismissalReason.SENSOR_FAULT,
    DismissalReason.CALIBRATION,
    DismissalReason.TEST_OR_MAINTENANCE,
)
DISMISSED: Final = {
    CaseOutcome.FALSE_ALARM: "现场核实为误报。",
    CaseOutcome.NOT_A_HAZARD: "现场核实，未构成隐患。",
}
SENT_BACK: Final = "现场仍有残留问题，请补充处理并重新拍照。"
CONFIRMED: Final = "现场复查，措施有效，参数稳定。"


def dismissal_of(outcome: CaseOutcome, case: object) -> DismissalReason:
    """Which reason the officer taps."""
    if outcome is not CaseOutcome.FALSE_ALARM:
        return DismissalReason.OTHER
    return FALSE_ALARMS[int(share_of("why false", case) * len(FALSE_ALARMS))]


def acknowledges_after(alert: object, tier: Tier) -> timedelta:
    """From the alert to the person who saw it; mostly in time, now and then not."""
    share = share_of("acknowledge", alert)
    factor = 8.0 if share < _LATE else 0.4 + 2.2 * share * share
    return timedelta(seconds=_ACKNOWLEDGED_AFTER_S[tier] * factor)


def dismisses_after(case: object) -> timedelta:
    return timedelta(minutes=8 + 70 * share_of("dismiss", case))


def disposes_after(case: object, round_number: int) -> timedelta:
    """From taking the case on, or from a recheck that failed."""
    return timedelta(minutes=12 + 150 * share_of("dispose", case, round_number) ** 2)


def rechecks_after(case: object, round_number: int) -> timedelta:
    return timedelta(minutes=20 + 1_100 * share_of("recheck", case, round_number) ** 2)


def judges_after(case: object) -> timedelta:
    """From the archive of a case with a root cause to the judgement whether its measure helped: within the
    week in which the event of the register is reviewed.
    """
    return timedelta(days=3 + 2 * share_of("judge", case))


def takes_on_after(case: object) -> timedelta:
    """From the reopening of a case to the person who deals with it again."""
    return timedelta(minutes=10 + 60 * share_of("take on", case))


def is_sent_back(case: object, round_number: int) -> bool:
    """Whether the second person is not content; once per case at most."""
    return round_number == 1 and share_of("sent back", case) < _NOT_DONE


def acknowledges(responsible: str, alert: object) -> str:
    """The username of who sees the alert first: mostly the person responsible, else an officer."""
    share = share_of("who", alert)
    return responsible if share < 0.75 else OFFICERS[share > 0.88]


def rechecks(case: object, *, not_by: Collection[str]) -> str:
    """The username of somebody who took no part in the disposal."""
    others = [name for name in RECHECKERS if name not in not_by]
    return others[int(share_of("second", case) * len(others))]
