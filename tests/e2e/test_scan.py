"""The label on a machine, seen by the camera of the phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.e2e.devices import PHONE, Device, device, launch
from tests.support.installations import Installation


@pytest.fixture
def phone(
    playwright: Playwright, browser: Browser, installation: Installation, film: Path
) -> Iterator[Device]:
    """A phone whose camera shows the film; `browser` is here for its skip where there is no Chromium."""
    camera = (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    with_camera = launch(playwright, *camera)
    try:
        with device(
            with_camera, installation.address, PHONE, permissions=["camera"], service_workers="allow"
        ) as held:
            yield held
    finally:
        with_camera.close()


def test_a_scanned_label_opens_its_machine_without_a_network(phone: Device) -> None:
    phone.sign_in("wang.lei")
    phone.is_controlled()
    phone.go("/hazards/new")  # where the phone learns what machines there are
    phone.page.get_by_test_id("choose-place").tap()
    expect(phone.page.get_by_role("button", name="反应釜 R-201")).to_be_visible()
    phone.has_pack()
    phone.context.set_offline(True)

    phone.go("/scan")
    phone.page.wait_for_url("**/q/EQ-0004")

    expect(phone.page.get_by_role("heading", name="反应釜 R-201")).to_be_visible()
    # What was read last is no picture of now, and says so.
    expect(phone.page.get_by_text("看不见").first).to_be_visible()


def test_a_code_can_be_typed_where_a_label_is_dirty(phone: Device) -> None:
    phone.sign_in("wang.lei")
    phone.page.get_by_test_id("scan").tap()
    phone.page.wait_for_url("**/q/EQ-0004")
    phone.go("/hazards/new")
    phone.page.get_by_test_id("scan-place").tap()
    expect(phone.page.get_by_test_id("place")).to_contain_text("反应釜 R-201")
