"""The browser throws away what waited on a phone: the app says so once, and what to do."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.devices import Device
from tests.e2e.forms import report_hazard, send_report

pytestmark = pytest.mark.installed

# As a browser does that runs out of space: databases and files go, the few words beside them stay.
CLEAR = """() => new Promise((resolve, reject) => {
  const asked = indexedDB.deleteDatabase('anhuan')
  asked.onsuccess = () => resolve()
  asked.onblocked = asked.onerror = () => reject(asked.error)
})"""


def test_a_cleared_storage_is_said_once_with_how_much_is_gone_and_since_when(
    phone: Device, photo: Path
) -> None:
    phone.sign_in("chen.jie")
    phone.is_controlled()
    phone.go("/hazards/new")
    report_hazard(phone, photo, "存储被清掉的一条")
    phone.context.set_offline(True)
    send_report(phone)
    phone.page.wait_for_url("**/hazards?view=mine*")
    phone.page.wait_for_function("() => localStorage.getItem('anhuan.waiting')?.includes('\"count\":1')")
    # Nothing that would send it any more: the page is left, and then the storage goes.
    phone.page.goto("about:blank")
    phone.context.set_offline(False)
    phone.context.route("**/graphql", lambda route: route.abort())
    phone.go("/icon.svg")
    phone.page.evaluate(CLEAR)
    phone.context.unroute("**/graphql")

    # Who was signed in here is gone, too.
    phone.enter("chen.jie")
    said = phone.page.get_by_role("dialog")
    expect(said).to_contain_text("在本机等发送的 1 条没有了")
    expect(said).to_contain_text("请再做一次")
    said.get_by_role("button").tap()
    # Whoever is cut off between the tap and the note is told once more rather than never.
    phone.page.wait_for_function("() => localStorage.getItem('anhuan.waiting').includes('\"lost\":{}')")

    phone.go("/")
    phone.is_live()
    expect(said).to_have_count(0)
