"""Text messages end to end: set up by an administrator, an address verified, a red alert that arrives."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.devices import PHONE, TABLET, Device, device
from tests.e2e.plant_floor import PlantFloor
from tests.support import installations
from tests.support.installations import Installation
from tests.support.servers import wait_until

GAUGE: Final = "GD-101"
NUMBER: Final = "13812345678"
BODY: Final = json.dumps({"to": "{{phone}}", "text": "{{text}}", "kind": "{{purpose}}"})


class Gateway(ThreadingHTTPServer):
    """Takes text messages as a provider would, and keeps them."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.messages: list[dict[str, str]] = []

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def texts(self) -> list[str]:
        return [message["text"] for message in self.messages]

    def wait_for(self, words: str, *, within: float = 30) -> str:
        """The last text with these words in it, once there is one."""
        wait_until(lambda: any(words in text for text in self.texts()), f"a text with {words}", within)
        return [text for text in self.texts() if words in text][-1]


class _Taking(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        is_known = self.path != "/mistyped"
        if is_known:
            self.server.messages.append(sent)
        self.send_response(200 if is_known else 403)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def gateway() -> Iterator[Gateway]:
    with Gateway() as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        yield serving
        serving.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def plant(pages: None, tmp_path_factory: pytest.TempPathFactory, gateway: Gateway) -> Iterator[Installation]:
    """A plant of its own: what is sent here must not be waited for anywhere else."""
    folder: Path = tmp_path_factory.mktemp("texted")
    with installations.embedded(folder, channel_origin=gateway.origin) as site:
        site.start("up")
        yield site


@pytest.fixture
def admin(browser: Browser, plant: Installation) -> Iterator[Device]:
    with device(browser, plant.address, TABLET) as held:
        held.sign_in("admin")
        yield held


@pytest.fixture
def worker(browser: Browser, plant: Installation) -> Iterator[Device]:
    with device(browser, plant.address, PHONE) as held:
        held.sign_in("chen.jie")
        yield held


def send_of(page: Page) -> Locator:
    return page.get_by_test_id("sheet-send").locator("visible=true")


def set_up_text_messages(admin: Device, gateway: Gateway) -> Locator:
    """What an administrator does; the row of the channel."""
    page = admin.page
    admin.go("/admin/channels")
    row = page.locator("[data-testid=channel][data-kind=sms]")
    expect(row).to_have_attribute("data-state", "NONE")
    row.get_by_test_id("set-up-channel").click()
    page.get_by_label("服务商").select_option(label="其他服务商（HTTP 接口）")
    expect(send_of(page)).to_have_text("还差请求地址")
    page.get_by_label("请求地址").fill("http://10.1.2.3/sms")
    page.get_by_label("请求正文").fill(BODY)
    page.get_by_label("每月上限").fill("100")
    page.get_by_label("每条价格").fill("0.05")
    send_of(page).click()
    expect(page.locator("[data-setting=url]")).to_contain_text("地址须以 https:// 或 mqtts:// 开头")
    page.get_by_label("请求地址").fill(f"{gateway.origin}/sms")
    send_of(page).click()
    expect(row).to_have_attribute("data-state", "ON")
    return row


def verify_number(worker: Device, gateway: Gateway) -> Locator:
    """What a worker does to be reached; the row of the number."""
    page = worker.page
    worker.go("/settings")
    row = page.locator("[data-testid=my-address][data-kind=PHONE]")
    row.get_by_test_id("edit-address").tap()
    page.get_by_test_id("address").locator("input").fill(NUMBER)
    send_of(page).tap()
    code = page.get_by_test_id("address-code").locator("input")
    expect(code).to_have_attribute("autocomplete", "one-time-code")
    found = re.search(r"\d{6}", gateway.wait_for("验证码"))
    assert found
    wrong = f"{(int(found[0]) + 1) % 1_000_000:06}"
    code.fill(wrong)
    send_of(page).tap()
    expect(page.get_by_role("dialog")).to_contain_text("还可以试 4 次")
    code.fill(found[0])
    send_of(page).tap()
    expect(row).to_have_attribute("data-state", "VERIFIED")
    return row


def test_a_red_alert_arrives_as_a_text_message_on_a_verified_phone(
    admin: Device, worker: Device, gateway: Gateway, plant: Installation, browser: Browser
) -> None:
    worker.go("/settings")
    number = worker.page.locator("[data-testid=my-address][data-kind=PHONE]")
    expect(number).to_contain_text("还没有开通短信")

    row = set_up_text_messages(admin, gateway)
    expect(row).to_contain_text("本月 0 / 100 条")
    row.get_by_test_id("test-channel").click()
    expect(row.get_by_test_id("channel-test")).to_contain_text("服务商已接收")
    gateway.wait_for("测试")

    expect(verify_number(worker, gateway)).to_contain_text("可收短信")

    floor = PlantFloor(plant)
    try:
        alert = floor.raise_alert(GAUGE, 61.0, "RED")
        assert "卸车区可燃气体" in gateway.wait_for("卸车区可燃气体")
    finally:
        floor.close()
    with device(browser, plant.address, PHONE) as phone:
        phone.sign_in("zhao.min")
        phone.go(f"/alerts/{alert['id']}")
        panel = phone.page.get_by_test_id("deliveries")
        reached = panel.get_by_test_id("reached").filter(has_text="陈杰")
        expect(reached).to_contain_text("还不知道")
        sms = reached.get_by_test_id("sent").filter(has_text="短信")
        expect(sms).to_contain_text("服务商已接收", timeout=15_000)
    admin.go("/admin/channels")
    expect(row).to_contain_text(re.compile(r"本月 [3-9] / 100 条"))


def test_a_mistyped_change_costs_no_alert_and_is_shown_until_it_is_corrected(
    admin: Device, gateway: Gateway, plant: Installation
) -> None:
    """After the test before: the channel works, and the phone of chen.jie is verified."""
    page = admin.page
    row = page.locator("[data-testid=channel][data-kind=sms]")
    before = row.get_by_test_id("channel-before")

    def changes_to(path: str) -> None:
        row.get_by_test_id("set-up-channel").click()
        page.get_by_label("请求地址").fill(f"{gateway.origin}/{path}")
        send_of(page).click()

    admin.go("/admin/channels")
    changes_to("mistyped")
    expect(before).to_contain_text("刚改过设置")
    gateway.messages.clear()
    floor = PlantFloor(plant)
    try:
        floor.raise_alert("GD-801", 61.0, "RED")
    finally:
        floor.close()
    gateway.wait_for("装车区可燃气体")
    expect(before).to_contain_text("新设置被拒绝")
    expect(before).to_contain_text("起按原设置发送")

    changes_to("corrected")
    row.get_by_test_id("test-channel").click()
    expect(before).to_contain_text("新设置可用")
    before.get_by_test_id("forget-before").click()
    expect(before).to_have_count(0)


def test_a_channel_without_an_own_address_leads_there_and_is_paused_by_two(
    admin: Device, plant: Installation, browser: Browser
) -> None:
    page = admin.page
    admin.go("/admin/channels")
    row = page.locator("[data-testid=channel][data-kind=email]")
    row.get_by_test_id("set-up-channel").click()
    page.get_by_label("邮件服务器", exact=True).fill("mail.example.com")
    page.get_by_label("发件人地址").fill("nobody")
    send_of(page).click()
    expect(page.locator("[data-setting=sender]")).to_contain_text("格式不对")
    page.get_by_label("发件人地址").fill("anhuan@example.com")
    send_of(page).click()
    expect(row).to_have_attribute("data-state", "ON")

    row.get_by_test_id("test-channel").click()
    expect(row).to_contain_text("您自己还没有这类联系方式")
    row.get_by_role("link", name="填写我的联系方式").click()
    expect(page.get_by_text("我的联系方式")).to_be_in_viewport()

    admin.go("/admin/channels")
    row.get_by_test_id("pause-channel").click()
    page.get_by_test_id("second-person-reason").locator("textarea").fill("太多")
    expect(send_of(page)).to_have_text("理由至少 10 个字")
    page.get_by_test_id("second-person-reason").locator("textarea").fill("邮件服务器今晚搬迁，明早恢复")
    send_of(page).click()
    expect(row.get_by_test_id("agreement")).to_contain_text("邮件服务器今晚搬迁")
    expect(row).to_have_attribute("data-state", "ON")

    with device(browser, plant.address, PHONE) as phone:
        phone.sign_in("zhao.min")
        asked = phone.page.get_by_test_id("agreement").filter(has_text="电子邮件")
        asked.get_by_test_id("decide-agreement").tap()
        phone.page.get_by_role("radio", name="同意", exact=True).tap()
        send_of(phone.page).tap()
        expect(asked).to_have_count(0)
    expect(row).to_have_attribute("data-state", "PAUSED")
    expect(row).to_contain_text("邮件服务器今晚搬迁")
    row.get_by_test_id("resume-channel").click()
    expect(row).to_have_attribute("data-state", "ON")
