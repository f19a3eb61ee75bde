"""Phones that plants hand out: what a life or a record hangs on, in the engines they were sold with."""

from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Final

import pytest
from PIL import Image

from tests.e2e.history import History
from tests.e2e.old_phone import PATIENCE_MS, OldPhone, old_phone
from tests.e2e.plant_floor import PlantFloor
from tests.e2e.screens import SCREENS
from tests.e2e.screenshots import OUTPUT
from tests.e2e.test_reports import reports_of
from tests.support.installations import Installation

BY_DAY: Final = "92"
VERSIONS: Final = [BY_DAY, *(pytest.param(each, marks=pytest.mark.nightly) for each in ("103", "114"))]
RED: Final = {"92": ("GD-201", 62.0), "103": ("GD-202", 62.0), "114": ("PT-201", 0.96)}
"""Each has an alarm of its own: what was raised by one stays active."""
READS_CODES_FROM: Final = 97
HAS_LARGE_NAMES: Final = """
    [...document.querySelectorAll('[data-testid=area-name] text')]
      .some((each) => each.getBoundingClientRect().height > 11)
"""
"""The name of an area that is small is smaller until the plan is enlarged."""
HELD_MS: Final = 1_400
"""A hold lasts a second, and no hand stops at once."""
OF_ALL: Final = {"alerts", "alert", "monitor", "plan", "cases", "case"}
"""Others stand for these where all screens are walked, on tablets; a worker opens them on the phone."""
OF_THE_HAND: Final = [
    screen
    for screen in (replace(each, person="wang.lei") if each.name in OF_ALL else each for each in SCREENS)
    if screen.person in {"wang.lei", "chen.jie", "li.qiang"} and screen.act is None and not screen.is_alarm
]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_worker_with_an_old_engine_answers_a_red_and_reports_without_a_signal(
    installation: Installation, floor: PlantFloor, photo: Path, version: str
) -> None:
    floor.acknowledge_all()
    description = f"护栏松动，旧手机 {version}"
    with old_phone(version, installation.address) as phone:
        phone.sign_in("wang.lei")
        phone.is_controlled()

        sensor, value = RED[version]
        alert = floor.raise_alert(sensor, value, "RED")
        _answers(phone, str(alert["id"]))
        seen = floor.as_person("zhao.min").ask("Alert", id=alert["id"])
        assert seen["acknowledgedBy"]["name"]["zh"] == "王磊"

        phone.go("/hazards/new")
        phone.tap("[data-testid=choose-place]")
        phone.tap("[data-testid=place-row]")
        phone.finds("[data-testid=place]")
        installation.kill("up")
        _reports(phone, photo, description)
        phone.sees("已保存在本机")
        installation.start("up")
        floor.forget_sign_ins()
        phone.go("/outbox")
        phone.sees("全部已送达")

    assert len(reports_of(floor, "wang.lei", description)) == 1


def _answers(phone: OldPhone, alert_id: str) -> None:
    """Hold the verb of the alarm, say that one is on the way, and read the alert's page to its end."""
    phone.finds("[data-testid=alarm]")
    phone.act("hold", "[data-testid=alarm-hold]", HELD_MS)
    phone.tap("[data-testid=alarm-on-the-way]")
    phone.misses("[data-testid=alarm-on-the-way]")
    phone.go(f"/alerts/{alert_id}")
    phone.finds("[data-testid=alert-people]")
    phone.sees("在路上")


def _reports(phone: OldPhone, photo: Path, description: str) -> None:
    phone.act("choose", "[data-testid=photo-library]", str(photo))
    phone.finds(".picker .thumb")
    phone.tap("[data-testid=category-ELECTRICAL]")
    phone.act("type", "textarea", description)
    phone.tap("[data-testid=submit-report]")


@pytest.mark.nightly
@pytest.mark.parametrize("version", RED)
def test_a_label_is_read_by_the_camera_of_an_old_engine_or_it_says_why_not(
    installation: Installation, film: Path, version: str
) -> None:
    with old_phone(version, installation.address, film) as phone:
        phone.sign_in("wang.lei")
        phone.go("/scan")
        if int(version) < READS_CODES_FROM:
            phone.sees("浏览器太旧，这里认不出码：请输入编号，或用手机自带的相机扫")
            phone.act("type", "[data-testid=code]", "EQ-0004")
            phone.tap("[data-testid=code-go]")
        phone.sees("反应釜 R-201")


@pytest.mark.nightly
@pytest.mark.parametrize("version", RED)
def test_names_on_the_plan_can_be_read_in_an_old_engine(installation: Installation, version: str) -> None:
    with old_phone(version, installation.address) as phone:
        phone.sign_in("wang.lei")
        phone.go("/plan")
        phone.act("until", HAS_LARGE_NAMES, PATIENCE_MS)


@pytest.mark.nightly
@pytest.mark.parametrize("version", RED)
def test_every_screen_of_the_hand_opens_whole_in_an_old_engine(
    installation: Installation, floor: PlantFloor, history: History, version: str
) -> None:
    """Nothing of it is missed and no error left; its picture lies with the others."""
    floor.acknowledge_all()
    pictures = OUTPUT / f"chromium-{version}"
    pictures.mkdir(parents=True, exist_ok=True)
    for person, screens in groupby(
        sorted(OF_THE_HAND, key=lambda each: str(each.person)), lambda each: each.person
    ):
        with old_phone(version, installation.address) as phone:
            phone.sign_in(str(person))
            for screen in screens:
                phone.go(screen.path(history))
                phone.finds(screen.ready)
                picture = pictures / f"{screen.name}.png"
                phone.act("picture", str(picture))
                assert not _is_blank(picture)


def _is_blank(picture: Path) -> bool:
    """Whether it has one colour beneath the strip of an alarm."""
    with Image.open(picture) as found:
        page = found.convert("L").crop((0, found.height // 8, found.width, found.height))
        return len(set(page.getextrema())) == 1
