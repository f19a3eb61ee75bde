"""What people do in the forms, step by step, as the words on the screen tell them."""

from contextlib import suppress
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.devices import Device
from tests.support.servers import wait_until


def enter_code(phone: Device, code: str) -> None:
    """Type what the label says into the scanner that is open: nothing is in front of this phone's camera."""
    phone.page.get_by_test_id("code").fill(code)
    phone.page.get_by_role("button", name="打开", exact=True).tap()
    expect(phone.page.get_by_test_id("place")).to_contain_text(code.upper())


def report_hazard(phone: Device, photo: Path, description: str, *, equipment: str = "反应釜 R-201") -> None:
    """Fill in a hazard report on `/hazards/new`, up to the last tap; the place is chosen from the list."""
    machine = phone.page.get_by_role("button", name=equipment)

    def opened() -> (
        bool
    ):  # an alarm that comes at this moment takes the tap: it is put aside, and one taps again
        if not machine.is_visible():
            phone.page.get_by_test_id("choose-place").tap()
        with suppress(AssertionError):
            expect(machine).to_be_visible(timeout=5_000)
        return machine.is_visible()

    wait_until(opened, "the list of places", 30)
    machine.tap()
    expect(phone.page.get_by_test_id("place")).to_contain_text(equipment)
    describe_hazard(phone, photo, description)


def describe_hazard(phone: Device, photo: Path, description: str) -> None:
    """Say what is wrong, once the place is known."""
    phone.add_photo(photo)
    phone.page.get_by_test_id("category-ELECTRICAL").tap()
    phone.page.get_by_label("情况说明").fill(description)


def send_report(phone: Device) -> None:
    phone.page.get_by_test_id("submit-report").tap()


def dispose(phone: Device, case_id: str, photo: Path, measures: str) -> None:
    """Say and show what was done about a case; returns when the form has closed."""
    phone.go(f"/cases/{case_id}")
    phone.page.get_by_role("button", name="交处置").tap()
    phone.add_photo(photo)
    phone.page.get_by_label("补充说明").fill(measures)
    phone.page.get_by_test_id("submit-disposal").tap()
    phone.page.wait_for_url(f"**/cases/{case_id}")


def send_back(tablet: Device, photo: Path, note: str) -> None:
    """Recheck the case that is open on the screen, and let it fail."""
    tablet.page.get_by_role("button", name="复查", exact=True).click()
    tablet.page.get_by_role("radio", name="退回", exact=True).click()
    tablet.page.get_by_role("radio", name="措施无效").click()
    tablet.add_photo(photo)
    tablet.page.get_by_label("备注（选填）").fill(note)
    tablet.page.get_by_test_id("submit-recheck").click()


def see_flags(tablet: Device) -> None:
    """Confirm everything that the evidence checks have flagged, if there is any."""
    for tick in tablet.page.locator("button.seen").all():
        tick.click()


def pass_by_override(tablet: Device, case_id: str, photo: Path, reason: str) -> None:
    """Recheck a case and let it pass although its source is not back to normal."""
    tablet.go(f"/cases/{case_id}/recheck")
    tablet.page.get_by_label("特批原因（必填）").fill(reason)
    tablet.add_photo(photo)
    see_flags(tablet)
    tablet.sign_by_hand()
    tablet.page.get_by_test_id("submit-recheck").click()
