"""Web push end to end: our server, a push service of our own, the real service worker."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from sqlmodel import select

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
NOTIFICATIONS = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
  .map(({ title, body, tag }) => ({ title, body, tag }))"""


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
    wait_until(lambda: bool(phone.page.evaluate(NOTIFICATIONS)), "it is shown")
    [shown] = phone.page.evaluate(NOTIFICATIONS)
    assert "红色" in shown["title"] + shown["body"]
    delivery_id = message.payload["notification"]["data"]["delivery"]
    wait_until(lambda: delivery(installation, delivery_id).shown_at is not None, "the receipt 'shown'")

    phone.context.service_workers[0].evaluate(CLICK)
    phone.page.wait_for_url(f"**/alerts/{alert['id']}")
    expect(phone.page.get_by_role("heading", name="卸车区可燃气体")).to_be_visible()
    wait_until(lambda: delivery(installation, delivery_id).opened_at is not None, "the receipt 'opened'")


def message_about(endpoint: Endpoint, alert_id: str) -> Received:
    """The decrypted message about this alert, once the push service has it."""

    def found() -> list[Received]:
        return [each for each in endpoint.received if alert_id in json.dumps(each.payload)]

    wait_until(lambda: bool(found()), "the push service got the message")
    assert endpoint.refused == []
    return found()[0]


def deliver(phone: Device, payload: dict[str, Any]) -> None:
    """Hand a message to the service worker as the browser does when its push service calls."""
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
