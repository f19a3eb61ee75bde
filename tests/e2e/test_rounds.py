"""Before and after on real screens: the overlay in the camera, one arrival, what the rechecker is shown."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from PIL import Image
from playwright.sync_api import Browser, Playwright, expect

from tests.e2e.devices import PHONE, Device, device, launch
from tests.e2e.forms import see_flags
from tests.e2e.plant_floor import PlantFloor
from tests.support.installations import Installation

pytestmark = pytest.mark.installed

WIDTH, HEIGHT = 640, 480


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the camera sees, whoever holds it: the same still scene, as if somebody photographed a photo."""
    patches = Image.frombytes("L", (12, 9), Random(4).randbytes(108))
    scene = patches.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    frame = b"FRAME\n" + scene.tobytes() + bytes([128]) * (WIDTH * HEIGHT // 2)
    file = tmp_path_factory.mktemp("film") / "scene.y4m"
    file.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420\n".encode() + frame * 10)
    return file


@pytest.fixture
def old_photo(tmp_path: Path, photo: Path) -> Path:
    """A picture that has been in the library for a year."""
    file = tmp_path / "IMG_0000.jpg"
    file.write_bytes(photo.read_bytes())
    os.utime(file, (time.time() - 365 * 86_400,) * 2)
    return file


@pytest.fixture
def phone(
    playwright: Playwright, browser: Browser, installation: Installation, film: Path
) -> Iterator[Device]:
    """A phone with the film before its camera; `browser` is here for its skip where there is no Chromium."""
    camera = (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    with_camera = launch(playwright, *camera)
    try:
        with device(
            with_camera,
            installation.address,
            PHONE,
            permissions=["camera", "microphone"],
            service_workers="allow",
        ) as held:
            yield held
    finally:
        with_camera.close()


def test_a_disposal_made_without_a_network_arrives_once_and_its_old_photo_is_flagged(
    floor: PlantFloor, phone: Device, tablet: Device, old_photo: Path
) -> None:
    alert = floor.raise_alert("OC-201", 13.0, "ORANGE")
    case_id = alert["case"]["id"]
    floor.as_person("sun.yue").do("AcknowledgeAlert", alertId=alert["id"])
    phone.sign_in("sun.yue")
    phone.is_controlled()
    phone.go(f"/cases/{case_id}/dispose")
    page = phone.page
    expect(page.get_by_test_id("take-before")).to_be_visible()
    phone.context.set_offline(True)

    # Before the work, from the library; after it with the camera in the app, the first photo laid over it.
    page.get_by_test_id("take-before").tap()
    page.get_by_test_id("before-photos").get_by_test_id("photo-library").set_input_files(old_photo)
    expect(page.get_by_test_id("before-photos").locator(".thumb")).to_have_count(1)
    page.get_by_test_id("after-photos").get_by_test_id("take-photo").tap()
    expect(page.get_by_test_id("ghost")).to_be_visible()
    assert page.get_by_test_id("ghost").evaluate("each => getComputedStyle(each).opacity") == "0.35"
    page.get_by_test_id("ghost-toggle").tap()
    expect(page.get_by_test_id("ghost")).to_be_hidden()
    page.wait_for_function("() => document.querySelector('.camera video').videoWidth > 0")
    page.get_by_role("button", name="快门").tap()
    expect(page.get_by_test_id("after-photos").locator(".thumb")).to_have_count(1)

    page.get_by_test_id("voice-start").tap()
    expect(page.get_by_test_id("voice-stop")).to_contain_text("1/60")
    page.get_by_test_id("voice-stop").tap()
    expect(page.locator(".player figcaption")).to_contain_text("语音说明")
    page.get_by_label("补充说明").fill("更换阀芯")
    page.get_by_test_id("submit-disposal").tap()
    expect(page.get_by_text("已存本机").first).to_be_visible()
    phone.context.set_offline(False)

    # Once, with everything.
    tablet.sign_in("zhao.min")
    tablet.go(f"/cases/{case_id}/recheck")
    expect(tablet.page.locator(".case, .form").first).to_contain_text("更换阀芯")
    [entry] = floor.as_person("zhao.min").ask("Case", id=case_id)["rounds"]
    assert len(entry["disposal"]["before"]) == len(entry["disposal"]["photos"]) == 1
    assert entry["disposal"]["voice"]["seconds"] >= 1

    # The line between before and after moves by hand and by keys.
    line = tablet.page.get_by_role("slider")
    expect(line).to_have_attribute("aria-valuenow", "50")
    pair = tablet.page.get_by_test_id("before-after")
    box = pair.bounding_box()
    assert box is not None
    pair.click(position={"x": box["width"] / 4, "y": box["height"] / 2})
    expect(line).to_have_attribute("aria-valuenow", "25")
    line.press("End")
    expect(line).to_have_attribute("aria-valuenow", "100")

    # The before photo was taken long before the alert: said with the reason, and to be confirmed.
    flags = tablet.page.get_by_test_id("flags")
    expect(flags.locator('[data-reason="OLDER_THAN_ALERT"]')).to_contain_text("照片早于预警")
    expect(tablet.page.get_by_test_id("submit-recheck")).to_have_text("等待监测值恢复")
    see_flags(tablet)
    expect(flags.get_by_role("checkbox").first).to_have_attribute("aria-checked", "true")
