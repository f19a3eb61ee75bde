"""Reports without a name on a phone: made offline, sent once, followed by their key, and nobody named."""

import hashlib
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Browser, Playwright, Request, expect
from sqlalchemy import inspect, text

from tests.e2e.devices import AWAY, PHONE, Device, device, kept_device
from tests.e2e.forms import report_hazard, send_report
from tests.e2e.plant_floor import PlantFloor
from tests.support import installations
from tests.support.client import document
from tests.support.installations import Installation
from tests.support.servers import wait_until

pytestmark = pytest.mark.installed

KEY = re.compile(r"^([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]$")
OF_SIGN_INS = {"sessions", "sign_in_throttles"}
# All that lies in the phone's database about what it sends and has sent, photos as text.
KEPT = """async () => {
  const open = indexedDB.open('anhuan')
  const db = await new Promise((done) => (open.onsuccess = () => done(open.result)))
  const rows = {}
  for (const name of ['jobs', 'photos', 'sent', 'drafts']) {
    const all = db.transaction(name).objectStore(name).getAll()
    rows[name] = await new Promise((done) => (all.onsuccess = () => done(all.result)))
  }
  db.close()
  const words = (_, value) => (value instanceof ArrayBuffer ? new TextDecoder('latin1').decode(value) : value)
  return Object.fromEntries(Object.entries(rows).map(([name, found]) => [name, JSON.stringify(found, words)]))
}"""


def test_a_report_without_a_name_and_without_a_network_arrives_once_and_names_nobody(
    playwright: Playwright, installation: Installation, floor: PlantFloor, photo: Path, tmp_path: Path
) -> None:
    allow(floor)
    words, folder = f"夜班违规排放 {uuid4().hex[:6]}", tmp_path / "profile"
    person = floor.as_person("chen.jie").ask("Viewer")["person"]
    named = (person["id"], person["id"].replace("-", ""), person["name"]["zh"], "chen.jie")

    with kept_device(playwright, installation.address, folder, PHONE) as phone:
        phone.sign_in("chen.jie")
        phone.is_controlled()
        phone.go("/hazards/new")
        phone.page.get_by_test_id("choose-place").tap()
        expect(phone.page.get_by_role("button", name="反应釜 R-201")).to_be_visible()

        phone.context.set_offline(True)
        phone.go("/hazards/new")
        report_hazard(phone, photo, words)
        phone.page.get_by_test_id("anonymous").tap()
        send_report(phone)
        phone.page.wait_for_url("**/follow")
        key = phone.page.get_by_test_id("follow-key").inner_text()
        assert KEY.match(key)
        expect(phone.page.get_by_text("上报还在本机，联网后自动发送")).to_be_visible()
        names_nobody(phone, words, named)

    before = rows_of(installation)
    sent: list[Request] = []
    with kept_device(playwright, installation.address, folder, AWAY) as phone:
        phone.context.on("request", lambda request: carries_it(request) and sent.append(request))
        phone.go("/follow")
        expect(phone.page.get_by_test_id("follow-key")).to_have_text(key)
        expect(phone.page.get_by_text("上报还在本机，联网后自动发送")).to_be_visible()
        assert reports_of(floor, words) == []

        phone.context.set_offline(False)
        wait_until(lambda: bool(reports_of(floor, words)), "the report arrived", 30)
        expect(phone.page.locator("[data-step=RECEIVED]")).to_be_visible(timeout=40_000)
        expect(phone.page.locator("[data-step=RECEIVED] img")).to_be_visible()
        phone.page.reload()
        phone.go("/outbox")
        expect(phone.page.get_by_text("全部已送达")).to_be_visible()
        names_nobody(phone, words, named, is_sent=True)
        shown = [request.all_headers() for request in sent]

    [report] = reports_of(floor, words)
    assert (report["reportedBy"]["name"]["zh"], len(report["photos"])) == ("匿名", 1)
    for table, rows in rows_of(installation).items():
        new = "\n".join(rows - before[table]) if table not in OF_SIGN_INS else ""
        assert not [each for each in named if each in new], table
        assert key.replace("-", "") not in new.replace("-", ""), "the key itself is on the phone only"
    assert shown, "it was seen leaving"
    assert not [each for each in shown if "authorization" in each or "cookie" in each]


def test_a_key_that_is_nobodys_opens_nothing_and_the_right_one_still_does(
    floor: PlantFloor, phone: Device
) -> None:
    key = "5ZQK9-M2XW4-RT0VB-H3NJC-6DPEY-" + uuid4().hex[0].upper()
    anonymously(floor, key, f"护栏缺失 {uuid4().hex[:6]}")
    phone.go("/sign-in")
    phone.page.get_by_text("凭查询码查看匿名上报").tap()

    for wrong in (key[:-1] + "Z", "12345", "匿名"):
        look(phone, wrong)
        expect(phone.page.get_by_text("没有这个查询码的上报")).to_be_visible()
        expect(phone.page.locator("[data-testid=steps]")).to_have_count(0)
    look(phone, key.lower().replace("-", " "))
    expect(phone.page.locator("[data-step=RECEIVED]")).to_be_visible()


def test_who_guesses_keys_is_notified_to_wait(browser: Browser, pages: None, tmp_path: Path) -> None:
    """At a plant of its own: the address is that of every other test."""
    with installations.embedded(tmp_path) as site:
        site.start("up")
        with httpx.Client(base_url=site.address) as guesser:
            for _ in range(120):
                guess = {"query": document("AnonymousReport"), "variables": {"key": "0" * 26}}
                assert guesser.post("/graphql", json=guess).json()["data"] == {"anonymousReport": None}
        with device(browser, site.address, PHONE) as phone:
            phone.go("/follow")
            look(phone, "0" * 26)
            expect(phone.page.get_by_text("尝试次数过多，请稍后再试")).to_be_visible()
            expect(phone.page.get_by_test_id("follow-key")).to_be_visible()


def look(phone: Device, key: str) -> None:
    phone.page.get_by_label("查询码").fill(key)
    phone.page.get_by_role("button", name="查看进展").tap()


def allow(floor: PlantFloor) -> str:
    """Reports without a name are taken at the demo plant; its pass."""
    officer = floor.as_person("zhao.min")
    [site] = officer.ask("AnonymousReporting")
    if not site["isAllowed"]:
        site = officer.do("SetAnonymousReports", siteId=site["siteId"], isAllowed=True)
    return str(site["sitePass"])


def anonymously(floor: PlantFloor, key: str, words: str) -> None:
    key_hash = hashlib.sha256(key.replace("-", "").encode()).hexdigest()
    floor.as_person("zhao.min").do(
        "ReportAnonymously",
        sitePass=allow(floor),
        keyHash=key_hash,
        category="FIRE",
        description=words,
        equipmentCode="EQ-0004",
        photos=[],
        capturedAt="2026-11-24T08:00:00Z",
    )


def carries_it(request: Request) -> bool:
    """Whether this takes the report, or a photo of it, to the server."""
    if request.url.endswith("/graphql"):
        return "ReportAnonymously" in (request.post_data or "")
    return request.method == "PUT" and "/anonymous/photos/" in request.url


def names_nobody(phone: Device, words: str, named: tuple[str, ...], *, is_sent: bool = False) -> None:
    """The phone's own records of what it sends, photos included, say nothing of the person."""
    kept = phone.page.evaluate(KEPT)
    assert ("ReportAnonymously" in kept["sent" if is_sent else "jobs"]) is True
    assert is_sent or words in kept["jobs"]
    for store, rows in kept.items():
        assert not [each for each in (*named, "Exif") if each in rows], store


def reports_of(floor: PlantFloor, words: str) -> list[dict[str, Any]]:
    edges = floor.as_person("zhao.min").ask("HazardReports", filter={"states": ["SUBMITTED"]}, first=50)[
        "edges"
    ]
    return [edge["node"] for edge in edges if edge["node"]["description"] == words]


def rows_of(installation: Installation) -> dict[str, set[str]]:
    """Every row of every table as text."""
    database = installation.database
    names = inspect(database.engine).get_table_names()
    return {
        name: {
            str(tuple(row))
            for row in database.read(lambda s, n=name: s.execute(text(f'SELECT * FROM "{n}"')).all())
        }
        for name in names
    }
