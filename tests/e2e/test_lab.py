"""A limit changes where its alert is read: the history says what that does, five taps in all."""

from playwright.sync_api import expect

from tests.e2e.devices import Device
from tests.e2e.plant_floor import PlantFloor


def test_an_officer_changes_a_limit_from_the_alert_in_five_taps(floor: PlantFloor, tablet: Device) -> None:
    alert = floor.raise_alert("DU-401", 5.0, "YELLOW")
    tablet.sign_in("zhao.min")
    tablet.go(f"/alerts/{alert['id']}")
    page = tablet.page

    page.get_by_test_id("to-lab").click()
    yellow = page.locator("[data-testid=limit-HIGH-YELLOW]")
    before = yellow.locator("input").input_value()
    yellow.get_by_role("button").first.click()
    expect(page.get_by_test_id("strip")).to_be_visible()
    page.get_by_role("radio", name="预警太晚").click()
    page.get_by_test_id("apply").click()

    expect(page.get_by_test_id("versions")).to_contain_text("第 2 版")
    expect(page.get_by_test_id("proposal")).to_contain_text("预警太晚")
    changed = floor.as_person("zhao.min").ask("Alert", id=alert["id"])["sensor"]["indicator"]
    assert changed["version"] == 2
    assert float(before) > min(limit["value"] for limit in changed["limits"])


def test_a_looser_red_limit_waits_for_a_second_officer_and_may_run_as_a_shadow(
    floor: PlantFloor, phone: Device
) -> None:
    phone.sign_in("zhao.min")
    phone.go("/lab")
    page = phone.page
    page.get_by_test_id("lab-sensor").filter(has_text="GD-202").tap()

    page.locator("[data-testid=limit-HIGH-RED]").get_by_role("button").last.tap()
    expect(page.get_by_test_id("apply")).to_have_text("提交审批")
    page.get_by_role("button", name="影子试运行").tap()
    page.get_by_role("radio", name="工艺变更").tap()
    page.get_by_test_id("sheet-send").tap()

    proposal = page.get_by_test_id("proposal")
    expect(proposal).to_contain_text("影子运行中")
    expect(proposal.get_by_test_id("approve-proposal")).to_have_count(0)
    proposal.get_by_role("button", name="撤回").tap()
    expect(proposal).to_contain_text("已撤回")
