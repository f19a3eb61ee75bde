"""The demo plant as one value."""

from typing import Final

from backend.domain.demo.blueprint import SITE_CODE, Plant
from backend.domain.demo.lanes import LANE_RULES
from backend.domain.demo.layout import AREAS, EQUIPMENT
from backend.domain.demo.observers import OBSERVERS, TAGS
from backend.domain.demo.people import DEPARTMENTS, PEOPLE, POSTS
from backend.domain.demo.sensors import HAND_HELD, SENSORS
from backend.domain.text import Text

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
    lane_rules=LANE_RULES,
)
