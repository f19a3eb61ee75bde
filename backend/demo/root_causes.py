"""Why things happen again and again at the demo plant, in the words of those who looked for it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from backend.core.typed import convert

WEAR: Final = ""
"""Words for what no episode made, at sources that have none of their own."""
DONE: Final = "整改措施已完成，现场已核对：{measure}"
HELPED: Final = "效果评估（{number}）：措施已落实，所找到的原因未再出现，风险评价不变。"
CAME_AGAIN: Final = (
    "效果评估（{number}）：措施已落实，但同样的情况仍有发生，在后续处置单中继续查找原因；风险评价不变。"
)
DID_NOT_HELP: Final = "效果评估：措施完成后同样的情况再次出现，措施未见效，原因需要重新查找。"
BEFORE: Final = "上一次的措施（{measure}）没有见效。"


@dataclass(frozen=True, slots=True)
class FoundCause:
    """A 5-why form as it is written at the plant. `owner`: username; `days`: until the measure is due."""

    owner: str
    days: int
    problem: str
    whys: tuple[str, ...]
    root_cause: str
    measure: str


@dataclass(frozen=True, slots=True)
class SecondThought:
    """One more why where the first measure did not help, and what follows from it."""

    why: str
    root_cause: str
    measure: str


def _read(name: str) -> Mapping[str, object]:
    found: Mapping[str, object] = json.loads(files("backend.demo").joinpath(name).read_text(encoding="utf-8"))
    return found


CAUSES: Final = convert(_read("root_causes.json"), dict[str, FoundCause])
"""By the name of the kind of episode; for what none made, by the code of the source."""
AGAIN: Final = SecondThought(
    why="上一次只处理了设备，没有人核对措施是否长期执行。",
    root_cause="措施没有纳入日常点检，无人负责长期执行。",
    measure="将上一次的措施写入点检表和班前会，由主管每周核对一次，连续四周。",
)
