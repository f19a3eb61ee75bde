"""Pictures of docs/set-up.md: `python -m tests.e2e.guide` sets up a plant in the pages and takes them."""

import tempfile
from io import BytesIO
from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e import first_plant as plant
from tests.e2e.devices import PHONE, TABLET, launch
from tests.e2e.hands import Hands
from tests.support.installations import Installation

OUTPUT: Final = Path(__file__).parents[2] / "docs" / "images"
SHARP: Final = {**TABLET, "device_scale_factor": 2, "accept_downloads": True}
LARGEST: Final = (1194, 1600)
ROWS_OF_LABELS: Final = 3


def main() -> None:
    """Take all pictures anew."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        with plant.empty_installation(Path(folder)) as site:
            _walk(browser, site, Path(folder))
        browser.close()


def _walk(browser: Browser, site: Installation, folder: Path) -> None:
    staff = plant.Staff(browser, site.address)
    with staff.at(SHARP) as admin:
        plant.set_up(admin, site)
        _take(admin, "checklist")
        plant.bring_workbook(admin, plant.register_of_the_plant(folder))
        _take(admin, "workbook")
        admin.device.go("/admin/people")
        plant.add_person(admin, "陈杰", plant.WORKER, "一线作业人员", "反应车间")
        links = plant.invite(admin)
        plant.draw_plan(admin, plant.picture_of_the_site(folder))
        admin.press(admin.device.page.get_by_test_id("area-row").first)
        _take(admin, "plan")
    for username, link in links.items():
        with staff.at(PHONE) as somebody:
            somebody.device.page.goto(link)
            if username == plant.WORKER:
                _take(somebody, "invitation")
            plant.choose_password(somebody)
            plant.answer_notices(somebody)
    plant.hear_all(site)
    with staff.at(SHARP, "zhao.min") as officer:
        plant.choose_all(officer)
        _take(officer, "adoption")
        sheet = pypdfium2.PdfDocument(plant.print_labels(officer, folder))[0]
        paper = sheet.render(scale=1.5).to_pil()
        _save(paper.crop((0, 0, paper.width, paper.height * ROWS_OF_LABELS // 8)), "labels")


def _take(someone: Hands, name: str) -> None:
    page = someone.device.page
    expect(page.locator(".van-toast:visible")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    _save(Image.open(BytesIO(page.screenshot())), name)


def _save(picture: Image.Image, name: str) -> None:
    picture = picture.convert("RGB")
    picture.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    picture.save(OUTPUT / f"set-up-{name}.webp", quality=80, method=6)


if __name__ == "__main__":
    main()
