"""Nobody takes more than their share: a coded refusal with a time, and what is done already stays done."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlmodel import select

from backend.core.allowances import Allowances, Taken
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import AuditRow
from backend.core.text import Language
from backend.hazards.anonymous.rules import hash_of_key
from backend.notifications.commands import subscribe_push
from backend.notifications.subscriptions_store import PushSubscriptions
from backend.photos.records_store import Photos, Upload
from backend.photos.rules import PhotoFacts
from tests.support import http_site, pictures
from tests.support.cases import Reports
from tests.support.client import document
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, ask, bearer, sign_in
from tests.support.plants import Plants

VOICES = Path(__file__).parents[1] / "fixtures" / "voice"
RECORDINGS = sorted(file for file in VOICES.iterdir() if file.suffix in (".webm", ".mp4"))
TIGHT = Allowances(
    reports_per_hour=2,
    reports_of_site_per_hour=3,
    anonymous_reports_per_hour=1,
    comments_per_hour=2,
    comments_of_site_per_hour=3,
    photos_per_day=2,
    photos_of_site_per_day=3,
    anonymous_photos_per_day=1,
    voice_notes_per_day=2,
    browsers_per_person=2,
)


@pytest.fixture
def tight(sqlite_database: Database, clock: FakeClock, tmp_path: Path, plants: Plants) -> Iterator[Site]:
    """A site where little is much."""
    assert plants, "they are planted"
    with http_site.site(sqlite_database, clock, tmp_path, allowances=TIGHT) as site:
        yield site


@pytest.fixture
def client(tight: Site) -> Iterator[httpx.Client]:
    with tight.client() as client:
        yield client


def report(plants: Plants, **content: Any) -> dict[str, Any]:
    return {
        "operationId": str(uuid4()),
        "category": "FIRE",
        "description": "冒烟",
        "areaId": str(plants.area),
        "photos": [],
        "capturedAt": "2026-11-24T12:00:00Z",
        **content,
    }


def heard(answer: dict[str, Any]) -> tuple[str, bool]:
    """The code of the refusal, and whether it says when to try again."""
    [error] = answer["errors"]
    return error["extensions"]["code"], error["extensions"].get("retryAfterSeconds", 0) > 0


def do(client: httpx.Client, token: str | None, name: str, wanted: dict[str, Any]) -> dict[str, Any]:
    return ask(client, token, document(name), input=wanted)


def test_reports_of_one_person_are_bounded_and_what_was_sent_is_answered_again(
    client: httpx.Client, plants: Plants, clock: FakeClock
) -> None:
    bob, erik = sign_in(client, "bob"), sign_in(client, "erik")
    first = report(plants)
    before = do(client, bob, "ReportHazard", first)
    clock.advance(timedelta(minutes=10))
    do(client, bob, "ReportHazard", report(plants))

    refused = do(client, bob, "ReportHazard", report(plants))

    assert heard(refused) == ("TOO_MANY_ATTEMPTS", True)
    assert refused["errors"][0]["extensions"]["retryAfterSeconds"] == 50 * 60
    assert do(client, bob, "ReportHazard", first) == before
    assert "errors" not in do(client, erik, "ReportHazard", report(plants))
    clock.advance(timedelta(minutes=51))
    token = sign_in(client, "bob")
    assert "errors" not in do(client, token, "ReportHazard", report(plants))


def test_the_header_says_it_too(client: httpx.Client, plants: Plants) -> None:
    bob = sign_in(client, "bob")
    for _ in range(3):
        body = {"query": document("ReportHazard"), "variables": {"input": report(plants)}}
        answer = client.post("/graphql", json=body, headers=bearer(bob))

    assert answer.headers["retry-after"] == "3600"


def test_reports_of_a_site_are_bounded(client: httpx.Client, plants: Plants) -> None:
    for name in ("bob", "bob", "erik"):
        assert "errors" not in do(client, sign_in(client, name), "ReportHazard", report(plants))

    assert heard(do(client, sign_in(client, "alice"), "ReportHazard", report(plants))) == (
        "TOO_MANY_ATTEMPTS",
        True,
    )
    far = report(plants, areaId=str(plants.far_area))
    assert "errors" not in do(client, sign_in(client, "carol"), "ReportHazard", far)


def test_comments_are_bounded(client: httpx.Client, sqlite_database: Database, plants: Plants) -> None:
    case_id = str(Reports(sqlite_database, plants).case(plants.bob))

    def say(name: str) -> dict[str, Any]:
        wanted = {"operationId": str(uuid4()), "caseId": case_id, "text": "在等备件"}
        return do(client, sign_in(client, name), "AddComment", wanted)

    assert [("errors" in say(name)) for name in ("bob", "bob", "bob")] == [False, False, True]
    assert "errors" not in say("erik")
    assert heard(say("alice")) == ("TOO_MANY_ATTEMPTS", True)


def put(client: httpx.Client, path: str, number: int, **headers: str) -> httpx.Response:
    data = pictures.jpeg(pictures.corners(40, 30), comment=b"%d" % number)
    return client.put(f"{path}/{hashlib.sha256(data).hexdigest()}", content=data, headers=headers)


def test_photos_are_bounded_and_one_that_is_there_may_come_again(
    client: httpx.Client, clock: FakeClock
) -> None:
    bob, erik, alice = (bearer(sign_in(client, name)) for name in ("bob", "erik", "alice"))
    sent = [put(client, "/photos", number, **bob) for number in range(3)]

    assert [each.status_code for each in sent] == [201, 201, 429]
    assert sent[2].json()["code"] == "TOO_MANY_ATTEMPTS"
    assert int(sent[2].headers["retry-after"]) == 24 * 3600
    assert put(client, "/photos", 0, **bob).status_code == 200
    assert put(client, "/photos", 7, **erik).status_code == 201
    assert put(client, "/photos", 8, **alice).status_code == 429
    clock.advance(timedelta(hours=25))
    again = bearer(sign_in(client, "bob"))
    assert put(client, "/photos", 9, **again).status_code == 201


def test_voice_notes_are_bounded_and_one_that_is_there_may_come_again(client: httpx.Client) -> None:
    bob, erik = (bearer(sign_in(client, name)) for name in ("bob", "erik"))

    def record(number: int, who: dict[str, str]) -> httpx.Response:
        data = RECORDINGS[number].read_bytes()
        return client.put(f"/voice/{hashlib.sha256(data).hexdigest()}", content=data, headers=who)

    sent = [record(number, bob) for number in range(3)]

    assert [each.status_code for each in sent] == [201, 201, 429]
    assert sent[2].json()["code"] == "TOO_MANY_ATTEMPTS"
    assert int(sent[2].headers["retry-after"]) > 0
    assert record(0, bob).status_code == 200
    assert record(3, erik).status_code == 201


def test_photos_are_bounded_by_their_bytes() -> None:
    now = FakeClock()()
    taken = Taken(count=1, oldest=now - timedelta(hours=1), amount=900)

    taken.require_room(2, within=timedelta(days=1), now=now, amount=901)
    with pytest.raises(Refused) as refused:
        taken.require_room(2, within=timedelta(days=1), now=now, amount=900)

    assert refused.value.retry_after_s == 23 * 3600


@pytest.fixture
def site_pass(client: httpx.Client, plants: Plants) -> str:
    wanted = {"operationId": str(uuid4()), "siteId": str(plants.north), "isAllowed": True}
    answer = do(client, sign_in(client, "alice"), "SetAnonymousReports", wanted)
    return str(answer["data"]["setAnonymousReports"]["sitePass"])


def anonymous(plants: Plants, site_pass: str, letter: str, *photos: str) -> dict[str, Any]:
    shown = [{"sha256": each} for each in photos]
    return report(plants, sitePass=site_pass, keyHash=hash_of_key(letter * 26), photos=shown)


def test_reports_and_photos_without_a_name_slow_down_and_are_never_off(
    tight: Site, plants: Plants, site_pass: str, clock: FakeClock
) -> None:
    shown = {"anhuan-site-pass": site_pass}
    with tight.client() as phone:
        sent = [put(phone, "/anonymous/photos", n, **shown) for n in range(2)]
        first, second = (anonymous(plants, site_pass, letter) for letter in "AB")
        taken, later = (do(phone, None, "ReportAnonymously", each) for each in (first, second))
        clock.advance(timedelta(minutes=1))
        again = put(phone, "/anonymous/photos", 1, **shown)
        both = [do(phone, None, "ReportAnonymously", each) for each in (first, second)]

    assert [each.status_code for each in sent] == [201, 429]
    assert "errors" not in taken
    assert heard(later) == ("TOO_MANY_ATTEMPTS", True)
    assert later["errors"][0]["extensions"]["retryAfterSeconds"] == 60
    assert again.status_code == 201
    assert both[0] == taken
    assert "errors" not in both[1]


def test_a_photo_without_a_name_serves_one_report(
    site: Site, sqlite_database: Database, plants: Plants
) -> None:
    with site.client() as officer, site.client() as phone:
        wanted = {"operationId": str(uuid4()), "siteId": str(plants.north), "isAllowed": True}
        answer = do(officer, sign_in(officer, "alice"), "SetAnonymousReports", wanted)
        secret = str(answer["data"]["setAnonymousReports"]["sitePass"])
        sent = put(phone, "/anonymous/photos", 1, **{"anhuan-site-pass": secret})
        sha256 = sent.json()["sha256"]
        first = anonymous(plants, secret, "A", sha256)

        taken = do(phone, None, "ReportAnonymously", first)
        stolen = do(phone, None, "ReportAnonymously", anonymous(plants, secret, "B", sha256))
        put(phone, "/anonymous/photos", 1, **{"anhuan-site-pass": secret})
        own = do(phone, None, "ReportAnonymously", anonymous(plants, secret, "C", sha256))

        assert "errors" not in taken
        assert do(phone, None, "ReportAnonymously", first) == taken
        assert stolen["errors"][0]["extensions"]["code"] == "PHOTO_MISSING"
        assert "errors" not in own, "who has the bytes may show them"


def test_a_photo_without_a_name_serves_the_site_it_was_sent_to(site: Site, plants: Plants) -> None:
    with site.client() as officer, site.client() as phone:
        secrets = []
        for name, place in (("alice", plants.north), ("carol", plants.south)):
            wanted = {"operationId": str(uuid4()), "siteId": str(place), "isAllowed": True}
            answer = do(officer, sign_in(officer, name), "SetAnonymousReports", wanted)
            secrets.append(str(answer["data"]["setAnonymousReports"]["sitePass"]))
        sha256 = put(phone, "/anonymous/photos", 1, **{"anhuan-site-pass": secrets[0]}).json()["sha256"]
        elsewhere = anonymous(plants, secrets[1], "A", sha256) | {"areaId": str(plants.far_area)}

        refused = do(phone, None, "ReportAnonymously", elsewhere)

    assert refused["errors"][0]["extensions"]["code"] == "PHOTO_MISSING"


def subscribe(database: Database, plants: Plants, name: str, number: int, *, key: str = "k") -> None:
    database.transact(
        lambda tx: subscribe_push(
            tx,
            endpoint=f"https://push/{number}",
            p256dh=key,
            auth="a",
            language=Language.ZH,
            by=getattr(plants, name),
            most=2,
        )
    )


def test_the_oldest_browser_of_a_person_gives_way(
    sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    for number in range(3):
        subscribe(sqlite_database, plants, "bob", number)
        clock.advance(timedelta(seconds=1))

    holders = [
        sqlite_database.transact(lambda tx, n=n: tx.get(PushSubscriptions).holder(f"https://push/{n}"))
        for n in range(3)
    ]
    assert [each is not None for each in holders] == [False, True, True]


def test_a_browser_that_changes_hands_says_so_to_who_had_it(
    sqlite_database: Database, plants: Plants
) -> None:
    subscribe(sqlite_database, plants, "bob", 1)

    subscribe(sqlite_database, plants, "erik", 1)

    rows = sqlite_database.read(
        lambda s: s.exec(select(AuditRow).where(AuditRow.kind == "BROWSER_MOVED")).all()
    )
    assert [(row.by, row.ref("person")) for row in rows] == [(plants.erik.person_id, plants.bob.person_id)]


def test_who_knows_the_address_of_a_browser_only_does_not_get_its_messages(
    sqlite_database: Database, plants: Plants
) -> None:
    subscribe(sqlite_database, plants, "bob", 1)

    with pytest.raises(Refused) as refused:
        subscribe(sqlite_database, plants, "erik", 1, key="guessed")

    holder = sqlite_database.transact(lambda tx: tx.get(PushSubscriptions).holder("https://push/1"))
    assert refused.value.code is ErrorCode.CONFLICT
    assert holder is not None
    assert holder.person_id == plants.bob.person_id


@pytest.mark.both_databases("sums and times are typed by the database")
def test_what_was_taken_is_counted_by_person_and_by_site(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    began = clock()
    for number, who in enumerate((plants.bob, plants.bob, plants.erik)):
        facts = PhotoFacts(sha256=f"{number:064x}", width=1, height=1)
        upload = Upload(who.person_id, plants.north, length=100)
        database.transact(
            lambda tx, facts=facts, upload=upload: tx.get(Photos).record(facts, upload, at=tx.now)
        )
        clock.advance(timedelta(minutes=1))

    def taken(**of: Any) -> Taken:
        return database.transact(lambda tx: tx.get(Photos).taken(plants.north, **of))

    assert taken(since=began - timedelta(days=1)) == Taken(3, began, 300)
    assert taken(since=began - timedelta(days=1), by=plants.erik.person_id).count == 1
    assert taken(since=began, by=plants.bob.person_id) == Taken(1, began + timedelta(minutes=1), 100)
    assert taken(since=clock()) == Taken()
