"""The outbox of the pages over a bad network, by a seed: nothing is lost, nothing is done twice.

The real outbox in a real browser (IndexedDB, locks, cookies, fetch), bundled from its sources into a page
that has nothing else, so that a session takes seconds; a fault proxy between it and a real server; pages are
closed in the middle. What is tapped comes from dice: reports, an acknowledgement, a disposal, a recheck.
"""

import base64
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from backend.alerts.commands import apply_changes
from backend.core.database import Transaction
from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition, ConditionChange, Tier
from backend.sensors.store import Sensors
from tests.e2e.bare_outbox import FINISH, SIGN_IN, Phone, bundled, holding
from tests.e2e.devices import PASSWORD
from tests.e2e.plant_floor import PlantFloor
from tests.support import installations
from tests.support.client import new_photo, new_signature, persisted
from tests.support.fault_proxy import FaultProxy, fault_proxy
from tests.support.installations import Installation

BY_DAY: Final = 6
AT_NIGHT: Final = 200
FAULTY: Final = 0.45
"""So often something happens to a request."""
PLENTY: Final = json.dumps(
    dict.fromkeys(
        ("reports_per_hour", "reports_of_site_per_hour", "photos_per_day", "photos_of_site_per_day"), 100_000
    )
)
"""A few people do in minutes what a plant does in days."""
TRIES: Final = 6
"""So often the network seems to be back before it is."""
OFFICERS: Final = ("liu.fang", "zhao.min")
OTHERS: Final = "li.qiang"

TAP: Final = """async ({ operation, hash, input, subject, photos }) => {
  const bytesOf = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0)).buffer
  const known = async () => [...(await outbox.allEntries()), ...(await outbox.sentRows())].map(({ id }) => id)
  const before = new Set(await known())
  const about = { kind: subject[0], id: subject[1], title: subject[1], route: '/' }
  const carried = photos.map(({ sha256, text, type }) => ({ sha256, bytes: bytesOf(text), type }))
  void outbox.submit({ kind: 'mutation', name: operation, hash }, input, { about, photos: carried })
  while (!(await known()).some((id) => !before.has(id))) await new Promise((done) => setTimeout(done, 5))
}"""


@dataclass(frozen=True)
class Tap:
    """One thing that a person does; `photos` are sent before it."""

    operation: str
    content: dict[str, Any]
    subject: tuple[str, str]
    photos: tuple[tuple[bytes, str], ...] = ()

    def as_sent(self) -> dict[str, Any]:
        return {
            "operation": self.operation,
            "hash": persisted(self.operation)["persistedQuery"]["sha256Hash"],
            "input": self.content,
            "subject": self.subject,
            "photos": [
                {"sha256": _hash(content), "text": base64.b64encode(content).decode(), "type": kind}
                for content, kind in self.photos
            ],
        }


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installations.embedded(tmp_path_factory.mktemp("bad-network")) as site:
        site.commands["up"].environment["ANHUAN_ALLOWANCES"] = PLENTY
        site.start("up")
        yield site


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> str:
    return bundled(tmp_path_factory.mktemp("bundle"))


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _refs(photos: tuple[tuple[bytes, str], ...]) -> list[dict[str, str]]:
    return [{"sha256": _hash(content)} for content, _ in photos]


def _photos(dice: Random, most: int, least: int = 0) -> tuple[tuple[bytes, str], ...]:
    return tuple((new_photo(), "image/jpeg") for _ in range(dice.randint(least, most)))


@dataclass
class Session:
    """What this person will tap, and what the server must hold afterwards."""

    person: str
    taps: list[Tap]
    words: list[str]
    alert: str
    disposed: str
    rechecked: str
    photos: dict[str, set[str]]
    """Of each report, by its words; and of the disposal, by its case."""


def prepare(floor: PlantFloor, installation: Installation, dice: Random, seed: int) -> Session:
    """Let wait what this person will do something about."""
    person = OFFICERS[seed % len(OFFICERS)]
    alert = raised(floor, installation, seed)
    own, of_others = (floor.report_in_disposal(f"护栏 {seed}", each) for each in (person, OTHERS))
    lead = floor.as_person(OTHERS)
    lead.do("SubmitDisposal", caseId=of_others, measures="已补齐", photos=[lead.photo(new_photo())])
    signed = floor.as_person(person).ask("Case", id=of_others)["rounds"][-1]["contentHash"]
    words = [f"渗漏 {seed} {number}" for number in range(dice.randint(1, 3))]
    taps, photos = [], {}
    for each in words:
        carried = _photos(dice, 3)
        photos[each] = {_hash(content) for content, _ in carried}
        content = {
            "category": "GAS_LEAK",
            "description": each,
            "equipmentCode": "EQ-0004",
            "photos": _refs(carried),
            "capturedAt": datetime.now(UTC).isoformat(),
        }
        taps.append(Tap("ReportHazard", content, ("hazard", each), carried))
    carried = _photos(dice, 4, 1)
    photos[own] = {_hash(content) for content, _ in carried}
    disposal = {"caseId": own, "measures": "已重新焊接", "photos": _refs(carried)}
    taps.append(Tap("SubmitDisposal", disposal, ("case", own), carried))
    carried, signature = _photos(dice, 2, 1), (new_signature(), "image/png")
    recheck = {
        "caseId": of_others,
        "contentHash": signed,
        "note": "",
        "photos": _refs(carried),
        "signature": {"sha256": _hash(signature[0])},
        "overrideReason": None,
        "flagsSeen": [],
    }
    taps.append(Tap("PassRecheck", recheck, ("case", of_others), (*carried, signature)))
    taps.append(Tap("AcknowledgeAlert", {"alertId": alert}, ("alert", alert)))
    dice.shuffle(taps)
    return Session(person, taps, words, alert, own, of_others, photos)


def raised(floor: PlantFloor, installation: Installation, seed: int) -> str:
    """An alert that nobody has answered; the one of an earlier session is over. Its id."""

    def change(tx: Transaction) -> str:
        all_sensors = sorted(tx.get(Sensors).in_service(), key=lambda each: each.code)
        sensor = [each for each in all_sensors if each.indicator is not None][seed % 20]
        for tier in (None, Tier.YELLOW):
            assert sensor.indicator is not None
            happened = ConditionChange(
                sensor_id=sensor.sensor_id,
                condition=AlertCondition.RATE_OF_CHANGE,
                tier=tier,
                sampled_us=microseconds(datetime.now(UTC)),
                value=12.0,
                limit=10.0,
                lasted_us=60_000_000,
                indicator_id=sensor.indicator.indicator_id,
                indicator_version=sensor.indicator.version,
                trace=(),
            )
            apply_changes(tx, [happened])
        return sensor.code

    code = installation.database.transact(change)
    return str(
        floor.wait_for_alert(code, lambda each: bool(each["isActive"] and not each["isAcknowledged"]))["id"]
    )


def play(phone: Phone, proxy: FaultProxy, session: Session, dice: Random) -> None:
    """Tap, while the network does what it does and the page is closed now and then."""
    proxy.rate = FAULTY
    for tap in session.taps:
        phone.page.evaluate(TAP, tap.as_sent())
        happens = dice.random()
        if happens < 0.25:
            phone.kill()
        elif happens < 0.5:
            phone.page.wait_for_timeout(dice.randint(0, 300))
        elif happens < 0.75:
            phone.page.evaluate("() => void outbox.drain(true)")
        if dice.random() < 0.3:
            proxy.send_late()
    for _ in range(TRIES):
        if dice.random() < 0.2:
            phone.page.evaluate("() => void outbox.drain(true)")
            phone.kill()
        phone.page.evaluate("() => outbox.drain(true)")
        proxy.send_late()
    proxy.rate = 0.0


def finish(phone: Phone, proxy: FaultProxy, session: Session) -> list[Any]:
    """The network is back; returns what is left on the phone."""
    phone.kill()
    left = phone.page.evaluate(FINISH)
    if any(state == "blocked" for _, state, _ in left):  # signed out on the way: it waits for its owner
        proxy.done["signed-out"] += 1
        phone.page.evaluate(SIGN_IN, [session.person, PASSWORD])
        left = phone.page.evaluate(FINISH)
    proxy.send_late()
    return list(left)


@pytest.mark.parametrize(
    "seed",
    [
        pytest.param(seed, marks=() if seed < BY_DAY else pytest.mark.nightly, id=str(seed))
        for seed in range(AT_NIGHT)
    ],
)
def test_what_was_tapped_arrives_once_whatever_the_network_does(
    browser: Browser, installation: Installation, floor: PlantFloor, bundle: str, seed: int
) -> None:
    dice = Random(seed)
    if seed % 10 == 0:
        floor.forget_sign_ins()  # a night is longer than a ticket
    session = prepare(floor, installation, dice, seed)
    server = urlsplit(installation.address)
    assert server.hostname
    assert server.port
    with (
        fault_proxy(server.hostname, server.port, seed=seed) as proxy,
        holding(browser, f"http://127.0.0.1:{proxy.port}", bundle) as phone,
    ):
        phone.page.evaluate(SIGN_IN, [session.person, PASSWORD])
        play(phone, proxy, session, dice)
        left = finish(phone, proxy, session)
        note(seed, proxy, len(session.taps))

    assert left == []
    reader = floor.as_person(session.person)
    edges = reader.ask("HazardReports", filter={"isMine": True}, first=20)["edges"]
    mine = [each["node"] for each in edges if each["node"]["description"].startswith(f"渗漏 {seed} ")]
    assert sorted(each["description"] for each in mine) == sorted(session.words)
    for each in mine:
        assert {photo["sha256"] for photo in each["photos"]} == session.photos[each["description"]]
    disposed, rechecked = (reader.ask("Case", id=each) for each in (session.disposed, session.rechecked))
    [round_] = disposed["rounds"]
    assert disposed["state"] == "AWAITING_RECHECK"
    assert {photo["sha256"] for photo in round_["disposal"]["photos"]} == session.photos[session.disposed]
    assert rechecked["state"] == "ARCHIVED"
    assert len(rechecked["rounds"]) == 1
    steps = [step["kind"] for step in disposed["timeline"]]
    assert steps.count("DISPOSAL_SUBMITTED") == 1
    answered = reader.ask("Alert", id=session.alert)
    assert answered["acknowledgedBy"]["id"] == reader.ask("Viewer")["person"]["id"]


def note(seed: int, proxy: FaultProxy, taps: int) -> None:
    """What the network did in this session, for whoever asks."""
    if folder := os.environ.get("ANHUAN_LOOK"):
        with (Path(folder) / "sessions.jsonl").open("a") as file:
            file.write(json.dumps({"seed": seed, "taps": taps, **proxy.done}) + "\n")
