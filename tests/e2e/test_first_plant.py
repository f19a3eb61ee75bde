"""From nothing to a running site, through screens only: what stands in docs/set-up.md, done once."""

from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Playwright, expect

from tests.e2e import first_plant as plant
from tests.e2e.devices import DESK, PHONE, TABLET
from tests.e2e.forms import pass_by_override
from tests.support.installations import Installation

MOST: Final = 150
"""Clicks, typed fields and chosen files beside the workbook."""


def test_a_plant_that_nobody_seeded_goes_from_its_first_start_to_its_first_archived_case(
    empty: Installation, browser: Browser, playwright: Playwright, tmp_path: Path, photo: Path
) -> None:
    staff = plant.Staff(browser, empty.address)
    with staff.at(DESK) as admin:
        plant.set_up(admin, empty)
        plant.bring_workbook(admin, plant.register_of_the_plant(tmp_path))
        plant.add_machine(admin, "R-201", "反应釜")
        admin.device.go("/admin/people")
        plant.add_person(admin, "陈杰", plant.WORKER, "一线作业人员", "反应车间")
        links = plant.invite(admin)
        plant.draw_plan(admin, plant.picture_of_the_site(tmp_path))
    plant.join(staff, links.values())

    plant.hear_all(empty)
    with staff.at(DESK, "zhao.min") as officer:
        plant.adopt_all(officer)
        sheet = plant.print_labels(officer, tmp_path)

    plant.report_at_the_label(staff, playwright, plant.film_of_a_label(sheet, tmp_path), photo)

    with staff.at(DESK, "zhao.min") as officer, staff.at(PHONE, "li.qiang") as lead:
        officer.device.go("/hazards?view=triage")
        expect(officer.device.page.locator("[data-row]")).to_have_count(1)
        case_id = plant.dispose_of_an_alert(empty, officer, lead, photo)
    with staff.at(TABLET, "zhou.gang") as executive:
        pass_by_override(executive.device, case_id, photo, "垫片已更换，手持仪复测正常")
        expect(executive.device.page.locator(".archive")).to_contain_text("已归档")

    assert staff.count <= MOST
