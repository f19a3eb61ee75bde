"""A new installation is set up by who reads its log: once, whole or not at all."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlmodel import func, select

from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.people.first_run import commands
from backend.people.first_run.rules import FirstAdministrator, FirstSite
from backend.people.tables import MembershipRow, PersonRow
from backend.sites.settings.rules import Trade
from backend.sites.tables import SiteRow
from tests.support import http_site
from tests.support.fakes import FakeClock
from tests.support.http_site import ask, bearer
from tests.support.plants import Plants

SITE = FirstSite("east", Text("东厂", "East works"), Trade.CHEMICAL, 200, "Asia/Shanghai")
ADMINISTRATOR = FirstAdministrator("wu.min", Text("吴敏", "Wu Min"))
WANTED: dict[str, Any] = {
    "site": {"code": "east", "name": "东厂", "trade": "CHEMICAL", "people": 200, "timezone": "Asia/Shanghai"},
    "administrator": {"username": "wu.min", "name": "吴敏"},
}
PASSPHRASE = "Purple-Kettle-Under-9-Snow"


def offered(database: Database) -> str:
    code = database.transact(commands.offer_setup)
    assert code is not None
    return code


def set_up(database: Database, code: str, site: FirstSite = SITE) -> str:
    made = database.transact(lambda tx: commands.set_up(tx, code, site, ADMINISTRATOR))
    assert made.secret is not None
    return made.secret


def there(database: Database) -> list[int]:
    """How many sites, people and memberships there are."""
    tables = SiteRow, PersonRow, MembershipRow
    return [database.read(lambda s, t=t: s.exec(select(func.count()).select_from(t)).one()) for t in tables]


@pytest.fixture
def browser(sqlite_database: Database, clock: FakeClock, tmp_path: Path) -> Iterator[httpx.Client]:
    with http_site.site(sqlite_database, clock, tmp_path) as site, site.client() as client:
        yield client


def test_who_has_the_code_makes_a_site_chooses_a_password_and_is_in(
    browser: httpx.Client, sqlite_database: Database
) -> None:
    code = offered(sqlite_database)
    assert browser.get("/auth/setup").json() == {"isOpen": True, "help": ""}

    typed_by_hand = code.lower().replace("-", " ")
    assert browser.post("/auth/setup/code", json={"code": typed_by_hand}).status_code == 200
    secret = browser.post("/auth/setup", json={"code": typed_by_hand, **WANTED}).json()["secret"]
    signed_in = browser.post("/auth/invitation/accept", json={"secret": secret, "password": PASSPHRASE})

    token = signed_in.json()["accessToken"]
    me = ask(browser, token, "{ viewer { person { name { zh } } } }")
    assert me["data"]["viewer"]["person"]["name"]["zh"] == "吴敏"
    assert browser.get("/auth/setup").json() == {"isOpen": False, "help": ""}
    again = browser.post("/auth/setup", json={"code": code, **WANTED}, headers=bearer(token))
    assert again.json()["code"] == "SETUP_CLOSED"


def test_sent_twice_it_is_one_site_and_the_second_invitation_counts(
    browser: httpx.Client, sqlite_database: Database
) -> None:
    code = offered(sqlite_database)
    lost, secret = (browser.post("/auth/setup", json={"code": code, **WANTED}).json()["secret"] for _ in "12")

    assert there(sqlite_database) == [1, 1, 1]
    over = browser.post("/auth/invitation/accept", json={"secret": lost, "password": PASSPHRASE})
    assert over.json()["code"] == "INVITATION_ENDED"
    taken = browser.post("/auth/invitation/accept", json={"secret": secret, "password": PASSPHRASE})
    assert taken.status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"site": {**WANTED["site"], "code": "东厂"}},
        {"site": {**WANTED["site"], "timezone": "Mars/Olympus"}},
        {"site": {**WANTED["site"], "trade": "PIRACY"}},
        {"site": {**WANTED["site"], "people": 0}},
        {"site": {**WANTED["site"], "name": "  "}},
        {"site": "east"},
        {"administrator": {"username": "Wu Min", "name": "吴敏"}},
        {"administrator": {"username": "wu.min", "name": "吴" * 81}},
    ],
)
def test_what_is_wrong_leaves_nothing_behind_and_the_code_good(
    browser: httpx.Client, sqlite_database: Database, wrong: dict[str, Any]
) -> None:
    code = offered(sqlite_database)

    refused = browser.post("/auth/setup", json={"code": code, **WANTED, **wrong})

    assert refused.json()["code"] == "INVALID_INPUT"
    assert there(sqlite_database) == [0, 0, 0]
    assert browser.post("/auth/setup", json={"code": code, **WANTED}).status_code == 200


@pytest.mark.both_databases("two set-ups at once lock the code")
def test_two_at_once_make_one_site(database: Database) -> None:
    codes = [offered(database), offered(database)]
    outcomes: list[str] = []

    def try_it(code: str, site_code: str) -> None:
        site = FirstSite(site_code, SITE.name, SITE.trade, SITE.people, SITE.timezone)
        try:
            outcomes.append("made" if set_up(database, code, site) else "")
        except Refused as refused:
            outcomes.append(refused.code)

    tries = [threading.Thread(target=try_it, args=each) for each in zip(codes, ("east", "west"), strict=True)]
    for each in tries:
        each.start()
    for each in tries:
        each.join()

    assert sorted(outcomes) == [ErrorCode.SETUP_CLOSED, "made"]
    assert there(database) == [1, 1, 1]


def test_where_people_are_no_code_is_offered_and_an_old_one_opens_nothing(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    assert plants
    assert database.transact(commands.offer_setup) is None


def test_a_code_is_good_for_a_day(database: Database, clock: FakeClock) -> None:
    code = offered(database)
    clock.advance(timedelta(hours=25))

    with pytest.raises(Refused) as refused:
        set_up(database, code)

    assert refused.value.code is ErrorCode.SETUP_CLOSED
    assert set_up(database, offered(database))
