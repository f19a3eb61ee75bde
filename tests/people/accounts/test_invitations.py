"""An invitation: made by who may, good once and for a week, and the end of the password before it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode
from backend.core.tables import OutboxRow
from backend.core.text import Text
from backend.core.viewer import Membership, Role, Viewer
from backend.people.accounts import invitations_commands as invitations
from backend.people.accounts.rules import Invitation
from backend.people.accounts.store import Accounts
from backend.people.accounts.tables import InvitationRow
from backend.people.directory.rules import AddressKind
from backend.people.directory.store import Staff
from backend.people.rules import NO_PASSWORD, Person
from backend.people.store import People
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, ask, sign_in
from tests.support.plants import PASSWORD, Plants, id_of
from tests.support.refusals import code_of

INVITE = """mutation ($id: UUID!, $person: UUID!) {
  invitePerson(input: {operationId: $id, personId: $person}) { link qr isOpen }
}"""
PASSPHRASE = "Purple-Kettle-Under-9-Snow"


def join(tx: Transaction, name: str, role: Role, site_id: object, password_hash: str = NO_PASSWORD) -> Viewer:
    person = Person(id_of(name), Text(name, name))
    tx.get(People).add(person, username=name, password_hash=password_hash)
    membership = Membership(person.person_id, site_id, role, None, None)  # type: ignore[arg-type]
    tx.get(People).put_membership(membership)
    return tx.get(People).viewer(person.person_id)


def kinds(database: Database) -> list[tuple[str, int]]:
    """Kinds of the events of accounts, and how many people each notifies."""
    return [
        (row.event["kind"], len(row.event.get("to", [])))
        for row in database.read(lambda session: session.exec(select(OutboxRow)).all())
    ]


@pytest.fixture
def root(database: Database, plants: Plants) -> Viewer:
    """The administrator of north."""
    return database.transact(lambda tx: join(tx, "root", Role.ADMIN, plants.north))


def refused(database: Database, viewer: Viewer, person: Viewer) -> ErrorCode:
    return code_of(database.transact, lambda tx: invitations.invite(tx, viewer, person.person_id))


def test_who_may_invite_whom(database: Database, plants: Plants, root: Viewer) -> None:
    fay = database.transact(lambda tx: join(tx, "fay", Role.EXECUTIVE, plants.north))

    for person in (plants.alice, plants.bob, plants.erik, fay):
        assert database.transact(lambda tx, each=person: invitations.invite(tx, root, each.person_id)).secret
    for person in (plants.bob, plants.erik):
        assert database.transact(lambda tx, each=person: invitations.invite(tx, plants.alice, each.person_id))
    for person in (plants.dora, fay, root):
        assert refused(database, plants.alice, person) is ErrorCode.NOT_ALLOWED
    assert refused(database, plants.bob, plants.erik) is ErrorCode.NOT_ALLOWED
    assert refused(database, plants.erik, plants.bob) is ErrorCode.NOT_ALLOWED
    assert refused(database, root, root) is ErrorCode.NOT_ALLOWED
    assert refused(database, plants.carol, plants.bob) is ErrorCode.NOT_FOUND


def test_somebody_of_two_sites_is_invited_only_by_who_may_at_both(
    database: Database, plants: Plants, root: Viewer
) -> None:
    def both(tx: Transaction) -> Viewer:
        join(tx, "gus", Role.WORKER, plants.north)
        tx.get(People).put_membership(Membership(id_of("gus"), plants.south, Role.OFFICER, None, None))
        return tx.get(People).viewer(id_of("gus"))

    gus = database.transact(both)

    assert refused(database, root, gus) is ErrorCode.NOT_ALLOWED


def test_a_newer_invitation_ends_the_older_one(database: Database, plants: Plants) -> None:
    def twice(tx: Transaction) -> tuple[Invitation, Invitation]:
        return (
            invitations.invite(tx, plants.alice, plants.bob.person_id),
            invitations.invite(tx, plants.alice, plants.bob.person_id),
        )

    older, newer = database.transact(twice)
    found = database.transact(lambda tx: tx.get(Accounts).by_secret(older.secret or ""))

    assert older.secret != newer.secret
    assert found is not None
    assert (found.ended_at is not None, found.secret) == (True, None)


def test_the_database_alone_does_not_open_an_account(database: Database, plants: Plants) -> None:
    made = database.transact(lambda tx: invitations.invite(tx, plants.alice, plants.bob.person_id))
    row = database.read(lambda session: session.get_one(InvitationRow, made.invitation_id))

    assert made.secret
    assert len(made.secret) >= 43
    assert made.secret not in (row.secret_hash, row.sealed_secret)
    assert made.secret not in str(row.sealed_secret)


def test_it_stands_for_a_week(database: Database, plants: Plants, clock: FakeClock) -> None:
    made = database.transact(lambda tx: invitations.invite(tx, plants.alice, plants.bob.person_id))

    assert made.is_open(at=clock() + timedelta(days=7) - timedelta(seconds=1))
    assert not made.is_open(at=clock() + timedelta(days=7, seconds=1))


def test_a_reset_ends_the_password_and_notifies_the_owner_and_the_officers(
    database: Database, plants: Plants
) -> None:
    made = database.transact(lambda tx: invitations.invite(tx, plants.alice, plants.bob.person_id))
    again = database.transact(lambda tx: invitations.invite(tx, plants.alice, plants.bob.person_id))

    password = database.read(lambda session: People(session).password_hash(plants.bob.person_id))
    assert (made.is_reset, again.is_reset, password) == (True, True, NO_PASSWORD)
    assert ("ACCOUNT_RESET", 3) in kinds(database)  # bob, alice and dora


def test_a_first_invitation_is_no_reset(database: Database, plants: Plants, clock: FakeClock) -> None:
    hans = database.transact(lambda tx: join(tx, "hans", Role.WORKER, plants.north))
    made = database.transact(lambda tx: invitations.invite(tx, plants.alice, hans.person_id))
    account = database.transact(lambda tx: tx.get(Accounts).account(hans.person_id))

    assert not made.is_reset
    assert not account.was_reset_lately(at=clock())
    assert kinds(database) == []


def invited(site: Site, plants: Plants) -> str:
    """The secret that bob gets from alice."""
    with site.client() as phone:
        answer = ask(
            phone, sign_in(phone, "alice"), INVITE, id=str(uuid4()), person=str(plants.bob.person_id)
        )
    link: str = answer["data"]["invitePerson"]["link"]
    assert link.startswith("https://plant.example/invite/")
    assert answer["data"]["invitePerson"]["qr"].startswith("data:image/svg+xml")
    return link.rsplit("/", 1)[1]


def test_the_own_phone_number_is_no_password(site: Site, sqlite_database: Database, plants: Plants) -> None:
    number = "+86 138-1234-5678"
    sqlite_database.transact(
        lambda tx: tx.get(Staff).put_address(plants.bob.person_id, AddressKind.PHONE, number)
    )
    secret = invited(site, plants)
    with site.client() as phone:
        chosen = {"secret": secret, "password": "Kettle-13812345678-Snow"}
        refused = phone.post("/auth/invitation/accept", json=chosen)

    assert refused.json()["code"] == "PASSWORD_HOLDS_NAME"


def test_the_invited_person_sees_who_they_are_and_chooses_a_password(site: Site, plants: Plants) -> None:
    secret = invited(site, plants)
    with site.client() as phone:
        shown = phone.post("/auth/invitation", json={"secret": secret}).json()
        short = phone.post("/auth/invitation/accept", json={"secret": secret, "password": "short"})
        named = phone.post(
            "/auth/invitation/accept", json={"secret": secret, "password": "north-Kettle-9-Snow"}
        )
        done = phone.post("/auth/invitation/accept", json={"secret": secret, "password": PASSPHRASE})
        again = phone.post("/auth/invitation/accept", json={"secret": secret, "password": PASSPHRASE})
        name = ask(phone, done.json()["accessToken"], "{ viewer { person { name { en } } } }")
        right, wrong = (
            phone.post("/auth/sign-in", json={"username": "bob", "password": each}).status_code
            for each in (PASSPHRASE, PASSWORD)
        )

    assert (shown["name"]["en"], shown["sites"][0]["en"], shown["invitedBy"]["en"]) == (
        "bob",
        "north plant",
        "alice",
    )
    assert (short.json()["code"], named.json()["code"]) == ("PASSWORD_TOO_SHORT", "PASSWORD_HOLDS_NAME")
    assert name["data"]["viewer"]["person"]["name"]["en"] == "bob"
    assert again.json()["code"] == "INVITATION_ENDED"
    assert (right, wrong) == (200, 401)


def test_a_reset_signs_everybody_out_who_was_in_with_the_old_password(site: Site, plants: Plants) -> None:
    with site.client() as phone:
        token = sign_in(phone, "bob")
        invited(site, plants)
        answer = ask(phone, token, "{ viewer { person { name { en } } } }")
        old = phone.post("/auth/sign-in", json={"username": "bob", "password": PASSWORD})

    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert old.status_code == 401


def test_an_invitation_over_a_week_old_or_made_up_opens_nothing(
    site: Site, plants: Plants, clock: FakeClock
) -> None:
    secret = invited(site, plants)
    clock.advance(timedelta(days=7, seconds=1))
    with site.client() as phone:
        answers = [
            phone.post("/auth/invitation", json={"secret": each}).json() for each in (secret, "made up", "")
        ]

    assert [each["code"] for each in answers] == ["INVITATION_ENDED"] * 3
    assert answers[0] == answers[1]


def test_the_same_invitation_asked_for_twice_is_one(site: Site, plants: Plants) -> None:
    operation = str(uuid4())
    with site.client() as phone:
        token = sign_in(phone, "alice")
        links = {
            ask(phone, token, INVITE, id=operation, person=str(plants.bob.person_id))["data"]["invitePerson"][
                "link"
            ]
            for _ in range(2)
        }
        others = ask(phone, token, INVITE, id=str(uuid4()), person=str(plants.carol.person_id))

    assert len(links) == 1
    assert others["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_an_accepted_reset_is_no_second_person_for_a_day(
    site: Site, plants: Plants, clock: FakeClock, sqlite_database: Database
) -> None:
    secret = invited(site, plants)
    clock.advance(timedelta(days=2))
    with site.client() as phone:
        phone.post("/auth/invitation/accept", json={"secret": secret, "password": PASSPHRASE})
    account = sqlite_database.transact(lambda tx: tx.get(Accounts).account(plants.bob.person_id))

    assert account.was_reset_lately(at=clock() + timedelta(hours=23, minutes=59))
    assert not account.was_reset_lately(at=clock() + timedelta(hours=24))
