"""报了有回音: a report's timeline on the reporter's phone, recurrence with a root cause, no name at all."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

from playwright.sync_api import Browser, expect

from tests.e2e.devices import PHONE, Device, device
from tests.e2e.forms import dispose, report_hazard, send_report
from tests.e2e.plant_floor import PlantFloor
from tests.e2e.test_anonymous import allow
from tests.support.client import Client, new_photo, new_signature
from tests.support.installations import Installation

STEPS = "[data-testid=steps] [data-step={}]"


def at(client: Client, equipment: str, category: str, description: str) -> Any:
    return client.do(
        "ReportHazard",
        category=category,
        description=description,
        equipmentCode=equipment,
        photos=[],
        capturedAt="2026-11-24T08:00:00Z",
    )


def has_read_what_others_left(reporter: Client) -> None:
    """The home opens what moved last; of a person whom tests share, that may be a report of another test."""
    reports = reporter.ask("HazardReports", filter={"isMine": True}, first=50)
    for edge in reports["edges"]:
        if edge["node"]["hasNews"]:
            reporter.do("MarkReportSeen", reportId=edge["node"]["id"])


def accepted(floor: PlantFloor, report_id: str) -> str:
    """The case that the officer opens of it."""
    officer = floor.as_person("zhao.min")
    report = officer.do("AcceptHazard", hazardReportId=report_id, tier="YELLOW")
    return str(report["case"]["id"])


def archived(floor: PlantFloor, case_id: str) -> None:
    """wang.lei disposes of it, liu.fang rechecks it."""
    worker, officer = floor.as_person("wang.lei"), floor.as_person("liu.fang")
    worker.do("AcknowledgeCase", caseId=case_id)
    worker.do("SubmitDisposal", caseId=case_id, measures="更换电缆", photos=[worker.photo(new_photo())])
    [signed] = officer.ask("Case", id=case_id)["rounds"]
    officer.do(
        "PassRecheck",
        caseId=case_id,
        contentHash=signed["contentHash"],
        photos=[officer.photo(new_photo())],
        signature=officer.photo(new_signature()),
    )


def test_the_reporter_reads_every_step_thanks_and_objects_and_an_officer_reopens_the_case(
    floor: PlantFloor, phone: Device, tablet: Device
) -> None:
    description = f"电缆破损 {uuid4().hex[:6]}"
    reporter = floor.as_person("chen.jie")
    has_read_what_others_left(reporter)
    report_id = at(reporter, "EQ-0004", "TRAFFIC", description)["id"]
    phone.sign_in("chen.jie")

    # One tap from home; then the screen follows by itself.
    phone.page.locator(f'a[href="/hazards/{report_id}"]').first.tap()
    expect(phone.page.locator(STEPS.format("RECEIVED"))).to_contain_text("已上报")
    expect(phone.page.get_by_text(re.compile("前响应$"))).to_be_visible()
    case_id = accepted(floor, report_id)
    archived(floor, case_id)
    expect(phone.page.locator(STEPS.format("ARCHIVED"))).to_contain_text("已消除")
    expect(phone.page.locator(STEPS.format("FIXED"))).to_contain_text("更换电缆")
    expect(phone.page.locator(STEPS.format("FIXED")).locator("img")).to_have_count(1)

    phone.page.get_by_test_id("thank").tap()
    phone.page.get_by_test_id("sheet-send").last.tap()
    expect(phone.page.locator(STEPS.format("THANKED"))).to_be_visible()
    expect(phone.page.get_by_test_id("thank")).to_have_count(0)
    phone.page.get_by_test_id("object").tap()
    phone.page.get_by_label(re.compile("哪里不对")).fill("外皮还是破的")
    phone.page.get_by_test_id("sheet-send").last.tap()
    expect(phone.page.get_by_text("等待安全员答复异议")).to_be_visible()

    # Two taps from the officer's home to the answer.
    tablet.sign_in("zhao.min")
    waiting = tablet.page.locator("[data-testid=stack-objection], [data-kind=objection]").filter(
        has_text="外皮还是破的"
    )
    waiting.click()
    tablet.page.get_by_test_id("uphold").click()
    tablet.page.get_by_label(re.compile("答复上报人")).fill("确实没换好")
    tablet.page.get_by_test_id("sheet-send").last.click()
    expect(phone.page.locator(STEPS.format("REOPENED"))).to_be_visible()
    tablet.go("/hazards?view=objections")
    # Others of this plant may still wait; the list has come once it shows them, or says that there are none.
    none = tablet.page.get_by_text("没有待响应的异议")
    expect(none.or_(tablet.page.get_by_test_id("objection-row")).first).to_be_visible()
    expect(tablet.page.get_by_test_id("objection-row").filter(has_text="外皮还是破的")).to_have_count(0)
    again = floor.as_person("zhao.min").ask("CaseRecord", caseId=case_id)["reopenedAs"]["id"]
    tablet.go(f"/cases/{again}")
    expect(tablet.page.get_by_test_id("record")).to_contain_text("本单重新打开")


def test_the_third_case_at_an_equipment_asks_why_before_it_can_be_disposed_of(
    floor: PlantFloor, phone: Device, photo: Path
) -> None:
    reporter = floor.as_person("chen.jie")
    found = [at(reporter, "EQ-0006", "MECHANICAL", f"联轴器异响 {n}")["id"] for n in range(3)]
    third = [accepted(floor, report_id) for report_id in found][-1]
    worker = floor.as_person("wang.lei")
    worker.do("AcknowledgeCase", caseId=third)
    phone.sign_in("wang.lei")

    phone.go(f"/cases/{third}")
    expect(phone.page.get_by_test_id("record")).to_contain_text("90 天内第 3 次")
    phone.go(f"/cases/{third}/dispose")
    expect(phone.page.get_by_test_id("submit-disposal")).to_contain_text("还差根本原因")
    phone.page.get_by_test_id("root-cause").tap()
    sheet = phone.page.locator("form").filter(has=phone.page.get_by_test_id("why-problem"))
    for field, words in {
        "why-problem": "联轴器反复异响",
        "why-1": "对中偏差",
        "why-2": "地脚螺栓松",
        "why-3": "没有定期紧固",
        "why-root": "点检表缺这一项",
        "why-measure": "加入月度点检",
    }.items():
        sheet.get_by_test_id(field).locator("textarea").fill(words)
    sheet.get_by_role("radio", name="李强").tap()
    sheet.get_by_test_id("sheet-send").tap()
    expect(phone.page.get_by_test_id("root-cause")).to_have_count(0)

    dispose(phone, third, photo, "重新对中并紧固")
    record = worker.ask("CaseRecord", caseId=third)
    assert (record["isRecurrence"], record["rootCause"]["rootCause"]) == (True, "点检表缺这一项")
    phone.go("/hazards/new")
    phone.page.get_by_test_id("choose-place").tap()
    equipment = worker.ask("Case", id=third)["equipment"]["name"]["zh"]
    phone.page.get_by_role("button", name=equipment).first.tap()
    phone.page.get_by_test_id("category-MECHANICAL").tap()
    expect(phone.page.get_by_test_id("duplicate-hint")).to_contain_text("可能已有人上报")


def test_nothing_is_declined_or_dismissed_as_a_duplicate_before_it_is_said_of_what(
    floor: PlantFloor, tablet: Device
) -> None:
    reporter = floor.as_person("chen.jie")
    reports = [at(reporter, "EQ-0003", "CHEMICAL", f"法兰渗漏 {n}")["id"] for n in range(3)]
    original, second = (accepted(floor, report_id) for report_id in reports[:2])
    number = reporter.ask("Case", id=original)["number"]
    tablet.sign_in("zhao.min")

    tablet.go(f"/hazards/{reports[2]}")
    tablet.page.get_by_test_id("decline").click()
    _as_duplicate_of(tablet, "重复上报", number)
    expect(tablet.page.get_by_test_id("steps")).to_contain_text(f"并入另一处置单继续见 {number}")
    tablet.go(f"/cases/{second}")
    tablet.page.get_by_test_id("act-DISMISS").click()
    _as_duplicate_of(tablet, "重复", number)
    expect(tablet.page.locator(".archive")).to_be_visible()

    record = reporter.ask("CaseRecord", caseId=original)
    assert [each["id"] for each in record["duplicates"]] == [second]
    archived(floor, original)
    for report_id in reports[1:]:
        steps = reporter.ask("ReportTimeline", reportId=report_id)["steps"]
        assert "FIXED" in [each["kind"] for each in steps], "who reported it follows the original"


def _as_duplicate_of(tablet: Device, choice: str, number: str) -> None:
    sheet = tablet.page.locator(".sheet:visible")
    sheet.get_by_role("radio", name=choice, exact=True).click()
    sheet.get_by_label(re.compile("说明（必填")).fill("同一处")
    send = tablet.page.locator("[data-testid=sheet-send]:visible")
    expect(sheet.get_by_test_id("duplicate").filter(has_text=number)).to_be_visible()
    if choice == "重复上报":  # the verb of a report says what is missing
        expect(send).to_contain_text("并入哪一件")
    else:
        expect(send).to_be_disabled()
    sheet.get_by_test_id("duplicate").filter(has_text=number).click()
    send.click()


def test_a_report_without_a_name_is_followed_by_its_key_on_any_phone(
    floor: PlantFloor,
    phone: Device,
    tablet: Device,
    photo: Path,
    browser: Browser,
    installation: Installation,
) -> None:
    allow(floor)
    tablet.sign_in("zhao.min")
    tablet.go("/admin/modules")
    module = tablet.page.locator("[data-module=REPORTS_WITHOUT_NAME]")
    expect(module).to_be_visible()
    if module.get_by_text("已停用").is_visible():
        module.get_by_test_id("switch-module").click()
        tablet.page.locator("[data-testid=sheet-send]:visible").click()
    expect(module.get_by_text("已启用")).to_be_visible()
    description = f"夜班违规动火 {uuid4().hex[:6]}"

    phone.sign_in("chen.jie")
    phone.go("/hazards/new")
    report_hazard(phone, photo, description)
    phone.page.get_by_test_id("anonymous").tap()
    send_report(phone)
    phone.page.wait_for_url("**/follow")
    key = phone.page.get_by_test_id("follow-key").inner_text()
    expect(phone.page.locator(STEPS.format("RECEIVED"))).to_be_visible()

    edges = floor.as_person("zhao.min").ask("HazardReports", filter={"states": ["SUBMITTED"]}, first=50)
    [report] = [e["node"] for e in edges["edges"] if e["node"]["description"] == description]
    assert report["reportedBy"]["name"]["zh"] == "匿名"
    assert len(report["photos"]) == 1
    accepted(floor, report["id"])
    with device(browser, installation.address, PHONE) as other:
        other.go("/sign-in")
        other.page.get_by_text("凭查询码查看匿名上报").tap()
        other.page.get_by_label("查询码").fill(key.lower())
        other.page.get_by_role("button", name="查看进展").tap()
        expect(other.page.locator(STEPS.format("ACCEPTED"))).to_contain_text("黄")
        expect(other.page.locator(STEPS.format("RECEIVED")).locator("img")).to_be_visible()
