"""How many requests a phone sends at once: at its start, and when it is online again with work that waits."""

from pathlib import Path

import pytest
from playwright.sync_api import Request, expect

from backend.core.graphql.turns import WAITING
from tests.e2e.devices import Device
from tests.e2e.forms import report_hazard, send_report

pytestmark = [pytest.mark.installed, pytest.mark.nightly]

JOBS = 10


class Open:
    """Requests to the API that are on their way, and how many there were at once."""

    def __init__(self, phone: Device) -> None:
        self.now, self.most, self.all = set[Request](), 0, 0
        phone.context.on("request", self._begins)
        phone.context.on("requestfinished", self._ends)
        phone.context.on("requestfailed", self._ends)

    def _begins(self, request: Request) -> None:
        if request.url.endswith("/graphql"):
            self.now.add(request)
            self.all += 1
            self.most = max(self.most, len(self.now))

    def _ends(self, request: Request) -> None:
        self.now.discard(request)


def test_neither_a_start_nor_ten_jobs_that_waited_come_near_the_line_of_a_person(
    phone: Device, photo: Path
) -> None:
    phone.sign_in("zhao.min")
    phone.is_controlled()
    start = Open(phone)
    phone.closes_and_opens()
    phone.go("/")
    phone.page.wait_for_load_state("networkidle")
    at_start = start.most

    phone.context.set_offline(True)
    for number in range(JOBS):
        phone.go("/hazards/new")
        report_hazard(phone, photo, f"积水 {number}")
        send_report(phone)
        phone.page.wait_for_url("**/hazards?view=mine*")
    again = Open(phone)
    phone.context.set_offline(False)
    phone.go("/outbox")
    expect(phone.page.get_by_text("全部已送达")).to_be_visible()

    assert 1 < at_start < WAITING / 2
    assert 1 <= again.most < WAITING / 2
