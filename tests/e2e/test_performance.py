"""Alarm performance on a desk: each number opens the list that it counts, and it prints on its own."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.devices import Device
from tests.e2e.plant_floor import PlantFloor


def test_the_false_alarms_of_a_source_open_as_many_archived_cases(floor: PlantFloor, desk: Device) -> None:
    case_id = floor.raise_alert("GD-102", 14.0, "YELLOW")["case"]["id"]
    floor.as_person("liu.fang").do(
        "DismissCase", caseId=case_id, outcome="FALSE_ALARM", reason="标定瓶残气触发", code="CALIBRATION"
    )
    desk.sign_in("zhao.min")
    desk.go("/kpis")
    row = desk.page.get_by_test_id("false-alarms").get_by_test_id("source-alerts").first
    count = int(re.sub(r"\D", "", row.inner_text()))
    assert count >= 1

    row.click()

    expect(desk.page).to_have_url(re.compile("/archive.outcome=FALSE_ALARM&source="))
    expect(desk.page.get_by_test_id("count")).to_have_text(re.compile(rf"^\s*{count}\b"))
    expect(desk.page.get_by_test_id("archive-row").first).to_contain_text("误报")


@pytest.mark.parametrize("figure", ["ALERTS_PER_DAY", "RED_SHARE", "ACKNOWLEDGED_IN_TIME"])
def test_a_figure_opens_the_list_of_as_many_alerts(floor: PlantFloor, desk: Device, figure: str) -> None:
    floor.raise_alert("GD-102", 32.0, "RED")
    desk.sign_in("zhao.min")
    desk.go("/kpis")
    link = desk.page.get_by_test_id(f"list-{figure}")
    expect(link).to_be_visible()
    count = int(re.sub(r"\D", "", link.inner_text()))

    link.click()

    expect(desk.page).to_have_url(re.compile("/alerts.view=all&from="))
    if count == 0:
        expect(desk.page.get_by_text("没有符合筛选的")).to_be_visible()
    else:
        expect(desk.page.get_by_test_id("count")).to_have_text(re.compile(rf"^\s*{count}\b"))


def test_the_load_of_a_person_opens_the_list_of_as_many_alerts(floor: PlantFloor, desk: Device) -> None:
    floor.raise_alert("GD-102", 32.0, "RED")
    desk.sign_in("zhao.min")
    desk.go("/kpis")
    load = desk.page.get_by_test_id("load").first
    expect(load).to_contain_text("条")
    found = re.search(r"(\d+) 条\s*$", load.inner_text())
    assert found is not None, load.inner_text()

    load.click()

    expect(desk.page.get_by_test_id("count")).to_have_text(re.compile(rf"^\s*{found[1]}\b"))


def test_targets_name_their_source_and_what_has_none_is_not_judged(desk: Device) -> None:
    desk.sign_in("zhao.min")
    desk.go("/kpis")
    page = desk.page

    expect(page.get_by_test_id("figure-CHATTERING")).to_contain_text("≤ 0")
    expect(page.get_by_test_id("figure-ACKNOWLEDGED_IN_TIME")).to_contain_text("没有标准值")
    expect(page.locator(".sources")).to_contain_text("ISA-18.2")


def test_paper_shows_the_figures_and_not_the_rail(desk: Device) -> None:
    desk.sign_in("zhao.min")
    desk.go("/kpis")
    page = desk.page
    expect(page.get_by_test_id("figure-STALE")).to_be_visible()

    page.emulate_media(media="print")

    expect(page.get_by_role("heading", name="预警绩效，30 天")).to_be_visible()
    expect(page.get_by_text("安全主管")).to_be_visible()
    for hidden in (page.get_by_test_id("print"), page.get_by_role("navigation").first):
        expect(hidden).to_be_hidden()
