"""Sources: a device gets a key and sends, what nobody knows is adopted, what a camera sees is an alert."""

import base64
import re
import time
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from backend.core.time import moment
from backend.demo.camera_pictures import snapshot
from tests.e2e.devices import Device
from tests.e2e.plant_floor import PlantFloor
from tests.support.installations import Installation


def now_ms() -> int:
    return int(time.time() * 1000)


def post(installation: Installation, key: str, body: Any) -> httpx.Response:
    return httpx.post(
        f"{installation.address}/ingest", json=body, headers={"authorization": f"Bearer {key}"}, timeout=20
    )


def is_stored(device: Device, installation: Installation, key: str, code: str) -> bool:
    """Whether a reading sent now is stored: the intake sees a source within a second of its adoption."""
    if post(installation, key, {"s": code, "ts": now_ms(), "v": 21}).json()["stored"]:
        return True
    device.page.wait_for_timeout(200)
    return False


def make_key(device: Device, name: str, codes: str = "") -> str:
    """On the page of sources: a new key; answers it as it is shown."""
    page = device.page
    page.get_by_role("radio", name="设备密钥").click()
    page.get_by_test_id("new-device").click()
    page.get_by_label("设备名称").fill(name)
    page.get_by_label("可代表的监测点编号").fill(codes)
    page.get_by_test_id("sheet-send").locator("visible=true").click()
    key = page.get_by_test_id("key").locator("visible=true")
    expect(key).to_be_visible()
    shown = key.inner_text()
    page.get_by_role("button", name="我已保存").click()
    return shown


@pytest.mark.parametrize("size", ["phone", "tablet"])
def test_an_officer_makes_a_key_adopts_what_sends_with_it_and_revokes_it(
    installation: Installation, request: pytest.FixtureRequest, size: str
) -> None:
    device: Device = request.getfixturevalue(size)
    code, name = f"NEW-{size}", f"{size} 网关"
    device.sign_in("zhao.min")
    device.go("/sources?part=unknown")
    key = make_key(device, name)

    at = now_ms()
    body = [{"s": code, "ts": at - 1000 * i, "v": 20 + i % 3} for i in range(20, 0, -1)]
    answer = post(installation, key, [*body, {"s": code, "ts": "never", "v": 1}])
    assert (answer.status_code, answer.json()["unknown"], answer.json()["rejected"]) == (200, 20, 1)

    page = device.page
    device.go("/sources?part=unknown")
    source = page.get_by_test_id("unknown-source").filter(has_text=code)
    expect(source).to_contain_text("20 – 22")
    source.get_by_test_id("adopt").click()
    send = page.get_by_test_id("sheet-send").locator("visible=true")
    page.locator("[data-field=name] input").fill("新温度计")
    send.click()
    expect(page.locator("[data-field=area]")).to_contain_text("先选它在哪个区域")
    page.locator("[data-field=area] select").select_option(label="反应车间")
    page.locator("[data-field=unit] input").fill("°C")
    expect(page.locator("[data-field=template] select")).to_have_value("SUGGESTED")
    send.click()
    expect(source).to_have_count(0)
    assert any(is_stored(device, installation, key, code) for _ in range(20))

    page.get_by_role("radio", name="隔离区").click()
    expect(page.get_by_test_id("put-aside").filter(has_text="anhuan/demo/batch").first).to_be_visible()

    page.get_by_role("radio", name="设备密钥").click()
    card = page.get_by_test_id("device").filter(has_text=name)
    card.get_by_test_id("revoke").click()
    page.get_by_role("button", name="吊销").last.click()
    expect(card).to_contain_text("已吊销")
    assert post(installation, key, {"s": code, "ts": now_ms(), "v": 21}).status_code == 401


def test_all_sources_that_match_are_adopted_in_one_sheet_and_named_by_a_pattern(
    installation: Installation, phone: Device
) -> None:
    phone.sign_in("zhao.min")
    phone.go("/sources?part=unknown")
    key = make_key(phone, "气体网关")
    codes = [f"GX-{number}" for number in range(1, 9)]
    post(installation, key, [{"s": code, "ts": now_ms(), "v": 3} for code in (*codes, "TX-1")])

    page = phone.page
    phone.go("/sources?part=unknown")
    page.get_by_test_id("search-unknown").locator("input").fill("gx-")
    expect(page.get_by_test_id("unknown-source")).to_have_count(len(codes))
    page.get_by_test_id("choose-all").check()
    page.get_by_test_id("adopt-many").click()
    page.locator("[data-field=area] select").select_option(label="原料罐区")
    page.locator("[data-field=name] input").fill("{区域}可燃气 {编号}")
    expect(page.get_by_test_id("name-preview")).to_contain_text("原料罐区可燃气 GX-1")
    page.get_by_text("逐个改名").click()
    page.get_by_label("GX-8", exact=True).fill("泵房门口")
    page.locator("[data-field=template] select").select_option("COMBUSTIBLE_GAS")
    page.locator("[data-field=department] select").select_option(label="生产部")
    page.get_by_test_id("sheet-send").locator("visible=true").click()

    expect(page.get_by_test_id("unknown-source")).to_have_count(0)
    page.get_by_test_id("search-unknown").locator("input").fill("")
    expect(page.get_by_test_id("unknown-source").filter(has_text="TX-1")).to_have_count(1)
    phone.go("/admin/sources?part=all")
    for name in ("GX-1 原料罐区可燃气 GX-1", "GX-8 泵房门口"):
        expect(page.get_by_test_id("source-row").filter(has_text=name)).to_be_attached()


def test_a_source_is_connected_waited_for_and_adopted_from_there(
    installation: Installation, phone: Device
) -> None:
    phone.sign_in("zhao.min")
    page = phone.page
    phone.go("/sources?part=unknown")
    page.get_by_test_id("connect").click()
    page.get_by_role("radio", name="HTTP").click()
    page.locator("[data-field=code] input").fill("CN-1")
    page.get_by_test_id("make-key").click()
    page.get_by_test_id("sheet-send").locator("visible=true").click()
    key = page.get_by_test_id("key").locator("visible=true").inner_text()
    page.get_by_role("button", name="我已保存").click()
    expect(page.get_by_test_id("command")).to_contain_text(key)
    expect(page.get_by_test_id("topic")).to_have_text("anhuan/demo/CN-1/reading")

    post(installation, key, [{"s": "CN-1", "ts": "before anybody waited", "v": 1}])
    page.get_by_test_id("wait").click()
    waiting = page.get_by_test_id("waiting")
    expect(waiting).to_contain_text("还没有收到")
    refused = page.get_by_test_id("refused")
    expect(refused).to_contain_text("before anybody waited")
    post(installation, key, [{"s": "CN-1", "ts": "never", "v": 1}])
    expect(refused.locator("li")).to_have_count(2)
    expect(refused).to_contain_text("时间要写成")
    cut = httpx.post(
        f"{installation.address}/ingest/demo/CN-1",
        json={"ts": now_ms(), "v": 1},
        headers={"authorization": f"Bearer {key[:-3]}"},
    )
    assert cut.status_code == 401
    expect(page.get_by_test_id("turned-away")).to_contain_text("密钥不认识")
    post(installation, key, [{"s": "CN-1", "ts": now_ms(), "v": 7.25}])
    expect(page.get_by_test_id("arrived")).to_contain_text("7.25")

    page.get_by_test_id("adopt-arrived").click()
    page.locator("[data-field=area] select").select_option(label="原料罐区")
    page.get_by_test_id("sheet-send").locator("visible=true").click()
    expect(waiting).to_contain_text("还没有限值，不会响")
    page.get_by_role("button", name="定首个限值").click()
    row = page.get_by_test_id("unlimited-source").filter(has_text="CN-1")
    row.get_by_test_id("give-limits").click()
    page.locator("[data-field=first-template] select").select_option("COMBUSTIBLE_GAS")
    page.get_by_test_id("first-limits").click()
    expect(row).to_have_count(0)


def test_what_a_camera_sees_is_an_alert_with_its_picture(
    installation: Installation, phone: Device, tablet: Device
) -> None:
    tablet.sign_in("zhao.min")
    tablet.go("/sources?part=unknown")
    key = make_key(tablet, "摄像机", "CB-201")
    phone.sign_in("sun.yue")
    phone.go("/alerts?tier=YELLOW")  # worse ones of other tests stand before it
    at = now_ms()
    picture = base64.b64encode(snapshot("NO_HELMET", 0.92, moment(at * 1000))).decode()

    answer = post(
        installation,
        key,
        {"s": "CB-201", "ts": at, "type": "NO_HELMET", "confidence": 0.92, "snapshot": picture},
    )

    assert answer.json()["observed"] == 1
    row = phone.page.get_by_test_id("alert-row").filter(has_text="未戴安全帽")
    expect(row).to_contain_text("反应车间：未戴安全帽（置信度 92%）")
    row.click()
    image = phone.page.get_by_test_id("snapshot").locator("img")
    expect(image).to_be_visible()
    width = image.evaluate("async (each) => { await each.decode(); return each.naturalWidth }")
    assert width == 960


def test_a_worker_is_not_offered_the_page_and_it_shows_them_nothing(phone: Device) -> None:
    phone.sign_in("wang.lei")
    phone.go("/settings")
    expect(phone.page.get_by_test_id("sign-out")).to_be_visible()
    expect(phone.page.get_by_text("数据接入")).to_have_count(0)

    phone.go("/sources?part=unknown")

    expect(phone.page.get_by_test_id("unknown-source")).to_have_count(0)
    expect(phone.page.locator(".content")).to_contain_text("这一页不归您看")
    expect(phone.page.get_by_test_id("connect")).to_have_count(0)


def test_tags_are_out_of_the_menu_while_camera_events_are_off_and_their_page_says_so(
    floor: PlantFloor, tablet: Device
) -> None:
    officer, second = floor.as_person("zhao.min"), floor.as_person("liu.fang")
    site_id = officer.ask("Viewer")["memberships"][0]["site"]["id"]

    def switch(is_on: bool, reason: str) -> None:
        [found] = [
            each for each in officer.ask("SiteModules", siteId=site_id) if each["module"] == "CAMERA_EVENTS"
        ]
        wanted = {"siteId": site_id, "module": "CAMERA_EVENTS", "isOn": is_on, "version": found["version"]}
        officer.do("SwitchModule", **wanted, reason=reason, asksSecondPerson=True)

    tags = tablet.page.get_by_role("navigation").get_by_role("link", name="标签卡")
    tablet.sign_in("zhao.min")
    tablet.go("/admin/tags")
    expect(tags).to_be_visible()

    switch(False, reason="摄像头全部更换，停用一周")
    [asked] = [each for each in second.ask("Agreements") if each["kind"] == "SWITCH_MODULE_OFF"]
    second.do("DecideAgreement", agreementId=asked["id"], isAgreed=True, note="")
    try:
        tablet.go("/admin/site")
        expect(tablet.page.get_by_role("navigation").get_by_role("link", name="功能模块")).to_be_visible()
        expect(tags).to_have_count(0)
        tablet.go("/admin/tags")
        expect(tablet.page).to_have_url(re.compile("/switched-off$"))
        expect(tablet.page.locator("h1")).to_have_text("本单位没有启用这项功能")
    finally:
        switch(True, reason="新摄像头装好了")
