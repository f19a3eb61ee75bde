"""The work pack: after one visit of the home page every page of the hand opens offline, and takes work."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Playwright, expect

from backend.demo.blueprint import id_of
from tests.e2e.devices import AWAY, PHONE, Device, kept_device
from tests.e2e.forms import dispose, report_hazard, see_flags, send_report
from tests.e2e.plant_floor import PlantFloor
from tests.e2e.test_reports import reports_of
from tests.support import pictures
from tests.support.client import Client, new_photo
from tests.support.installations import Installation

pytestmark = pytest.mark.installed

GAUGE: Final = "LT-601"
"""No other test raises an alert of it."""
PHOTOS: Final = 8
KEEPS: Final = """async (page) =>
  (await (await caches.open('desk')).keys()).some(({ url }) => url.includes(page))"""
"""Whether the worker has fetched a page that comes once the phone is idle."""
FAILED: Final = "加载失败"
NOT_HERE: Final = "这一页没信号时打不开"
DRAFT_IS_SAVED_MS: Final = 600


def starts_cold(phone: Device) -> None:
    """Close the app where there is no network, and open it again."""
    phone.context.set_offline(True)
    phone.closes_and_opens()


def opens(phone: Device, path: str, shows: str) -> None:
    phone.go(path)
    expect(phone.page.get_by_text(shows).first).to_be_visible()
    expect(phone.page.get_by_test_id("connection").first).to_contain_text("离线")
    expect(phone.page.get_by_text(FAILED)).to_have_count(0)


@pytest.fixture(scope="module")
def alert(floor: PlantFloor) -> dict[str, Any]:
    return floor.raise_alert(GAUGE, 110.0, "RED")  # first in every list, however much others have left


def test_every_page_of_the_hand_opens_after_one_visit_of_the_home_page(
    phone: Device, floor: PlantFloor, alert: dict[str, Any]
) -> None:
    case_id = alert["case"]["id"]
    own = floor.as_person("wang.lei").do(
        "ReportHazard",
        category="MECHANICAL",
        description="踏板松动",
        areaId=alert["sensor"]["area"]["id"],
        photos=[],
        capturedAt=datetime.now(UTC).isoformat(),
    )
    phone.sign_in("wang.lei")
    phone.is_controlled()
    phone.has_pack()
    for page in ("SourceView", "PreferencesView", "FirstMinutesView"):
        phone.page.wait_for_function(KEEPS, arg=page)
    starts_cold(phone)

    opens(phone, "/", "接下来")
    name = str(alert["sensor"]["name"]["zh"])
    opens(phone, "/alerts", name)
    opens(phone, "/alerts?view=all", name)
    opens(phone, f"/alerts/{alert['id']}", "处置建议")
    opens(phone, "/cases", "")
    # Under the name of what began it, where other gauges of the boiler have one case with it.
    expect(phone.page.locator(f'a[href="/cases/{case_id}"]')).to_be_visible()
    opens(phone, f"/cases/{case_id}", "处置建议")
    for path in ("/cases?view=mine", "/work", "/hazards", "/hazards?view=mine", "/board", "/scan", "/plan"):
        opens(phone, path, "")
    for path in ("/suggestions", "/suggestions/new", "/settings", "/outbox", "/first-minutes", "/alert-test"):
        opens(phone, path, "")
    opens(phone, f"/cases/{case_id}/dispose", "处置措施")
    opens(phone, f"/hazards/{own['id']}", "踏板松动")
    opens(phone, f"/areas/{alert['sensor']['area']['id']}", name)
    opens(phone, f"/sources/{alert['sensor']['id']}", name)
    opens(phone, "/settings/preferences", "静默时段")
    opens(phone, "/follow-ups", "")
    opens(phone, "/q/EQ-0001", "P-101")
    opens(phone, "/hazards/new", "")


def test_the_live_picture_and_the_roster_open_offline_with_what_the_pack_brought(
    phone: Device, alert: dict[str, Any]
) -> None:
    phone.sign_in("wang.lei")
    phone.is_controlled()
    phone.has_pack()
    starts_cold(phone)

    phone.go("/")
    phone.page.locator('a[href="/monitor"]').tap()
    phone.page.wait_for_url("**/monitor")
    phone.page.get_by_role("button", name=str(alert["sensor"]["area"]["name"]["zh"])).tap()
    expect(phone.page.get_by_text(str(alert["sensor"]["name"]["zh"])).first).to_be_visible()
    expect(phone.page.get_by_test_id("connection")).to_have_count(1)
    opens(phone, "/roster", "我的班")
    phone.page.get_by_text("下周").tap()
    expect(phone.page.get_by_text(NOT_HERE)).to_have_count(0)


@pytest.mark.parametrize(
    "path",
    [
        "/held",
        *(
            pytest.param(path, marks=pytest.mark.nightly)
            for path in ("/security", "/settings/data", "/settings/notices", "/kpis")
        ),
    ],
)
def test_what_the_phone_has_not_got_says_so_and_opens_once_there_is_a_signal(
    phone: Device, path: str
) -> None:
    phone.sign_in("zhao.min")
    phone.is_controlled()
    starts_cold(phone)

    opens(phone, path, NOT_HERE)
    phone.page.get_by_text("上报隐患").tap()
    phone.page.wait_for_url("**/hazards/new")
    phone.page.go_back()
    opens(phone, path, NOT_HERE)
    phone.context.set_offline(False)
    phone.page.wait_for_url(f"**{path}")
    expect(phone.page.locator("h1").first).to_be_visible()
    expect(phone.page.get_by_text(NOT_HERE)).to_have_count(0)


def test_a_report_without_a_network_hints_at_what_is_reported_already(
    phone: Device, floor: PlantFloor
) -> None:
    """Of the area in which the machine stands, too, as the server would say."""
    [machine] = [
        each for each in floor.as_person("zhao.min").ask("EquipmentList") if each["code"] == "EQ-0001"
    ]
    floor.as_person("chen.jie").do(
        "ReportHazard",
        category="FIRE",
        description="灭火器箱被挡住",
        areaId=machine["area"]["id"],
        photos=[],
        capturedAt=datetime.now(UTC).isoformat(),
    )
    phone.sign_in("wang.lei")
    phone.is_controlled()
    phone.has_pack()
    phone.page.wait_for_function(KEEPS, arg="AlikeOnPhone")
    starts_cold(phone)

    opens(phone, "/hazards/new?code=EQ-0001", "")
    expect(phone.page.get_by_test_id("alike-on-phone")).to_have_count(0)
    phone.page.get_by_test_id("category-FIRE").tap()

    expect(phone.page.get_by_test_id("alike-on-phone")).to_contain_text("灭火器箱被挡住")
    phone.page.get_by_test_id("category-PPE").tap()
    expect(phone.page.get_by_test_id("alike-on-phone")).to_have_count(0)


@pytest.mark.nightly
def test_what_is_searched_on_the_server_says_that_it_needs_a_signal(phone: Device) -> None:
    phone.sign_in("zhao.min")
    phone.is_controlled()
    starts_cold(phone)

    opens(phone, "/archive", NOT_HERE)
    expect(phone.page.get_by_text("有信号后自动打开。")).to_be_visible()


def test_work_done_with_no_network_arrives_once(
    phone: Device, floor: PlantFloor, alert: dict[str, Any], photo: Path
) -> None:
    to_dispose = floor.report_in_disposal("扶手松动", "liu.fang")
    to_recheck, lead = floor.report_in_disposal("地沟盖板缺失", "li.qiang"), floor.as_person("li.qiang")
    lead.do("SubmitDisposal", caseId=to_recheck, measures="已补齐", photos=[lead.photo(new_photo())])
    phone.sign_in("liu.fang")
    phone.is_controlled()
    phone.has_pack()
    starts_cold(phone)

    phone.go(f"/alerts/{alert['id']}")
    phone.page.get_by_test_id("acknowledge").tap()
    expect(phone.page.get_by_text("已存本机").first).to_be_visible()
    dispose(phone, to_dispose, photo, "已重新焊接")
    phone.go(f"/cases/{to_recheck}/recheck")
    phone.add_photo(photo)
    see_flags(phone)
    phone.sign_by_hand()
    phone.page.get_by_test_id("submit-recheck").tap()
    phone.page.wait_for_url(f"**/cases/{to_recheck}")
    phone.go("/hazards/new")
    report_hazard(phone, photo, "离线时看到的渗漏")
    send_report(phone)
    phone.page.wait_for_url("**/hazards?view=mine*")
    phone.go("/outbox")
    expect(phone.page.get_by_test_id("outbox-entry")).to_have_count(4)

    phone.context.set_offline(False)
    expect(phone.page.get_by_text("全部已送达")).to_be_visible()
    officer = floor.as_person("zhao.min")
    states = [officer.ask("Case", id=each)["state"] for each in (to_dispose, to_recheck)]
    assert states == ["AWAITING_RECHECK", "ARCHIVED"]
    assert officer.ask("Alert", id=alert["id"])["acknowledgedBy"]["name"]["zh"] == "刘芳"
    assert len(reports_of(floor, "liu.fang", "离线时看到的渗漏")) == 1


def accepted(floor: PlantFloor, what: str, responsible: str) -> str:
    """A case that nobody has answered; its id."""
    report = floor.as_person("chen.jie").do(
        "ReportHazard",
        category="MECHANICAL",
        description=what,
        equipmentCode="EQ-0004",
        photos=[],
        capturedAt="2026-11-26T05:00:00Z",
    )
    person = str(id_of("person", responsible))
    made = floor.as_person("zhao.min").do(
        "AcceptHazard", hazardReportId=report["id"], tier="YELLOW", responsibleId=person
    )
    return str(made["case"]["id"])


def submitted(lead: Client, floor: PlantFloor, what: str) -> str:
    """A case that waits for its recheck; its id."""
    case_id = floor.report_in_disposal(what, "li.qiang")
    lead.do("SubmitDisposal", caseId=case_id, measures="已补齐", photos=[lead.photo(new_photo())])
    return case_id


def rechecks(phone: Device, case_id: str, photos: list[Path], *, kept: int = 0) -> None:
    """`kept`: photos of a form that was begun before, which it brings back."""
    phone.go(f"/cases/{case_id}/recheck")
    expect(phone.page.locator(".picker .thumb")).to_have_count(kept)
    for each in photos:
        phone.add_photo(each)
    see_flags(phone)
    phone.sign_by_hand()
    phone.page.get_by_test_id("submit-recheck").tap()
    phone.page.wait_for_url(f"**/cases/{case_id}")


def test_a_shift_without_a_network_outlives_a_phone_that_dies_between_the_steps(
    playwright: Playwright,
    browser: Browser,
    installation: Installation,
    floor: PlantFloor,
    tmp_path: Path,
) -> None:
    """Report, acknowledge, dispose, recheck twice, with eight photos; the browser ends in between."""
    photos = []
    for number in range(PHOTOS):
        photos.append(tmp_path / f"IMG_{number:04}.jpg")
        taken = pictures.jpeg(pictures.noisy((800 + number, 600)), exif=pictures.phone_exif())
        photos[-1].write_bytes(taken)
    lead = floor.as_person("li.qiang")
    to_acknowledge = accepted(floor, "阀门手轮缺失", "liu.fang")
    to_dispose = floor.report_in_disposal("平台护栏锈蚀", "liu.fang")
    to_recheck = [submitted(lead, floor, what) for what in ("地沟盖板缺失", "照明损坏")]
    folder = tmp_path / "profile"
    with kept_device(playwright, installation.address, folder, PHONE) as phone:
        phone.sign_in("liu.fang")
        phone.is_controlled()
        phone.has_pack()
        phone.context.set_offline(True)
        phone.go(f"/cases/{to_acknowledge}")
        phone.page.get_by_test_id("act-ACKNOWLEDGE").tap()
        expect(phone.page.get_by_text("已存本机").first).to_be_visible()
        phone.go("/hazards/new")
        report_hazard(phone, photos[0], "停电时看到的渗漏")
        phone.add_photo(photos[1])
        send_report(phone)
        phone.page.wait_for_url("**/hazards?view=mine*")

    with kept_device(playwright, installation.address, folder, AWAY) as phone:
        dispose(phone, to_dispose, photos[2], "已重新焊接")
        rechecks(phone, to_recheck[0], photos[3:5])
        # In the middle of the next form it dies: what was chosen is there again.
        phone.go(f"/cases/{to_recheck[1]}/recheck")
        phone.add_photo(photos[5])
        phone.page.wait_for_timeout(DRAFT_IS_SAVED_MS)

    with kept_device(playwright, installation.address, folder, AWAY) as phone:
        phone.go(f"/cases/{to_recheck[1]}/recheck")
        expect(phone.page.locator(".picker .thumb")).to_have_count(1)
        rechecks(phone, to_recheck[1], photos[6:], kept=1)
        phone.go("/outbox")
        expect(phone.page.get_by_test_id("outbox-entry")).to_have_count(5)
        phone.context.set_offline(False)
        expect(phone.page.get_by_text("全部已送达")).to_be_visible(timeout=60_000)

    officer = floor.as_person("zhao.min")
    assert officer.ask("Case", id=to_acknowledge)["state"] == "IN_DISPOSAL"
    done = [officer.ask("Case", id=each) for each in (to_dispose, *to_recheck)]
    assert [each["state"] for each in done] == ["AWAITING_RECHECK", "ARCHIVED", "ARCHIVED"]
    assert [len(each["rounds"]) for each in done] == [1, 1, 1]
    assert [len(each["rounds"][0]["recheck"]["photos"]) for each in done[1:]] == [2, 3]
    [report] = reports_of(floor, "liu.fang", "停电时看到的渗漏")
    assert len(report["photos"]) == 2
