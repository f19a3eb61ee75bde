"""An alert answered in WeCom: a bot set up, a chat bound by its code, and a red answered there."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.devices import PHONE, TABLET, Device, device
from tests.e2e.plant_floor import PlantFloor
from tests.support import installations
from tests.support.channel_cases import certificate
from tests.support.installations import Installation
from tests.support.servers import wait_until
from tests.support.wecom_server import WecomServer

GAUGE: Final = "GD-201"


@pytest.fixture(scope="module")
def wecom() -> Iterator[WecomServer]:
    with WecomServer() as found:
        yield found


@pytest.fixture(scope="module")
def plant(
    pages: None, tmp_path_factory: pytest.TempPathFactory, wecom: WecomServer
) -> Iterator[Installation]:
    """A plant whose operator has named the authority of the stand-in; nobody outside can reach it."""
    folder: Path = tmp_path_factory.mktemp("chatted")
    authority = folder / "authority.pem"
    authority.write_text(certificate()[0])
    origins = ",".join(sorted(wecom.origins))
    with installations.embedded(folder, channel_origin=origins, channel_authority=authority) as site:
        site.start("up")
        yield site


@pytest.fixture
def floor(plant: Installation) -> PlantFloor:
    return PlantFloor(plant)


def set_up_bot(admin: Device, wecom: WecomServer) -> None:
    """What an administrator does."""
    page = admin.page
    admin.go("/admin/channels")
    row = page.locator("[data-testid=channel][data-kind=wecom]")
    row.get_by_test_id("set-up-channel").click()
    for name, value in (wecom.settings | wecom.secrets).items():
        page.locator(f"[data-setting={name}] input").fill(value)
    admin.shot("chat-bot-form")
    page.get_by_test_id("sheet-send").locator("visible=true").click()
    expect(row).to_have_attribute("data-state", "ON")
    expect(row).to_contain_text("答复能从聊天里收回", timeout=20_000)
    admin.shot("chat-bot-connected")


def bind(worker: Device, wecom: WecomServer, user_id: str) -> None:
    """What a worker does to be reached: write the code of the page to the bot."""
    page = worker.page
    worker.go("/settings")
    row = page.locator("[data-testid=my-address][data-kind=CHAT]")
    row.get_by_test_id("edit-address").tap()
    shown = page.locator("[data-testid=chat-code][data-state=WAITS] .code")
    expect(shown).to_be_visible()
    worker.shot("chat-code")
    code = re.sub(r"\D", "", shown.inner_text())
    assert wecom.writes(user_id, code)
    expect(row).to_have_attribute("data-state", "VERIFIED")
    worker.shot("chat-bound")


def test_a_red_is_answered_in_the_chat_by_somebody_whose_app_is_closed(
    browser: Browser, plant: Installation, floor: PlantFloor, wecom: WecomServer
) -> None:
    with device(browser, plant.address, TABLET) as admin:
        admin.sign_in("admin")
        set_up_bot(admin, wecom)
    with device(browser, plant.address, PHONE) as worker:
        worker.sign_in("wang.lei")
        bind(worker, wecom, "wanglei")

    alert = floor.raise_alert(GAUGE, 62.0, "RED")
    wait_until(lambda: any(card.user_id == "wanglei" for card in wecom.cards.values()), "a card", 30)
    wecom.taps("wanglei", "在路上")

    seen = floor.as_person("zhao.min").ask("Alert", id=alert["id"])
    assert seen["acknowledgedBy"]["name"]["zh"] == "王磊"
    assert [*wecom.card_of("wanglei").buttons] == ["看最新情况"], "nothing is left to answer"
    with device(browser, plant.address, TABLET) as officer:
        officer.sign_in("zhao.min")
        officer.go(f"/alerts/{alert['id']}")
        expect(officer.page.get_by_text("在路上").first).to_be_visible()
        officer.shot("chat-answered")
