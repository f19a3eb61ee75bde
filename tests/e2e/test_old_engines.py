"""Phones that plants hand out: what a life or a record hangs on, in the engines they were sold with."""

from itertools import groupby
from pathlib import Path
from typing import Final

import pytest

from tests.e2e.history import History
from tests.e2e.old_phone import OldPhone, old_phone
from tests.e2e.plant_floor import PlantFloor
from tests.e2e.screens import SCREENS
from tests.e2e.screenshots import OUTPUT
from tests.e2e.test_reports import reports_of
from tests.support.installations import Installation

OLDEST: Final = "92"
HELD_MS: Final = 1_400
"""A hold lasts a second, and no hand stops at once."""
OF_THE_HAND: Final = [
    screen
    for screen in SCREENS
    if screen.person in {"wang.lei", "chen.jie", "li.qiang"} and screen.act is None and not screen.is_alarm
]
DESCRIPTION: Final = "护栏松动，旧手机"


def test_a_worker_with_the_oldest_engine_answers_a_red_and_reports_without_a_signal(
    installation: Installation, floor: PlantFloor, photo: Path
) -> None:
    floor.acknowledge_all()
    with old_phone(OLDEST, installation.address) as phone:
        phone.sign_in("wang.lei")
        phone.is_controlled()

        alert = floor.raise_alert("GD-201", 62.0, "RED")
        _answers(phone, str(alert["id"]))
        seen = floor.as_person("zhao.min").ask("Alert", id=alert["id"])
        assert seen["acknowledgedBy"]["name"]["zh"] == "王磊"

        phone.go("/hazards/new")
        phone.tap("[data-testid=choose-place]")
        phone.tap("[data-testid=place-row]")
        phone.finds("[data-testid=place]")
        installation.kill("up")
        _reports(phone, photo)
        phone.sees("已保存在本机")
        installation.start("up")
        floor.forget_sign_ins()
        phone.go("/outbox")
        phone.sees("全部已送达")

    assert len(reports_of(floor, "wang.lei", DESCRIPTION)) == 1


def _answers(phone: OldPhone, alert_id: str) -> None:
    """Hold the verb of the alarm, say that one is on the way, and read the alert's page to its end."""
    phone.finds("[data-testid=alarm]")
    phone.act("hold", "[data-testid=alarm-hold]", HELD_MS)
    phone.tap("[data-testid=alarm-on-the-way]")
    phone.misses("[data-testid=alarm-on-the-way]")
    phone.go(f"/alerts/{alert_id}")
    phone.finds("[data-testid=alert-people]")
    phone.sees("在路上")


def _reports(phone: OldPhone, photo: Path) -> None:
    phone.act("choose", "[data-testid=photo-library]", str(photo))
    phone.finds(".picker .thumb")
    phone.tap("[data-testid=category-ELECTRICAL]")
    phone.act("type", "textarea", DESCRIPTION)
    phone.tap("[data-testid=submit-report]")


@pytest.mark.nightly
@pytest.mark.parametrize("version", ["92", "103", "114"])
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
                phone.act("picture", str(pictures / f"{screen.name}.png"))
