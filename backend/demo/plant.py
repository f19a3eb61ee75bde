"""The demo plant as one value."""

from importlib.resources import files
from typing import Final

from backend.core.text import Text
from backend.demo.blueprint import SITE_CODE, Plant
from backend.demo.layout import AREAS, EQUIPMENT
from backend.demo.observers import OBSERVERS, TAGS
from backend.demo.people import DEPARTMENTS, PEOPLE, POSTS
from backend.demo.rosters import PATTERNS, ROTATIONS
from backend.demo.sensors import HAND_HELD, SENSORS
from backend.demo.task_rules import TASK_RULES

DEMO_PLANT: Final = Plant(
    code=SITE_CODE,
    name=Text("示范化工厂", "Demo chemical plant"),
    timezone="Asia/Shanghai",
    departments=DEPARTMENTS,
    posts=POSTS,
    people=PEOPLE,
    areas=AREAS,
    equipment=EQUIPMENT,
    sensors=SENSORS,
    hand_held=(HAND_HELD,),
    observers=OBSERVERS,
    tags=TAGS,
    task_rules=TASK_RULES,
    patterns=PATTERNS,
    rotations=ROTATIONS,
)


def read_plan() -> str:
    """The SVG text of the plan: 1200 x 760 units, one `<polygon data-area="CODE">` per area."""
    return files("backend.demo").joinpath("plan.svg").read_text(encoding="utf-8")
