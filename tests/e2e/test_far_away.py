"""Where a photo was taken, from the phone to the rechecker: refused it stops nobody, far away it is said."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.devices import PHONE, TABLET, Device, device
from tests.e2e.forms import see_flags, send_back
from tests.e2e.plant_floor import PlantFloor
from tests.support import pictures
from tests.support.installations import Installation

PLANT: Final = {"latitude": 31.2304, "longitude": 121.4737}
HOME: Final = {"latitude": 31.2500, "longitude": 121.4737}
"""A worker's sofa, 2.2 km north of the plant."""
WHERE = "() => new Promise((done, no) => navigator.geolocation.getCurrentPosition(done, no))"


@pytest.fixture
def officer(browser: Browser, installation: Installation) -> Iterator[Device]:
    """A tablet in the middle of the plant."""
    with device(
        browser, installation.address, TABLET, permissions=["geolocation"], geolocation=PLANT
    ) as held:
        yield held


@pytest.fixture
def at_home(browser: Browser, installation: Installation) -> Iterator[Device]:
    """A phone whose owner has allowed it to say where it is, and lies on the sofa."""
    with device(browser, installation.address, PHONE, permissions=["geolocation"], geolocation=HOME) as held:
        yield held


@pytest.fixture
def fresh(tmp_path: Path) -> list[Path]:
    """What the system's camera hands over, without a place in the file."""
    files = [tmp_path / f"IMG_{number}.jpg" for number in range(3)]
    for number, file in enumerate(files):
        file.write_bytes(pictures.jpeg(pictures.scene(50 + number)))
    return files


def shoot(phone: Device, photo: Path) -> None:
    """The system's camera comes back with this picture, taken now."""
    page = phone.page
    page.get_by_test_id("after-photos").get_by_test_id("photo-camera").set_input_files(photo)
    expect(page.get_by_test_id("after-photos").locator(".thumb")).to_have_count(1)


def submit(phone: Device, case_id: str, measures: str) -> None:
    phone.page.get_by_label("补充说明").fill(measures)
    phone.page.get_by_test_id("submit-disposal").tap()
    phone.page.wait_for_url(f"**/cases/{case_id}")


def test_a_photo_from_the_sofa_is_flagged_with_its_distance_and_a_refused_place_is_not(
    floor: PlantFloor, officer: Device, phone: Device, at_home: Device, fresh: list[Path]
) -> None:
    alert = floor.raise_alert("SH-701", 4.2, "ORANGE")
    case_id = alert["case"]["id"]
    floor.as_person("sun.yue").do("AcknowledgeAlert", alertId=alert["id"])
    officer.sign_in("zhao.min")
    officer.go("/settings")
    officer.page.get_by_test_id("set-place").click()
    expect(officer.page.get_by_text("厂区位置已保存").first).to_be_visible()

    # This phone says no: it is told how to change that, and disposes as ever.
    phone.sign_in("sun.yue")
    phone.go("/settings")
    phone.page.get_by_role("button", name="允许", exact=True).tap()
    expect(phone.page.get_by_text("手机未允许定位").first).to_be_visible()
    phone.go(f"/cases/{case_id}/dispose")
    shoot(phone, fresh[0])
    submit(phone, case_id, "更换密封圈")
    officer.go(f"/cases/{case_id}")
    expect(officer.page.locator("body")).to_contain_text("更换密封圈")
    [first] = floor.as_person("zhao.min").ask("Case", id=case_id)["rounds"]
    assert "FAR_AWAY" not in [flag["reason"] for flag in first["flags"]]
    send_back(officer, fresh[1], "仍有异味")

    # The next round is photographed by a phone that says where it is, and that is not the plant.
    at_home.sign_in("sun.yue")
    at_home.go("/settings")
    expect(at_home.page.get_by_text("已开启，仅用于核对处置照片").first).to_be_visible()
    at_home.go(f"/cases/{case_id}/dispose")
    shoot(at_home, fresh[2])
    at_home.page.evaluate(WHERE)
    submit(at_home, case_id, "重新紧固")

    officer.go(f"/cases/{case_id}/recheck")
    flag = officer.page.get_by_test_id("flags").locator('[data-reason="FAR_AWAY"]')
    expect(flag).to_contain_text("拍摄地点偏远")
    expect(flag).to_contain_text("2179")
    expect(officer.page.get_by_test_id("submit-recheck")).to_have_text("等待监测值恢复")
    see_flags(officer)
    expect(officer.page.get_by_test_id("seen-FAR_AWAY")).to_have_attribute("aria-checked", "true")
