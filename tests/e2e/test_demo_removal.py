"""Who has tried the demo plant removes it whole, and sets up a plant of their own in its place."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from backend.sites.removal.store import Removals
from backend.sites.store import Sites
from tests.e2e import first_plant as plant
from tests.e2e.devices import DESK, PHONE, device
from tests.support import installations
from tests.support.installations import Installation
from tests.support.servers import wait_until


@pytest.fixture
def demo(pages: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation of its own, with the demo plant."""
    with installations.embedded(tmp_path_factory.mktemp("demo")) as site:
        site.start("up")
        yield site


def test_the_demo_goes_whole_and_a_plant_of_ones_own_takes_its_place(
    demo: Installation, browser: Browser, tmp_path: Path
) -> None:
    with device(browser, demo.address, DESK) as desk, device(browser, demo.address, PHONE) as phone:
        phone.sign_in("wang.lei")
        desk.sign_in("admin")
        desk.go("/admin/site")
        desk.page.get_by_test_id("remove-demo").click()
        name = desk.page.get_by_role("textbox", name=re.compile("请输入厂名"))
        name.fill("示范厂")
        expect(desk.page.get_by_role("button", name="输入的不是这个厂名")).to_be_disabled()
        name.fill("示范化工厂")
        desk.page.get_by_role("button", name="全部移除").click()

        expired = "登录已过期"
        expect(desk.page.get_by_text(expired)).to_be_visible(timeout=plant.LONG_MS)
        phone.page.reload()
        expect(phone.page.get_by_text(expired)).to_be_visible(timeout=plant.LONG_MS)
    assert demo.database.read(lambda session: Sites(session).all()) == []
    assert [each.removed.code for each in demo.database.read(lambda session: Removals(session).all())] == [
        "demo"
    ]

    staff = plant.Staff(browser, demo.address)
    with staff.at(DESK) as admin:
        plant.set_up(admin, demo)
    demo.stop("up")
    demo.start("up")
    assert [site.code for site in demo.database.read(lambda session: Sites(session).all())] == [plant.SITE]
    wait_until(lambda: demo.run("audit", "verify").returncode == 0, "the audit log holds")
