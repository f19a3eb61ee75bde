"""How many clicks the work of a desk takes, from the home of who does it: the table of docs/desk.md."""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from backend.alerts.commands import apply_changes
from backend.core.database import Transaction
from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition, ConditionChange, Tier
from backend.readings.store import Readings
from backend.sensors.rules import Sensor
from backend.sensors.store import Sensors
from tests.e2e.devices import DESK, Device, device
from tests.e2e.plant_floor import PlantFloor, make_late
from tests.support.installations import Installation

pytestmark = pytest.mark.nightly

WAITING = 43
SILENT = 30
CHOICE_OF_A_LIST = 2
"""A list of the browser is opened and chosen from; it says nothing of either."""


@dataclass
class Measured:
    rows: list[tuple[str, str, str]] = field(default_factory=list)

    def note(self, task: str, before: str, now: str) -> None:
        self.rows.append((task, before, now))


@pytest.fixture(scope="module")
def measured() -> Iterator[Measured]:
    found = Measured()
    yield found
    lines = ["", "| Task | 26 November | Now |", "|---|---|---|"]
    lines += [f"| {task} | {before} | {now} |" for task, before, now in found.rows]
    sys.stdout.write("\n".join(lines) + "\n")


@pytest.fixture
def desk(desk: Device) -> Device:
    desk.sign_in("zhao.min")
    desk.counts_taps()
    return desk


def nav(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation").get_by_role("link", name=re.compile(f"^{name}")).first


def section(page: Page, entry: str, name: str) -> None:
    """Open a section of an entry of the rail: `g` and the number of the entry, then its tab."""
    keys = nav(page, entry).get_attribute("aria-keyshortcuts") or ""
    page.wait_for_load_state("networkidle")  # the keys come after the page
    for key in keys.split():
        page.keyboard.press(key)
    page.get_by_test_id("sections").get_by_role("link", name=re.compile(f"^{name}")).click()


def row(page: Page, name: str) -> Locator:
    return page.locator(f"[data-row='{name}']").locator("a.name")


def report(floor: PlantFloor) -> str:
    made = floor.as_person("chen.jie").do(
        "ReportHazard",
        category="MECHANICAL",
        description=f"护栏松动 {uuid4().hex[:6]}",
        equipmentCode="EQ-0004",
        photos=[],
        capturedAt=datetime.now(UTC).isoformat(),
    )
    return str(made["id"])


def late_case(floor: PlantFloor, installation: Installation, sensor: str, value: float, tier: str) -> str:
    alert = floor.raise_alert(sensor, value, tier)
    floor.as_person("zhao.min").do("AcknowledgeAlert", alertId=alert["id"])
    make_late(installation, alert["case"]["id"])
    return str(alert["case"]["id"])


def change(sensor: Sensor, condition: AlertCondition, tier: Tier) -> ConditionChange:
    assert sensor.indicator is not None
    is_silent = condition is AlertCondition.SILENT
    return ConditionChange(
        sensor_id=sensor.sensor_id,
        condition=condition,
        tier=tier,
        sampled_us=microseconds(datetime.now(UTC)),
        value=None if is_silent else 12.0,
        limit=None if is_silent else 10.0,
        lasted_us=60_000_000,
        indicator_id=sensor.indicator.indicator_id,
        indicator_version=sensor.indicator.version,
        trace=(),
    )


def test_all_that_may_be_acknowledged_at_once(
    installation: Installation, floor: PlantFloor, desk: Device, measured: Measured
) -> None:
    def flood(tx: Transaction) -> None:
        some = [each for each in tx.get(Sensors).in_service() if each.indicator is not None][:SILENT]
        yellow = [
            change(each, AlertCondition.RATE_OF_CHANGE, Tier.YELLOW) for each in some[: WAITING - SILENT]
        ]
        apply_changes(tx, [*yellow, *(change(each, AlertCondition.SILENT, Tier.BLUE) for each in some)])

    installation.database.transact(flood)
    page = desk.page
    nav(page, "预警").click()
    expect(page.get_by_test_id("alert-row").first).to_be_visible()
    page.get_by_label("全选").click()
    page.get_by_test_id("bulk-acknowledge").click()
    expect(page.get_by_test_id("bulk")).to_have_count(0)

    clicks = desk.taps()
    left = floor.as_person("zhao.min").ask("Alerts", filter={"states": ["UNACKNOWLEDGED"]}, first=50)["edges"]
    assert [each for each in left if each["node"]["tier"] in {"YELLOW", "BLUE"}] == []
    measured.note(f"Acknowledge what waits ({WAITING} yellow and blue)", "86 or more", str(clicks))
    assert clicks <= 3


def test_one_alert(floor: PlantFloor, desk: Device, measured: Measured) -> None:
    alert = floor.raise_alert("NO-501", 86.0, "YELLOW")
    page = desk.page
    nav(page, "预警").click()
    row(page, alert["id"]).click()
    page.get_by_test_id("acknowledge").click()

    expect(page.get_by_test_id("acknowledge")).to_have_count(0)
    measured.note("Acknowledge one alert", "3", str(desk.taps()))
    assert desk.taps() <= 3


def test_the_trend_of_any_source(
    installation: Installation, floor: PlantFloor, desk: Device, measured: Measured
) -> None:
    def of_the_current(tx: Transaction) -> int:
        return next(each.sensor_id for each in tx.get(Sensors).in_service() if each.code == "II-501")

    floor.measure("II-501", 121.5)
    page = desk.page
    nav(page, "监测").click()
    place = page.locator(f"[data-tile='{installation.database.transact(of_the_current)}']")
    place.scroll_into_view_if_needed()  # it is normal: those that are not stand before it
    place.get_by_test_id("tile").click()

    expect(page.get_by_test_id("trend-chart").locator("canvas").first).to_be_visible()
    measured.note("Trend of any source", "impossible; 3 for officers by the lab", str(desk.taps()))
    assert desk.taps() <= 2


def test_the_late_red_case_is_the_first_line(
    floor: PlantFloor, installation: Installation, desk: Device, measured: Measured
) -> None:
    late_case(floor, installation, "TT-701", 37.0, "ORANGE")
    red = late_case(floor, installation, "TT-101", 47.0, "RED")
    page = desk.page
    nav(page, "处置").click()

    expect(page.locator("[data-row]").first).to_have_attribute("data-row", red)
    measured.note("Find the red case that is late", "not on the home, last line of the list", "first line")


def test_triage(floor: PlantFloor, desk: Device, measured: Measured) -> None:
    name = report(floor)
    page = desk.page
    nav(page, "隐患").click()
    row(page, name).click()
    page.get_by_test_id("accept").click()
    page.get_by_role("radio", name="设备部").click()
    page.get_by_test_id("sheet-send").click()

    expect(page.get_by_test_id("sheet-send")).to_be_hidden()
    measured.note("Triage a report", "6", str(desk.taps()))
    assert desk.taps() <= 6


def held(desk: Device, alert_id: str, verb: str) -> int:
    page = desk.page
    nav(page, "预警").click()
    row(page, alert_id).click()
    page.get_by_test_id(verb).click()
    page.get_by_test_id("suppress-reason").locator("visible=true").get_by_role("radio").first.click()
    page.get_by_test_id("sheet-send").locator("visible=true").click()
    expect(page.get_by_test_id("sheet-send").locator("visible=true")).to_have_count(0)
    return desk.taps()


def test_shelving(floor: PlantFloor, desk: Device, measured: Measured) -> None:
    clicks = held(desk, floor.raise_alert("NO-501", 86.0, "YELLOW")["id"], "shelve")
    measured.note("Shelve an alert", "6", str(clicks))
    assert clicks <= 6


def test_out_of_service(floor: PlantFloor, desk: Device, measured: Measured) -> None:
    clicks = held(desk, floor.raise_alert("WS-001", 9.0, "YELLOW")["id"], "take-out")
    measured.note("Take a source out of service", "6, only by its equipment", f"{clicks}, from its alert")
    assert clicks <= 6


def test_maintenance(desk: Device, measured: Measured) -> None:
    page = desk.page
    section(page, "处置", "压住")
    page.get_by_test_id("plan-maintenance").first.click()
    page.get_by_test_id("maintenance-place").select_option(index=1)
    page.get_by_test_id("suppress-reason").locator("visible=true").get_by_role("radio").first.click()
    page.get_by_test_id("sheet-send").click()
    expect(page.get_by_test_id("sheet-send")).to_be_hidden()

    clicks = desk.taps() + CHOICE_OF_A_LIST
    measured.note("Plan maintenance", "7, only from now", f"{clicks}, also for a day and again")
    assert clicks <= 7


def test_adopting(floor: PlantFloor, desk: Device, measured: Measured) -> None:
    code = f"NEW-{uuid4().hex[:4]}"
    floor.measure(code, 21.0)
    page = desk.page
    section(page, "设置", "接入")
    page.get_by_role("radio", name=re.compile("^待接入")).click()
    page.get_by_test_id("unknown-source").filter(has_text=code).get_by_test_id("adopt").click()
    page.locator("[data-field=name] input").fill("新温度计")
    page.locator("[data-field=unit] input").fill("°C")
    page.locator("[data-field=area] select").select_option(label="反应车间")
    page.get_by_test_id("sheet-send").locator("visible=true").click()

    expect(page.get_by_test_id("unknown-source").filter(has_text=code)).to_have_count(0)
    measured.note("Adopt an unknown source", "4 and typing", f"{desk.taps() + CHOICE_OF_A_LIST} and typing")


def test_changing_a_limit(installation: Installation, desk: Device, measured: Measured) -> None:
    def an_hour_of_gas(tx: Transaction) -> None:
        gas = next(each for each in tx.get(Sensors).in_service() if each.code == "GD-101")
        start_us = microseconds(datetime.now(UTC) - timedelta(hours=3))
        values = [12.0 if number % 600 < 60 else 2.0 for number in range(3600)]
        rows = [(gas.sensor_id, start_us + n * 1_000_000, value, 0, 0) for n, value in enumerate(values)]
        tx.get(Readings).append(rows)

    installation.database.transact(an_hour_of_gas)
    page = desk.page
    section(page, "设置", "阈值")
    page.get_by_test_id("lab-sensor").filter(has_text="GD-101").click()
    field = page.get_by_test_id("limit-HIGH-YELLOW").locator("input")
    field.click()
    field.fill("9")
    expect(page.get_by_test_id("tier-YELLOW")).to_be_visible()
    page.get_by_role("radio", name="误报").click()
    page.get_by_test_id("apply").click()
    expect(page.get_by_test_id("versions")).to_contain_text("第 2 版")

    measured.note("Change a limit, back-tested", "6 and typing", f"{desk.taps()} and typing")
    assert desk.taps() <= 6


def test_following_up(
    floor: PlantFloor, installation: Installation, desk: Device, measured: Measured
) -> None:
    late_case(floor, installation, "TT-301", 77.0, "ORANGE")
    page = desk.page
    section(page, "处置", "督办")
    page.get_by_test_id("overdue-all").click()
    page.get_by_test_id("overdue-follow-up").click()
    page.get_by_test_id("sheet-send").click()

    expect(page.get_by_test_id("sheet-send")).to_be_hidden()
    measured.note("Follow up (督办) all that is late", "4", str(desk.taps()))
    assert desk.taps() <= 4


def test_a_dossier(floor: PlantFloor, desk: Device, measured: Measured) -> None:
    case_id = floor.raise_alert("GD-102", 14.0, "YELLOW")["case"]["id"]
    done = floor.as_person("zhao.min").ask("Case", id=case_id)["number"]
    floor.as_person("liu.fang").do(
        "DismissCase", caseId=case_id, outcome="FALSE_ALARM", reason="标定瓶残气触发"
    )
    page = desk.page
    section(page, "处置", "档案")
    page.get_by_role("searchbox").fill(done)
    page.get_by_test_id("archive-row").filter(has_text=done).locator("a.name").click()
    with page.expect_download():
        page.get_by_test_id("dossier").click()

    measured.note("Archive to dossier", "3 and typing", f"{desk.taps()} and typing")
    assert desk.taps() <= 3


def test_from_a_figure_of_the_executive_to_its_proof(
    browser: Browser, installation: Installation, measured: Measured
) -> None:
    with device(browser, installation.address, DESK) as held_by_executive:
        held_by_executive.sign_in("zhou.gang")
        page = held_by_executive.page
        most = 0
        leads: list[Callable[[], Locator]] = [
            lambda: page.get_by_test_id("matter").first,
            lambda: page.get_by_test_id("figure").first,
        ]
        for lead in leads:
            held_by_executive.go("/")
            expect(page.get_by_test_id("control")).to_be_visible()
            held_by_executive.counts_taps()
            lead().click()
            expect(page).not_to_have_url(re.compile("/$"))
            most = max(most, held_by_executive.taps())
        measured.note("Executive: from a figure to its proof", "1 to 3, three of seven wrong", str(most))
        assert most <= 3
