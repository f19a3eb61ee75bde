"""Passkeys: a device signs for its person, once, here and for nobody else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import select

from backend.core.database import Database, Transaction
from backend.core.tables import AuditRow
from backend.core.text import Text
from backend.core.viewer import Membership, Role
from backend.people.accounts import passkeys_rules as rules
from backend.people.accounts.invitations_commands import invite_from_console
from backend.people.accounts.store import Accounts
from backend.people.accounts.tables import PasskeyChallengeRow, PasskeyRow
from backend.people.commands import hasher
from backend.people.rules import Person
from backend.people.store import People
from backend.sites.tables import SiteRow
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, ask, sign_in
from tests.support.passkeys import Authenticator, added, asked, opened, post
from tests.support.plants import PASSWORD, Plants, id_of

ACCOUNT = "{ account { hasSecondFactor hasAuthenticator codesLeft passkeys { id name host usedAt } } }"


@pytest.fixture
def phone(site: Site) -> Iterator[httpx.Client]:
    with site.client() as client:
        yield client


def with_passkey(phone: httpx.Client, name: str = "alice") -> tuple[str, Authenticator, list[str]]:
    """Token, passkey and recovery codes of a person who has just added their first passkey."""
    token, device = sign_in(phone, name), Authenticator()
    answer = added(phone, token, device)
    assert answer.status_code == 200, answer.text
    return token, device, answer.json()["recoveryCodes"]


def challenge(phone: httpx.Client, name: str = "alice") -> dict[str, Any]:
    found: dict[str, Any] = phone.post("/auth/sign-in", json={"username": name, "password": PASSWORD}).json()
    assert "accessToken" not in found
    return found


def second(phone: httpx.Client, token: str, credential: str) -> httpx.Response:
    return phone.post("/auth/second-factor/passkey", json={"challenge": token, "credential": credential})


def mine(phone: httpx.Client, token: str) -> dict[str, Any]:
    found: dict[str, Any] = ask(phone, token, ACCOUNT)["data"]["account"]
    return found


def kinds(database: Database, prefix: str = "PASSKEY") -> list[str]:
    return database.read(
        lambda session: [each for each in session.exec(select(AuditRow.kind)) if each.startswith(prefix)]
    )


def test_a_passkey_signs_in_by_itself_and_stands_for_both_factors(
    phone: httpx.Client, clock: FakeClock
) -> None:
    _, device, codes = with_passkey(phone)
    clock.advance(timedelta(hours=1))
    done = opened(phone, device.show(asked(phone)))
    token = done.json()["accessToken"]
    account = mine(phone, token)

    assert (done.status_code, len(codes)) == (200, 10)
    assert (account["hasSecondFactor"], account["hasAuthenticator"]) == (True, False)
    assert [(each["name"], each["host"]) for each in account["passkeys"]] == [("phone", "plant.example")]
    assert account["passkeys"][0]["usedAt"] == clock().isoformat()
    assert post(phone, token, "passkeys/begin").status_code == 200  # shown just now


def test_after_the_password_it_is_the_second_factor(phone: httpx.Client) -> None:
    _, device, _ = with_passkey(phone)
    found = challenge(phone)
    done = second(phone, found["challenge"], device.show(found["passkey"]))

    assert done.status_code == 200
    assert mine(phone, done.json()["accessToken"])["passkeys"]
    assert len(found["passkey"]["allowCredentials"]) == 1


def test_a_recovery_code_opens_where_the_passkey_is_lost(phone: httpx.Client) -> None:
    _, _, codes = with_passkey(phone)
    found = challenge(phone)
    done = phone.post("/auth/second-factor", json={"challenge": found["challenge"], "code": codes[0]})

    assert done.status_code == 200
    assert mine(phone, done.json()["accessToken"])["codesLeft"] == 9


def test_it_proves_who_signs_as_the_password_does(phone: httpx.Client, clock: FakeClock) -> None:
    token, device, _ = with_passkey(phone)
    clock.advance(timedelta(minutes=10))
    before = post(phone, token, "passkeys/begin").json()["code"]
    options = post(phone, token, "passkeys/prove/begin").json()
    proven = post(phone, token, "passkeys/prove", credential=device.show(options))
    after = post(phone, token, "passkeys/begin")

    assert (before, proven.status_code, after.status_code) == ("STEP_UP_NEEDED", 204, 200)


def test_who_has_none_proves_by_password(phone: httpx.Client) -> None:
    assert post(phone, sign_in(phone, "alice"), "passkeys/prove/begin").json()["code"] == "NOT_FOUND"


def test_each_answer_counts_once(phone: httpx.Client) -> None:
    token, device, _ = with_passkey(phone)
    options = post(phone, token, "passkeys/begin").json()
    other = Authenticator()
    made = other.make(options)
    first, again = (post(phone, token, "passkeys/add", name="key", credential=made) for _ in range(2))
    shown = device.show(asked(phone))
    opens, replayed = (opened(phone, shown) for _ in range(2))

    assert (first.status_code, again.json()["code"]) == (200, "PASSKEY_REFUSED")
    assert (opens.status_code, replayed.json()["code"]) == (200, "PASSKEY_REFUSED")
    assert len(mine(phone, token)["passkeys"]) == 2


def test_a_wrong_answer_uses_the_challenge_up(phone: httpx.Client) -> None:
    _, device, _ = with_passkey(phone)
    options = asked(phone)
    wrong = opened(phone, device.show(options, origin="https://plant.example.net"))
    right = opened(phone, device.show(options))

    assert [each.json()["code"] for each in (wrong, right)] == ["PASSKEY_REFUSED"] * 2


@pytest.mark.parametrize(
    "bent",
    [
        {"origin": "https://plant.example.net"},
        {"origin": "http://plant.example"},
        {"challenge": "AAAA"},
        {"type": "webauthn.create"},
    ],
    ids=["elsewhere", "without TLS", "wrong challenge", "made, not shown"],
)
def test_what_the_page_says_otherwise_opens_nothing(phone: httpx.Client, bent: dict[str, str]) -> None:
    _, device, _ = with_passkey(phone)

    assert opened(phone, device.show(asked(phone), **bent)).json()["code"] == "PASSKEY_REFUSED"


def test_a_page_of_another_site_makes_no_passkey(phone: httpx.Client) -> None:
    token = sign_in(phone, "alice")
    refused = [
        added(phone, token, Authenticator(origin="https://elsewhere.example")).json()["code"],
        added(phone, token, Authenticator(is_verified=False)).json()["code"],
    ]
    options = post(phone, token, "passkeys/begin").json()
    framed = Authenticator().make(options, crossOrigin=True)

    assert refused == ["PASSKEY_REFUSED"] * 2
    assert post(phone, token, "passkeys/add", name="x", credential=framed).json()["code"] == "INVALID_INPUT"
    assert mine(phone, token)["passkeys"] == []


def test_a_device_that_did_not_look_who_holds_it_opens_nothing(phone: httpx.Client) -> None:
    _, device, _ = with_passkey(phone)
    device.is_verified = False

    assert opened(phone, device.show(asked(phone))).json()["code"] == "PASSKEY_REFUSED"


def test_a_challenge_stands_for_five_minutes(phone: httpx.Client, clock: FakeClock) -> None:
    _, device, _ = with_passkey(phone)
    options = asked(phone)
    clock.advance(timedelta(minutes=5))

    assert opened(phone, device.show(options)).json()["code"] == "PASSKEY_REFUSED"


def test_a_challenge_is_for_one_use_of_one_person_in_one_sign_in(site: Site, phone: httpx.Client) -> None:
    token, device, _ = with_passkey(phone)
    proof = post(phone, token, "passkeys/prove/begin").json()
    as_sign_in = opened(phone, device.show(proof)).json()["code"]
    proof = post(phone, token, "passkeys/prove/begin").json()
    with site.client() as elsewhere:
        other = opened(elsewhere, device.show(asked(elsewhere))).json()["accessToken"]
        as_other = post(elsewhere, other, "passkeys/prove", credential=device.show(proof)).json()["code"]

    assert (as_sign_in, as_other) == ("PASSKEY_REFUSED", "PASSKEY_REFUSED")


def test_the_passkey_of_somebody_else_proves_and_opens_nothing(site: Site, phone: httpx.Client) -> None:
    _, own, _ = with_passkey(phone)
    with site.client() as bobs:
        token, device, _ = with_passkey(bobs, "bob")
        options = post(bobs, token, "passkeys/prove/begin").json()
        proof = post(bobs, token, "passkeys/prove", credential=own.show(options)).json()["code"]
        found = challenge(bobs, "bob")
        factor = second(bobs, found["challenge"], own.show(found["passkey"])).json()["code"]
        device.credential_id = own.credential_id
        signed = opened(bobs, device.show(asked(bobs))).json()["code"]
        taken = added(bobs, token, device).json()["code"]

    assert (proof, factor, signed, taken) == ("PASSKEY_REFUSED",) * 4


def test_nobody_removes_the_passkey_of_somebody_else(site: Site, phone: httpx.Client) -> None:
    token, _, _ = with_passkey(phone)
    passkey = mine(phone, token)["passkeys"][0]["id"]
    with site.client() as bobs:
        post(bobs, sign_in(bobs, "bob"), "passkeys/remove", passkeyId=passkey)

    assert len(mine(phone, token)["passkeys"]) == 1


def test_a_removed_one_opens_nothing_and_the_password_alone_does_again(
    phone: httpx.Client, sqlite_database: Database
) -> None:
    token, device, _ = with_passkey(phone)
    passkey = mine(phone, token)["passkeys"][0]["id"]
    removed = [post(phone, token, "passkeys/remove", passkeyId=passkey).status_code for _ in range(2)]
    refused = opened(phone, device.show(asked(phone))).json()["code"]

    assert (removed, refused) == ([204, 204], "PASSKEY_REFUSED")
    assert mine(phone, sign_in(phone, "alice"))["codesLeft"] == 0
    assert set(kinds(sqlite_database)) == {"PASSKEY_ADDED", "PASSKEY_REMOVED"}


def test_an_app_beside_it_keeps_its_recovery_codes(phone: httpx.Client) -> None:
    token, _, codes = with_passkey(phone)
    again = added(phone, token, Authenticator(), "key").json()["recoveryCodes"]
    removed = mine(phone, token)["passkeys"][0]["id"]
    post(phone, token, "passkeys/remove", passkeyId=removed)
    post(phone, token, "second-factor/remove")  # there is none: nothing changes

    assert (len(codes), again, mine(phone, token)["codesLeft"]) == (10, [], 10)


def test_who_is_disabled_stays_outside(
    phone: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    _, device, _ = with_passkey(phone, "bob")
    found = challenge(phone, "bob")

    def disable(tx: Transaction) -> None:
        account = tx.get(Accounts).account(plants.bob.person_id)
        tx.get(Accounts).put(replace(account, disabled_at=tx.now))

    sqlite_database.transact(disable)
    refused = [
        opened(phone, device.show(asked(phone))).json()["code"],
        second(phone, found["challenge"], device.show(found["passkey"])).json()["code"],
    ]

    assert refused == ["ACCOUNT_DISABLED"] * 2


def test_a_copy_is_refused_and_its_owner_notified(phone: httpx.Client, sqlite_database: Database) -> None:
    _, device, _ = with_passkey(phone)
    opened(phone, device.show(asked(phone)))
    device.sign_count = 0
    refused = opened(phone, device.show(asked(phone))).json()["code"]

    assert refused == "PASSKEY_REFUSED"
    assert "PASSKEY_COPIED" in kinds(sqlite_database)


def test_passkeys_that_do_not_count_are_no_copies(phone: httpx.Client) -> None:
    _, device, _ = with_passkey(phone)
    answers = []
    for _ in range(2):
        device.sign_count = -1
        answers.append(opened(phone, device.show(asked(phone))).status_code)

    assert answers == [200, 200]


def test_a_person_has_ten_at_most(phone: httpx.Client) -> None:
    token, _, _ = with_passkey(phone)
    for each in range(9):
        assert added(phone, token, Authenticator(), f"key {each}").status_code == 200

    assert post(phone, token, "passkeys/begin").json()["code"] == "TOO_MANY_PASSKEYS"


def test_it_is_added_and_removed_only_by_who_was_proven_lately(phone: httpx.Client, clock: FakeClock) -> None:
    token, _, _ = with_passkey(phone)
    options = post(phone, token, "passkeys/begin").json()
    passkey = mine(phone, token)["passkeys"][0]["id"]
    clock.advance(timedelta(minutes=10))
    codes = {
        post(phone, token, "passkeys/begin").json()["code"],
        post(phone, token, "passkeys/add", name="x", credential=Authenticator().make(options)).json()["code"],
        post(phone, token, "passkeys/remove", passkeyId=passkey).json()["code"],
    }

    assert codes == {"STEP_UP_NEEDED"}


def test_a_name_is_asked_for(phone: httpx.Client) -> None:
    token = sign_in(phone, "alice")

    assert {added(phone, token, Authenticator(), name).json()["code"] for name in (" ", "x" * 61)} == {
        "NAME_INVALID"
    }


def test_a_reset_takes_the_passkeys_away(
    phone: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    _, device, _ = with_passkey(phone)
    sqlite_database.transact(lambda tx: invite_from_console(tx, plants.alice.person_id))

    assert opened(phone, device.show(asked(phone))).json()["code"] == "PASSKEY_REFUSED"
    assert sqlite_database.read(lambda session: session.exec(select(PasskeyRow)).all()) == []


def test_an_administrator_with_a_passkey_has_a_second_factor(
    phone: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    def command(tx: Transaction) -> None:
        root = Person(id_of("root"), Text("root", "root"))
        tx.get(People).add(root, username="root", password_hash=hasher().hash(PASSWORD))
        tx.get(People).put_membership(Membership(root.person_id, plants.north, Role.ADMIN, None, None))
        tx.session.get_one(SiteRow, plants.north).asks_proof = True

    sqlite_database.transact(command)
    must = "{ viewer { mustEnrol } }"
    before = ask(phone, sign_in(phone, "root"), must)["data"]["viewer"]["mustEnrol"]
    token, _, _ = with_passkey(phone, "root")

    assert (before, ask(phone, token, must)["data"]["viewer"]["mustEnrol"]) == (True, False)


def test_guesses_are_slowed_down_as_wrong_passwords_are(phone: httpx.Client) -> None:
    _, device, _ = with_passkey(phone)
    codes = []
    for _ in range(5):
        device.is_verified = False
        codes.append(opened(phone, device.show(asked(phone))).json()["code"])
    blocked = phone.post("/auth/sign-in", json={"username": "alice", "password": PASSWORD})

    assert codes == ["PASSKEY_REFUSED"] * 4 + ["TOO_MANY_ATTEMPTS"]
    assert blocked.status_code == 429


@pytest.mark.parametrize(
    "credential",
    ["", "[]", "{}", '{"id": 1, "response": {"clientDataJSON": 2}}', '{"id": "AA", "response": "x"}'],
)
def test_what_is_no_answer_is_refused(phone: httpx.Client, credential: str) -> None:
    assert opened(phone, credential).json()["code"] == "INVALID_INPUT"


def test_broken_answers_are_refused_and_never_a_fault(phone: httpx.Client) -> None:
    token, device, _ = with_passkey(phone)
    shown = device.show(asked(phone)).replace('"signature": "', '"signature": "AA')
    options = post(phone, token, "passkeys/begin").json()
    made = Authenticator().make(options).replace('"attestationObject": "', '"attestationObject": "AAAA')

    assert opened(phone, shown).json()["code"] == "PASSKEY_REFUSED"
    assert post(phone, token, "passkeys/add", name="x", credential=made).json()["code"] == "PASSKEY_REFUSED"


def test_anonymous_callers_cannot_fill_the_database_with_challenges(
    phone: httpx.Client, sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_OPEN", 2)
    codes = [phone.post("/auth/passkeys/begin").status_code for _ in range(3)]
    kept = sqlite_database.read(lambda session: session.exec(select(PasskeyChallengeRow)).all())

    assert (codes, len(kept)) == ([200, 200, 429], 2)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://plant.example", "https://plant.example"),
        ("https://Plant.example:8443", "https://plant.example:8443"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://plant.example", None),
        ("https://192.168.1.20", None),
        ("https://[fd00::1]", None),
        ("http://127.0.0.1:8000", None),
    ],
)
def test_they_are_offered_under_a_host_name_with_tls(address: str, origin: str | None) -> None:
    found = rules.relying_party(address)

    assert (found.origin if found else None) == origin


def test_pages_learn_under_which_name(phone: httpx.Client) -> None:
    assert phone.get("/auth/passkeys").json() == {"host": "plant.example"}
