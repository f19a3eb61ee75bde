"""Web push end to end: our server, a push service of our own, the real service worker."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from sqlmodel import select

from backend.core.database import Transaction
from backend.demo.blueprint import id_of
from backend.notifications.tables import DeliveryRow
from tests.e2e.devices import PHONE, Device, device
from tests.e2e.plant_floor import PlantFloor
from tests.support.fakes import FakePushService, Received
from tests.support.fakes import Subscription as Endpoint
from tests.support.installations import Installation
from tests.support.servers import wait_until

pytestmark = pytest.mark.installed

# Only the call that would need a push service on the internet; all else is the browser's own.
STUB = """
const subscription = {...%s, toJSON: () => (%s), getKey: () => null, unsubscribe: async () => true}
PushManager.prototype.subscribe = async () => { localStorage.isSubscribed = 'yes'; return subscription }
PushManager.prototype.getSubscription = async () => (localStorage.isSubscribed ? subscription : null)
"""
CLICK = """async () => {
  const [notification] = await self.registration.getNotifications()
  self.dispatchEvent(new NotificationEvent('notificationclick', { notification, action: '' }))
}"""
# Chromium drops the record of a notification that is being shown while somebody reads the list of them: who
# asks again and again until it is there may take it away. Here both wait for each other, in the worker.
ONE_BY_ONE = """() => {
  if (self.oneByOne) return
  let last = Promise.resolve()
  self.oneByOne = (work) => (last = last.then(work, work))
  const { prototype } = ServiceWorkerRegistration
  for (const name of ['showNotification', 'getNotifications']) {
    const original = prototype[name]
    prototype[name] = function (...rest) { return self.oneByOne(() => original.apply(this, rest)) }
  }
}"""
NOTIFICATIONS = """async () => (await self.registration.getNotifications())
  .map(({ title, body, tag }) => ({ title, body, tag }))"""
# Of the worker: what it is, and whether it may show anything.
WORKER = """async () => {
  const found = await navigator.serviceWorker.getRegistrations()
  const states = found.map((each) => [each.active?.state, each.waiting?.state, each.installing?.state])
  return JSON.stringify({ states, permission: Notification.permission })
}"""
WITH_ACTIONS = """async () => (await self.registration.getNotifications())
  .map(({ title, actions }) => ({ title, actions: actions.map(({ title }) => ({ title })) }))"""
BEGUN = ("RAISED", "REACTIVATED", "TIER_RAISED")
TAP = """async ([action, times]) => {
  const [notification] = await self.registration.getNotifications()
  for (let tap = 0; tap < times; tap += 1)
    self.dispatchEvent(new NotificationEvent('notificationclick', { notification, action }))
}"""


@pytest.fixture
def subscription(push_service: FakePushService) -> tuple[dict[str, Any], Endpoint]:
    """What a browser would get from its push service, and the place where messages to it arrive."""
    endpoint, keys, held = push_service.subscribe()
    return {"endpoint": endpoint, "keys": keys}, held


@pytest.fixture
def phone(
    browser: Browser, installation: Installation, subscription: tuple[dict[str, Any], Endpoint]
) -> Iterator[Device]:
    with device(browser, installation.address, PHONE, service_workers="allow") as held:
        held.context.grant_permissions(["notifications"], origin=installation.address)
        text = json.dumps(subscription[0])
        held.context.add_init_script(STUB % (text, text))
        yield held


def test_a_red_alert_reaches_the_lock_screen_and_a_tap_opens_it(
    phone: Device,
    floor: PlantFloor,
    installation: Installation,
    subscription: tuple[dict[str, Any], Endpoint],
) -> None:
    phone.sign_in("chen.jie")
    phone.is_controlled()
    phone.go("/settings")
    phone.page.get_by_role("button", name="开启推送").tap()
    expect(phone.page.get_by_test_id("push")).to_have_attribute("data-state", "on")
    expect(phone.page.get_by_test_id("push")).to_contain_text("已开启")

    alert = floor.raise_alert("GD-101", 61.0, "RED")
    message = message_about(subscription[1], alert["id"])
    assert "卸车区可燃气体" in json.dumps(message.payload, ensure_ascii=False)

    deliver(phone, message.payload)
    # Playwright's wait_for_function takes a promise for a yes, so it does not wait for what it will say.
    is_shown(phone)
    [shown] = in_worker(phone, NOTIFICATIONS)
    assert "红色" in shown["title"] + shown["body"]
    delivery_id = message.payload["notification"]["data"]["delivery"]
    wait_until(lambda: delivery(installation, delivery_id).shown_at is not None, "the receipt 'shown'")

    # A server that died before it wrote down what the service took sends the same once more.
    deliver(phone, message.payload)
    phone.page.wait_for_timeout(500)
    assert in_worker(phone, NOTIFICATIONS) == [shown], "twice is shown once"

    in_worker(phone, CLICK)
    phone.page.wait_for_url(f"**/alerts/{alert['id']}")
    # Its alarm, which lies over the page, has a heading of the same words.
    expect(phone.page.locator("#content").get_by_role("heading", name="卸车区可燃气体")).to_be_visible()
    wait_until(lambda: delivery(installation, delivery_id).opened_at is not None, "the receipt 'opened'")


@pytest.mark.nightly
def test_a_test_alert_is_shown_on_the_screen_and_pushed_and_both_are_said_as_they_are(
    phone: Device, subscription: tuple[dict[str, Any], Endpoint]
) -> None:
    phone.sign_in("zhao.min")
    phone.is_controlled()
    phone.go("/alert-test")
    expect(phone.page.get_by_test_id("send-alert-test")).to_have_text("发测试预警")  # the page is live
    phone.page.get_by_test_id("send-alert-test").tap()
    takeover = phone.page.get_by_test_id("alert-test")
    expect(takeover).to_contain_text("测试 TEST")
    expect(takeover).to_contain_text("没有危险")
    expect(takeover).to_have_attribute("data-tier", "RED")
    phone.page.get_by_test_id("alert-test-seen").tap()
    expect(takeover).to_have_count(0)
    expect(phone.page.get_by_test_id("alert-test-screen")).to_have_attribute("data-verdict", "good")
    expect(phone.page.get_by_test_id("alert-test-no-address")).to_be_visible()

    phone.go("/settings")
    phone.page.get_by_role("button", name="开启推送").tap()
    expect(phone.page.get_by_test_id("push")).to_have_attribute("data-state", "on")
    phone.page.get_by_test_id("to-alert-test").tap()
    expect(phone.page.get_by_test_id("send-alert-test")).to_have_text("再发一次")
    phone.page.get_by_test_id("send-alert-test").tap()
    phone.page.get_by_test_id("alert-test-seen").tap()
    message = message_about(subscription[1], "/alert-test")
    assert "测试 TEST" in message.payload["notification"]["title"]
    result = phone.page.get_by_test_id("alert-test-push")
    expect(result).to_contain_text("收下，还没有显示")

    deliver(phone, message.payload)
    expect(result).to_have_attribute("data-verdict", "good")
    expect(result).to_contain_text("这台设备")


@pytest.mark.nightly
def test_a_phone_that_shows_nothing_of_what_it_is_sent_says_so_and_what_to_do(
    phone: Device,
    installation: Installation,
    floor: PlantFloor,
    subscription: tuple[dict[str, Any], Endpoint],
) -> None:
    page = phone.page
    phone.sign_in("liu.fang")
    phone.is_controlled()
    phone.go("/settings")
    page.get_by_role("button", name="开启推送").tap()
    expect(page.get_by_test_id("push")).to_have_attribute("data-state", "on")
    phone.go("/first-minutes")
    shown = page.get_by_test_id("ready-shown")
    expect(shown).to_have_attribute("data-state", "OPEN")
    expect(page.get_by_test_id("ready-clock")).to_have_attribute("data-state", "GOOD")
    site_id = str(id_of("site", "demo"))
    for _ in range(3):
        floor.as_person("liu.fang").do("SendAlertTest", siteId=site_id, tier="RED")
    wait_until(lambda: len(subscription[1].received) == 3, "the push service has them")
    hours_pass(installation, "liu.fang", 2)

    phone.go("/")
    page.get_by_test_id("silent-note").get_by_role("button").tap()

    page.wait_for_url("**/first-minutes")
    expect(shown).to_have_attribute("data-state", "BAD")
    expect(shown).to_contain_text("发了 3 条")
    expect(page.get_by_test_id("brand-steps").get_by_role("listitem")).to_have_count(4)
    expect(page.get_by_test_id("verdict")).to_have_text("叫不响你")

    deliver(phone, subscription[1].received[-1].payload)
    page.reload()

    expect(shown).to_have_attribute("data-state", "GOOD")
    phone.go("/")
    phone.is_live()
    expect(page.get_by_test_id("silent-note")).to_have_count(0)


def hours_pass(installation: Installation, username: str, hours: int) -> None:
    """As if everything sent to this person had been sent so much earlier."""

    def age(tx: Transaction) -> None:
        wanted = select(DeliveryRow).where(DeliveryRow.person_id == id_of("person", username))
        for row in tx.session.exec(wanted):
            row.created_at -= timedelta(hours=hours)
            if row.accepted_at:
                row.accepted_at -= timedelta(hours=hours)
            tx.session.add(row)

    installation.database.transact(age)


def message_about(endpoint: Endpoint, alert_id: str) -> Received:
    """The decrypted message about this alert, once the push service has it."""

    def found() -> list[Received]:
        return [each for each in endpoint.received if alert_id in json.dumps(each.payload)]

    wait_until(lambda: bool(found()), "the push service got the message")
    assert endpoint.refused == []
    return found()[0]


def deliver(phone: Device, payload: dict[str, Any]) -> None:
    """Hand a message to the service worker as the browser does when its push service calls."""
    in_worker(phone, ONE_BY_ONE)
    session = phone.context.new_cdp_session(phone.page)
    registrations: dict[str, str] = {}
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: registrations.update(
            {each["scopeURL"]: each["registrationId"] for each in event["registrations"]}
        ),
    )
    session.send("ServiceWorker.enable")
    scope = f"{phone.address}/"
    # Asking the page for something lets the events in between come through.
    wait_until(lambda: bool(phone.page.evaluate("true")) and scope in registrations, "the worker is known")
    session.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": phone.address, "registrationId": registrations[scope], "data": json.dumps(payload)},
    )
    session.detach()


def delivery(installation: Installation, delivery_id: str) -> DeliveryRow:
    def query(session: Any) -> DeliveryRow:
        [row] = [row for row in session.exec(select(DeliveryRow)) if str(row.id) == delivery_id]
        return row

    return installation.database.read(query)


def test_an_alert_is_answered_by_the_buttons_of_its_notification_without_opening_the_app(
    phone: Device, floor: PlantFloor, subscription: tuple[dict[str, Any], Endpoint]
) -> None:
    alert_id = shows_an_alert(phone, floor, subscription[1], "SH-701", 9.0)
    assert [each["title"] for each in shown(phone)["actions"]] == ["响应", "我在路上"]

    taps(phone, "ACKNOWLEDGE")

    wait_until(lambda: shown(phone)["title"] == "已响应", "it says what became of it")
    assert answers(floor, alert_id) == ["ACKNOWLEDGED"]
    assert [each["title"] for each in shown(phone)["actions"]] == ["我在路上", "去不了"]
    taps(phone, "ON_THE_WAY")
    wait_until(lambda: "大家看得到" in shown(phone)["title"], "it says what became of it", 60)
    assert answers(floor, alert_id) == ["ACKNOWLEDGED", "ON_THE_WAY"]
    assert shown(phone)["actions"] == []
    assert phone.page.url.endswith("/settings"), "the app was left where it was"


def test_an_answer_without_a_network_is_kept_and_arrives_once(
    phone: Device, floor: PlantFloor, subscription: tuple[dict[str, Any], Endpoint]
) -> None:
    alert_id = shows_an_alert(phone, floor, subscription[1], "TT-701", 41.0)
    phone.context.set_offline(True)

    taps(phone, "ACKNOWLEDGE", times=2)

    wait_until(lambda: shown(phone)["title"] == "已记在本机，有信号就发出", "it says that it waits")
    assert answers(floor, alert_id) == []
    phone.context.set_offline(False)
    wait_until(lambda: shown(phone)["title"] == "已响应", "it says that it has left")
    assert answers(floor, alert_id) == ["ACKNOWLEDGED"]


def test_nobody_answers_from_a_phone_on_which_they_have_signed_out(
    phone: Device, floor: PlantFloor, subscription: tuple[dict[str, Any], Endpoint]
) -> None:
    alert_id = shows_an_alert(phone, floor, subscription[1], "TT-501", 97.0, to="zhao.min")
    phone.page.get_by_test_id("sign-out").tap()
    phone.confirm("退出登录")
    phone.page.wait_for_url("**/sign-in*")

    taps(phone, "ACKNOWLEDGE")

    wait_until(lambda: shown(phone)["title"].startswith("还没有响应"), "it asks for a sign-in")
    assert answers(floor, alert_id) == []


def shows_an_alert(
    phone: Device, floor: PlantFloor, endpoint: Endpoint, sensor: str, value: float, *, to: str = "chen.jie"
) -> str:
    """The phone of this person shows a new alert of this sensor; returns the alert's id."""
    phone.sign_in(to)
    phone.is_controlled()
    phone.go("/settings")
    phone.page.get_by_role("button", name="开启推送").tap()
    expect(phone.page.get_by_test_id("push")).to_have_attribute("data-state", "on")
    floor.measure(sensor, value)
    alert = floor.wait_for_alert(
        sensor, lambda alert: alert["isActive"] and alert["tier"] in ("RED", "ORANGE")
    )
    deliver(phone, message_about(endpoint, alert["id"]).payload)
    is_shown(phone)
    return str(alert["id"])


def is_shown(phone: Device) -> None:
    """Wait until the phone shows something; where it never does, say in what state its worker is."""
    try:
        wait_until(lambda: bool(in_worker(phone, NOTIFICATIONS)), "it is shown")
    except AssertionError as error:
        error.add_note(str(phone.page.evaluate(WORKER)))
        raise


def shown(phone: Device) -> dict[str, Any]:
    """The one notification of the phone, with the buttons that the platform shows."""
    found: list[dict[str, Any]] = in_worker(phone, WITH_ACTIONS)
    return found[-1] if found else {"title": "", "actions": []}


def taps(phone: Device, action: str, *, times: int = 1) -> None:
    in_worker(phone, TAP, [action, times])


def in_worker(phone: Device, script: str, *given: Any) -> Any:
    """Run this in the service worker of the phone; returns what it says."""
    return phone.context.service_workers[0].evaluate(script, *given)


def answers(floor: PlantFloor, alert_id: str) -> list[str]:
    """What was answered to the alert since it was raised last."""
    alert = floor.as_person("zhao.min").ask("Alert", id=alert_id)
    kinds = [each["kind"] for each in alert["history"]]
    begun = max(at for at, kind in enumerate(kinds) if kind in BEGUN)
    return [kind for kind in kinds[begun:] if kind in ("ACKNOWLEDGED", "ON_THE_WAY", "CANNOT_COME")]
