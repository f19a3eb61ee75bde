"""Whoever guesses from behind an address holds up no other phone behind it."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest
from sqlmodel import select

from backend.core.database import Database
from backend.core.rate_limit import WRONG_TRIES
from backend.hazards.anonymous import commands as anonymity
from backend.hazards.anonymous.rules import hash_of_key
from backend.people.accounts import invitations_commands as invitations
from backend.people.first_run import commands as first_run
from backend.sites.labels import commands as labels
from backend.sites.labels.rules import LabelPage
from backend.sites.labels.tables import LabelRow
from backend.sites.tables import SiteRow
from tests.support import http_site, pictures
from tests.support.called_phone import Phone, form_of
from tests.support.client import document
from tests.support.fakes import FakeClock
from tests.support.http_site import ask
from tests.support.plants import Plants

TRIES: Final = 200
PASSPHRASE: Final = "Purple-Kettle-Under-9-Snow"
ALPHABET: Final = "ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass
class Crowd:
    """Phones that share an address, and a token of every kind that nobody has used yet."""

    browser: httpx.Client
    plants: Plants
    site_pass: str
    label: str
    answer_link: str
    invitation: str
    sent: int = 0

    def report(self, site_pass: str) -> dict[str, Any]:
        self.sent += 1
        wanted = {
            "operationId": str(uuid4()),
            "sitePass": site_pass,
            "keyHash": hash_of_key(ALPHABET[self.sent % 22] * 26),
            "category": "GAS_LEAK",
            "description": "法兰漏气",
            "areaId": str(self.plants.area),
            "photos": [],
            "capturedAt": "2026-11-20T08:00:00Z",
        }
        return ask(self.browser, None, document("ReportAnonymously"), input=wanted)

    def suggestion(self, site_pass: str) -> dict[str, Any]:
        wanted = {
            "operationId": str(uuid4()),
            "sitePass": site_pass,
            "keyHash": hash_of_key("A" * 26),
            "topic": "SAFETY",
            "text": "阀门换个方向",
            "origin": {"siteId": str(self.plants.north)},
            "photos": [],
            "madeAt": "2026-11-20T08:00:00Z",
        }
        return ask(self.browser, None, document("SubmitSuggestionAnonymously"), input=wanted)

    def photo(self, site_pass: str) -> httpx.Response:
        data = pictures.jpeg(pictures.corners(40, 30), comment=b"1")
        address = f"/anonymous/photos/{hashlib.sha256(data).hexdigest()}"
        return self.browser.put(address, content=data, headers={"anhuan-site-pass": site_pass})

    def guess(self, kind: str) -> bool:
        """Try one wrong token of this kind; returns whether it was refused as one too many."""
        post, wrong = self.browser.post, str(uuid4())
        tries: dict[str, Callable[[], httpx.Response | dict[str, Any]]] = {
            "label": lambda: self.browser.get("/q/P-9-A-222222"),
            "answer link": lambda: post("/a/000000000000", data={"answer": "ON_THE_WAY"}),
            "invitation": lambda: post("/auth/invitation", json={"secret": wrong}),
            "set-up": lambda: post("/auth/setup/code", json={"code": wrong}),
            "site pass": lambda: self.report(wrong),
            "photo": lambda: self.photo(wrong),
            "follow-up key": lambda: ask(self.browser, None, document("AnonymousReport"), key="0" * 26),
            "sms replies": lambda: post(f"/sms-replies/{uuid4()}/{wrong}", content=b"x"),
        }
        answer = tries[kind]()
        if isinstance(answer, httpx.Response):
            return answer.status_code == 429
        return "TOO_MANY_ATTEMPTS" in str(answer.get("errors"))


KINDS: Final = (
    "label",
    "answer link",
    "invitation",
    "set-up",
    "site pass",
    "photo",
    "follow-up key",
    "sms replies",
)


@pytest.fixture
def crowd(sqlite_database: Database, plants: Plants, clock: FakeClock, tmp_path: Path) -> Iterator[Crowd]:
    sqlite_database.transact(
        lambda tx: anonymity.set_anonymous_reports(tx, plants.north, is_allowed=True, by=plants.alice)
    )
    sqlite_database.transact(
        lambda tx: labels.set_label_page(tx, plants.north, LabelPage.REPORT, by=plants.alice)
    )
    made = sqlite_database.transact(lambda tx: invitations.invite(tx, plants.alice, plants.bob.person_id))
    site_pass = sqlite_database.read(lambda s: s.get_one(SiteRow, plants.north).anonymous_pass)
    of_area = select(LabelRow.code).where(LabelRow.object_id == plants.area)
    label = sqlite_database.read(lambda s: s.exec(of_area).one())
    with http_site.site(sqlite_database, clock, tmp_path) as site, site.client() as browser:
        link = Phone(sqlite_database, plants, browser).is_called()
        yield Crowd(browser, plants, site_pass or "", label, link, made.secret or "")


@pytest.mark.parametrize("kind", KINDS)
def test_a_phone_that_guesses_takes_nothing_from_the_others_behind_its_address(
    crowd: Crowd, kind: str
) -> None:
    refused = [crowd.guess(kind) for _ in range(TRIES)]
    assert refused == [False] * WRONG_TRIES + [True] * (TRIES - WRONG_TRIES)

    label = crowd.browser.get(f"/q/{crowd.label}")
    shown = crowd.browser.get(crowd.answer_link)
    said = {"answer": "ON_THE_WAY", "form": form_of(shown.text)}
    answered = crowd.browser.post(crowd.answer_link, data=said)
    invited = crowd.browser.post("/auth/invitation", json={"secret": crowd.invitation})
    accepted = crowd.browser.post(
        "/auth/invitation/accept", json={"secret": crowd.invitation, "password": PASSPHRASE}
    )
    assert [each.status_code for each in (label, shown, answered, invited, accepted)] == [200] * 5
    assert "已记录：您在路上" in answered.text
    assert crowd.photo(crowd.site_pass).status_code == 201
    assert "errors" not in crowd.report(crowd.site_pass)
    assert "errors" not in crowd.suggestion(crowd.site_pass)


def test_the_code_of_a_new_installation_opens_it_whatever_was_guessed(
    sqlite_database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    code = sqlite_database.transact(first_run.offer_setup)
    with http_site.site(sqlite_database, clock, tmp_path) as site, site.client() as browser:
        for _ in range(TRIES):
            browser.post("/auth/setup/code", json={"code": "made up"})
        assert browser.post("/auth/setup/code", json={"code": "made up"}).status_code == 429
        assert browser.post("/auth/setup/code", json={"code": code}).status_code == 200
