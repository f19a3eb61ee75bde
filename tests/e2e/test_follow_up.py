"""Chasing what is late and answering for it on real screens; an officer changes a site's response times."""

from playwright.sync_api import expect

from tests.e2e.devices import Device
from tests.e2e.plant_floor import PlantFloor, make_late
from tests.support.installations import Installation


def test_an_executive_chases_what_is_late_and_the_worker_answers_from_the_phone(
    floor: PlantFloor, installation: Installation, tablet: Device, phone: Device
) -> None:
    alert = floor.raise_alert("TT-701", 37.0, "ORANGE")
    floor.as_person("chen.jie").do("AcknowledgeAlert", alertId=alert["id"])
    case = alert["case"]
    make_late(installation, case["id"])

    tablet.sign_in("zhou.gang")
    tablet.page.get_by_test_id("overdue-banner").click()
    row = tablet.page.get_by_test_id("overdue-row").filter(has_text=case["number"])
    expect(row).to_contain_text("陈杰")
    row.get_by_test_id("overdue-choose").click()
    tablet.page.get_by_test_id("overdue-follow-up").click()
    tablet.page.get_by_test_id("sheet-send").click()
    expect(row).to_contain_text("已督办")

    phone.sign_in("chen.jie")
    phone.page.get_by_test_id("asked-banner").tap()
    entry = phone.page.get_by_test_id("follow-up").filter(has_text="周刚")
    entry.get_by_test_id("answer").tap()
    phone.page.get_by_role("radio", name="等备件").tap()
    phone.page.get_by_test_id("sheet-send").tap()
    expect(phone.page.get_by_test_id("follow-up").filter(has_text="周刚")).to_have_count(0)

    tablet.go(f"/cases/{case['id']}")
    expect(tablet.page.get_by_test_id("follow-up-card")).to_contain_text("等备件")
    expect(tablet.page.locator(".timeline")).to_contain_text("督办答复")


def test_an_officer_gives_orange_less_time_in_five_taps(floor: PlantFloor, phone: Device) -> None:
    phone.sign_in("zhao.min")
    phone.go("/policy")
    orange = phone.page.get_by_test_id("tier-policy").nth(1)
    expect(orange).to_contain_text("4 小时")

    orange.get_by_test_id("edit-policy").tap()
    phone.page.get_by_role("button", name="处置时限：缩短").tap()
    phone.page.get_by_role("radio", name="夜班人手").tap()
    phone.page.get_by_test_id("sheet-send").tap()

    expect(orange).to_contain_text("3 小时")
    expect(phone.page.locator(".content")).to_contain_text("第 2 版")


def test_an_officer_adds_a_rung_and_takes_one_away(floor: PlantFloor, phone: Device) -> None:
    phone.sign_in("zhao.min")
    phone.go("/policy")
    blue = phone.page.get_by_test_id("tier-policy").nth(3)
    for press, rungs in (("add-rung", "2 级"), ("remove-rung", "1 级")):
        blue.get_by_test_id("edit-policy").tap()
        phone.page.get_by_test_id(press).last.tap()
        expect(phone.page.get_by_test_id("ladder")).to_contain_text(f"共 {rungs}")
        phone.page.get_by_role("radio", name="演练结果").tap()
        phone.page.get_by_test_id("sheet-send").tap()
        expect(phone.page.get_by_test_id("sheet-send")).to_be_hidden()
