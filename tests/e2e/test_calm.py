"""Calm is what is proven: no screen says 没有急事, 正常 or 实时 where it cannot know.

Every test looks at the screen. None reloads it to heal it.
"""

import re
import time
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect
from sqlmodel import select

from backend.core.database import Transaction
from backend.sites.tables import SiteRow
from tests.e2e.devices import DESK, PASSWORD, PHONE, Device, device
from tests.e2e.first_plant import add_second_factor
from tests.e2e.hands import Hands
from tests.e2e.plant_floor import PlantFloor
from tests.support.installations import Installation

ROLES: Final = ("wang.lei", "li.qiang", "zhao.min", "zhou.gang", "admin")
WITHIN_MS: Final = 3000
"""So long after the network is back what is in sight may be old."""


@pytest.fixture
def desk(browser: Browser, installation: Installation) -> Iterator[Device]:
    with device(browser, installation.address, DESK) as held:
        yield held


@pytest.fixture(params=ROLES)
def someone(request: pytest.FixtureRequest, browser: Browser, installation: Installation) -> Iterator[Device]:
    """The home of each role, on what they use; its clock can be moved."""
    kind = DESK if request.param in {"zhou.gang", "admin"} else PHONE
    with device(browser, installation.address, kind) as held:
        held.page.clock.install()
        held.sign_in(request.param)
        expect(
            held.page.locator("[data-testid=calm], [data-testid=now], [data-testid=control]").first
        ).to_be_visible()
        yield held


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


def test_back_online_what_is_in_sight_comes_first(floor: PlantFloor, phone: Device) -> None:
    floor.acknowledge_all()
    phone.sign_in("wang.lei")
    expect(phone.page.locator("[data-testid=calm], [data-testid=now]").first).to_be_visible()
    phone.loses_signal()
    alert = floor.raise_alert("PT-102", 2.0, "RED")

    phone.context.set_offline(False)
    since = time.monotonic()
    expect(phone.page.get_by_test_id("now")).to_contain_text(alert["sensor"]["name"]["zh"])

    assert (time.monotonic() - since) * 1000 < WITHIN_MS


@pytest.mark.nightly
def test_every_home_is_hatched_while_its_laptop_sleeps_and_turns_back_by_itself(someone: Device) -> None:
    someone.page.clock.fast_forward("10:00")
    # Whatever it shows first, it is not the calm of ten minutes ago.
    is_proven(someone)


@pytest.mark.nightly
def test_every_home_says_that_it_cannot_see_without_a_network(someone: Device) -> None:
    someone.loses_signal()
    someone.page.clock.run_for(16_000)
    is_hatched(someone)
    someone.context.set_offline(False)
    is_proven(someone)


@pytest.mark.nightly
def test_monitor_and_plan_call_nothing_normal_without_a_proof(floor: PlantFloor, phone: Device) -> None:
    """#8: 3 点正常, 10 处正常, white squares, no time."""
    phone.page.clock.install()
    phone.sign_in("wang.lei")
    for path, words in (("/monitor", "点正常"), ("/plan", "处正常")):
        phone.go(path)
        expect(phone.page.get_by_text(re.compile(rf"\d+ {words}")).first).to_be_visible()
        phone.loses_signal()
        phone.page.clock.run_for(16_000)
        expect(phone.page.get_by_text(re.compile(rf"\d+ {words}"))).to_have_count(0)
        expect(phone.page.get_by_test_id("cut-off")).to_contain_text(re.compile(r"\d\d:\d\d:\d\d 以后"))
        phone.context.set_offline(False)
        expect(phone.page.get_by_test_id("cut-off")).to_have_count(0)


@pytest.mark.nightly
def test_what_was_answered_without_a_network_does_not_ask_again_after_a_reload(
    floor: PlantFloor, browser: Browser, installation: Installation
) -> None:
    """#6: the same red asks for 响应 again, although the answer waits in the outbox."""
    floor.acknowledge_all()
    alert = floor.raise_alert("PT-102", 2.0, "RED")
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
        floor.wait_for_alert("PT-102", lambda each: bool(each["isAcknowledged"]))


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
def test_the_session_after_the_second_factor_that_a_role_demands_is_told_of_the_red(
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
    alert = floor.raise_alert("FS-701", 15.0, "RED")

    expect(desk.page.get_by_test_id("now")).to_contain_text(alert["sensor"]["name"]["zh"])
    expect(desk.page.get_by_text("没有急事")).to_have_count(0)


def _asks_for_proof(tx: Transaction) -> None:
    for site in tx.session.exec(select(SiteRow)):
        site.asks_proof = True
        tx.session.add(site)
