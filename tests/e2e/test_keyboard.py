"""A desk without a mouse: triage, recheck and 督办 by keys alone. Two windows of it stay in step."""

import re
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.devices import DESK, Device, device
from tests.e2e.plant_floor import PlantFloor, make_late
from tests.support.client import new_photo
from tests.support.installations import Installation

FURTHEST = 60


@pytest.fixture
def desk(desk: Device) -> Device:
    desk.sign_in("zhao.min")
    return desk


def reach(desk: Device, goal: Locator) -> None:
    """Press Tab until the focus is on it."""
    expect(goal).to_be_visible()
    for _ in range(FURTHEST):
        if goal.evaluate("(each) => each === document.activeElement"):
            return
        desk.page.keyboard.press("Tab")
    raise AssertionError(f"no Tab reaches {goal}")


def press(desk: Device, goal: Locator) -> None:
    reach(desk, goal)
    desk.page.keyboard.press("Enter")


def open_row(desk: Device, words: str) -> None:
    """Find the row with these words and open it."""
    expect(desk.page.locator("[data-row]").first).to_be_visible()
    desk.page.keyboard.press("/")
    desk.page.keyboard.type(words)
    expect(desk.page).to_have_url(re.compile("words="))
    row = desk.page.locator("[data-row]")
    expect(row).to_have_count(1)
    expect(row).to_contain_text(words)
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("j")
    expect(row.locator("a.name")).to_be_focused()
    desk.page.keyboard.press("Enter")


def test_a_report_is_accepted_without_a_mouse(floor: PlantFloor, desk: Device) -> None:
    words = f"护栏松动 {uuid4().hex[:6]}"
    reported = floor.as_person("chen.jie").do(
        "ReportHazard",
        category="MECHANICAL",
        description=words,
        equipmentCode="EQ-0004",
        photos=[],
        capturedAt=datetime.now(UTC).isoformat(),
    )
    desk.go("/hazards?view=triage")
    open_row(desk, words)

    press(desk, desk.page.get_by_test_id("accept"))
    press(desk, desk.page.get_by_role("radio", name="橙色"))
    press(desk, desk.page.get_by_role("radio", name="设备部"))
    press(desk, desk.page.get_by_role("radio", name="李强"))
    press(desk, desk.page.get_by_test_id("sheet-send"))

    expect(desk.page.locator(f"[data-row='{reported['id']}']")).to_have_count(0)
    report = floor.as_person("zhao.min").ask("HazardReport", id=reported["id"])
    assert (report["state"], report["case"]["tier"]) == ("ACCEPTED", "ORANGE")


def test_a_case_is_rechecked_and_signed_without_a_mouse(
    browser: Browser, installation: Installation, floor: PlantFloor, photo: Path
) -> None:
    with device(browser, installation.address, DESK) as desk:
        desk.sign_in("zhou.gang")
        recheck(floor, desk, photo)


def reported(floor: PlantFloor, tier: str) -> str:
    """A case of its own, which the lead of equipment works on; its id."""
    words = f"护栏松动 {uuid4().hex[:6]}"
    return floor.report_in_disposal(words, "li.qiang", tier=tier, department="EQUIPMENT")


def recheck(floor: PlantFloor, desk: Device, photo: Path) -> None:
    case_id, lead = reported(floor, "YELLOW"), floor.as_person("li.qiang")
    lead.do(
        "SubmitDisposal", caseId=case_id, measures="已紧固", photos=[lead.photo(new_photo()) for _ in "12"]
    )
    number = floor.as_person("zhao.min").ask("Case", id=case_id)["number"]
    desk.go("/cases?view=recheck")
    open_row(desk, number)

    press(desk, desk.page.get_by_test_id("act-RECHECK"))
    expect(desk.page).to_have_url(re.compile(f"/cases/{case_id}/recheck"))
    for tick in desk.page.locator("button.seen").all():
        press(desk, tick)
    with desk.page.expect_file_chooser() as chooser:
        press(desk, desk.page.get_by_test_id("choose-photo"))
    chooser.value.set_files(photo)
    expect(desk.page.locator(".picker .thumb")).to_have_count(1)
    press(desk, desk.page.get_by_role("button", name="点击签名"))
    reach(desk, desk.page.locator(".sheet canvas"))
    desk.page.keyboard.press("Space")
    for way in ("Right", "Right", "Down", "Right", "Up", "Up", "Right", "Down", "Down", "Right"):
        desk.page.keyboard.press(f"Arrow{way}")
    press(desk, desk.page.get_by_role("button", name="确认签名"))
    expect(desk.page.get_by_role("img", name="已签名")).to_be_visible()
    press(desk, desk.page.get_by_test_id("submit-recheck"))

    expect(desk.page).to_have_url(re.compile(f"/cases/{case_id}"))
    expect(desk.page.locator(".archive")).to_be_visible()
    assert floor.as_person("zhao.min").ask("Case", id=case_id)["state"] == "ARCHIVED"


def test_two_late_cases_are_followed_up_without_a_mouse(
    floor: PlantFloor, installation: Installation, desk: Device
) -> None:
    cases = []
    for _ in range(2):
        cases.append(reported(floor, "ORANGE"))  # four hours to dispose
        make_late(installation, cases[-1])
    desk.go("/cases?view=overdue")
    for case_id in cases:
        row = desk.page.locator(f"[data-row='{case_id}'] a.name")
        expect(row).to_be_visible()
        for _ in range(FURTHEST):
            desk.page.keyboard.press("j")
            if row.evaluate("(each) => each === document.activeElement"):
                break
        desk.page.keyboard.press("x")
    expect(desk.page.get_by_test_id("bulk")).to_contain_text("选了 2 条")

    desk.page.keyboard.press("d")
    reach(desk, desk.page.get_by_role("dialog").get_by_role("textbox"))
    desk.page.keyboard.type("请在交班前处理完")
    press(desk, desk.page.get_by_test_id("sheet-send"))

    expect(desk.page.get_by_test_id("bulk")).to_have_count(0)
    for case_id in cases:
        asked = floor.as_person("zhao.min").ask("CaseFollowUps", id=case_id)["followUps"]
        assert {each["text"] for each in asked} == {"请在交班前处理完"}, "one for each step that is late"


def test_what_one_window_acknowledges_the_other_shows_without_being_asked(
    browser: Browser, installation: Installation, floor: PlantFloor, desk: Device
) -> None:
    alert = floor.raise_alert("NO-501", 86.0, "YELLOW")
    row = f"[data-row='{alert['id']}']"
    with device(browser, installation.address, DESK) as other:
        other.sign_in("liu.fang")
        for window in (desk, other):
            window.go("/alerts?view=all")
            expect(window.page.locator(row)).to_contain_text("待响应")

        desk.page.locator(f"{row} a.name").focus()
        desk.page.keyboard.press("x")
        desk.page.keyboard.press("a")

        expect(other.page.locator(row)).not_to_contain_text("待响应")


def test_a_question_keeps_the_focus_and_escape_answers_no(desk: Device) -> None:
    desk.go("/cases?view=overdue&tier=RED")
    press(desk, desk.page.get_by_test_id("save-view"))
    desk.page.get_by_role("dialog").get_by_role("textbox").fill("迟了的红色")
    press(desk, desk.page.get_by_test_id("sheet-send"))
    remove = desk.page.get_by_role("button", name="迟了的红色")
    press(desk, remove)
    question = desk.page.locator(".van-dialog")
    expect(question).to_be_visible()

    for _ in range(4):
        desk.page.keyboard.press("Tab")
        assert question.evaluate("(each) => each.contains(document.activeElement)")
    desk.page.keyboard.press("Escape")

    expect(question).to_be_hidden()
    expect(remove).to_be_focused()

    press(desk, remove)
    press(desk, question.locator(".van-dialog__confirm"))
    expect(remove).to_have_count(0)


def test_the_first_key_leads_past_the_navigation_to_what_the_page_is_for(desk: Device) -> None:
    desk.go("/alerts")
    expect(desk.page.locator("h1").first).to_be_visible()
    desk.settles()  # a list that comes while the key is pressed takes the place of what it led to
    desk.page.evaluate("document.activeElement.blur()")
    desk.page.keyboard.press("Tab")
    skip = desk.page.get_by_role("link", name="跳到内容")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()

    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Tab")

    assert desk.page.evaluate("document.querySelector('#content').contains(document.activeElement)")
