"""Lists of the desk at work: printed, narrowed by their address, opened and given back, done row by row."""

import csv
import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from backend.demo.blueprint import id_of
from tests.e2e.devices import PHONE, Device, device
from tests.e2e.plant_floor import PlantFloor
from tests.support.installations import Installation
from tests.support.papers import words_of


@pytest.fixture
def desk(desk: Device) -> Device:
    desk.sign_in("zhao.min")
    return desk


def row_of(desk: Device, row_id: str) -> Locator:
    return desk.page.locator(f'[data-row="{row_id}"]')


def printed(desk: Device) -> str:
    """The words on the paper."""
    return words_of(desk.page.pdf(format="A4"))


def archived(floor: PlantFloor) -> str:
    case_id = floor.report_in_disposal("标定瓶残气触发的报警", "chen.jie")
    floor.as_person("liu.fang").do(
        "DismissCase", caseId=case_id, outcome="FALSE_ALARM", reason=f"标定瓶残气：{case_id}"
    )
    return case_id


def test_what_is_open_is_printed_and_without_it_every_row_of_the_list(
    floor: PlantFloor, desk: Device
) -> None:
    case_id = floor.report_in_disposal("皮带护罩缺螺栓", "chen.jie")
    number = floor.as_person("zhao.min").ask("Case", id=case_id)["number"]
    desk.go(f"/cases/{case_id}?view=open")
    expect(desk.page.locator("article.case")).to_contain_text("皮带护罩")
    desk.settles()

    paper = printed(desk)

    assert number in paper
    assert "皮带护罩缺螺栓" in paper
    desk.page.emulate_media(media="print")
    expect(desk.page.get_by_test_id("table")).to_be_hidden()
    expect(desk.page.locator("article.case")).to_be_visible()
    desk.page.emulate_media(media="screen")


def test_every_row_that_was_loaded_is_printed_also_those_out_of_sight(
    floor: PlantFloor, desk: Device
) -> None:
    for n in range(28):
        floor.as_person("wang.lei" if n % 2 else "sun.yue").do(
            "ReportHazard",
            category="MECHANICAL",
            description=f"螺栓松动 {n}",
            areaId=str(id_of("area", "UNLOAD")),
            photos=[],
            capturedAt=datetime.now(UTC).isoformat(),
        )
    desk.page.set_viewport_size({"width": 1194, "height": 400})
    desk.go("/hazards?view=all&words=螺栓松动")
    rows = desk.page.get_by_test_id("hazard-row")
    expect(rows.first).to_be_visible()
    assert rows.count() < 28

    paper = printed(desk)

    assert all(f"螺栓松动{n}" in paper for n in range(28))


def test_a_figure_that_leads_into_the_archive_opens_its_part_also_in_the_hand(
    floor: PlantFloor, browser: Browser, installation: Installation
) -> None:
    case_id = archived(floor)
    with device(browser, installation.address, PHONE) as phone:
        phone.sign_in("zhao.min")
        found = phone.page.locator(f"[data-testid=archive-row] a[href='/cases/{case_id}']")
        phone.go("/archive?outcome=FALSE_ALARM")
        expect(found).to_be_visible()
        phone.go("/archive?outcome=RESOLVED")
        expect(phone.page.get_by_role("radio", name="已消除")).to_be_checked()
        expect(found).to_have_count(0)

        phone.page.get_by_role("radio", name="误报").tap()

        expect(phone.page).to_have_url(re.compile("outcome=FALSE_ALARM"))
        expect(found).to_be_visible()


def test_a_row_of_the_archive_opens_beside_it_and_escape_gives_the_very_list_back(
    floor: PlantFloor, desk: Device
) -> None:
    case_id = archived(floor)
    desk.go("/archive?outcome=FALSE_ALARM&sort=-NUMBER&words=标定瓶")
    row_of(desk, case_id).get_by_role("link").click()
    expect(desk.page).to_have_url(re.compile(f"/archive/{case_id}"))
    expect(desk.page.locator("article.case")).to_be_visible()
    expect(row_of(desk, case_id)).to_be_visible()

    desk.page.keyboard.press("Escape")

    expect(desk.page).to_have_url(re.compile(r"/archive\?outcome=FALSE_ALARM&sort=-NUMBER&words="))
    expect(row_of(desk, case_id).get_by_role("link")).to_be_focused()


def test_after_a_verb_the_next_row_is_open_and_the_keys_go_on_from_there(
    floor: PlantFloor, desk: Device
) -> None:
    first = floor.raise_alert("NO-501", 86.0, "YELLOW")["id"]
    second = floor.raise_alert("GD-201", 22.0, "YELLOW")["id"]
    desk.go("/alerts?view=unseen&tier=YELLOW&sort=SOURCE")
    expect(row_of(desk, first)).to_be_visible()
    expect(row_of(desk, second)).to_be_visible()
    ids = desk.page.get_by_test_id("alert-row").evaluate_all("rows => rows.map(row => row.dataset.row)")
    at = min(ids.index(first), ids.index(second))
    row_of(desk, ids[at]).get_by_role("link").click()
    desk.page.get_by_test_id("acknowledge").click()

    expect(row_of(desk, ids[at])).to_have_count(0)
    expect(desk.page).to_have_url(re.compile(f"/alerts/{ids[at + 1]}"))


def test_tasks_of_several_cases_are_assigned_and_the_chosen_ones_exported(
    floor: PlantFloor, desk: Device, tmp_path: Path
) -> None:
    cases = [floor.report_in_disposal(f"支架松动 {n}", "chen.jie") for n in range(3)]
    tasks = [
        floor.as_person("zhao.min").do(
            "AddTask",
            caseId=case_id,
            departmentId=str(id_of("department", "EQUIPMENT")),
            kind="REPAIR",
            work=f"紧固支架 {n}",
        )
        for n, case_id in enumerate(cases)
    ]
    ids = [task["id"] for task in tasks]
    desk.go("/board?by=tasks&view=unassigned")
    for task_id in ids[:2]:
        row_of(desk, task_id).get_by_role("link").focus()
        desk.page.keyboard.press("x")
    with desk.page.expect_download() as download:
        desk.page.get_by_test_id("bulk-export").click()
        desk.page.get_by_label("导出做什么用").fill("班前会")
        desk.page.get_by_test_id("sheet-send").click()
    file = tmp_path / "tasks.csv"
    download.value.save_as(file)
    assert len(list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))) == 3

    desk.page.get_by_test_id("bulk-assign").click()
    person = desk.page.get_by_role("dialog").locator("[data-testid^=person-]").first
    person.click()

    for task_id in ids[:2]:
        expect(row_of(desk, task_id)).to_have_count(0)
    expect(row_of(desk, ids[2])).to_be_visible()


def test_an_alert_that_has_calmed_down_shows_what_its_source_measures_now(
    floor: PlantFloor, desk: Device
) -> None:
    alert = floor.raise_alert("GD-101", 32.5, "ORANGE")
    desk.go("/alerts?view=open")
    row = row_of(desk, alert["id"])
    expect(row.locator("strong.figures")).to_contain_text("32.5")

    floor.measure("GD-101", 2.6)

    expect(row.locator("strong.figures")).to_contain_text("2.6")
    expect(row).to_contain_text("高于限值 25", timeout=20_000)
