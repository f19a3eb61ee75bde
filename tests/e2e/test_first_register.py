"""From an empty register to a danger that it gave its meaning, and back into the register: screens only."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import first_plant as plant
from tests.e2e import register_desk as register
from tests.e2e.devices import DESK, PHONE, TABLET
from tests.e2e.forms import dispose, pass_by_override
from tests.e2e.hands import Hands
from tests.support.installations import Installation
from tests.support.papers import words_of

pytestmark = pytest.mark.nightly

SOURCE = "GT-002"
"""A gas detector of the workbook: yellow from 10, orange from 25, red from 50 %LEL."""
OVER_ORANGE = 30.0
STEP = "停止进料，人员向上风向撤离"
NEWER_STEP = "停止进料，启动事故风机，人员撤到集合点"
WORK = "检查法兰和垫片，备好堵漏工具"


def write_red_event(hands: Hands) -> str:
    """Object, unit and event with step, owner and a department concerned; the address of the event."""
    page = hands.device.page
    register.add_object(hands, "FX", "反应系统", department="反应车间")
    register.add_unit(hands, "反应系统", "R-102 反应釜", code="FX-1", area="精馏1区", machine="E-102")
    register.draft(hands, "法兰泄漏，遇火爆炸")
    register.assess_red(hands)
    owner = register.section(page, "what")
    hands.choose(owner.get_by_label(re.compile("^部门")), "反应车间")
    hands.choose(owner.get_by_label(re.compile("^负责人")), "李强")
    register.write_step(page, STEP)
    concerned = register.section(page, "calls")
    hands.press(page.get_by_test_id("add-concerned"))
    row = concerned.get_by_test_id("concerned")
    hands.choose(row.get_by_label(re.compile("^部门")), "反应车间")
    hands.type(row.get_by_label("要做什么", exact=True), WORK)
    hands.press(page.get_by_test_id("hold"))
    page.wait_for_url(re.compile(r"/risks/[0-9a-f-]{36}$"))
    expect(page.get_by_test_id("risk-waits").first).to_contain_text("待批")
    return page.url


def bind(hands: Hands) -> None:
    page = hands.device.page
    hands.press(page.get_by_test_id("bind-source"))
    hands.type(hands.sheet().get_by_role("searchbox"), SOURCE)
    hands.press(hands.sheet().get_by_test_id("bind-this").filter(has_text=SOURCE))
    expect(page.get_by_test_id("bound-sources")).to_contain_text("监测点 2")


def says_step(page: Page, step: str, never: str) -> None:
    expect(page.locator("main").last).to_contain_text(step)
    expect(page.locator("main").last).not_to_contain_text(never)


def set_up(staff: plant.Staff, empty: Installation, folder: Path) -> None:
    """A plant of one workbook, whose people have chosen their passwords."""
    with staff.at(DESK) as admin:
        plant.set_up(admin, empty)
        plant.bring_workbook(admin, plant.register_of_the_plant(folder))
        admin.device.go("/admin/people")
        plant.add_person(admin, "陈杰", plant.WORKER, "一线作业人员", "反应车间")
        links = plant.invite(admin)
    plant.join(staff, links.values())


def raise_alert(empty: Installation, officer: Hands) -> str:
    """The detector goes over orange: red, with the words of the event; the path of the alert."""
    page = officer.device.page
    plant.send_readings(empty, {SOURCE: OVER_ORANGE}, seconds=40)
    officer.device.go("/alerts")
    row = page.locator("[data-row]").first
    expect(row).to_contain_text(SOURCE)
    expect(row).to_contain_text("红")
    alert = (row.locator("a.name").get_attribute("href") or "").split("?")[0]
    officer.device.go(alert)
    says_step(page, STEP, NEWER_STEP)
    expect(page.get_by_test_id("advice-from")).to_contain_text("风险清单")
    expect(page.get_by_test_id("alert-risks")).to_contain_text("法兰泄漏，遇火爆炸")
    return alert


def answer(owner: Hands, alert: str) -> str:
    """Whose event it is answers, though the detector is somebody else's; the id of the case."""
    owner.device.go(alert)
    owner.press(owner.device.page.get_by_test_id("acknowledge"))
    owner.press(owner.device.page.get_by_text("CZ-").first)
    owner.device.page.wait_for_url("**/cases/*")
    return owner.device.page.url.rsplit("/", 1)[1].split("?")[0]


def change_step(officer: Hands, event: str) -> None:
    page = officer.device.page
    page.goto(f"{event}/edit")
    register.write_step(page, NEWER_STEP)
    officer.type("为什么改", "风机已接好，先启动再撤")
    officer.press(page.get_by_test_id("revise"))
    page.wait_for_url(re.compile(r"/risks/[0-9a-f-]{36}$"))
    expect(page.get_by_test_id("risk-first")).to_contain_text(NEWER_STEP)


def finish_task(owner: Hands, photo: Path) -> None:
    page = owner.device.page
    task = page.get_by_test_id("task-REPAIR")
    owner.press(task.get_by_test_id("task-act-START"))
    owner.press(task.get_by_test_id("task-act-FINISH"))
    owner.type("措施（必填）", "垫片已更换，螺栓按顺序紧固")
    owner.give_photo(photo)
    owner.press(page.get_by_test_id("sheet-send"))
    expect(task).to_contain_text("已完成")


def dossier_of(officer: Hands, case_id: str, folder: Path) -> str:
    """The words of the printed archive."""
    page = officer.device.page
    officer.device.go(f"/cases/{case_id}")
    with page.expect_download() as saved:
        officer.press("档案 PDF")
    saved.value.save_as(folder / "dossier.pdf")
    return words_of(folder / "dossier.pdf")


def learn(officer: Hands, case_id: str) -> None:
    """The archived case asks whether the register changes: it does."""
    page = officer.device.page
    officer.device.go(f"/cases/{case_id}")
    officer.press(page.get_by_test_id("revise-risk"))
    page.wait_for_url("**/edit?case=*")
    register.section(page, "what").get_by_label("会出什么事", exact=True).fill("垫片老化，法兰泄漏爆炸")
    expect(page.get_by_label("为什么改")).to_have_value(re.compile("CZ-"))
    officer.press(page.get_by_test_id("revise"))
    page.wait_for_url(re.compile(r"/risks/[0-9a-f-]{36}$"))
    expect(page.get_by_test_id("risk-what")).to_contain_text("垫片老化")
    officer.device.go(f"/cases/{case_id}")
    expect(page.get_by_test_id("register-question").locator(".answer")).to_be_visible()


def test_a_register_written_from_nothing_speaks_in_the_danger_and_learns_from_it(
    empty: Installation, browser: Browser, tmp_path: Path, photo: Path
) -> None:
    staff = plant.Staff(browser, empty.address)
    set_up(staff, empty, tmp_path)
    with staff.at(DESK, "zhao.min") as officer, staff.at(TABLET, "zhou.gang") as executive:
        event = write_red_event(officer)
        executive.device.page.goto(event)
        executive.press(executive.device.page.get_by_test_id("agree"))
        executive.send()
        expect(officer.device.page.get_by_test_id("risk-waits")).to_have_count(0)
        bind(officer)

        alert = raise_alert(empty, officer)
        with staff.at(PHONE, "li.qiang") as owner:
            case_id = answer(owner, alert)
            officer.device.go(f"/cases/{case_id}")
            expect(officer.device.page.locator('a[href="tel:13900000001"]')).to_be_visible()
            expect(officer.device.page.get_by_test_id("task-REPAIR")).to_contain_text(WORK)

            change_step(officer, event)
            officer.device.go(alert)
            says_step(officer.device.page, STEP, NEWER_STEP)

            finish_task(owner, photo)
            dispose(owner.device, case_id, photo, "关闭阀门，更换垫片")
        pass_by_override(executive.device, case_id, photo, "垫片已更换，手持仪复测正常")
        expect(executive.device.page.locator(".archive")).to_contain_text("已归档")
        dossier = dossier_of(officer, case_id, tmp_path)
        assert STEP in dossier
        assert NEWER_STEP not in dossier
        learn(officer, case_id)
        officer.device.go(alert)
        says_step(officer.device.page, STEP, NEWER_STEP)
