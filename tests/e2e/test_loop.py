"""The main job on real screens: from a reading to an archived case."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.e2e.devices import TABLET, Device, device
from tests.e2e.forms import dispose, pass_by_override, send_back
from tests.e2e.plant_floor import PlantFloor
from tests.support.installations import Installation


def test_a_red_alert_is_disposed_of_failed_disposed_of_again_and_archived_by_override(
    floor: PlantFloor,
    phone: Device,
    tablet: Device,
    browser: Browser,
    installation: Installation,
    photo: Path,
) -> None:
    tablet.sign_in("zhao.min")
    phone.sign_in("wang.lei")

    # The officer's screen is told; nobody touches it.
    alert = floor.raise_alert("GD-201", 62.0, "RED")
    row = tablet.page.locator(f'[data-tier=RED][href="/alerts/{alert["id"]}"]').first
    expect(row).to_be_visible()
    expect(row).to_contain_text("反应车间可燃气体 A")

    # Two taps on the phone of the person responsible.
    phone.page.locator(f'a[href="/alerts/{alert["id"]}"]').first.tap()
    phone.page.get_by_test_id("acknowledge").tap()
    expect(phone.page.get_by_test_id("acknowledge")).to_have_count(0)
    case_id = alert["case"]["id"]
    case_row = tablet.page.locator(f'a[href="/cases/{case_id}"]')
    expect(case_row).to_contain_text("处置中")
    expect(row).to_have_count(0)

    dispose(phone, case_id, photo, "切断进料阀并通风")
    expect(case_row).to_contain_text("待复查")
    case_row.click()
    expect(tablet.page.locator(".case")).to_contain_text("切断进料阀并通风")

    # Nobody rechecks their own work.
    phone.go(f"/cases/{case_id}")
    expect(phone.page.locator(".case")).to_be_visible()
    expect(phone.page.get_by_role("button", name="复查", exact=True)).to_have_count(0)

    # A second person is not content.
    send_back(tablet, photo, "阀门仍有泄漏")
    expect(tablet.page.locator(".case")).to_contain_text("第 2 轮")

    dispose(phone, case_id, photo, "更换法兰垫片，复测中")
    expect(tablet.page.locator(".case")).to_contain_text("更换法兰垫片")

    # The gas has not gone down yet: only an executive may pass it, and says why.
    with device(browser, installation.address, TABLET) as executive:
        executive.sign_in("zhou.gang")
        pass_by_override(executive, case_id, photo, "探头故障，现场手持检测正常")
        expect(executive.page.locator(".archive")).to_contain_text("已归档")

    expect(tablet.page.locator(".archive code")).to_have_text(
        floor.as_person("zhao.min").ask("Case", id=case_id)["archive"]["hash"]
    )
    steps = tablet.page.locator(".timeline li strong").all_text_contents()
    for step in ("触发预警", "预警已响应", "交处置", "复查退回", "复查通过", "归档"):
        assert step in steps
    assert steps.count("交处置") == 2
