"""An archived case is found by its words, checked, and taken away on paper."""

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.devices import Device
from tests.e2e.plant_floor import PlantFloor


def test_an_officer_finds_an_archived_case_verifies_it_and_saves_its_dossier(
    floor: PlantFloor, phone: Device, tmp_path: Path
) -> None:
    archived = floor.raise_alert("GD-102", 14.0, "YELLOW")["case"]["id"]
    floor.as_person("liu.fang").do(
        "DismissCase", caseId=archived, outcome="FALSE_ALARM", reason="标定瓶残气触发"
    )
    phone.sign_in("zhao.min")
    phone.go("/cases")
    page = phone.page

    page.get_by_test_id("to-archive").tap()
    page.get_by_test_id("archive-query").fill("标定瓶")
    found = page.locator(f"[data-testid=archive-row] a[href='/cases/{archived}']")
    expect(found.locator("mark").first).to_have_text("标定瓶")
    page.get_by_test_id("archive-filters").tap()
    page.get_by_role("radio", name="已消除").tap()
    expect(found).to_have_count(0)
    page.get_by_role("radio", name="误报").tap()
    found.tap()

    page.get_by_test_id("verify-archive").tap()
    expect(page.get_by_test_id("archive-check")).to_contain_text("档案完整")
    with page.expect_download() as saving:
        page.get_by_test_id("dossier").tap()
    file = tmp_path / saving.value.suggested_filename
    saving.value.save_as(file)
    assert file.name.endswith("-zh.pdf")
    assert file.read_bytes().startswith(b"%PDF-")
    assert phone.problems == []
