"""The second step of a sign-in: a code counts once, guesses are counted, and administrators need it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pyotp
import pytest
from sqlmodel import select

from backend.core.database import Database, Transaction
from backend.core.text import Text
from backend.core.viewer import Membership, Role
from backend.people.accounts import second_factor_rules as rules
from backend.people.accounts.store import Accounts
from backend.people.accounts.tables import RecoveryCodeRow, SecondFactorRow
from backend.people.commands import hasher
from backend.people.rules import Person
from backend.people.store import People
from backend.sites.tables import SiteRow
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, ask, bearer, sign_in
from tests.support.plants import PASSWORD, Plants, id_of

VIEWER = "{ viewer { mustEnrol memberships { role } person { name { en } } } }"


@pytest.fixture
def phone(site: Site) -> Iterator[httpx.Client]:
    with site.client() as client:
        yield client


def post(phone: httpx.Client, token: str, path: str, **body: str) -> httpx.Response:
    return phone.post(f"/auth/account/{path}", json=body, headers=bearer(token))


def enrolled(phone: httpx.Client, clock: FakeClock, name: str = "alice") -> tuple[str, str, list[str]]:
    """Token, secret and recovery codes of a person who has just added an authenticator app."""
    token = sign_in(phone, name)
    begun = post(phone, token, "second-factor/begin").json()
    assert begun["qr"].startswith("data:image/svg+xml")
    code = pyotp.TOTP(begun["secret"]).at(clock())
    added = post(phone, token, "second-factor/add", secret=begun["secret"], code=code)
    assert added.status_code == 200, added.text
    clock.advance(timedelta(seconds=60))
    return token, begun["secret"], added.json()["recoveryCodes"]


def challenge(phone: httpx.Client, name: str = "alice") -> str:
    answer = phone.post("/auth/sign-in", json={"username": name, "password": PASSWORD}).json()
    assert "accessToken" not in answer
    token: str = answer["challenge"]
    return token


def answered(phone: httpx.Client, token: str, code: str) -> httpx.Response:
    return phone.post("/auth/second-factor", json={"challenge": token, "code": code})


def test_with_a_second_factor_the_password_alone_opens_nothing(phone: httpx.Client, clock: FakeClock) -> None:
    _, secret, _ = enrolled(phone, clock)
    token = challenge(phone)
    done = answered(phone, token, pyotp.TOTP(secret).at(clock()))

    assert done.status_code == 200
    assert ask(phone, done.json()["accessToken"], VIEWER)["data"]["viewer"]["person"]["name"]["en"] == "alice"
    assert ask(phone, token, VIEWER)["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_a_code_counts_once(phone: httpx.Client, clock: FakeClock) -> None:
    _, secret, _ = enrolled(phone, clock)
    code = pyotp.TOTP(secret).at(clock())
    first, again = (answered(phone, challenge(phone), code) for _ in range(2))

    assert (first.status_code, again.json()["code"]) == (200, "WRONG_CODE")


def test_after_five_wrong_codes_the_password_comes_first_again(phone: httpx.Client, clock: FakeClock) -> None:
    _, secret, _ = enrolled(phone, clock)
    token = challenge(phone)
    answers = []
    for _ in range(5):
        answers.append(answered(phone, token, "000000").json()["code"])
        clock.advance(timedelta(minutes=1))  # what the throttle asks for
    right = answered(phone, token, pyotp.TOTP(secret).at(clock()))

    assert answers == ["WRONG_CODE"] * 5
    assert right.json()["code"] == "SESSION_REVOKED"


def test_wrong_codes_are_slowed_down_as_wrong_passwords_are(phone: httpx.Client, clock: FakeClock) -> None:
    enrolled(phone, clock)
    codes = {answered(phone, challenge(phone), "000000").json()["code"] for _ in range(4)}
    blocked = phone.post("/auth/sign-in", json={"username": "alice", "password": PASSWORD})

    assert codes == {"WRONG_CODE"}
    assert blocked.status_code == 429


def test_a_challenge_stands_for_five_minutes(phone: httpx.Client, clock: FakeClock) -> None:
    _, secret, _ = enrolled(phone, clock)
    token = challenge(phone)
    clock.advance(timedelta(minutes=5))

    assert answered(phone, token, pyotp.TOTP(secret).at(clock())).json()["code"] == "SESSION_REVOKED"


def test_a_recovery_code_opens_once_however_it_is_written(phone: httpx.Client, clock: FakeClock) -> None:
    _, _, codes = enrolled(phone, clock)
    written = f" {codes[0][:5].lower()} {codes[0][5:].lower()} "
    first, again = (answered(phone, challenge(phone), written) for _ in range(2))

    assert len(set(codes)) == 10
    assert (first.status_code, again.json()["code"]) == (200, "WRONG_CODE")


def test_the_database_alone_holds_neither_secret_nor_codes(
    phone: httpx.Client, clock: FakeClock, sqlite_database: Database, plants: Plants
) -> None:
    _, secret, codes = enrolled(phone, clock)

    def kept(session: Any) -> str:
        row = session.get_one(SecondFactorRow, plants.alice.person_id)
        return " ".join(
            [row.sealed_secret, *(each.code_hash for each in session.exec(select(RecoveryCodeRow)))]
        )

    found = sqlite_database.read(kept)
    assert not any(each in found for each in (secret, *codes))


def test_it_is_added_only_by_who_has_shown_the_password_lately(phone: httpx.Client, clock: FakeClock) -> None:
    token = sign_in(phone, "alice")
    clock.advance(timedelta(minutes=10))
    refused = post(phone, token, "second-factor/begin").json()["code"]
    wrong = post(phone, token, "prove", password="wrong").json()["code"]
    proven = post(phone, token, "prove", password=PASSWORD).status_code
    begun = post(phone, token, "second-factor/begin").json()
    bad = post(phone, token, "second-factor/add", secret=begun["secret"], code="000000").json()["code"]
    made_up = post(phone, token, "second-factor/add", secret="A" * 8, code="000000").json()["code"]

    assert (refused, wrong, proven) == ("STEP_UP_NEEDED", "WRONG_CREDENTIALS", 204)
    assert (bad, made_up) == ("WRONG_CODE", "INVALID_INPUT")


def test_removed_it_is_asked_for_no_more(phone: httpx.Client, clock: FakeClock) -> None:
    token, _, _ = enrolled(phone, clock)
    codes = post(phone, token, "recovery-codes").json()["recoveryCodes"]
    removed = post(phone, token, "second-factor/remove").status_code

    assert (len(codes), removed) == (10, 204)
    assert sign_in(phone, "alice")
    assert post(phone, token, "recovery-codes").json()["code"] == "NOT_FOUND"


def test_an_administrator_without_one_may_do_nothing_but_add_one(
    phone: httpx.Client, clock: FakeClock, sqlite_database: Database, plants: Plants
) -> None:
    def command(tx: Transaction) -> None:
        root = Person(id_of("root"), Text("root", "root"))
        tx.get(People).add(root, username="root", password_hash=hasher().hash(PASSWORD))
        tx.get(People).put_membership(Membership(root.person_id, plants.north, Role.ADMIN, None, None))
        tx.session.get_one(SiteRow, plants.north).asks_proof = True

    sqlite_database.transact(command)
    token = sign_in(phone, "root")
    before = ask(phone, token, VIEWER)["data"]["viewer"]
    people = ask(phone, token, "{ people { id } }")["data"]["people"]
    enrolled(phone, clock, "root")
    after = ask(phone, token, VIEWER)["data"]["viewer"]

    assert (before["mustEnrol"], before["memberships"], people) == (True, [], [])
    assert (after["mustEnrol"], after["memberships"]) == (False, [{"role": "ADMIN"}])


def test_a_phone_half_a_minute_off_gets_in_and_one_of_two_minutes_does_not(clock: FakeClock) -> None:
    secret = rules.new_secret()
    steps = [
        rules.step_of(
            secret, pyotp.TOTP(secret).at(clock() + timedelta(seconds=off)), at=clock(), last_step=0
        )
        for off in (-30, 0, 30, -120, 120)
    ]

    assert [step is not None for step in steps] == [True, True, True, False, False]


def test_a_chinese_keyboard_types_the_same_code(clock: FakeClock) -> None:
    secret = rules.new_secret()
    wide = pyotp.TOTP(secret).at(clock()).translate({ord(each): ord(each) + 0xFEE0 for each in "0123456789"})

    assert rules.step_of(secret, wide, at=clock(), last_step=0) is not None
    assert rules.step_of(secret, "٠١٢٣٤٥", at=clock(), last_step=0) is None
    assert rules.plain_code("８chcr ｍｗdcq") == "8CHCRMWDCQ"


def test_who_is_disabled_before_the_code_stays_outside(
    phone: httpx.Client, clock: FakeClock, sqlite_database: Database, plants: Plants
) -> None:
    _, secret, _ = enrolled(phone, clock, "bob")
    token = challenge(phone, "bob")

    def disable(tx: Transaction) -> None:
        account = tx.get(Accounts).account(plants.bob.person_id)
        tx.get(Accounts).put(replace(account, disabled_at=tx.now))

    sqlite_database.transact(disable)

    assert answered(phone, token, pyotp.TOTP(secret).at(clock())).json()["code"] == "ACCOUNT_DISABLED"
