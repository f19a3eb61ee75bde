"""Which departments of the demo plant a complex case concerns: a fault of a machine is repaired, its scene is
controlled and the production is planned around it.
"""

from typing import Final

from backend.cases.tasks.task_rules_rules import TaskRule
from backend.core.text import Text
from backend.core.vocabulary import Stage, TaskKind, Tier
from backend.demo.blueprint import SITE_CODE, id_of

_MACHINES: Final = frozenset({Stage.EQUIPMENT})


def _rule(
    code: str,
    department: str,
    kind: TaskKind,
    work: Text,
    share: int,
    *,
    stages: frozenset[Stage] = _MACHINES,
    crosses_only: bool = False,
) -> TaskRule:
    return TaskRule(
        rule_id=id_of("task_rule", code),
        site_id=id_of("site", SITE_CODE),
        department_id=id_of("department", department),
        kind=kind,
        work=work,
        least_tier=Tier.ORANGE,
        stages=stages,
        crosses_only=crosses_only,
        share=share,
    )


TASK_RULES: Final = (
    _rule(
        "MACHINE-REPAIR",
        "EQUIPMENT",
        TaskKind.REPAIR,
        Text("停机检查并修复设备", "Stop the machine, find the fault, repair it"),
        100,
    ),
    _rule(
        "MACHINE-SCENE",
        "SAFETY",
        TaskKind.SCENE,
        Text("现场警戒、疏散，监护检修作业", "Cordon off the scene, keep people away, watch over the repair"),
        50,
    ),
    _rule(
        "MACHINE-REPLAN",
        "PRODUCTION",
        TaskKind.REPLAN,
        Text("调整生产负荷，切换备用设备", "Reduce the load, change over to the standby machine"),
        75,
    ),
    _rule(
        "CROSSING-SCENE",
        "SAFETY",
        TaskKind.SCENE,
        Text("现场管控，协调相关部门", "Control the scene, bring the departments together"),
        50,
        stages=frozenset(),
        crosses_only=True,
    ),
)
"""Shares are percent of the time for disposal: at red 15 min for the scene and 30 min for the repair."""
