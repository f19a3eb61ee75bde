"""The form of a hazard report: camera first, then photo, place and kind in any order."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import segno
from PIL import Image
from playwright.sync_api import Browser, Playwright, expect

from tests.e2e.devices import PHONE, Device, device, launch
from tests.e2e.forms import describe_hazard, enter_code, report_hazard, send_report
from tests.e2e.plant_floor import PlantFloor
from tests.support.installations import Installation
from tests.support.servers import wait_until

CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
DRAFT_IS_SAVED_MS = 600
HOURS_AGO = """(hours) => new Promise((resolve) => {
  const opened = indexedDB.open('anhuan')
  opened.onsuccess = () => {
    const store = opened.result.transaction('drafts', 'readwrite').objectStore('drafts')
    const all = store.openCursor()
    all.onsuccess = () => {
      const at = all.result
      if (!at) return resolve(opened.result.close())
      const draft = at.value
      draft.value.touchedAt -= hours * 3600000
      at.update(draft)
      at.continue()
    }
  }
})"""


# How many different colours there are in a small square of the picture, at this share of its edges.
COLOURS = """(canvas, [x, y]) => {
  const side = Math.round(canvas.width / 40)
  const [left, top] = [canvas.width * x - side / 2, canvas.height * y - side / 2]
  const { data } = canvas.getContext('2d').getImageData(left, top, side, side)
  return new Set(Array.from({ length: side * side }, (_, n) => data.slice(4 * n, 4 * n + 3).join())).size
}"""


@pytest.fixture
def camera_phone(playwright: Playwright, browser: Browser, installation: Installation) -> Iterator[Device]:
    """A phone with a camera and a microphone; `browser` is here for its skip where there is no Chromium."""
    with_camera = launch(playwright, *CAMERA)
    try:
        allowed = ["camera", "microphone"]
        kind = {**PHONE, "service_workers": "allow"}
        with device(with_camera, installation.address, kind, permissions=allowed) as held:
            yield held
    finally:
        with_camera.close()


@pytest.fixture(scope="module")
def labelled(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo of a machine with its label in the picture."""
    folder = tmp_path_factory.mktemp("labelled")
    segno.make(f"{installation.address}/q/EQ-0004", micro=False).save(folder / "label.png", scale=8, border=4)
    wall = Image.new("RGB", (1200, 900), (120, 126, 120))
    label = Image.open(folder / "label.png").convert("RGB").resize((360, 360), Image.Resampling.NEAREST)
    wall.paste(label, (700, 80))
    file = folder / "labelled.jpg"
    wall.save(file, quality=90)
    return file


def mine(floor: PlantFloor, username: str, **wanted: Any) -> list[dict[str, Any]]:
    edges = floor.as_person(username).ask("HazardReports", filter={"isMine": True}, first=50)["edges"]
    nodes = [edge["node"] for edge in edges]
    return [each for each in nodes if all(each[name] == value for name, value in wanted.items())]


def test_a_hazard_is_reported_with_four_taps_and_the_label_in_the_picture_says_where(
    floor: PlantFloor, phone: Device, labelled: Path
) -> None:
    phone.sign_in("wang.lei")
    before = len(mine(floor, "wang.lei"))
    phone.counts_taps()

    phone.page.get_by_test_id("report-hazard").tap()
    expect(phone.page.get_by_test_id("report-camera").get_by_text("无法打开相机")).to_be_visible()
    with (
        phone.page.expect_file_chooser() as chooser
    ):  # no camera in this phone: the shutter opens the system's
        phone.page.get_by_test_id("shutter").tap()
    chooser.value.set_files(labelled)
    expect(phone.page.get_by_test_id("place")).to_contain_text("反应釜 R-201")
    phone.page.get_by_test_id("category-GAS_LEAK").tap()
    send_report(phone)
    phone.page.wait_for_url("**/hazards/*-*")

    assert phone.taps() == 4
    expect(phone.page.get_by_test_id("promise")).to_be_visible()
    phone.shot("receipt")
    assert len(mine(floor, "wang.lei")) == before + 1
    newest = mine(floor, "wang.lei", category="GAS_LEAK")[0]
    assert newest["equipment"]["code"] == "EQ-0004"


def test_the_verb_says_what_is_missing_and_leads_there(phone: Device, photo: Path) -> None:
    phone.sign_in("chen.jie")
    phone.go("/hazards/new")
    verb = phone.page.get_by_test_id("submit-report")

    expect(verb).to_have_text("还差一张照片")
    expect(verb).to_be_enabled()
    phone.add_photo(photo)
    expect(verb).to_have_text("还差地点")
    phone.page.get_by_test_id("category-FIRE").scroll_into_view_if_needed()
    verb.tap()
    place = phone.page.locator("#report-place")
    expect(place).to_have_attribute("data-gap", "还差地点")
    expect(place).to_be_in_viewport()
    expect(place.get_by_test_id("scan-place")).to_be_focused()
    expect(phone.page.get_by_role("alert").get_by_text("还差地点")).to_be_attached()
    phone.shot("gap")
    place.get_by_test_id("choose-place").tap()
    phone.page.get_by_test_id("search-place").fill("罐区")
    phone.page.get_by_test_id("place-row").first.tap()
    expect(place).not_to_have_attribute("data-gap", re.compile(".*"))
    expect(verb).to_have_text("还差类别")
    phone.page.get_by_test_id("category-FIRE").tap()
    expect(verb).to_have_text("提交")
    phone.shot("form")


def test_a_near_miss_that_is_serious_reaches_the_officer_as_such(
    floor: PlantFloor, phone: Device, photo: Path
) -> None:
    phone.sign_in("chen.jie")
    phone.go("/hazards/new")
    report_hazard(phone, photo, "吊物从身边落下")
    phone.page.get_by_role("radio", name="未遂").tap()
    phone.page.get_by_test_id("serious").tap()
    send_report(phone)
    phone.page.wait_for_url("**/hazards/*-*")

    [report] = mine(floor, "chen.jie", description="吊物从身边落下")
    assert (report["kind"], report["isSerious"], report["grade"]) == ("NEAR_MISS", True, "GENERAL")
    waiting = floor.as_person("zhao.min").ask("HazardReports", filter={"states": ["SUBMITTED"]}, first=50)
    nodes = [edge["node"] for edge in waiting["edges"]]
    assert report["id"] in [each["id"] for each in nodes if each["isSerious"] or each["grade"] == "MAJOR"]


def test_the_place_is_an_area_tapped_on_the_plan(floor: PlantFloor, phone: Device, photo: Path) -> None:
    phone.sign_in("chen.jie")
    phone.go("/hazards/new")
    phone.page.get_by_test_id("plan-way").tap()
    area = phone.page.get_by_test_id("plan-place").locator("[data-area]").first
    expect(area).to_be_visible()
    phone.shot("plan")
    name = area.get_attribute("aria-label") or ""
    area.tap()
    expect(phone.page.get_by_test_id("plan-place")).to_have_count(0)
    place = phone.page.get_by_test_id("place")
    assert name.startswith(place.locator("strong").inner_text())
    describe_hazard(phone, photo, "平面图上点的")
    send_report(phone)
    phone.page.wait_for_url("**/hazards/*-*")

    [report] = mine(floor, "chen.jie", description="平面图上点的")
    assert report["equipment"] is None
    assert report["area"]["name"]["zh"] in name


def test_a_draft_is_thrown_away_after_one_question_and_a_photo_comes_back(phone: Device, photo: Path) -> None:
    phone.sign_in("chen.jie")
    phone.go("/hazards/new")
    report_hazard(phone, photo, "要扔掉的")
    phone.page.get_by_role("button", name="删除这张照片").tap()
    expect(phone.page.locator(".picker .thumb")).to_have_count(0)
    phone.page.get_by_test_id("take-back").tap()
    expect(phone.page.locator(".picker .thumb")).to_have_count(1)

    phone.page.get_by_test_id("throw-away").tap()
    phone.confirm("扔掉")
    expect(phone.page.get_by_test_id("choose-place")).to_be_visible()
    expect(phone.page.locator(".picker .thumb")).to_have_count(0)
    phone.page.wait_for_timeout(DRAFT_IS_SAVED_MS)
    phone.page.reload()
    expect(phone.page.get_by_test_id("choose-place")).to_be_visible()
    expect(phone.page.get_by_label("情况说明")).to_have_value("")


def test_an_old_draft_is_asked_about_and_lends_its_place_to_no_new_report(phone: Device, photo: Path) -> None:
    phone.sign_in("chen.jie")
    phone.go("/hazards/new")
    report_hazard(phone, photo, "昨天的")
    phone.page.wait_for_timeout(DRAFT_IS_SAVED_MS)
    phone.go("/hazards")
    phone.page.evaluate(HOURS_AGO, 3)

    phone.go("/hazards/new?scan")
    earlier = phone.page.get_by_test_id("earlier-draft")
    expect(earlier).to_contain_text("昨天的")
    phone.shot("earlier")
    phone.page.get_by_test_id("report-anew").tap()
    enter_code(phone, "eq-0005")
    expect(phone.page.get_by_label("情况说明")).to_have_value("")
    phone.page.wait_for_timeout(DRAFT_IS_SAVED_MS)

    # A place alone, of a machine that was left an hour ago, is nobody's place either.
    phone.go("/hazards")
    phone.page.evaluate(HOURS_AGO, 1)
    phone.go("/hazards/new")
    expect(phone.page.get_by_test_id("choose-place")).to_be_visible()


def test_a_report_may_be_a_voice_and_a_place_without_a_word_typed(
    floor: PlantFloor, camera_phone: Device
) -> None:
    phone = camera_phone
    phone.sign_in("li.qiang")
    phone.is_controlled()
    phone.go("/hazards/new?scan")
    expect(phone.page.get_by_test_id("report-camera")).to_be_visible()
    phone.shot("camera")
    phone.page.get_by_test_id("camera-speak").tap()
    phone.page.get_by_test_id("voice-stop").wait_for()
    phone.page.wait_for_timeout(1200)
    phone.page.get_by_test_id("voice-stop").tap()
    expect(phone.page.locator("#report-voice audio")).to_be_attached()
    phone.page.get_by_test_id("choose-place").tap()
    phone.page.get_by_role("button", name="反应釜 R-201").tap()
    phone.page.get_by_test_id("category-OTHER").tap()
    phone.page.context.set_offline(True)
    send_report(phone)
    expect(phone.page.get_by_text("已存本机")).to_be_visible()
    phone.page.context.set_offline(False)
    phone.page.reload()
    # What the page shows while it opens anew says nothing of what the server has.
    wait_until(lambda: bool(mine(floor, "li.qiang", category="OTHER", description="")), "the report", 30)

    [newest] = mine(floor, "li.qiang", category="OTHER", description="")
    report = floor.as_person("zhao.min").ask("HazardReport", id=newest["id"])
    assert report["voice"]["seconds"] >= 1
    phone.go(f"/hazards/{newest['id']}")
    expect(phone.page.locator(".hazard audio").first).to_be_attached()


def test_what_is_marked_on_a_photo_is_what_is_sent_and_a_covered_face_is_gone(
    floor: PlantFloor, phone: Device, photo: Path
) -> None:
    phone.sign_in("chen.jie")
    phone.go("/hazards/new")
    report_hazard(phone, photo, "画了圈的")
    phone.page.get_by_test_id("mark-photo").tap()
    canvas = phone.page.get_by_test_id("mark-canvas")
    canvas.hover()  # which waits until the sheet has stopped sliding
    before = canvas.evaluate(COLOURS, [0.75, 0.75])
    box = canvas.bounding_box()
    assert box is not None
    stroke(phone, box, (0.2, 0.2), (0.5, 0.4))
    phone.page.get_by_test_id("mark-arrow").tap()
    stroke(phone, box, (0.8, 0.2), (0.5, 0.3))
    phone.page.get_by_test_id("undo-mark").tap()
    phone.page.get_by_test_id("mark-blur").tap()
    phone.page.mouse.click(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.75)
    assert canvas.evaluate(COLOURS, [0.75, 0.75]) < before / 4, "of the noise there, flat squares are left"
    phone.shot("marker")
    phone.page.get_by_test_id("mark-done").tap()
    expect(phone.page.get_by_test_id("photo-marker")).to_have_count(0)
    expect(phone.page.locator(".picker .thumb")).to_have_count(1)
    phone.shot("marked")
    send_report(phone)
    phone.page.wait_for_url("**/hazards/*-*")

    [report] = mine(floor, "chen.jie", description="画了圈的")
    [sent] = report["photos"]
    assert floor.as_person("zhao.min").picture(sent["sha256"]).status_code == 200


def stroke(phone: Device, box: Any, begins: tuple[float, float], ends: tuple[float, float]) -> None:
    mouse = phone.page.mouse
    mouse.move(box["x"] + box["width"] * begins[0], box["y"] + box["height"] * begins[1])
    mouse.down()
    mouse.move(box["x"] + box["width"] * ends[0], box["y"] + box["height"] * ends[1], steps=4)
    mouse.up()
