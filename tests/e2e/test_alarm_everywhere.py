"""Alarm mode where it is harder: two sites, a shared phone, a phone on its side, large text, a new start."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from sqlmodel import select

from backend.alerts.tables import AlertRow
from backend.core.database import Transaction
from backend.deadlines.rules import LATE, Deadline, DeadlineStep
from backend.deadlines.store import Deadlines
from backend.demo.blueprint import id_of
from tests.e2e.devices import PHONE, Device, device
from tests.e2e.plant_floor import PlantFloor
from tests.support import installations, plants
from tests.support.installations import Installation
from tests.support.servers import wait_until

HOLD_MS: Final = 1_100
SOUTH: Final = "south"
PINS: Final = {"wang.lei": "280614", "li.qiang": "914207"}
RANG: Final = "window.rang = 0; navigator.vibrate = () => (window.rang += 1, true)"
DOUBLE_TEXT: Final = """addEventListener('DOMContentLoaded', () =>
  document.documentElement.style.setProperty('font-size', '200%'))"""
CUT: Final = """(alarm) => [...alarm.querySelectorAll('*')]
  .filter((each) => each.checkVisibility() && each.textContent.trim() && !each.closest('.hidden, .sr-only'))
  .filter((each) => {
    const box = each.getBoundingClientRect()
    const isCut = getComputedStyle(each).overflowX === 'hidden' && each.scrollWidth > each.clientWidth + 1
    return box.left < -1 || box.right > innerWidth + 1 || isCut
  })
  .map((each) => `${each.tagName}.${each.className}: ${each.textContent.trim().slice(0, 30)}`)"""


@pytest.fixture(scope="module")
def installation(pages: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A plant of its own, which is started anew; wang.lei works at another one, too."""
    with installations.embedded(tmp_path_factory.mktemp("two-sites")) as site:
        site.start("up")
        plants.site_beside(site.database, SOUTH, worker=id_of("person", "wang.lei"))
        yield site


@pytest.fixture(autouse=True)
def _no_alarm_waits(floor: PlantFloor) -> None:
    floor.acknowledge_all()
    worker = floor.as_person("wang.lei")
    for edge in worker.ask("Alerts", filter={"states": ["UNACKNOWLEDGED"]}, first=50)["edges"]:
        worker.do("AcknowledgeAlert", alertId=edge["node"]["id"])


def held(page: Page, button: Locator) -> None:
    button.hover()
    page.mouse.down()
    page.wait_for_timeout(HOLD_MS)
    page.mouse.up()


def test_an_alarm_of_the_other_site_says_which_site_and_is_answered_and_opened_there(
    floor: PlantFloor, phone: Device
) -> None:
    alarm = phone.meets_alarms()
    phone.sign_in("wang.lei")
    expect(phone.page.get_by_role("heading", level=1).first).not_to_contain_text("south厂")

    floor.measure("GAS-1", 60.0, site=SOUTH)

    expect(alarm.locator(".site")).to_have_text("south厂")
    expect(alarm).to_contain_text("GAS-1可燃气体")
    held(phone.page, alarm.get_by_test_id("alarm-hold"))
    expect(alarm).to_contain_text("已响应")
    strip = phone.page.get_by_test_id("alarm-strip")
    expect(strip).to_contain_text("south厂 · GAS-1可燃气体")

    alarm.get_by_test_id("alarm-go").tap()

    expect(alarm).to_have_count(0)
    phone.page.wait_for_url("**/cases/**")
    expect(phone.page.get_by_text("GAS-1可燃气体").first).to_be_visible()
    expect(phone.page.get_by_text("加载失败")).to_have_count(0)
    worker = floor.as_person("wang.lei")
    nodes = [each["node"] for each in worker.ask("Alerts", first=20)["edges"]]
    [gas] = [each["id"] for each in nodes if each["sensor"]["code"] == "GAS-1"]
    assert worker.ask("Alert", id=gas)["acknowledgedBy"]["name"]["zh"] == "王磊"


def test_a_shared_phone_shows_the_alarm_of_whoever_holds_it_and_sends_nobody_elses_answer(
    floor: PlantFloor, phone: Device
) -> None:
    alarm, page = phone.meets_alarms(), phone.page
    for person in PINS:
        phone.sign_in(person)
        sets_pin(phone, PINS[person])
        if person == "wang.lei":
            signs_out(phone)
    signs_out(phone)
    takes_over(phone, "王磊", PINS["wang.lei"])
    phone.is_live()
    mine = floor.raise_alert("TT-201", 120.0, "RED")

    def withhold(route: Route) -> None:
        is_answer = "AcknowledgeAlert" in (route.request.post_data or "")
        route.abort("connectionreset") if is_answer else route.continue_()

    phone.context.route("**/graphql", withhold)
    held(page, alarm.get_by_test_id("alarm-hold"))
    expect(alarm).to_contain_text("已记在本机，有信号就发")
    alarm.get_by_test_id("alarm-aside").tap()
    signs_out(phone)
    takes_over(phone, "李强", PINS["li.qiang"])
    phone.is_live()
    phone.context.unroute("**/graphql", withhold)

    floor.raise_alert("VT-501", 9.0, "RED")

    expect(alarm).to_contain_text("压缩机振动")
    expect(alarm).not_to_contain_text("反应釜温度")
    alarm.get_by_test_id("alarm-aside").tap()
    phone.go("/outbox")
    expect(page.get_by_test_id("of-others")).to_contain_text("1")
    assert not floor.wait_for_alert("TT-201", lambda each: each["id"] == mine["id"])["isAcknowledged"]

    signs_out(phone)
    takes_over(phone, "王磊", PINS["wang.lei"])
    answered = floor.wait_for_alert("TT-201", lambda each: bool(each["isAcknowledged"]))
    assert (
        floor.as_person("zhao.min").ask("Alert", id=answered["id"])["acknowledgedBy"]["name"]["zh"] == "王磊"
    )


def sets_pin(phone: Device, pin: str) -> None:
    phone.go("/security")
    phone.page.locator(".pin-form input").fill(pin)
    phone.page.locator(".pin-form button[type=submit]").tap()
    expect(phone.page.get_by_text("PIN 已设好")).to_be_visible()


def signs_out(phone: Device) -> None:
    phone.go("/settings")
    phone.page.get_by_test_id("sign-out").tap()
    phone.confirm("退出登录")
    phone.page.wait_for_url("**/sign-in")


def takes_over(phone: Device, name: str, pin: str) -> None:
    phone.go("/pin")
    phone.page.get_by_role("button", name=name).tap()
    for digit in pin:
        phone.page.get_by_role("button", name=digit, exact=True).tap()
    expect(phone.page.get_by_test_id("connection").first).to_be_visible()


@pytest.fixture
def on_its_side(browser: Browser, installation: Installation) -> Iterator[Device]:
    with device(
        browser, installation.address, {**PHONE, "viewport": {"width": 800, "height": 360}}
    ) as turned:
        yield turned


def within(page: Page, what: Locator) -> bool:
    """All of it is in sight, and nothing lies over its middle."""
    box, size = what.bounding_box(), page.viewport_size
    assert box is not None
    assert size is not None
    is_in = box["y"] >= 0 and box["y"] + box["height"] <= size["height"] and box["x"] >= 0
    return is_in and bool(
        what.evaluate(
            """(each) => { const { left, top, width, height } = each.getBoundingClientRect()
            const found = document.elementFromPoint(left + width / 2, top + height / 2)
            return each.contains(found) || found.contains(each) }"""
        )
    )


def test_a_phone_on_its_side_shows_value_place_and_verb_without_scrolling(
    floor: PlantFloor, on_its_side: Device
) -> None:
    alarm = on_its_side.meets_alarms()
    on_its_side.sign_in("wang.lei")
    floor.raise_alert("PT-201", 0.96, "RED")
    expect(alarm).to_be_visible()

    on_its_side.shot("alarm-landscape")
    for part in (
        alarm.get_by_test_id("alarm-value"),
        alarm.locator(".place"),
        alarm.get_by_test_id("alarm-hold"),
    ):
        assert within(on_its_side.page, part), part
    assert alarm.evaluate(CUT) == []
    held(on_its_side.page, alarm.get_by_test_id("alarm-hold"))
    expect(alarm).to_contain_text("秒内")  # the server has it


def test_the_verb_is_read_at_a_glance_beside_two_people_to_call(floor: PlantFloor, phone: Device) -> None:
    alarm = phone.meets_alarms()
    phone.sign_in("zhao.min")
    floor.raise_alert("TT-301", 90.0, "RED")

    expect(alarm.get_by_test_id("alarm-call")).to_have_count(2)
    phone.shot("alarm-two-calls")
    words = alarm.get_by_test_id("alarm-hold").locator("b").bounding_box()
    hold = alarm.get_by_test_id("alarm-hold").bounding_box()
    assert words is not None
    assert hold is not None
    assert words["height"] < 40, "on one line"
    assert hold["height"] <= 100


@pytest.mark.parametrize("size", [(360, 800), (800, 360)], ids=["upright", "on its side"])
def test_text_of_double_size_is_cut_nowhere_and_the_verb_stays_in_reach(
    floor: PlantFloor, browser: Browser, installation: Installation, size: tuple[int, int]
) -> None:
    kind = {**PHONE, "viewport": {"width": size[0], "height": size[1]}}
    with device(browser, installation.address, kind) as large:
        large.context.add_init_script(DOUBLE_TEXT)
        alarm = large.meets_alarms()
        large.sign_in("chen.jie")
        floor.raise_alert("LT-101" if size[0] == 360 else "GD-801", 96.0, "RED")
        expect(alarm).to_be_visible()

        large.shot(f"alarm-large-{size[0]}")
        assert alarm.evaluate(CUT) == []
        hold = alarm.get_by_test_id("alarm-hold")
        assert within(large.page, hold)
        for part in (alarm.get_by_test_id("alarm-value"), alarm.locator(".advice li").first):
            part.evaluate("(each) => each.scrollIntoView({ block: 'center' })")
            assert within(large.page, part), part
        held(large.page, hold)
        expect(alarm).to_contain_text("秒内")  # the server has it


def acknowledgement(tx: Transaction, case_id: UUID) -> Deadline:
    running = tx.get(Deadlines).running_anywhere(case_id)
    return next(each for each in running if each.step is DeadlineStep.ACKNOWLEDGE)


def first_minute_is_over(installation: Installation, case_id: UUID) -> None:
    """While nothing runs, the time to acknowledge has passed."""

    def pass_time(tx: Transaction) -> None:
        found = acknowledgement(tx, case_id)
        ago = timedelta(seconds=70)
        late = replace(found, started_at=found.started_at - ago, due_at=found.due_at - ago)
        tx.get(Deadlines).put(late, next_at=late.due_at)
        row = tx.session.exec(select(AlertRow).where(AlertRow.case_id == case_id)).one()
        row.acknowledge_due_at -= ago
        tx.session.add(row)

    installation.database.transact(pass_time)


def reached(installation: Installation, case_id: UUID) -> int:
    """The last rung that was notified, in percent of the time to acknowledge."""
    return installation.database.transact(lambda tx: acknowledgement(tx, case_id).reached)


def test_after_a_new_start_of_the_server_the_alarm_is_there_and_the_next_rung_calls_again(
    floor: PlantFloor, phone: Device, installation: Installation
) -> None:
    alarm = phone.meets_alarms()
    phone.page.add_init_script(RANG)
    phone.sign_in("wang.lei")
    phone.page.get_by_role("heading").first.tap()  # a browser shakes nobody who has not touched it
    raised: dict[str, Any] = floor.raise_alert("GD-202", 62.0, "RED")
    expect(alarm).to_be_visible()

    installation.kill("up")
    case_id = UUID(raised["case"]["id"])
    first_minute_is_over(installation, case_id)
    installation.start("up")
    floor.forget_sign_ins()
    phone.page.reload()

    expect(alarm).to_contain_text("反应车间可燃气体 B")
    expect(alarm).to_contain_text("超时")
    alarm.locator("h1").tap()
    wait_until(lambda: phone.page.evaluate("window.rang") >= 2, "it rings, and again", 30)
    wait_until(lambda: reached(installation, case_id) >= LATE, "the ladder goes on by itself")
