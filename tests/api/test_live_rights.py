"""A socket ends when its person has other rights: else it stays with the sites of its beginning."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import httpx
import pyotp
import pytest

from backend.alerts import commands as alerts
from backend.core.database import Database, Transaction
from backend.core.modules import Module
from backend.core.viewer import Membership, Role
from backend.core.vocabulary import Tier
from backend.people.store import People
from backend.sites.modules.store import Modules
from backend.sites.tables import SiteRow
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, Socket, bearer, sign_in, socket, until
from tests.support.people import add_admin
from tests.support.plants import Plants, id_of, over

ALERT_CHANGED = "subscription { alertChanged { tier } }"


def raise_alert(database: Database, plants: Plants, sensor_id: int | None = None) -> None:
    change = over(plants, Tier.RED, sensor_id=sensor_id)
    database.transact(lambda tx: alerts.apply_changes(tx, [change]))


def add_administrator(tx: Transaction, plants: Plants) -> None:
    """Root, at a site that asks for a second factor."""
    add_admin(tx, plants)
    tx.session.get_one(SiteRow, plants.north).asks_proof = True


def add_second_factor(browser: httpx.Client, token: str, clock: FakeClock) -> None:
    begun = browser.post("/auth/account/second-factor/begin", json={}, headers=bearer(token)).json()
    code = pyotp.TOTP(begun["secret"]).at(clock())
    body = {"secret": begun["secret"], "code": code}
    answer = browser.post("/auth/account/second-factor/add", json=body, headers=bearer(token))
    assert answer.status_code == 200, answer.text


def test_an_administrator_who_adds_the_second_factor_hears_of_danger_with_the_same_token(
    site: Site, client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    sqlite_database.transact(lambda tx: add_administrator(tx, plants))
    token = sign_in(client, "root")
    with socket(site, token) as first:
        first.receive()
        first.subscribe(ALERT_CHANGED)
        until(lambda: site.bus.subscribers == 1)

        add_second_factor(client, token, clock)

        assert first.closed() == (4205, "rights changed")
    with socket(site, token) as second:
        second.receive()
        second.subscribe(ALERT_CHANGED)
        until(lambda: site.bus.subscribers == 1)
        raise_alert(sqlite_database, plants)
        assert second.receive()["payload"] == {"data": {"alertChanged": {"tier": "RED"}}}


def test_a_socket_on_which_nothing_was_asked_for_yet_ends_as_well(
    site: Site, client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    sqlite_database.transact(lambda tx: add_administrator(tx, plants))
    token = sign_in(client, "root")
    with socket(site, token) as idle:
        assert idle.receive() == {"type": "connection_ack"}

        add_second_factor(client, token, clock)

        assert idle.closed() == (4205, "rights changed")


def membership(tx: Transaction, plants: Plants, role: Role = Role.WORKER, site: str = "north") -> None:
    belongs = Membership(plants.bob.person_id, id_of(site), role, None, None)
    tx.get(People).put_membership(belongs)


def switch_off(tx: Transaction, plants: Plants) -> None:
    state = tx.get(Modules).state(plants.north, Module.DEPARTMENT_TASKS)
    off = replace(state, is_on=False, version=state.version + 1, reason="none here")
    tx.get(Modules).put(off, at=tx.now, by=plants.alice.person_id)


@contextmanager
def listening(site: Site, *names: str) -> Iterator[list[Socket]]:
    """Phones of these people that hear of alerts."""
    with site.client() as browser, ExitStack() as stack:
        phones = [stack.enter_context(socket(site, sign_in(browser, name))) for name in names]
        for phone in phones:
            phone.receive()
            phone.subscribe(ALERT_CHANGED)
        until(lambda: site.bus.subscribers == len(phones))
        yield phones


CHANGES: dict[str, Callable[[Transaction, Plants], None]] = {
    "another role": lambda tx, plants: membership(tx, plants, Role.OFFICER),
    "one more site": lambda tx, plants: membership(tx, plants, site="south"),
}


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_whose_sites_or_role_changed_opens_anew_and_the_others_go_on(
    site: Site, sqlite_database: Database, plants: Plants, change: str
) -> None:
    with listening(site, "bob", "alice") as (bob, alice):
        sqlite_database.transact(lambda tx: CHANGES[change](tx, plants))

        assert bob.closed() == (4205, "rights changed")
        raise_alert(sqlite_database, plants)
        assert alice.receive()["payload"] == {"data": {"alertChanged": {"tier": "RED"}}}


def test_a_module_that_is_switched_off_ends_the_sockets_of_its_site(
    site: Site, sqlite_database: Database, plants: Plants
) -> None:
    with listening(site, "bob", "carol") as (bob, carol):
        sqlite_database.transact(lambda tx: switch_off(tx, plants))

        assert bob.closed() == (4205, "rights changed")
        raise_alert(sqlite_database, plants, plants.far_gas)
        assert carol.receive()["payload"] == {"data": {"alertChanged": {"tier": "RED"}}}
