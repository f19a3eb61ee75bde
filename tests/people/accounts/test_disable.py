"""A disabled account: nobody gets in, and nothing of theirs is left without somebody who does it."""

from collections.abc import Iterator
from uuid import UUID

import httpx
import pytest

from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.viewer import Membership, Role, Viewer
from backend.people.accounts.disable_commands import disable, enable
from backend.people.accounts.store import Accounts
from backend.people.rules import Audience, Person
from backend.people.store import People
from backend.sensors.store import Sensors
from tests.support.http_site import Site, ask, sign_in
from tests.support.people import add_admin
from tests.support.plants import PASSWORD, Plants, id_of

NAME = "{ viewer { person { name { en } } } }"


@pytest.fixture
def root(database: Database, plants: Plants) -> Viewer:
    return database.transact(lambda tx: add_admin(tx, plants))


def refusal(database: Database, viewer: Viewer, person: Viewer, to: Viewer | None = None) -> ErrorCode:
    successor = to.person_id if to else None
    with pytest.raises(Refused) as refused:
        database.transact(lambda tx: disable(tx, viewer, person.person_id, successor))
    return refused.value.code


def responsible(database: Database, plants: Plants) -> UUID | None:
    return database.transact(lambda tx: tx.get(Sensors).get([plants.gas])[plants.gas]).responsible_id


def test_only_administrators_disable_and_nobody_themselves(
    database: Database, plants: Plants, root: Viewer
) -> None:
    assert refusal(database, plants.alice, plants.bob, plants.erik) is ErrorCode.NOT_ALLOWED
    assert refusal(database, plants.carol, plants.bob, plants.erik) is ErrorCode.NOT_FOUND
    assert refusal(database, root, plants.carol) is ErrorCode.NOT_FOUND
    assert refusal(database, root, root) is ErrorCode.NOT_ALLOWED


def test_open_work_goes_to_a_successor_or_nothing_happens(
    database: Database, plants: Plants, root: Viewer
) -> None:
    assert refusal(database, root, plants.bob) is ErrorCode.HAND_OVER_NEEDED
    assert refusal(database, root, plants.bob, plants.bob) is ErrorCode.INVALID_INPUT
    assert refusal(database, root, plants.bob, plants.carol) is ErrorCode.NOT_FOUND
    assert database.transact(
        lambda tx: tx.get(Sensors).get([plants.gas])[plants.gas]
    ).responsible_id == id_of("bob")

    for _ in range(2):  # the same again changes nothing
        database.transact(lambda tx: disable(tx, root, plants.bob.person_id, plants.erik.person_id))

    account = database.transact(lambda tx: tx.get(Accounts).account(plants.bob.person_id))
    assert account.disabled_at is not None
    assert database.transact(
        lambda tx: tx.get(Sensors).get([plants.gas])[plants.gas]
    ).responsible_id == id_of("erik")


def test_somebody_without_open_work_needs_no_successor(
    database: Database, plants: Plants, root: Viewer
) -> None:
    database.transact(lambda tx: disable(tx, root, plants.dora.person_id))
    officers = database.transact(
        lambda tx: tx.get(People).audience(
            plants.north, Audience.OFFICER, department_id=None, responsible_id=None
        )
    )

    assert officers == {plants.alice.person_id}


def test_the_last_administrator_who_can_sign_in_stays(
    database: Database, plants: Plants, root: Viewer
) -> None:
    def second(tx: Transaction, password_hash: str) -> Viewer:
        person = Person(id_of(f"second {password_hash}"), Text("second", "second"))
        tx.get(People).add(person, username=f"second{password_hash}", password_hash=password_hash)
        tx.get(People).put_membership(Membership(person.person_id, plants.north, Role.ADMIN, None, None))
        return tx.get(People).viewer(person.person_id)

    invited = database.transact(lambda tx: second(tx, ""))
    assert refusal(database, invited, root) is ErrorCode.LAST_ADMINISTRATOR
    other = database.transact(lambda tx: second(tx, "hash"))
    database.transact(lambda tx: disable(tx, other, root.person_id))
    assert refusal(database, invited, other) is ErrorCode.LAST_ADMINISTRATOR


@pytest.fixture
def phone(site: Site) -> Iterator[httpx.Client]:
    with site.client() as client:
        yield client


def test_the_device_of_who_was_disabled_hears_why_when_it_asks_for_the_next_token(
    phone: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    sign_in(phone, "dora")
    admin = sqlite_database.transact(lambda tx: add_admin(tx, plants))
    sqlite_database.transact(lambda tx: disable(tx, admin, plants.dora.person_id))
    refused = phone.post("/auth/refresh")

    assert (refused.status_code, refused.json()["code"]) == (401, "ACCOUNT_DISABLED")


def test_who_was_disabled_is_out_at_once_and_back_with_the_password(
    phone: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    token = sign_in(phone, "dora")
    admin = sqlite_database.transact(lambda tx: add_admin(tx, plants))
    sqlite_database.transact(lambda tx: disable(tx, admin, plants.dora.person_id))
    signed_out = ask(phone, token, NAME)["errors"][0]["extensions"]["code"]
    refused = phone.post("/auth/sign-in", json={"username": "dora", "password": PASSWORD}).json()["code"]
    wrong = phone.post("/auth/sign-in", json={"username": "dora", "password": "wrong"}).json()["code"]
    sqlite_database.transact(lambda tx: enable(tx, admin, plants.dora.person_id))

    assert (signed_out, refused, wrong) == ("UNAUTHENTICATED", "ACCOUNT_DISABLED", "WRONG_CREDENTIALS")
    assert sign_in(phone, "dora")
