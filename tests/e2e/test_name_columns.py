"""A name has its room in every table of the desk, at every width, in both languages; what is cut has a title.

The tables are found in the code: a new one is looked at, or fails here for want of rows.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.devices import DESK, Device
from tests.e2e.history import History
from tests.e2e.plant_floor import PlantFloor
from tests.support.installations import Installation

SOURCES: Final = Path(__file__).parents[2] / "frontend" / "src"
WIDTHS: Final = (1024, 1280, 1440, 1920)
LEAST_NAME_PX: Final = 260
ADDRESSES: Final = {
    "TaskDesk": "/board?by=tasks&view=all",
    "LedgerAdmin": "/admin/equipment",
    "PeoplePage": "/admin/people",
}
"""Of tables that are no list of the server, and of one that is a part of a page."""
SEEN_BY: Final = {"FollowUpDesk": "zhao.min"}
"""Who may follow up sees what was; of the other tables the administrator sees all rows."""
MEASURE: Final = """() => {
  const table = document.querySelector('[data-testid=table] table')
  const heads = [...table.querySelectorAll('thead th')]
  const row = table.querySelector('tbody tr[data-row]')
  const cells = [...row.children]
  const name = cells.findIndex((cell) => cell.querySelector('a.name'))
  const isCut = (cell) => [cell, ...cell.querySelectorAll('*')].some(
    (part) => part.clientWidth > 0 && part.scrollWidth > part.clientWidth)
  const pointed = (cell) => (cell.dispatchEvent(new PointerEvent('pointerover', { bubbles: true })), cell)
  const all = [...heads, ...table.querySelectorAll('tbody tr[data-row] td')]
  return {
    name: cells[name].getBoundingClientRect().width,
    untitled: all.filter((cell) => isCut(pointed(cell)) && !cell.title).map((cell) => cell.innerText),
    heads: heads.filter(isCut).map((head) => head.innerText),
    over: heads.filter((head) => head.getBoundingClientRect().right > innerWidth + 1).length,
  }
}"""


def tables() -> dict[str, str]:
    """The address of every table of the desk, by the component that shows it."""
    found = {}
    for file in sorted(SOURCES.glob("features/**/*.vue")):
        code = file.read_text()
        if not re.search(r"<Desk(List|Table)\b", code) or file.stem == "DeskList":
            continue
        path = re.search(r'<DeskList\b[^>]*?\n\s+path="(/[^"]+)"', code)
        found[file.stem] = ADDRESSES.get(file.stem) or (f"{path[1]}?view=all" if path else "")
    return found


@pytest.fixture(scope="module", params=["zh", "en"])
def desks(
    request: pytest.FixtureRequest, browser: Browser, installation: Installation
) -> Iterator[dict[str, Device]]:
    """The desk of each who looks, by username, in one language."""
    found = {}
    for username in ("admin", *SEEN_BY.values()):
        context = browser.new_context(service_workers="block", **DESK)
        context.add_init_script(f"localStorage.setItem('anhuan.locale', '{request.param}')")
        found[username] = Device(installation.address, context, context.new_page())
        found[username].enter(username)
    yield found
    for held in found.values():
        held.context.close()


@pytest.fixture(scope="module")
def filled(floor: PlantFloor, history: History) -> None:
    """Every table has rows: beside what the past left, somebody was followed up."""
    words = "今天下班前处理完；备件到了先换联轴器，再试车半小时"
    case_id = floor.report_in_disposal("泵房护栏松动，靠近联轴器一侧", "li.qiang")
    floor.as_person("zhao.min").do("FollowUpCases", caseIds=[case_id], text=words)


def measure(desk: Device) -> dict[str, Any]:
    return dict(desk.page.evaluate(MEASURE))


def test_every_table_of_the_desk_is_known_by_an_address() -> None:
    found = tables()
    assert {name for name, address in found.items() if not address} == set()
    assert set(ADDRESSES) <= set(found)


@pytest.mark.nightly
@pytest.mark.parametrize("name", tables())
def test_no_name_is_a_sliver_and_nothing_is_cut_that_has_no_title(
    filled: None, desks: dict[str, Device], name: str
) -> None:
    found = {}
    desk = desks[SEEN_BY.get(name, "admin")]
    desk.go(tables()[name])
    for width in WIDTHS:
        desk.page.set_viewport_size({"width": width, "height": 900})
        expect(desk.page.locator("[data-testid=table] tbody tr[data-row]").first).to_be_visible()
        desk.settles()
        seen = measure(desk)
        if seen["name"] < LEAST_NAME_PX or seen["untitled"] or seen["over"]:
            found[width] = seen
        desk.shot(f"names-{name}-{width}")

    assert found == {}
