"""Workbooks for tests: made of lines, checked and imported without the processes beside the server."""

import io
from typing import Any, Final
from uuid import UUID

import openpyxl

from backend.core.database import Database
from backend.core.viewer import Viewer
from backend.workbooks.commands import usernames_in, write_plan
from backend.workbooks.files.reading import read_workbook
from backend.workbooks.rehearsal.rehearsing import Wanted, rehearse
from backend.workbooks.rules import Outcome, Parsed, Plan, Snapshot
from backend.workbooks.snapshot_store import Snapshots

Lines = list[list[Any]]


def book(**sheets: Lines) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, lines in sheets.items():
        page = made.create_sheet(name)
        for line in lines:
            page.append(line)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def rehearsed(
    database: Database,
    site_id: UUID,
    content: bytes,
    by: Viewer,
    sheet: str = "",
    *,
    takes_computed: bool = False,
) -> tuple[Plan, Snapshot, Parsed]:
    """What the file would do to the site as it is now."""
    parsed = read_workbook(content, sheet)
    snapshot = database.read(lambda s: Snapshots(s).take(site_id, usernames_in(parsed), now=database.clock()))
    wanted = Wanted(snapshot, parsed, by, database.clock(), takes_computed)
    return rehearse(wanted), snapshot, parsed


def check(database: Database, site_id: UUID, content: bytes, by: Viewer, sheet: str = "") -> Outcome:
    plan, _, _ = rehearsed(database, site_id, content, by, sheet)
    return plan.outcome


def import_(
    database: Database,
    site_id: UUID,
    content: bytes,
    by: Viewer,
    sheet: str = "",
    *,
    takes_computed: bool = False,
) -> Outcome:
    """Import a file without a fault."""
    plan, snapshot, parsed = rehearsed(database, site_id, content, by, sheet, takes_computed=takes_computed)
    assert not plan.outcome.faults, plan.outcome.faults
    database.transact(lambda tx: write_plan(tx, plan, snapshot, usernames_in(parsed), by=by))
    return plan.outcome


def plant_book(
    people: int = 200,
    machines: int = 150,
    areas: int = 14,
    sources: int = 300,
    more_people: Lines | None = None,
) -> bytes:
    """A whole plant as its officer would write it down, in Chinese headings and words."""
    posts = [["OP", "操作工", None], ["FIT", "钳工", None], ["LEAD", "班长", None], ["DCS", "内操", "WS-1"]]
    return book(
        部门=[["编号*", "名称*", "上级编号"], *_departments()],
        岗位=[["编号*", "名称*", "部门编号"], *posts],
        人员=[
            ["登录名*", "名称*", "角色*", "部门编号", "岗位编号", "工号", "入职日期", "手机"],
            *(_person(n) for n in range(people)),
            *(more_people or []),
        ],
        区域=[
            ["编号*", "名称*", "上级编号", "默认环节", "集合点"],
            *(
                [_area(n), f"{WORKSHOPS[n % 5]}{n // 5 + 1}区", None, "设备运行", "东门广场"]
                for n in range(areas)
            ),
        ],
        设备=[
            ["编号*", "名称*", "区域编号*", "环节*", "设备类型", "制造商", "特种设备", "下次检验日期"],
            *(_machine(n, areas) for n in range(machines)),
        ],
        监测点=[
            ["编号*", "名称*", "监测点类型*", "区域编号*", "环节*", "设备编号", "责任人登录名", "限值模板"],
            *(_source(n, n % machines, areas, n % people) for n in range(sources)),
        ],
    )


WORKSHOPS: Final = ("反应", "精馏", "罐区", "公用工程", "包装")
SURNAMES: Final = "赵钱孙李周吴郑王冯陈"
GIVEN: Final = "伟芳娜敏静强磊洋艳杰"
KINDS: Final = ("离心泵", "反应釜", "储罐", "换热器", "风机")


def _area(n: int) -> str:
    return f"A-{n + 1:02d}"


def _departments() -> Lines:
    workshops = [[f"WS-{n + 1}", f"{name}车间", "PLANT"] for n, name in enumerate(WORKSHOPS)]
    teams = [[f"T-{n + 1}", f"{WORKSHOPS[n % 5]}{n // 5 + 1}班", f"WS-{n % 5 + 1}"] for n in range(10)]
    return [["PLANT", "江北化工厂", None], *workshops, *teams]


def _person(n: int) -> list[Any]:
    name = SURNAMES[n % 10] + GIVEN[n // 10 % 10] + (GIVEN[n // 100 % 10] if n > 99 else "")
    role, post = ("部门负责人", "LEAD") if n % 20 == 0 else ("一线作业人员", "OP" if n % 3 else "FIT")
    team = f"T-{n % 10 + 1}"
    return [f"jb{n:03d}", name, role, team, post, f"{n + 1:04d}", "２０２１年３月１日", f"138{n:08d}"]


def _machine(n: int, areas: int) -> list[Any]:
    kind, special = KINDS[n % 5], "是" if n % 5 in (1, 2) else "否"
    return [
        f"E-{n + 101}",
        f"{kind} {n + 101}",
        _area(n % areas),
        "设备运行",
        kind,
        "沈鼓",
        special,
        "2027-03-01",
    ]


def _source(n: int, machine: int, areas: int, person: int) -> list[Any]:
    where = [_area(machine % areas), "工序作业", f"E-{machine + 101}", f"jb{person:03d}"]
    return [f"GT-{n + 1:03d}", f"监测点 {n + 1}", "数值监测点", *where, "可燃气体探测器" if n % 2 else None]
