"""The register written at the desk, each step as a person takes it in the pages."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.hands import Hands


def score(page: Page, axis: str, value: str) -> Locator:
    return page.get_by_test_id(f"{axis}-{value}")


def find(hands: Hands, field: str, words: str) -> None:
    """Type into a long choice and take the first that is called so, once it is there."""
    page = hands.device.page
    hands.type(page.get_by_role("combobox", name=field), words)
    expect(page.locator("[role=listbox]:visible [role=option]").first).to_contain_text(words)
    page.keyboard.press("Enter")


def section(page: Page, name: str) -> Locator:
    """Return a section of the form, open."""
    found = page.get_by_test_id(f"section-{name}")
    head = found.locator("h3 button").first
    if head.get_attribute("aria-expanded") == "false":
        head.click()
    return found


def add_object(hands: Hands, code: str, name: str, *, department: str) -> None:
    page = hands.device.page
    hands.device.go("/risks")
    hands.press(page.get_by_test_id("add-risk-object"))
    hands.type("编号", code)
    hands.type("名称", name)
    hands.choose(hands.sheet().locator("select").first, department)
    hands.send()
    expect(page.get_by_test_id("risk-object")).to_contain_text(name)


def add_unit(hands: Hands, at: str, name: str, *, code: str, area: str, machine: str) -> None:
    """A unit of an object; `code` is the one that the form proposes. It is chosen then."""
    page = hands.device.page
    hands.press(page.get_by_test_id("risk-object").filter(has_text=at))
    hands.press(page.get_by_test_id("add-risk-unit"))
    hands.type("名称", name)
    expect(hands.sheet().get_by_label("编号", exact=True)).to_have_value(code)
    hands.choose(hands.sheet().get_by_label(re.compile("^区域")), area)
    find(hands, "设备（可不选）", machine)
    expect(hands.sheet().get_by_role("listitem").filter(has_text=machine)).to_be_visible()
    hands.send()
    expect(page.get_by_test_id("draft-risk")).to_be_visible()


def draft(hands: Hands, title: str) -> None:
    """A new event of the unit that is chosen; returns on the page of its form."""
    page = hands.device.page
    hands.press(page.get_by_test_id("draft-risk"))
    hands.type("名称", title)
    find(hands, "事故类型", "可燃气体")
    hands.send()
    page.wait_for_url("**/edit?part=assess")


def assess_red(hands: Hands) -> None:
    """Inherent in three clicks, residual in two more, and the measure that it rests on."""
    page = hands.device.page
    before = hands.count
    for axis, value in (("LIKELIHOOD", "6"), ("EXPOSURE", "6"), ("CONSEQUENCE", "40")):
        hands.press(score(page, axis, value))
    assert hands.count - before == 3
    expect(page.get_by_test_id("made")).to_contain_text("1,440")
    expect(page.get_by_test_id("made")).to_contain_text("重大")
    hands.press(page.get_by_role("radio", name="剩余风险"))
    hands.press(score(page, "LIKELIHOOD", "3"))
    expect(page.get_by_test_id("made")).to_contain_text("720")
    expect(page.get_by_test_id("refused")).to_contain_text("须选出所依靠的管控措施")
    hands.type("补一条措施", "可燃气体报警联锁事故风机")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("refused")).to_have_count(0)


def write_step(page: Page, words: str) -> None:
    """The first step from orange on; in the form."""
    steps = section(page, "steps")
    field = page.get_by_label("红色、橙色预警时，第 1 条")
    if field.count() == 0:
        steps.get_by_role("button", name="加一条").first.click()
    field.fill(words)
