"""The phone of a shift: six digits take it over, on this phone only, and five wrong ones end that."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from backend.core.database import Database
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, ask, bearer, sign_in
from tests.support.people import add_admin
from tests.support.plants import PASSWORD, Plants

NAME = "{ viewer { person { name { en } } } }"


@pytest.fixture
def phone(site: Site) -> Iterator[httpx.Client]:
    with site.client() as client:
        yield client


def set_pin(phone: httpx.Client, token: str, pin: str = "280614") -> httpx.Response:
    return phone.post("/auth/account/pin", json={"pin": pin}, headers=bearer(token))


def by_pin(phone: httpx.Client, plants: Plants, pin: str = "280614", name: str = "bob") -> httpx.Response:
    person: str = str(getattr(plants, name).person_id)
    return phone.post("/auth/pin", json={"personId": person, "pin": pin})


def people(phone: httpx.Client) -> list[str]:
    return [each["name"]["en"] for each in phone.post("/auth/pin/people").json()["people"]]


def test_two_people_take_turns_on_one_phone(phone: httpx.Client, plants: Plants) -> None:
    assert people(phone) == []
    assert set_pin(phone, sign_in(phone, "bob")).status_code == 204
    assert set_pin(phone, sign_in(phone, "erik"), "914207").status_code == 204

    bob, erik = by_pin(phone, plants), by_pin(phone, plants, "914207", "erik")

    assert people(phone) == ["bob", "erik"]
    names = [ask(phone, each.json()["accessToken"], NAME)["data"]["viewer"] for each in (bob, erik)]
    assert [each["person"]["name"]["en"] for each in names] == ["bob", "erik"]


def test_it_opens_nothing_on_another_phone(phone: httpx.Client, site: Site, plants: Plants) -> None:
    set_pin(phone, sign_in(phone, "bob"))
    with site.client() as other:
        unknown = by_pin(other, plants).json()["code"]
        sign_in(other, "erik")
        known_to_erik = by_pin(other, plants).json()["code"]

        assert (people(other), unknown, known_to_erik) == ([], "PIN_ENDED", "PIN_ENDED")


def test_five_wrong_ones_end_it(phone: httpx.Client, plants: Plants) -> None:
    set_pin(phone, sign_in(phone, "bob"))
    codes = [by_pin(phone, plants, "111222").json()["code"] for _ in range(5)]

    assert codes == ["WRONG_PIN"] * 4 + ["PIN_ENDED"]
    assert by_pin(phone, plants).json()["code"] == "PIN_ENDED"
    assert people(phone) == []
    assert sign_in(phone, "bob")


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "111111", "123456", "987654", "12345a", "١٢٣٤٥٧"])
def test_what_everybody_tries_first_is_refused(phone: httpx.Client, pin: str) -> None:
    assert set_pin(phone, sign_in(phone, "bob"), pin).json()["code"] == "PIN_TOO_SIMPLE"


def test_it_is_set_by_who_has_shown_the_password_and_no_proof_itself(
    phone: httpx.Client, plants: Plants, clock: FakeClock
) -> None:
    token = sign_in(phone, "bob")
    set_pin(phone, token)
    clock.advance(timedelta(minutes=10))
    late = set_pin(phone, token).json()["code"]
    by_digits = set_pin(phone, by_pin(phone, plants).json()["accessToken"], "914207").json()["code"]

    assert (late, by_digits) == ("STEP_UP_NEEDED", "STEP_UP_NEEDED")


def test_no_administrator_has_one(phone: httpx.Client, sqlite_database: Database, plants: Plants) -> None:
    sqlite_database.transact(lambda tx: add_admin(tx, plants))

    assert set_pin(phone, sign_in(phone, "root")).json()["code"] == "NOT_ALLOWED"


def test_a_changed_device_list_or_removal_ends_it(phone: httpx.Client, plants: Plants) -> None:
    token = sign_in(phone, "bob")
    set_pin(phone, token)
    removed = phone.post("/auth/account/pin/remove", json={}, headers=bearer(token)).status_code
    after_removal = by_pin(phone, plants).json()["code"]
    set_pin(phone, token)
    phone.post("/auth/sign-out-everywhere", headers=bearer(token))

    assert (removed, after_removal) == (204, "PIN_ENDED")
    assert by_pin(phone, plants).json()["code"] == "PIN_ENDED"
    assert (
        phone.post("/auth/pin", json={"personId": str(uuid4()), "pin": "280614"}).json()["code"]
        == "PIN_ENDED"
    )
    assert phone.post("/auth/pin", json={"personId": "x", "pin": "1"}).json()["code"] == "INVALID_INPUT"


def test_a_new_password_ends_those_on_every_phone(phone: httpx.Client, site: Site, plants: Plants) -> None:
    with site.client() as stolen:
        set_pin(stolen, sign_in(stolen, "bob"))
        changed = {"password": PASSWORD, "newPassword": "Purple-Kettle-Under-9-Snow"}
        done = phone.post("/auth/account/password", json=changed, headers=bearer(sign_in(phone, "bob")))
        assert done.status_code in (200, 204), done.text

        assert by_pin(stolen, plants).json()["code"] == "PIN_ENDED"
