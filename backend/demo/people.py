"""People of the demo plant: departments, posts and eight people in all five roles."""

from typing import Final

from backend.core.text import Text
from backend.core.viewer import Role
from backend.demo.blueprint import PlannedDepartment, PlannedPerson, PlannedPost

DEPARTMENTS: Final = (
    PlannedDepartment("PRODUCTION", Text("生产部", "Production")),
    PlannedDepartment("EQUIPMENT", Text("设备部", "Equipment")),
    PlannedDepartment("SAFETY", Text("安全环保部", "Safety and Environment")),
    PlannedDepartment("MANAGEMENT", Text("公司管理层", "Management")),
)

POSTS: Final = (
    PlannedPost("OPERATOR", Text("反应岗操作工", "Reactor operator"), "PRODUCTION"),
    PlannedPost("STORAGE", Text("储运岗操作工", "Storage operator"), "PRODUCTION"),
    PlannedPost("SHIFT", Text("生产班长", "Shift leader"), "PRODUCTION"),
    PlannedPost("REPAIR", Text("设备维修主管", "Maintenance leader"), "EQUIPMENT"),
    PlannedPost("OFFICER", Text("安全主管", "Safety officer"), "SAFETY"),
    PlannedPost("RECHECK", Text("安全工程师", "Safety engineer"), "SAFETY"),
    PlannedPost("DIRECTOR", Text("总经理", "General manager"), "MANAGEMENT"),
    PlannedPost("SYSTEM", Text("系统管理员", "System administrator"), "MANAGEMENT"),
)

PEOPLE: Final = (
    PlannedPerson("zhao.min", Text("赵敏", "Zhao Min"), Role.OFFICER, "SAFETY", "OFFICER"),
    PlannedPerson("wang.lei", Text("王磊", "Wang Lei"), Role.WORKER, "PRODUCTION", "OPERATOR"),
    PlannedPerson("chen.jie", Text("陈杰", "Chen Jie"), Role.WORKER, "PRODUCTION", "STORAGE"),
    PlannedPerson("li.qiang", Text("李强", "Li Qiang"), Role.LEAD, "EQUIPMENT", "REPAIR"),
    PlannedPerson("sun.yue", Text("孙悦", "Sun Yue"), Role.LEAD, "PRODUCTION", "SHIFT"),
    PlannedPerson("liu.fang", Text("刘芳", "Liu Fang"), Role.OFFICER, "SAFETY", "RECHECK"),
    PlannedPerson("zhou.gang", Text("周刚", "Zhou Gang"), Role.EXECUTIVE, "MANAGEMENT", "DIRECTOR"),
    PlannedPerson("admin", Text("系统管理员", "Administrator"), Role.ADMIN, "MANAGEMENT", "SYSTEM"),
)
