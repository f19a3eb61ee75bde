"""Live changes are looked at once for all who see the same, and nobody sees what another one may see."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final
from uuid import UUID

import pytest

from backend.alerts import commands as alerts
from backend.core.database import Database, Transaction
from backend.core.graphql.feeds.looks import Document
from backend.core.text import Text
from backend.core.viewer import Membership, Role
from backend.core.vocabulary import Tier
from backend.people.commands import hasher
from backend.people.rules import Person
from backend.people.store import People
from tests.support.cases import Reports
from tests.support.client import document
from tests.support.http_site import Site, Socket, ask, sign_in, socket, until
from tests.support.plants import PASSWORD, Plants, id_of, over

NORTH: Final = ("alice", "bob", "dora", "erik", "fred")
LISTS: Final = {"AlertChanged": "alerts", "CaseChanged": "cases", "HazardReportChanged": "hazardReports"}
Change = Callable[[Database, Plants], object]


def raise_alert(database: Database, plants: Plants, sensor_id: int | None = None) -> None:
    change = over(plants, Tier.RED, sensor_id=sensor_id)
    database.transact(lambda tx: alerts.apply_changes(tx, [change]))


def report(database: Database, plants: Plants) -> None:
    Reports(database, plants).report(plants.bob)


CHANGES: Final[dict[str, Change]] = {
    "AlertChanged": raise_alert,
    "CaseChanged": raise_alert,
    "HazardReportChanged": report,
}


def add_fred(tx: Transaction, site_id: UUID) -> None:
    """A second worker at north."""
    fred = Person(id_of("fred"), Text("fred", "fred"))
    tx.get(People).add(fred, username="fred", password_hash=hasher().hash(PASSWORD))
    tx.get(People).put_membership(Membership(fred.person_id, site_id, Role.WORKER, None, None))


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents of all looks at changes."""
    found: list[str] = []
    payload = Document.payload

    async def counted(self: Document, *args: Any) -> str | None:
        found.append(self.text)
        return await payload(self, *args)

    monkeypatch.setattr(Document, "payload", counted)
    return found


@contextmanager
def looking(site: Site, text: str, *names: str) -> Iterator[dict[str, tuple[str, Socket]]]:
    """A subscribed screen of each of these people, with the token of its sign-in."""
    with ExitStack() as stack:
        found = {}
        for name in names:
            token = sign_in(stack.enter_context(site.client()), name)
            phone = found[name] = token, stack.enter_context(socket(site, token))
            phone[1].receive()
            phone[1].subscribe(text)
        until(lambda: site.bus.subscribers == len(names))
        yield found


def seen(phone: Socket) -> Any:
    message = phone.receive()
    assert message["type"] == "next"
    [value] = message["payload"]["data"].values()
    return value


@pytest.mark.parametrize("name", sorted(LISTS))
def test_what_a_screen_is_sent_is_what_its_own_person_would_be_answered(
    site: Site, sqlite_database: Database, plants: Plants, name: str
) -> None:
    sqlite_database.transact(lambda tx: add_fred(tx, plants.north))
    text = document(name)
    fields, fragments = text.split("{", 2)[2].split("}", 1)[0], text.split("\n\n", 1)[1]
    query = f"query {{ {LISTS[name]} {{ edges {{ node {{ {fields} }} }} }} }}\n{fragments}"
    with looking(site, text, *NORTH, "carol") as phones, site.client() as browser:
        CHANGES[name](sqlite_database, plants)

        answers = []
        for person in NORTH:
            token, phone = phones[person]
            (edge,) = ask(browser, token, query)["data"][LISTS[name]]["edges"]
            assert seen(phone) == edge["node"]
            answers.append(json.dumps(edge["node"]))

        raise_alert(sqlite_database, plants, plants.far_gas)
        CHANGES[name](sqlite_database, plants)
        if name == "AlertChanged":
            assert seen(phones["carol"][1])["sensor"]["id"] == str(plants.far_gas)
    if name == "HazardReportChanged":
        assert len(set(answers)) > 1, "they see different things of it"


def test_an_alert_is_looked_at_once_for_people_of_all_roles(
    site: Site, sqlite_database: Database, plants: Plants, looks: list[str]
) -> None:
    with looking(site, document("AlertChanged"), "alice", "bob", "dora", "erik", "carol") as phones:
        raise_alert(sqlite_database, plants)

        for name in ("alice", "bob", "dora", "erik"):
            assert seen(phones[name][1])["tier"] == "RED"
        assert len(looks) == 1

        raise_alert(sqlite_database, plants, plants.far_gas)
        assert seen(phones["carol"][1])["sensor"]["id"] == str(plants.far_gas)
        assert len(looks) == 2


def test_a_field_that_depends_on_the_person_is_never_shared(
    site: Site, sqlite_database: Database, plants: Plants, looks: list[str]
) -> None:
    text = "subscription { caseChanged { id allowedActions mayFollowUp } }"
    query = "{ cases { edges { node { id allowedActions mayFollowUp } } } }"
    with looking(site, text, "alice", "bob", "dora", "erik") as phones, site.client() as browser:
        raise_alert(sqlite_database, plants)

        allowed = {}
        for name, (token, phone) in phones.items():
            (edge,) = ask(browser, token, query)["data"]["cases"]["edges"]
            allowed[name] = seen(phone)
            assert allowed[name] == edge["node"]
    assert len(looks) == 4
    assert allowed["alice"] != allowed["bob"]


def test_a_document_that_no_plan_knows_is_shared_by_the_same_rule(
    site: Site, sqlite_database: Database, plants: Plants, looks: list[str]
) -> None:
    text = "subscription { alertChanged { tier id @skip(if: true) } }"
    with looking(site, text, "alice", "bob", "erik") as phones:
        raise_alert(sqlite_database, plants)

        assert [seen(phone) for _, phone in phones.values()] == [{"tier": "RED"}] * 3
        assert len(looks) == 1


def test_a_role_that_changed_is_that_of_the_next_socket(
    site: Site, sqlite_database: Database, plants: Plants
) -> None:
    text = "subscription { hazardReportChanged { mayTriage reportedBy { name { en } } } }"
    with looking(site, text, "bob") as phones:
        _, phone = phones["bob"]
        Reports(sqlite_database, plants).report(plants.erik)
        assert seen(phone) == {"mayTriage": False, "reportedBy": {"name": {"en": "Department lead"}}}

        officer = Membership(plants.bob.person_id, plants.north, Role.OFFICER, None, None)
        sqlite_database.transact(lambda tx: tx.get(People).put_membership(officer))

        assert phone.closed() == (4205, "rights changed")
    with looking(site, text, "bob") as phones:
        _, phone = phones["bob"]
        Reports(sqlite_database, plants).report(plants.erik)
        assert seen(phone) == {"mayTriage": True, "reportedBy": {"name": {"en": "erik"}}}


def test_a_sign_in_that_was_ended_hears_of_nothing_more_and_the_other_goes_on(
    site: Site, sqlite_database: Database, plants: Plants
) -> None:
    text = document("AlertChanged")
    with looking(site, text, "bob", "alice") as phones, site.client() as browser:
        token = sign_in(browser, "bob")
        with socket(site, token) as second:
            second.receive()
            second.subscribe(text)
            until(lambda: site.bus.subscribers == 3)

            browser.post("/auth/sign-out")
            raise_alert(sqlite_database, plants)

            assert second.closed() == (4403, "token ended")
        assert seen(phones["bob"][1])["tier"] == seen(phones["alice"][1])["tier"] == "RED"
