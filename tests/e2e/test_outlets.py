"""Another system is notified end to end: set up, tested, notified of a red alert, lost, taken away by two."""

import base64
import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.devices import PHONE, TABLET, Device, device
from tests.e2e.plant_floor import PlantFloor
from tests.support import installations
from tests.support.installations import Installation
from tests.support.servers import wait_until

GAUGE: Final = "GD-101"
KEY: Final = b"a key of the control room, 32 b."
SECRET: Final = f"whsec_{base64.b64encode(KEY).decode()}"


class ControlRoom(ThreadingHTTPServer):
    """Takes alerts as another system would: only those that are signed with its key."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.taken: list[dict[str, str]] = []
        self.is_gone = False

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def wait_for(self, purpose: str) -> dict[str, str]:
        """The first message for this purpose, once there is one."""
        wait_until(lambda: any(each["purpose"] == purpose for each in self.taken), f"{purpose} here", 60)
        return next(each for each in self.taken if each["purpose"] == purpose)


class _Taking(BaseHTTPRequestHandler):
    server: ControlRoom

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        signed = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode() + body
        wanted = f"v1,{base64.b64encode(hmac.digest(KEY, signed, 'sha256')).decode()}"
        is_taken = self.headers["webhook-signature"] == wanted and not self.server.is_gone
        if is_taken:
            self.server.taken.append(json.loads(body))
        self.send_response(200 if is_taken else 410)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def room() -> Iterator[ControlRoom]:
    with ControlRoom() as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        yield serving
        serving.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def plant(pages: None, tmp_path_factory: pytest.TempPathFactory, room: ControlRoom) -> Iterator[Installation]:
    """A plant of its own: the room hears of what happens at the whole site."""
    with installations.embedded(tmp_path_factory.mktemp("told"), channel_origin=room.origin) as site:
        site.start("up")
        yield site


@pytest.fixture
def admin(browser: Browser, plant: Installation) -> Iterator[Device]:
    with device(browser, plant.address, TABLET) as held:
        held.sign_in("admin")
        yield held


@pytest.fixture
def officer(browser: Browser, plant: Installation) -> Iterator[Device]:
    with device(browser, plant.address, PHONE) as held:
        held.sign_in("zhao.min")
        yield held


def send_of(page: Page) -> Locator:
    return page.get_by_test_id("sheet-send").locator("visible=true")


def test_a_system_is_set_up_tested_notified_of_a_red_alert_lost_and_taken_away_by_two(
    plant: Installation, room: ControlRoom, admin: Device, officer: Device
) -> None:
    page = admin.page
    admin.go("/admin/channels")
    row = add(admin, room)
    expect(row.get_by_test_id("outlet-state")).to_have_text("还没有发过消息，先测试一次")
    row.get_by_test_id("test-outlet").click()
    assert room.wait_for("TEST")["title"] == "【测试 TEST】预警通知"
    expect(row.get_by_test_id("outlet-state")).to_contain_text("服务商已接收，有没有人看不知道")

    floor = PlantFloor(plant)
    alert = floor.raise_alert(GAUGE, 60.0, "RED")
    received = room.wait_for("RED")
    assert received["link"] == f"{plant.address}/alerts/{alert['id']}"
    assert "赵" not in json.dumps(received, ensure_ascii=False)
    officer.go(f"/alerts/{alert['id']}")
    expect(officer.page.get_by_test_id("alert-outlet")).to_contain_text("群 / 系统 应急平台")
    expect(officer.page.get_by_test_id("alert-outlet")).to_contain_text("服务商已接收")

    room.is_gone = True
    floor.raise_alert("GD-201", 60.0, "RED")
    expect(row.get_by_test_id("outlet-state")).to_contain_text("没有发出，服务商说")
    floor.close()

    row.get_by_test_id("remove-outlet").click()
    expect(send_of(page)).to_be_disabled()
    page.get_by_test_id("second-person-reason").locator("textarea").fill("应急平台换了新的接口地址")
    send_of(page).click()
    expect(row).to_contain_text("应急平台换了新的接口地址")
    officer.go("/")
    asked = officer.page.get_by_test_id("agreement").filter(has_text="应急平台")
    expect(asked).to_contain_text("包括红色预警")
    asked.get_by_test_id("decide-agreement").tap()
    officer.page.get_by_role("radio", name="同意", exact=True).tap()
    send_of(officer.page).tap()
    expect(row).to_have_count(0)


def add(admin: Device, room: ControlRoom) -> Locator:
    """What an administrator does, with what may go wrong; the row of the system."""
    page = admin.page
    page.get_by_test_id("add-outlet").click()
    expect(send_of(page)).to_have_text("还差名称")
    page.get_by_label("发到哪里").select_option(label="网络回调")
    page.get_by_label("名称（大家怎么叫它）").fill("应急平台")
    page.get_by_label("接收系统的地址").fill("control-room")
    expect(page.get_by_role("alert")).to_contain_text("要以 https:// 开头")
    page.get_by_label("接收系统的地址").fill(f"{room.origin}/alerts")
    send_of(page).click()
    expect(send_of(page)).to_have_text("先开通渠道")
    page.keyboard.press("Escape")

    channel = page.locator("[data-testid=channel][data-kind=webhook]")
    channel.get_by_test_id("set-up-channel").click()
    page.get_by_label("签名密钥").fill(SECRET)
    send_of(page).click()
    expect(channel).to_have_attribute("data-state", "ON")

    page.get_by_test_id("add-outlet").click()
    page.get_by_label("发到哪里").select_option(label="网络回调")
    page.get_by_label("名称（大家怎么叫它）").fill("应急平台")
    page.get_by_label("接收系统的地址").fill("http://10.1.2.3/alerts")
    send_of(page).click()
    expect(page.get_by_role("alert")).to_contain_text("这不是网络回调的地址")
    page.get_by_label("接收系统的地址").fill(f"{room.origin}/alerts")
    page.get_by_label("什么预警").select_option(label="橙色及更严重的")
    send_of(page).click()
    row = page.locator("[data-testid=outlet][data-name=应急平台]")
    expect(row).to_contain_text("全厂，橙色及更严重的预警")
    return row
