"""Devices over HTTP: the real endpoint before a real store; what is answered 200 is committed."""

import base64
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select
from starlette.applications import Starlette

from backend.alerts.tables import AlertRow
from backend.connectors.http import endpoint as http
from backend.connectors.intake_gate import IntakeGate
from backend.core.database import Database
from backend.core.errors import Unavailable
from backend.entrypoints import http_ingest
from backend.jobs import row_retention as rows
from backend.monitoring.hot_path.batches import BatchStore
from backend.monitoring.intake_commands import Taken
from backend.monitoring.tables import ObservationRow
from backend.photos.store import PhotoStore
from backend.readings.rules import Batch
from backend.readings.tables import journal
from backend.sensors.devices.rules import Receipt
from backend.sensors.devices.tables import DeviceRow
from backend.sensors.quarantine_store import Quarantine
from tests.support import http_devices, pictures
from tests.support.fakes import FakeClock
from tests.support.http_site import running, until
from tests.support.plants import plant


class Intake(IntakeGate):
    """The real one; it can be away, be held up, or die after a commit and before the answer."""

    is_away = dies_after_commit = False

    def __init__(self, photos: PhotoStore) -> None:
        super().__init__(photos)
        self.gate = threading.Event()
        self.gate.set()
        self.entered = 0

    def __call__(self, batch: Batch, receipt: Receipt | None = None) -> Taken:
        self.entered += 1
        self.gate.wait(10)
        if self.is_away:
            raise Unavailable("no database")
        taken = super().__call__(batch, receipt)
        if self.dies_after_commit:
            raise Unavailable("killed between commit and answer")
        return taken


@dataclass
class Floor(http_devices.Floor):
    """One whose process judges what it gets."""

    intake: Intake

    def restart(self) -> None:
        """A new process goes on with what the database holds."""
        self.intake.use(BatchStore(self.database))
        self.intake.is_away = self.intake.dies_after_commit = False


@pytest.fixture
def floor(database: Database, clock: FakeClock, tmp_path: Path) -> Iterator[Floor]:
    plants = plant(database)
    intake = Intake(PhotoStore(tmp_path / "photos"))
    intake.use(BatchStore(database))
    app = Starlette(routes=http_ingest.endpoint(database, intake).routes())
    with running(app) as address:
        found = Floor(database, clock, plants, address, "", intake)
        found.key, _ = found.device()
        yield found


def test_one_reading_an_array_and_a_batch_of_a_gateway_are_stored(floor: Floor) -> None:
    one = floor.post({"ts": floor.ms(9), "v": 1.5}, "/ingest/north/GAS-1")
    array = floor.post([{"ts": floor.ms(8), "v": 2}, {"ts": floor.ms(7), "v": 3}], "/ingest/north/GAS-1")
    gateway = floor.post(
        [{"s": "GAS-1", "ts": floor.ms(6), "v": 4}, {"s": "PUMP-1", "ts": floor.ms(6), "v": 5, "q": "bad"}]
    )

    assert [answer.status_code for answer in (one, array, gateway)] == [200, 200, 200]
    assert [answer.json()["stored"] for answer in (one, array, gateway)] == [1, 2, 2]
    assert floor.count(journal) == 5


def test_a_reading_over_its_limit_is_an_alert_when_the_answer_comes(floor: Floor) -> None:
    answer = floor.post({"s": "GAS-1", "ts": floor.ms(), "v": 60})

    assert answer.json()["stored"] == 1
    assert floor.count(AlertRow) == 1


def test_the_same_body_twice_is_answered_the_same_and_stored_once(floor: Floor) -> None:
    body = [{"s": "GAS-1", "ts": floor.ms(i), "v": i % 5} for i in range(400, 0, -1)]

    first, second = floor.post(body), floor.post(body)

    assert first.json() == second.json()
    assert first.json()["stored"] == 400
    assert floor.count(journal) == 400


def test_the_same_readings_in_another_body_are_duplicates(floor: Floor) -> None:
    floor.post([{"s": "GAS-1", "ts": floor.ms(2), "v": 1}, {"s": "GAS-1", "ts": floor.ms(1), "v": 2}])

    again = floor.post([{"s": "GAS-1", "ts": floor.ms(1), "v": 2}, {"s": "GAS-1", "ts": floor.ms(0), "v": 3}])

    assert (again.json()["stored"], again.json()["duplicates"]) == (1, 1)
    assert floor.count(journal) == 3


def test_a_process_killed_between_commit_and_answer_loses_nothing_and_doubles_nothing(floor: Floor) -> None:
    body = [{"s": "GAS-1", "ts": floor.ms(i), "v": 60} for i in range(300, 0, -1)]
    floor.intake.dies_after_commit = True

    lost = floor.post(body)
    floor.restart()
    again = floor.post(body)

    assert (lost.status_code, again.status_code) == (503, 200)
    assert again.json()["stored"] == 300
    assert floor.count(journal) == 300
    assert floor.count(AlertRow) == 1


def test_while_the_store_is_away_a_device_is_asked_to_come_again(floor: Floor) -> None:
    floor.intake.is_away = True
    away = floor.post({"s": "GAS-1", "ts": floor.ms(), "v": 1})
    floor.intake.is_away = False
    back = floor.post({"s": "GAS-1", "ts": floor.ms(), "v": 1})

    assert (away.status_code, away.json()["code"], away.headers["retry-after"]) == (503, "INTERNAL", "5")
    assert back.json()["stored"] == 1


def test_a_key_may_come_in_a_header_of_its_own_and_its_use_is_noted(floor: Floor) -> None:
    answer = floor.post({"s": "GAS-1", "ts": floor.ms(), "v": 1}, authorization="", x_api_key=floor.key)

    assert answer.status_code == 200
    assert floor.database.read(lambda s: s.exec(select(DeviceRow.last_used_at)).one()) == floor.clock()


def test_the_bad_elements_of_a_body_go_to_quarantine_and_the_good_ones_are_stored(floor: Floor) -> None:
    answer = floor.post(
        [
            {"s": "GAS-1", "ts": floor.ms(2), "v": 1},
            {"s": "GAS-1", "ts": "yesterday", "v": 2},
            {"s": "GAS-1", "ts": floor.ms(1), "v": None},
            {"s": "a/b", "ts": floor.ms(1), "v": 3},
            {"s": "NOBODY", "ts": floor.ms(1), "v": 4},
        ]
    )

    assert answer.status_code == 200
    assert (answer.json()["stored"], answer.json()["unknown"], answer.json()["rejected"]) == (1, 1, 1)
    put_aside = floor.database.read(lambda session: Quarantine(session).messages(limit=10))
    assert [each.detail.split(":")[0] for each in put_aside] == ["3 of 5 elements"]


def test_a_device_with_too_many_requests_at_once_is_slowed_down_and_others_are_not(floor: Floor) -> None:
    other, _ = floor.device(name="another")
    floor.intake.gate.clear()
    answers: list[int] = []
    body = {"s": "GAS-1", "ts": floor.ms(), "v": 1}
    waiting = [
        threading.Thread(target=lambda: answers.append(floor.post(body).status_code))
        for _ in range(http.MAX_PER_DEVICE)
    ]
    for thread in waiting:
        thread.start()
    until(lambda: floor.intake.entered == http.MAX_PER_DEVICE)

    one_more = floor.post(body)
    floor.intake.gate.set()
    elsewhere = floor.post({"s": "PUMP-1", "ts": floor.ms(), "v": 1}, key=other)
    for thread in waiting:
        thread.join()

    assert (one_more.status_code, one_more.json()["code"]) == (429, "TOO_MANY_ATTEMPTS")
    assert one_more.headers["retry-after"] == "1"
    assert elsewhere.status_code == 200
    assert set(answers) <= {200, 503}
    assert floor.count(journal) == 2


def test_an_event_with_a_picture_is_kept_with_a_clean_copy_of_it(floor: Floor, tmp_path: Path) -> None:
    picture = base64.b64encode(pictures.jpeg()).decode()

    answer = floor.post(
        {"s": "GAS-1", "ts": floor.ms(), "type": "FIRE", "confidence": 0.9, "snapshot": picture}
    )

    assert answer.json()["observed"] == 1
    row = floor.database.read(lambda s: s.exec(select(ObservationRow)).one())
    assert (row.type, row.area) == ("FIRE", "A1")
    assert row.snapshot is not None
    assert PhotoStore(tmp_path / "photos").is_complete(row.snapshot)
    assert floor.count(AlertRow) == 1


def test_an_event_whose_picture_is_none_is_kept_without_it_and_the_picture_is_noted(floor: Floor) -> None:
    answer = floor.post({"s": "GAS-1", "ts": floor.ms(), "type": "FIRE", "snapshot": "bm90IGEgcGljdHVyZQ=="})

    assert (answer.json()["observed"], answer.json()["rejected"]) == (1, 1)
    assert floor.database.read(lambda s: s.exec(select(ObservationRow.snapshot)).one()) is None
    reasons = floor.database.read(lambda s: [m.reason for m in Quarantine(s).messages(limit=5)])
    assert reasons == ["SNAPSHOT"]


def test_readings_and_events_of_one_body_are_taken_at_once_and_once_only(floor: Floor) -> None:
    body = [
        {"s": "GAS-1", "ts": floor.ms(), "v": 1},
        {"s": "PUMP-1", "ts": floor.ms(), "type": "LEAK", "confidence": 0.8},
    ]

    first = floor.post(body)
    another = floor.post([*body, {"s": "PUMP-1", "ts": floor.ms(), "v": 2}])

    assert (first.json()["stored"], first.json()["observed"]) == (1, 1)
    assert (another.json()["stored"], another.json()["observed"], another.json()["duplicates"]) == (1, 0, 2)


def test_answers_are_forgotten_after_a_week_and_no_sooner(floor: Floor, database: Database) -> None:
    floor.post({"s": "GAS-1", "ts": floor.ms(), "v": 1})
    floor.clock.advance(timedelta(days=6))
    kept = rows.forget(database)
    floor.clock.advance(timedelta(days=2))

    assert (kept, rows.forget(database)) == (0, 1)
