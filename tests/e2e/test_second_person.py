"""What nobody decides alone: asked on one device, decided on another."""

from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.e2e.devices import Device
from tests.e2e.plant_floor import PlantFloor

REASON = "现场复核，联锁一直在投，没有停用"


def send(page: Page) -> None:
    page.get_by_test_id("sheet-send").locator("visible=true").click()


def test_two_decline_a_report_graded_major(floor: PlantFloor, phone: Device, tablet: Device) -> None:
    words = f"联锁停用 {uuid4().hex[:6]}"
    reported = floor.as_person("chen.jie").do(
        "ReportHazard",
        category="MECHANICAL",
        grade="MAJOR",
        clause="AQ 3035-2023 4.2",
        description=words,
        equipmentCode="EQ-0004",
        photos=[],
        capturedAt="2026-11-24T08:00:00Z",
    )

    phone.sign_in("zhao.min")
    phone.go(f"/hazards/{reported['id']}")
    phone.page.get_by_test_id("decline").tap()
    phone.page.get_by_role("radio", name="不构成隐患").tap()
    reason = phone.page.get_by_label("第二人和上报人都会看到")
    reason.fill("没事")
    expect(phone.page.get_by_test_id("sheet-send").locator("visible=true")).to_be_disabled()
    reason.fill(REASON)
    send(phone.page)
    expect(phone.page.get_by_test_id("agreement")).to_contain_text("等待决定")
    expect(phone.page.get_by_test_id("decide-agreement")).to_have_count(0)
    expect(phone.page.get_by_test_id("decline")).to_have_count(0)

    tablet.sign_in("liu.fang")
    asked = tablet.page.get_by_test_id("agreement").filter(has_text=reported["number"])
    expect(asked).to_contain_text(REASON)
    asked.get_by_test_id("decide-agreement").click()
    tablet.page.get_by_role("radio", name="同意", exact=True).click()
    send(tablet.page)
    expect(asked).to_have_count(0)

    expect(phone.page.get_by_test_id("agreement")).to_contain_text("已同意")
    expect(phone.page.get_by_test_id("decline")).to_have_count(0)


def test_camera_rules_that_call_less_wait_for_a_second_person(
    floor: PlantFloor, phone: Device, tablet: Device
) -> None:
    tablet.sign_in("zhao.min")
    tablet.go("/sources?part=unknown")
    tablet.page.get_by_role("radio", name="识别规则").click()
    tablet.page.get_by_test_id("rule").filter(has_text="明火").click()
    tablet.page.get_by_role("radio", name="黄").locator("visible=true").click()
    reason = tablet.page.get_by_label("理由（第二人会看到")
    reason.fill("焊接区改造，一周内由专人看火")
    send(tablet.page)
    expect(tablet.page.get_by_test_id("agreement")).to_contain_text("等待决定")

    phone.sign_in("liu.fang")
    asked = phone.page.get_by_test_id("agreement").filter(has_text="放宽识别规则")
    expect(asked).to_contain_text("明火")
    asked.get_by_test_id("decide-agreement").tap()
    phone.page.get_by_role("radio", name="不同意").tap()
    phone.page.get_by_label("不同意的理由").fill("焊接区外还有储罐")
    send(phone.page)

    expect(asked).to_have_count(0)
    rules = floor.as_person("zhao.min").ask("ObservationRules")[0]
    assert rules["version"] == 0
