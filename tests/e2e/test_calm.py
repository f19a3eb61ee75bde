"""Calm is what is proven: no screen says 没有急事, 正常 or 实时 where it cannot know.

Every test looks at the screen. None reloads it to heal it.
"""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, WebSocketRoute, expect
from sqlmodel import select

from backend.core.database import Transaction
from backend.sites.tables import SiteRow
from tests.e2e.devices import DESK, PASSWORD, PHONE, Device, device
from tests.e2e.first_plant import add_second_factor
from tests.e2e.hands import Hands
from tests.e2e.plant_floor import PlantFloor
from tests.support.installations import Installation

ROLES: Final = ("wang.lei", "li.qiang", "zhao.min", "zhou.gang", "admin")
AT_ONCE: Final = (
    "[document.querySelector('[data-testid=connection]')?.textContent.trim(), document.body.innerText]"
)
"""What says 实时 and what stands on the screen, of one moment."""


class Feed:
    """The socket of a page, on whose way the beats can be lost: it stays open and answers all the same."""

    def __init__(self, page: Page) -> None:
        self.is_lossy = False
        page.route_web_socket("**/graphql", self._stand_between)

    def _stand_between(self, phone: WebSocketRoute) -> None:
        server = phone.connect_to_server()

        def pass_on(message: str | bytes) -> None:
            if not (self.is_lossy and isinstance(message, str) and '"ping"' in message):
                phone.send(message)

        server.on_message(pass_on)


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of a role before what they use; its clock can be moved, its beats can be lost."""

    device: Device
    feed: Feed


@pytest.fixture(params=ROLES)
def someone(
    request: pytest.FixtureRequest, browser: Browser, installation: Installation
) -> Iterator[Someone]:
    """The home of each role."""
    kind = DESK if request.param in {"zhou.gang", "admin"} else PHONE
    with device(browser, installation.address, kind) as held:
        held.page.clock.install()
        feed = Feed(held.page)
        held.sign_in(request.param)
        expect(
            held.page.locator("[data-testid=calm], [data-testid=now], [data-testid=control]").first
        ).to_be_visible()
        yield Someone(held, feed)


def cannot_see(held: Device) -> Locator:
    return held.page.get_by_test_id("cannot-see")


def is_hatched(held: Device) -> None:
    """The home says since when it does not know, and nothing on it is calm."""
    expect(cannot_see(held)).to_contain_text("看不见")
    expect(cannot_see(held)).to_contain_text("没证实")
    expect(cannot_see(held)).to_contain_text(re.compile(r"\d\d:\d\d:\d\d 以后"))
    expect(held.page.get_by_test_id("calm")).to_have_count(0)
    expect(held.page.get_by_test_id("connection").first).not_to_have_text("实时")
    assert not re.search("没有急事|都在控制中", held.page.inner_text("body"))


def is_proven(held: Device) -> None:
    """It turned back by itself."""
    expect(cannot_see(held)).to_have_count(0)
    held.is_live()


def test_the_home_of_an_administrator_shows_the_red_that_nobody_answers(
    floor: PlantFloor, desk: Device
) -> None:
    """D3: 没有急事 with a closed ring, two minutes after a red."""
    floor.acknowledge_all()
    desk.sign_in("admin")
    expect(desk.page.get_by_test_id("calm").or_(desk.page.get_by_test_id("now"))).to_be_visible()
    alert = floor.raise_alert("FS-701", 15.0, "RED")

    now = desk.page.get_by_test_id("now")
    expect(now).to_contain_text(alert["sensor"]["name"]["zh"])
    expect(now).to_contain_text("你不在通知名单里")
    expect(desk.page.get_by_test_id("call-verb")).to_contain_text("呼叫")
    expect(desk.page.get_by_test_id("now-verb")).to_have_count(0)
    expect(desk.page.get_by_text("没有急事")).to_have_count(0)


def test_a_socket_that_is_open_and_brings_nothing_proves_nothing(floor: PlantFloor, phone: Device) -> None:
    floor.acknowledge_all()
    phone.page.clock.install()
    feed = Feed(phone.page)
    phone.sign_in("wang.lei")
    expect(phone.page.locator("[data-testid=calm], [data-testid=now]").first).to_be_visible()

    feed.is_lossy = True
    phone.page.clock.run_for(16_000)

    is_hatched(phone)
    expect(phone.page.get_by_test_id("scan")).to_be_visible()
    phone.page.get_by_test_id("report-hazard").tap()
    expect(phone.page.get_by_test_id("cut-off")).to_contain_text("看不见")
    phone.page.go_back()
    is_hatched(phone)

    feed.is_lossy = False
    is_proven(phone)


def test_back_online_what_happened_meanwhile_is_on_the_screen_without_a_tap(
    floor: PlantFloor, phone: Device, record_testsuite_property: Callable[[str, object], None]
) -> None:
    """#7: the old home for 25-40 s. How long it took is in the report; 3 s are promised."""
    floor.acknowledge_all()
    phone.sign_in("wang.lei")
    expect(phone.page.locator("[data-testid=calm], [data-testid=now]").first).to_be_visible()
    phone.loses_signal()
    alert = floor.raise_alert("PT-102", 2.0, "RED")

    phone.context.set_offline(False)
    since = time.monotonic()
    expect(phone.page.get_by_test_id("now")).to_contain_text(alert["sensor"]["name"]["zh"])

    record_testsuite_property("back_online_ms", round((time.monotonic() - since) * 1000))


@pytest.mark.parametrize("person", ["zhao.min", "admin"])
def test_without_a_network_no_area_of_the_small_plan_of_a_home_is_left_white(
    floor: PlantFloor, desk: Device, person: str
) -> None:
    """Only the area in alert was hatched; the others stayed white, which the legend called normal."""
    floor.acknowledge_all()
    floor.raise_alert("GD-201", 60.0, "RED")
    desk.page.clock.install()
    desk.sign_in(person)
    watched = desk.page.locator("svg.plan .area:not(.unwatched)")
    hatched = desk.page.locator("svg.plan .area .hatch")
    expect(desk.page.locator("svg.plan .area.calm").first).to_be_visible()
    legend = desk.page.get_by_test_id("plan-legend")
    expect(legend).to_contain_text("正常")
    areas = watched.count()

    desk.loses_signal()
    desk.page.clock.run_for(16_000)

    expect(hatched).to_have_count(areas)
    expect(desk.page.locator("svg.plan .area.calm")).to_have_count(0)
    expect(desk.page.locator('svg.plan .area[data-tier="RED"]').first).to_have_attribute(
        "aria-label", re.compile("至少红色")
    )
    expect(desk.page.get_by_test_id("plan-past")).to_contain_text(re.compile(r"最后看见：\d\d:\d\d:\d\d"))
    expect(legend).to_contain_text("看不见：至少这么严重")
    expect(legend).not_to_contain_text("正常")

    desk.context.set_offline(False)
    expect(desk.page.get_by_test_id("plan-past")).to_have_count(0)


@pytest.mark.nightly
def test_every_home_is_hatched_when_its_laptop_wakes_until_a_beat_has_come(someone: Someone) -> None:
    held = someone.device
    someone.feed.is_lossy = True
    held.page.clock.fast_forward("10:00")

    # At once, and as long as nothing has come that is younger.
    pill, shown = held.page.evaluate(AT_ONCE)
    assert pill != "实时"
    assert not re.search("没有急事|都在控制中", shown)
    is_hatched(held)

    someone.feed.is_lossy = False
    is_proven(held)


@pytest.mark.nightly
def test_every_home_says_that_it_cannot_see_without_a_network(someone: Someone) -> None:
    held = someone.device
    held.loses_signal()
    held.page.clock.run_for(16_000)
    is_hatched(held)
    held.context.set_offline(False)
    is_proven(held)


@pytest.mark.nightly
def test_monitor_and_plan_call_nothing_normal_without_a_proof(floor: PlantFloor, phone: Device) -> None:
    """#8: 3 点正常, 10 处正常, white squares, no time."""
    phone.page.clock.install()
    phone.sign_in("wang.lei")
    for path, words in (("/monitor", r"\d+ 点正常"), ("/plan", "和剩余一样|个区域此刻比剩余高")):
        phone.go(path)
        expect(phone.page.get_by_text(re.compile(words)).first).to_be_visible()
        phone.loses_signal()
        phone.page.clock.run_for(16_000)
        expect(phone.page.get_by_text(re.compile(words))).to_have_count(0)
        expect(phone.page.get_by_test_id("cut-off")).to_contain_text(re.compile(r"\d\d:\d\d:\d\d 以后"))
        phone.context.set_offline(False)
        expect(phone.page.get_by_test_id("cut-off")).to_have_count(0)


@pytest.mark.nightly
def test_what_was_answered_without_a_network_does_not_ask_again_after_a_reload(
    floor: PlantFloor, browser: Browser, installation: Installation
) -> None:
    """#6: the same red asks for 响应 again, although the answer waits in the outbox."""
    floor.acknowledge_all()
    alert = floor.raise_alert("GD-201", 60.0, "RED")
    with device(browser, installation.address, PHONE, service_workers="allow") as phone:
        phone.sign_in("wang.lei")
        phone.is_controlled()
        phone.has_pack()
        expect(phone.page.get_by_test_id("now")).to_contain_text(alert["sensor"]["name"]["zh"])
        phone.loses_signal()
        phone.page.get_by_test_id("now-verb").tap()
        expect(phone.page.get_by_test_id("kept")).to_contain_text("等信号 1")

        phone.page.reload()

        expect(phone.page.get_by_test_id("kept")).to_contain_text("等信号 1")
        row = phone.page.get_by_test_id("stack-alert").filter(has_text=alert["sensor"]["name"]["zh"])
        expect(row).to_contain_text("已存本机")
        expect(phone.page.get_by_test_id("now").filter(has_text=alert["sensor"]["name"]["zh"])).to_have_count(
            0
        )
        phone.context.set_offline(False)
        floor.wait_for_alert("GD-201", lambda each: bool(each["isAcknowledged"]))


@pytest.mark.nightly
def test_offline_from_the_first_second_nothing_is_normal_and_a_value_is_of_then(
    floor: PlantFloor, browser: Browser, installation: Installation
) -> None:
    """#8: home's big value, monitor and plan of a phone that is opened where there is no network."""
    floor.acknowledge_all()
    alert = floor.raise_alert("GD-102", 60.0, "RED")
    with device(browser, installation.address, PHONE, service_workers="allow") as phone:
        phone.sign_in("wang.lei")
        phone.is_controlled()
        phone.has_pack()
        expect(phone.page.get_by_test_id("now")).to_contain_text(alert["sensor"]["name"]["zh"])
        for path, words in (("/monitor", r"\d+ 点正常"), ("/plan", "和剩余一样|个区域此刻比剩余高")):
            phone.go(path)
            expect(phone.page.get_by_text(re.compile(words)).first).to_be_visible()
        phone.settles()
        phone.context.set_offline(True)
        phone.closes_and_opens()

        phone.go("/")
        is_hatched(phone)
        expect(phone.page.get_by_test_id("now").get_by_test_id("past-value")).to_be_visible()
        for path, words in (("/monitor", r"\d+ 点正常"), ("/plan", "和剩余一样|个区域此刻比剩余高")):
            phone.go(path)
            expect(phone.page.get_by_test_id("cut-off")).to_contain_text(re.compile(r"\d\d:\d\d:\d\d 以后"))
            expect(phone.page.get_by_text(re.compile(words))).to_have_count(0)


@pytest.mark.nightly
def test_a_screen_turns_back_by_itself_when_its_server_is_there_again(
    floor: PlantFloor, phone: Device, installation: Installation
) -> None:
    floor.acknowledge_all()
    phone.page.clock.install()
    phone.sign_in("wang.lei")
    phone.settles()
    installation.stop("up")
    phone.page.clock.run_for(16_000)
    is_hatched(phone)

    installation.start("up")
    floor.forget_sign_ins()
    phone.page.clock.run_for(30_000)
    is_proven(phone)
    alert = floor.raise_alert("PT-201", 0.96, "RED")
    expect(phone.page.get_by_test_id("now")).to_contain_text(alert["sensor"]["name"]["zh"])


@pytest.mark.nightly
def test_a_token_that_is_refreshed_leaves_no_screen_deaf(floor: PlantFloor, phone: Device) -> None:
    floor.acknowledge_all()
    refreshed: list[str] = []

    def ends_at_once(route: Route) -> None:
        answer = route.fetch()
        refreshed.append(route.request.url)
        route.fulfill(response=answer, json={**answer.json(), "expiresAt": "2026-01-01T00:00:00Z"})

    phone.page.route(re.compile("/auth/(sign-in|refresh)$"), ends_at_once)
    phone.sign_in("wang.lei")
    before = len(refreshed)
    alert = floor.raise_alert("TT-201", 120.0, "RED")

    expect(phone.page.get_by_test_id("now")).to_contain_text(alert["sensor"]["name"]["zh"])
    phone.is_live()
    assert len(refreshed) > before, "what told of the red asked by another token"


@pytest.mark.nightly
def test_a_list_says_of_when_it_is_where_nothing_is_proven(floor: PlantFloor, phone: Device) -> None:
    floor.acknowledge_all()
    floor.raise_alert("PT-102", 2.0, "RED")
    phone.page.clock.install()
    feed = Feed(phone.page)
    phone.sign_in("wang.lei")
    phone.go("/alerts")
    expect(phone.page.get_by_test_id("alert-row").first).to_be_visible()
    expect(phone.page.get_by_text(" 的数据")).to_have_count(0)

    feed.is_lossy = True
    phone.page.clock.run_for(16_000)
    expect(phone.page.get_by_text(" 的数据")).to_be_visible()

    feed.is_lossy = False
    expect(phone.page.get_by_text(" 的数据")).to_have_count(0)


@pytest.mark.nightly
def test_a_value_older_than_its_source_may_be_silent_is_of_then_in_the_list_of_sources(
    floor: PlantFloor, desk: Device
) -> None:
    """D7: what a gauge in a hand said ten minutes ago looked like now."""
    floor.measure("HG-001", 3.0, until=600)
    desk.sign_in("zhao.min")
    desk.go("/sources")
    row = desk.page.get_by_test_id("source-row").filter(has_text="HG-001")
    expect(row.get_by_test_id("past-value")).to_have_text(re.compile("3"))


@pytest.mark.nightly
def test_two_tabs_are_proven_each_by_its_own_feed(floor: PlantFloor, desk: Device) -> None:
    floor.acknowledge_all()
    desk.sign_in("zhao.min")
    second = Device(desk.address, desk.context, desk.context.new_page())
    feed = Feed(second.page)
    second.page.clock.install()
    second.go("/")
    second.is_live()

    feed.is_lossy = True
    second.page.clock.run_for(16_000)

    is_hatched(second)
    desk.is_live()
    expect(cannot_see(desk)).to_have_count(0)


@pytest.mark.nightly
def test_the_session_after_the_second_factor_that_a_role_demands_hears_of_the_red(
    floor: PlantFloor, desk: Device, installation: Installation
) -> None:
    """#1, #2: 实时 and 没有急事 beside 70 %LEL until somebody reloaded."""
    floor.acknowledge_all()
    installation.database.transact(_asks_for_proof)
    desk.go("/sign-in")
    desk.page.fill("input[name=username]", "admin")
    desk.page.fill("input[name=password]", PASSWORD)
    desk.page.click("button[type=submit]")
    add_second_factor(Hands(desk))
    desk.is_live()
    alert = floor.raise_alert("GD-801", 60.0, "RED")

    expect(desk.page.get_by_test_id("now")).to_contain_text(alert["sensor"]["name"]["zh"])
    expect(desk.page.get_by_text("没有急事")).to_have_count(0)


def _asks_for_proof(tx: Transaction) -> None:
    for site in tx.session.exec(select(SiteRow)):
        site.asks_proof = True
        tx.session.add(site)
