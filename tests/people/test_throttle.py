"""Who guesses passwords waits longer each time; the owner on a phone of theirs, and the plant, do not."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlmodel import select

from backend.core.database import Database
from backend.core.tables import OutboxRow
from backend.people import commands as people
from backend.people import throttle_rules as rules
from tests.support import cheap_hashes, http_site
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, bearer, sign_in
from tests.support.plants import PASSWORD, Plants
from tests.support.servers import wait_until

HERE, THERE = "10.0.0.1", "10.0.0.2"


@pytest.fixture
def site(sqlite_database: Database, clock: FakeClock, tmp_path: Path, plants: Plants) -> Iterator[Site]:
    with http_site.site(sqlite_database, clock, tmp_path, trusted_proxies=1) as site:
        yield site


def attempt(
    client: httpx.Client, name: str = "alice", password: str = "wrong", *, address: str = HERE
) -> httpx.Response:
    return client.post(
        "/auth/sign-in",
        json={"username": name, "password": password},
        headers={"x-forwarded-for": address},
    )


def guess(client: httpx.Client, clock: FakeClock, times: int, *, address: str = HERE) -> list[int]:
    """Guess as often, each time as soon as it is allowed; returns how long each one had to wait."""
    waits = []
    for _ in range(times):
        waited = 0
        while (answer := attempt(client, address=address)).status_code == 429:
            waited += int(answer.headers["retry-after"])
            clock.advance(timedelta(seconds=int(answer.headers["retry-after"])))
        waits.append(waited)
    return waits


def test_each_failure_makes_the_next_try_wait_longer(client: httpx.Client, clock: FakeClock) -> None:
    waits = guess(client, clock, 16)

    assert waits[:5] == [0, 0, 0, 0, 2]
    assert waits == sorted(waits)
    assert waits[-1] == rules.LONGEST.total_seconds()


def test_the_wait_is_true_and_then_the_right_password_opens(site: Site, clock: FakeClock) -> None:
    with site.client() as client:
        guess(client, clock, 6)
        refused = attempt(client, password=PASSWORD)
        assert (refused.status_code, refused.json()["code"]) == (429, "TOO_MANY_ATTEMPTS")
        wait = int(refused.headers["retry-after"])

        clock.advance(timedelta(seconds=wait - 1))
        assert attempt(client, password=PASSWORD).status_code == 429
        clock.advance(timedelta(seconds=1))
        assert attempt(client, password=PASSWORD).status_code == 200


def test_a_client_cannot_choose_the_address_it_is_counted_under(client: httpx.Client) -> None:
    answers = [attempt(client, address=f"6.6.6.{n}, {HERE}").status_code for n in range(6)]

    assert answers[-1] == 429


def test_guesses_elsewhere_do_not_keep_the_owner_out_of_a_phone_of_theirs(
    site: Site, clock: FakeClock
) -> None:
    with site.client() as own, site.client() as thief:
        assert attempt(own, password=PASSWORD).status_code == 200
        own.post("/auth/sign-out")
        for n in range(rules.FREE_OF_NAME + 2):
            attempt(thief, address=f"10.9.0.{n}")
        for _ in range(rules.FREE + 2):
            attempt(thief, address=HERE)

        assert attempt(own, password=PASSWORD).status_code == 200


def test_a_known_device_that_guesses_waits_too(site: Site, clock: FakeClock) -> None:
    with site.client() as own:
        assert attempt(own, password=PASSWORD).status_code == 200

        assert [attempt(own).status_code for _ in range(6)][-1] == 429


def test_the_device_of_one_person_is_known_for_nobody_else(site: Site) -> None:
    with site.client() as bob, site.client() as thief:
        assert attempt(bob, "bob", PASSWORD).status_code == 200
        for _ in range(5):
            attempt(thief)

        assert attempt(bob, "alice", PASSWORD).status_code == 429


def test_a_lost_phone_is_known_no_more_after_signing_out_everywhere(site: Site) -> None:
    with site.client() as lost, site.client() as own, site.client() as thief:
        attempt(lost, password=PASSWORD)
        token = sign_in(own, "alice")
        own.post("/auth/sign-out-everywhere", headers=http_site.bearer(token))
        for _ in range(5):
            attempt(thief)

        assert attempt(lost, password=PASSWORD).status_code == 429


def test_an_address_never_locks_the_plant_behind_it(site: Site) -> None:
    with site.client() as thief, site.client() as phone:
        for n in range(rules.FREE_OF_NAME + 2):
            attempt(thief, f"nobody-{n}")

        assert attempt(phone, "bob", PASSWORD).status_code == 200


def test_guesses_from_many_addresses_make_a_new_phone_wait_a_minute_at_most(
    site: Site, clock: FakeClock
) -> None:
    with site.client() as thief, site.client() as new:
        for n in range(rules.FREE_OF_NAME + 8):
            attempt(thief, address=f"10.{n}.0.1")
            clock.advance(rules.LONGEST_OF_NAME)
        attempt(thief, address="10.99.0.1")

        refused = attempt(new, password=PASSWORD, address=THERE)
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) <= rules.LONGEST_OF_NAME.total_seconds()


def test_the_owner_and_the_officers_are_notified_once_of_a_row_of_failures(
    sqlite_database: Database, plants: Plants, client: httpx.Client, clock: FakeClock
) -> None:
    guess(client, clock, 12)

    rows = sqlite_database.read(lambda session: session.exec(select(OutboxRow)).all())
    guessed = [row.event for row in rows if row.event["kind"] == "SIGN_IN_GUESSED"]
    assert len(guessed) == 1
    assert set(guessed[0]["to"]) == {str(plants.alice.person_id), str(plants.dora.person_id)}


def test_an_operator_releases_a_name(
    sqlite_database: Database, client: httpx.Client, clock: FakeClock
) -> None:
    guess(client, clock, 8)
    assert attempt(client, password=PASSWORD).status_code == 429

    sqlite_database.transact(lambda tx: people.unlock(tx, username="alice"))

    assert attempt(client, password=PASSWORD).status_code == 200


@pytest.fixture
def _costly_hashes() -> Iterator[None]:
    with cheap_hashes.at_full_price():
        yield


@pytest.mark.alone
@pytest.mark.usefixtures("_costly_hashes")
def test_of_a_crowd_at_the_door_some_hear_how_long_it_takes_and_a_known_phone_comes_in(
    site: Site,
) -> None:
    with site.client() as own:
        assert attempt(own, password=PASSWORD).status_code == 200
        answers: list[httpx.Response] = []

        def crowd(n: int) -> None:
            with site.client() as visitor:
                answers.append(attempt(visitor, f"nobody-{n}", address=f"10.7.0.{n}"))

        threads = [threading.Thread(target=crowd, args=(n,)) for n in range(60)]
        for thread in threads:
            thread.start()
        assert attempt(own, password=PASSWORD).status_code == 200
        for thread in threads:
            thread.join()

    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused, "nobody waits in an endless queue"
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in refused)
    assert {answer.status_code for answer in answers} == {401, 429}


@contextmanager
def crowd(site: Site, size: int = 30) -> Iterator[list[int]]:
    """People whom nobody knows, so many that some are always turned away; gives their answers."""
    answers: list[int] = []
    over = threading.Event()

    def knock(number: int) -> None:
        with site.client() as visitor:
            for turn in range(1_000_000):
                name = f"nobody-{number}-{turn}"
                answers.append(attempt(visitor, name, address=f"10.7.{turn % 250}.{number}").status_code)
                if over.wait(0.01):
                    return

    threads = [threading.Thread(target=knock, args=(number,)) for number in range(size)]
    for thread in threads:
        thread.start()
    try:
        wait_until(lambda: 429 in answers, "the queue of the anonymous is full")
        yield answers
    finally:
        over.set()
        for thread in threads:
            thread.join()


@pytest.mark.alone
@pytest.mark.usefixtures("_costly_hashes")
def test_a_crowd_at_the_door_keeps_no_shared_phone_and_nobody_who_is_signed_in_waiting(
    site: Site, plants: Plants
) -> None:
    bob, pin = str(plants.bob.person_id), "280614"
    with site.client() as own:
        token = sign_in(own, "bob")
        assert own.post("/auth/account/pin", json={"pin": pin}, headers=bearer(token)).status_code == 204
        asked = {
            "/auth/pin": {"personId": bob, "pin": pin},
            "/auth/account/prove": {"password": PASSWORD},
            "/auth/account/pin": {"pin": "914207"},
            "/auth/account/password": {"password": PASSWORD, "newPassword": "Zwölf graue Gänse 7"},
        }
        with crowd(site) as others:
            answers = {}
            for path, body in asked.items():
                before = others.count(429)
                answers[path] = own.post(path, json=body, headers=bearer(token)).status_code
                wait_until(lambda seen=before: others.count(429) > seen, "the queue is full still")

    assert answers == {
        "/auth/pin": 200,
        "/auth/account/prove": 204,
        "/auth/account/pin": 204,
        "/auth/account/password": 204,
    }
