"""What nobody decides alone: asked on one device, decided on another."""

from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.e2e.devices import Device
from tests.e2e.plant_floor import PlantFloor
from tests.support.client import Client

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
    expect(phone.page.get_by_test_id("sheet-send").locator("visible=true")).to_have_text("还差说明")
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


def test_more_time_for_red_holds_once_a_second_person_has_agreed(phone: Device, tablet: Device) -> None:
    tablet.sign_in("zhao.min")
    tablet.go("/policy")
    red = tablet.page.get_by_test_id("tier-policy").first
    red.get_by_test_id("edit-policy").click()
    tablet.page.get_by_role("button", name="处置时限：延长").click()
    expect(tablet.page.get_by_test_id("policy-looser")).to_contain_text("30 分钟 → 45 分钟")
    tablet.page.get_by_role("radio", name="夜班人手").click()
    expect(tablet.page.get_by_test_id("sheet-send").locator("visible=true")).to_be_disabled()
    tablet.page.get_by_label("修改原因").last.fill("夜班只有两个人值守")
    send(tablet.page)
    waiting = tablet.page.get_by_test_id("policy-waiting")
    expect(waiting).to_contain_text("30 分钟 → 45 分钟")
    expect(waiting).to_contain_text("赵敏")
    expect(red).to_contain_text("30 分钟")

    phone.sign_in("liu.fang")
    asked = phone.page.get_by_test_id("agreement").filter(has_text="放宽响应时限")
    asked.get_by_test_id("decide-agreement").tap()
    phone.page.get_by_role("radio", name="同意", exact=True).tap()
    send(phone.page)
    expect(asked).to_have_count(0)

    expect(red).to_contain_text("45 分钟")
    expect(waiting).to_have_count(0)


def test_an_area_moved_out_of_a_stricter_one_keeps_its_times_and_the_screen_says_so(
    floor: PlantFloor, tablet: Device
) -> None:
    officer = floor.as_person("zhao.min")
    (site,) = officer.ask("Viewer")["memberships"]
    site_id, code = site["site"]["id"], uuid4().hex[:6].upper()
    yard = _area(officer, site_id, f"YARD-{code}")
    hall = _area(officer, site_id, f"HALL-{code}", parentId=yard)
    now = officer.ask("TierPolicies", siteId=site_id, areaId=yard)["inForce"]["tiers"]
    shorter = [{**each, "recheckWithinS": 7200} if each["tier"] == "RED" else each for each in now]
    officer.do(
        "ChangeTierPolicy", siteId=site_id, areaId=yard, basedOn=0, reason="罐区要快一些", tiers=shorter
    )

    tablet.sign_in("zhao.min")
    tablet.go(f"/admin/places/{hall}")
    tablet.page.get_by_label("上级区域").select_option(label="没有上级")
    tablet.page.get_by_test_id("save-area").click()

    said = tablet.page.get_by_role("dialog").filter(has_text="移动没有改响应时限")
    expect(said).to_contain_text(f"HALL-{code}")
    said.get_by_role("button").click()
    tablet.go("/policy")
    tablet.page.get_by_label("适用于").select_option(value=hall)
    expect(tablet.page.get_by_test_id("tier-policy").first).to_contain_text("2 小时")
    expect(tablet.page.get_by_text("移动区域时保留的时限")).to_be_visible()
    tablet.page.get_by_test_id("as-site").click()
    expect(tablet.page.get_by_test_id("withdraw-looser")).to_contain_text("2 小时 → 1 天")


def _area(officer: Client, site_id: str, code: str, **more: str) -> str:
    details = {"code": code, "nameZh": code, "musterZh": "", "musterEn": "", "nameEn": "", **more}
    return str(officer.do("AddArea", siteId=site_id, details=details, drawing=None)["id"])
