"""What product.md promises in taps and seconds: each story from the home of who does it to its last tap."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import segno
from PIL import Image
from playwright.sync_api import Locator, expect

from backend.core.database import Transaction
from backend.core.time import microseconds
from backend.readings.store import Readings
from backend.sensors.store import Sensors
from tests.e2e.devices import PHONE, TABLET, Device
from tests.e2e.forms import send_report
from tests.e2e.history import machine_case
from tests.e2e.plant_floor import PlantFloor
from tests.support.client import new_photo
from tests.support.installations import Installation

HOLD_MS: Final = 1_100
NOTIFY: Final = """async (navigate) => {
  await self.registration.showNotification('红色预警', { data: { navigate, delivery: null } })
  const [notification] = await self.registration.getNotifications()
  self.dispatchEvent(new NotificationEvent('notificationclick', { notification, action: '' }))
}"""


@dataclass(frozen=True)
class Scene:
    """Where a story is played. `labelled`: a photo of a machine with its label in it; `photo`: any other."""

    floor: PlantFloor
    installation: Installation
    device: Device
    labelled: Path
    photo: Path


@dataclass(frozen=True)
class Story:
    """`most_taps` and `most_seconds` are the promise of product.md; None where it makes none."""

    name: str
    title: str
    """As the table of docs/hand.md names it."""
    person: str
    size: dict[str, Any]
    most_taps: int
    act: Callable[[Scene, Any], int]
    """Plays it; returns the presses that are no clicks of a page: a hold, a tap on a notification."""
    prepare: Callable[[Scene], Any] = lambda _: None
    most_seconds: int | None = None
    beside: str = ""
    """What the promise counts beside the taps, and so do we."""
    is_offline: bool = False

    @property
    def device(self) -> str:
        return "phone" if self.size is PHONE else "tablet"


@dataclass(frozen=True)
class Measured:
    """`seconds`: from the first tap until the screen says that it is done, with the hand of a machine."""

    taps: int
    seconds: float


def play(story: Story, scene: Scene) -> Measured:
    """Let happen what comes before, sign in, then act and count."""
    device = scene.device
    prepared = story.prepare(scene)
    device.sign_in(story.person)
    device.is_controlled()
    if story.is_offline:
        device.has_pack()
        device.context.set_offline(True)
    device.settles()
    device.counts_taps()
    begun = time.monotonic()
    others = story.act(scene, prepared)
    measured = Measured(device.taps() + others, time.monotonic() - begun)
    device.context.set_offline(False)
    return measured


def labelled(installation: Installation, folder: Path) -> Path:
    """A photo of a machine with its label in the picture."""
    segno.make(f"{installation.address}/q/EQ-0004", micro=False).save(folder / "label.png", scale=8, border=4)
    wall = Image.new("RGB", (1200, 900), (120, 126, 120))
    label = Image.open(folder / "label.png").convert("RGB").resize((360, 360), Image.Resampling.NEAREST)
    wall.paste(label, (700, 80))
    file = folder / "labelled.jpg"
    wall.save(file, quality=90)
    return file


def _report(scene: Scene, arrives: Locator) -> int:
    page = scene.device.page
    page.get_by_test_id("report-hazard").tap()
    expect(page.get_by_test_id("report-camera").get_by_text("无法打开相机")).to_be_visible()
    with page.expect_file_chooser() as chooser:  # without a camera the shutter opens that of the system
        page.get_by_test_id("shutter").tap()
    chooser.value.set_files(scene.labelled)
    expect(page.get_by_test_id("place")).to_contain_text("反应釜 R-201")
    page.get_by_test_id("category-GAS_LEAK").tap()
    send_report(scene.device)
    expect(arrives.first).to_be_visible()
    return 0


def _with_signal(scene: Scene, _: object) -> int:
    return _report(scene, scene.device.page.get_by_test_id("receipt"))


def _without_signal(scene: Scene, _: object) -> int:
    return _report(scene, scene.device.page.get_by_text("已存本机"))


def _alarm(sensor: str, value: float) -> Callable[[Scene], dict[str, Any]]:
    def raised(scene: Scene) -> dict[str, Any]:
        scene.floor.acknowledge_all()
        return scene.floor.raise_alert(sensor, value, "RED")

    return raised


def _met(sensor: str, value: float) -> Callable[[Scene], dict[str, Any]]:
    def raised(scene: Scene) -> dict[str, Any]:
        scene.device.meets_alarms()
        return _alarm(sensor, value)(scene)

    return raised


def _hold(scene: Scene, _: object) -> int:
    alarm, page = scene.device.page.get_by_test_id("alarm"), scene.device.page
    alarm.get_by_test_id("alarm-hold").hover()
    page.mouse.down()
    page.wait_for_timeout(HOLD_MS)
    page.mouse.up()
    expect(alarm).to_contain_text("已响应")
    return 1


def _from_the_notification(scene: Scene, alert: dict[str, Any]) -> int:
    scene.device.page.get_by_test_id("alarm-aside").tap()  # as if the phone had lain in a pocket
    scene.device.page.get_by_test_id("me").tap()
    scene.device.counts_taps()
    scene.device.context.service_workers[0].evaluate(NOTIFY, f"/alerts/{alert['id']}")
    scene.device.page.wait_for_url(f"**/alerts/{alert['id']}")
    scene.device.page.get_by_test_id("acknowledge").tap()
    expect(scene.device.page.get_by_test_id("acknowledge")).to_have_count(0)
    return 1


def _on_the_home(scene: Scene, alert: dict[str, Any]) -> int:
    now = scene.device.page.get_by_test_id("now")
    expect(now).to_contain_text(alert["sensor"]["name"]["zh"])
    scene.device.page.get_by_test_id("now-verb").tap()
    expect(now).to_contain_text("已响应")
    return 0


def _reported(scene: Scene) -> str:
    made = scene.floor.as_person("sun.yue").do(
        "ReportHazard",
        category="FIRE",
        description="灭火器压力不足",
        equipmentCode="EQ-0003",
        photos=[],
        capturedAt=datetime.now(UTC).isoformat(),
    )
    scene.floor.as_person("zhao.min").do("AcceptHazard", hazardReportId=made["id"], tier="YELLOW")
    return str(made["id"])


def _what_became_of_it(scene: Scene, report_id: str) -> int:
    scene.device.page.get_by_test_id("my-reports").tap()
    scene.device.page.wait_for_url(f"**/hazards/{report_id}")
    expect(scene.device.page.locator("[data-step=ACCEPTED]").first).to_be_visible()
    return 0


def _several_departments(scene: Scene) -> str:
    case_id = machine_case(scene.floor, "EQ-0009", "循环水泵机封泄漏，地面积水")
    return str(scene.floor.as_person("zhao.min").ask("Case", id=case_id)["number"])


def _dispatch(scene: Scene, number: str) -> int:
    page = scene.device.page
    page.get_by_test_id("my-work").tap()
    task = page.get_by_test_id("work-ASSIGN_TASK").filter(has_text=number)
    task.get_by_test_id("assign").tap()
    page.get_by_test_id("person-Wang Lei").tap()
    expect(task).to_have_count(0)
    return 0


def _disposed(scene: Scene) -> str:
    scene.floor.acknowledge_all()
    case_id = scene.floor.report_in_disposal("地沟盖板缺失", "li.qiang", tier="RED")
    lead = scene.floor.as_person("li.qiang")
    lead.do("SubmitDisposal", caseId=case_id, measures="已补齐", photos=[lead.photo(new_photo())])
    return case_id


def _recheck(scene: Scene, case_id: str) -> int:
    page = scene.device.page
    page.get_by_test_id("now-verb").click()
    page.wait_for_url(f"**/cases/{case_id}/recheck")
    scene.device.add_photo(scene.photo)
    page.get_by_test_id("submit-recheck").click()
    scene.device.draw_signature()
    page.get_by_role("dialog").get_by_role("button", name="签字通过并归档").click()
    page.wait_for_url(f"**/cases/{case_id}")
    expect(page.get_by_text("已归档").first).to_be_visible()
    return 0


def _three_hours_of_gas(scene: Scene) -> None:
    def write(tx: Transaction) -> None:
        gas = next(each for each in tx.get(Sensors).in_service() if each.code == "GD-101")
        start_us = microseconds(datetime.now(UTC) - timedelta(hours=3))
        values = [12.0 if number % 600 < 60 else 2.0 for number in range(3600)]
        rows = [(gas.sensor_id, start_us + n * 1_000_000, value, 0, 0) for n, value in enumerate(values)]
        tx.get(Readings).append(rows)

    scene.installation.database.transact(write)


def _limit(scene: Scene, _: object) -> int:
    page = scene.device.page
    page.get_by_role("navigation").get_by_role("link", name="设置").first.click()
    page.get_by_test_id("sections").get_by_role("link", name=re.compile("^阈值")).click()
    page.get_by_test_id("lab-sensor").filter(has_text="GD-101").click()
    field = page.get_by_test_id("limit-HIGH-YELLOW").locator("input")
    field.click()
    field.fill("9")
    expect(page.get_by_test_id("tier-YELLOW")).to_be_visible()
    page.get_by_role("radio", name="误报").click()
    page.get_by_test_id("apply").click()
    expect(page.get_by_test_id("versions")).to_contain_text("第 2 版")
    return 0


def _look(scene: Scene, _: object) -> int:
    scene.device.go("/")
    expect(scene.device.page.get_by_test_id("control")).to_be_visible()
    scene.device.counts_taps()
    return 0


def _proof(scene: Scene, _: object) -> int:
    page = scene.device.page
    page.get_by_test_id("matter").first.click()
    expect(page).not_to_have_url(re.compile("/$"))
    expect(page.locator("h1").first).to_be_visible()
    return 0


STORIES: Final = (
    Story(
        "report",
        "Report a hazard: photo, place by its label, kind, send",
        "wang.lei",
        PHONE,
        4,
        _with_signal,
        most_seconds=20,
    ),
    Story(
        "report-offline",
        "The same without a network",
        "wang.lei",
        PHONE,
        4,
        _without_signal,
        most_seconds=20,
        is_offline=True,
    ),
    Story(
        "acknowledge-alarm",
        "Acknowledge an alarm that owns the screen",
        "chen.jie",
        PHONE,
        2,
        _hold,
        _met("LT-101", 96.0),
    ),
    Story(
        "acknowledge-home",
        "Acknowledge an alert on the home",
        "chen.jie",
        PHONE,
        2,
        _on_the_home,
        _alarm("FS-701", 15.0),
    ),
    Story(
        "acknowledge-notification",
        "Acknowledge an alert from its notification",
        "wang.lei",
        PHONE,
        2,
        _from_the_notification,
        _met("TT-201", 120.0),
    ),
    Story(
        "what-became-of-it", "What became of my report", "sun.yue", PHONE, 1, _what_became_of_it, _reported
    ),
    Story(
        "dispatch",
        "Dispatch a department task to a person",
        "sun.yue",
        PHONE,
        3,
        _dispatch,
        _several_departments,
    ),
    Story(
        "recheck",
        "Recheck: pass and archive",
        "zhao.min",
        TABLET,
        3,
        _recheck,
        _disposed,
        beside="photo, signature",
    ),
    Story(
        "change-limit",
        "Change a limit, with its back-test",
        "zhao.min",
        TABLET,
        5,
        _limit,
        _three_hours_of_gas,
        beside="typing",
    ),
    Story("under-control", "Is the plant under control?", "zhou.gang", TABLET, 0, _look, most_seconds=10),
    Story(
        "proof",
        "From what is out of control to its proof",
        "zhou.gang",
        TABLET,
        3,
        _proof,
        _alarm("GD-201", 62.0),
    ),
)
