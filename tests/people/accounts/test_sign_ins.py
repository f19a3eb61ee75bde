"""Where somebody is signed in, its end from afar, a changed password, and proof for what weighs most."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from graphql import build_schema
from sqlmodel import select
from strawberry.utils.str_converters import to_camel_case

from backend.api.schema import schema
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import AuditRow
from backend.core.text import Language
from backend.core.viewer import Viewer
from backend.notifications.subscriptions_store import PushSubscriptions
from backend.people import commands as people
from backend.people.accounts import invitations_commands as invitations
from backend.people.accounts import security_commands as security
from backend.people.accounts import sign_in_commands as steps
from backend.people.accounts.sign_ins_rules import NEEDS_PROOF, device_name
from backend.sites.tables import SiteRow
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, ask, bearer, sign_in, socket, until
from tests.support.people import add_admin
from tests.support.plants import PASSWORD, Plants, id_of

MINE = "{ account { signIns { id device isThis method } } }"
OF = "query ($id: UUID!) { account(personId: $id) { username signIns { id } invitation { link } } }"
END = "mutation ($op: UUID!, $id: UUID!) { endSignIn(input: {operationId: $op, signInId: $id}) { personId } }"
END_ALL = (
    "mutation ($op: UUID!, $id: UUID!) { endSignIns(input: {operationId: $op, personId: $id}) { personId } }"
)
SLOWED = "query ($id: UUID!) { account(personId: $id) { isSignInSlowed } }"
RELEASE = (
    "mutation ($op: UUID!, $id: UUID!)"
    " { releaseSignIn(input: {operationId: $op, personId: $id}) { isSignInSlowed } }"
)
BROWSERS = "query ($id: UUID) { account(personId: $id) { signIns { id browser { maker engine major } } } }"
NOTE = (
    "mutation ($op: UUID!, $major: Int!)"
    " { noteBrowser(input: {operationId: $op, maker: HUAWEI, engine: CHROMIUM, major: $major}) }"
)
PHONE = "Mozilla/5.0 (Linux; Android 13; HONOR X50 Build/H) AppleWebKit/537 Chrome/120 Mobile Safari/537"


@pytest.fixture
def root(sqlite_database: Database, plants: Plants) -> Viewer:
    return sqlite_database.transact(lambda tx: add_admin(tx, plants))


@pytest.fixture
def phone(site: Site) -> Iterator[httpx.Client]:
    with site.client() as client:
        client.headers["user-agent"] = PHONE
        yield client


@pytest.fixture
def desk(site: Site) -> Iterator[httpx.Client]:
    with site.client() as client:
        yield client


def sign_ins(client: httpx.Client, token: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = ask(client, token, MINE)["data"]["account"]["signIns"]
    return found


def code(answer: dict[str, object]) -> str:
    errors: list[dict[str, dict[str, str]]] = answer["errors"]  # type: ignore[assignment]  # JSON
    return errors[0]["extensions"]["code"]


def test_my_devices_are_named_and_this_one_is_marked(phone: httpx.Client, desk: httpx.Client) -> None:
    sign_in(phone, "bob")
    found = sign_ins(desk, sign_in(desk, "bob"))

    assert {(each["device"], each["isThis"]) for each in found} == {
        ("HONOR X50 · Chrome", False),
        ("", True),
    }


def test_an_ended_sign_in_opens_nothing_from_now_on(
    phone: httpx.Client, desk: httpx.Client, site: Site, sqlite_database: Database, plants: Plants
) -> None:
    lost = sign_in(phone, "bob")
    here = sign_in(desk, "bob")
    ids = {each["isThis"]: each["id"] for each in sign_ins(desk, here)}
    with socket(site, lost) as connection:
        assert connection.receive()["type"] == "connection_ack"
        connection.subscribe("subscription { alertChanged { tier } }")
        until(lambda: site.bus.subscribers == 1)
        ask(desk, here, END, op=str(uuid4()), id=ids[False])
        ended = connection.closed()
    twice = ask(desk, here, END, op=str(uuid4()), id=ids[False])

    assert ended == (4403, "token ended")
    assert code(ask(phone, lost, MINE)) == "UNAUTHENTICATED"
    assert phone.post("/auth/refresh").status_code == 401
    assert twice["data"]["endSignIn"]["personId"] == str(plants.bob.person_id)
    assert [each["isThis"] for each in sign_ins(desk, here)] == [True]


def test_who_may_end_whose(
    phone: httpx.Client, desk: httpx.Client, site: Site, root: Viewer, plants: Plants
) -> None:
    bob = sign_in(phone, "bob")
    of_bob = sign_ins(phone, bob)[0]["id"]
    alice, carol, admin = (sign_in(desk, name) for name in ("alice", "carol", "root"))

    assert code(ask(desk, alice, END, op=str(uuid4()), id=of_bob)) == "NOT_ALLOWED"
    assert code(ask(desk, carol, END, op=str(uuid4()), id=of_bob)) == "NOT_FOUND"
    assert code(ask(desk, alice, END, op=str(uuid4()), id=str(uuid4()))) == "NOT_FOUND"
    assert ask(desk, carol, OF, id=str(plants.bob.person_id))["data"]["account"] is None
    assert ask(phone, bob, OF, id=str(plants.alice.person_id))["data"]["account"] is None
    assert ask(desk, alice, OF, id=str(plants.bob.person_id))["data"]["account"]["signIns"] == []
    assert len(ask(desk, admin, OF, id=str(plants.bob.person_id))["data"]["account"]["signIns"]) == 1
    assert ask(desk, admin, END_ALL, op=str(uuid4()), id=str(plants.bob.person_id))["data"]
    assert code(ask(phone, bob, MINE)) == "UNAUTHENTICATED"


def test_a_changed_password_ends_all_other_sign_ins(phone: httpx.Client, desk: httpx.Client) -> None:
    elsewhere, here = sign_in(phone, "bob"), sign_in(desk, "bob")
    change = {"password": PASSWORD, "newPassword": "Purple-Kettle-Under-9-Snow"}
    codes = [
        desk.post("/auth/account/password", json=change | other, headers=bearer(here)).json()["code"]
        for other in ({"password": "wrong"}, {"newPassword": "short"}, {"newPassword": "north-Kettle-9-Snow"})
    ]
    done = desk.post("/auth/account/password", json=change, headers=bearer(here))
    old = desk.post("/auth/sign-in", json={"username": "bob", "password": PASSWORD})

    assert codes == ["WRONG_CREDENTIALS", "PASSWORD_TOO_SHORT", "PASSWORD_HOLDS_NAME"]
    assert (done.status_code, old.status_code) == (204, 401)
    assert code(ask(phone, elsewhere, MINE)) == "UNAUTHENTICATED"
    assert sign_ins(desk, here)


def test_messages_to_a_browser_end_with_its_sign_in(
    phone: httpx.Client, desk: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    sign_in(phone, "bob")
    here = sign_in(desk, "bob")
    ids = {each["isThis"]: each["id"] for each in sign_ins(desk, here)}

    def subscribe(tx: Transaction) -> None:
        for is_this in (False, True):
            tx.get(PushSubscriptions).subscribe(
                plants.bob.person_id,
                endpoint=f"https://push.example/{is_this}",
                p256dh="p",
                auth="a",
                language=Language.ZH,
                most=5,
                at=tx.now,
                family_id=UUID(str(ids[is_this])),
            )

    sqlite_database.transact(subscribe)
    ask(desk, here, END, op=str(uuid4()), id=ids[False])

    def holds(is_this: bool) -> bool:
        endpoint = f"https://push.example/{is_this}"
        return sqlite_database.read(lambda session: PushSubscriptions(session).holder(endpoint)) is not None

    assert (holds(False), holds(True)) == (False, True)


def test_what_loosens_an_alarm_needs_a_password_shown_lately(
    desk: httpx.Client, clock: FakeClock, sqlite_database: Database, plants: Plants
) -> None:
    def strict(tx: Transaction) -> None:
        tx.session.get_one(SiteRow, plants.north).asks_proof = True

    sqlite_database.transact(strict)
    shelve = """mutation ($op: UUID!, $sensor: ID!) { takeSensorOutOfService(
        input: {operationId: $op, sensorId: $sensor, reason: "probe is being changed"}) { __typename } }"""
    token, operation = sign_in(desk, "alice"), str(uuid4())
    clock.advance(timedelta(minutes=10))
    refused = ask(desk, token, shelve, op=operation, sensor=plants.pump)
    proven = desk.post("/auth/account/prove", json={"password": PASSWORD}, headers=bearer(token))
    done = ask(desk, token, shelve, op=operation, sensor=plants.pump)
    clock.advance(timedelta(minutes=11))
    repeated = ask(desk, sign_in_again(desk, token), shelve, op=operation, sensor=plants.pump)

    assert code(refused) == "STEP_UP_NEEDED"
    assert (proven.status_code, "errors" in done, "errors" in repeated) == (204, False, False)


REPAIR = """mutation ($op: UUID!, $id: UUID!) { moveEquipmentOn(input: {operationId: $op, equipmentId: $id,
    state: UNDER_REPAIR, at: "2026-01-01T00:00:00Z", reason: "bearing worn", version: 99}) { __typename } }"""
INVITE = """mutation ($op: UUID!, $id: UUID!) {
    invitePerson(input: {operationId: $op, personId: $id}) { __typename } }"""


@pytest.mark.parametrize(("mutation", "about"), [(REPAIR, "north/equipment"), (INVITE, "bob")])
def test_so_does_what_holds_alerts_back_or_opens_an_account(
    desk: httpx.Client,
    clock: FakeClock,
    sqlite_database: Database,
    plants: Plants,
    mutation: str,
    about: str,
) -> None:
    def strict(tx: Transaction) -> None:
        tx.session.get_one(SiteRow, plants.north).asks_proof = True

    sqlite_database.transact(strict)
    token = sign_in(desk, "alice")
    sent = {"op": str(uuid4()), "id": str(id_of(about))}
    clock.advance(timedelta(minutes=10))
    refused = ask(desk, token, mutation, **sent)
    desk.post("/auth/account/prove", json={"password": PASSWORD}, headers=bearer(token))
    answered = ask(desk, token, mutation, **sent)

    assert code(refused) == "STEP_UP_NEEDED"
    assert "errors" not in answered or code(answered) == "CONFLICT", "at that version"


def test_a_password_that_ended_while_it_was_judged_opens_nothing(
    sqlite_database: Database, plants: Plants
) -> None:
    attempt = people.Attempt("bob", "192.0.2.7")
    judged = sqlite_database.transact(lambda tx: people.begin_sign_in(tx, attempt))
    assert judged is not None
    sqlite_database.transact(lambda tx: invitations.invite(tx, plants.alice, plants.bob.person_id))

    for use in (
        lambda tx: steps.finish_password(tx, judged, attempt),
        lambda tx: steps.prove(tx, uuid4(), judged),
        lambda tx: security.change_password(tx, judged, uuid4(), "hash of another"),
    ):
        with pytest.raises(Refused) as refused:
            sqlite_database.transact(use)
        assert refused.value.code is ErrorCode.WRONG_CREDENTIALS


def sign_in_again(desk: httpx.Client, token: str) -> str:
    """The same sign-in with its next access token."""
    refreshed: str = desk.post("/auth/refresh").json()["accessToken"]
    assert refreshed != token
    return refreshed


def test_every_step_that_needs_proof_is_a_mutation() -> None:
    mutation = build_schema(schema.as_str()).mutation_type

    assert mutation is not None
    assert {to_camel_case(each) for each in NEEDS_PROOF} <= set(mutation.fields)


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (Linux; Android 10; K) Chrome/124 Mobile Safari/537",
            "Android · Chrome",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Version/17.5 Mobile Safari/604.1", "iPhone · Safari"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/124 Safari/537.36 Edg/124", "Windows · Edge"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130) Gecko Firefox/130", "Linux · Firefox"),
        ("curl/8", ""),
    ],
)
def test_a_device_is_named_as_its_owner_knows_it(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name


def test_the_kind_of_browser_is_kept_with_the_sign_in_that_says_it_and_with_no_other(
    phone: httpx.Client, desk: httpx.Client, root: Viewer, plants: Plants
) -> None:
    here, bob = sign_in(phone, "bob"), str(plants.bob.person_id)
    elsewhere = sign_in(desk, "bob")
    assert [each["browser"] for each in browsers(phone, here)] == [None, None]

    assert ask(phone, here, NOTE, op=str(uuid4()), major=99)["data"] == {"noteBrowser": True}

    kind = {"maker": "HUAWEI", "engine": "CHROMIUM", "major": 99}
    found = {each["id"]: each["browser"] for each in browsers(phone, here)}
    [this] = [each["id"] for each in sign_ins(phone, here) if each["isThis"]]
    assert found.pop(this) == kind
    assert list(found.values()) == [None]
    assert [each["browser"] for each in browsers(desk, elsewhere) if each["browser"]] == [kind]
    # After an update of the browser it is another one.
    ask(phone, here, NOTE, op=str(uuid4()), major=114)
    assert {"maker": "HUAWEI", "engine": "CHROMIUM", "major": 114} in [
        each["browser"] for each in browsers(desk, sign_in(desk, "root"), id=bob)
    ]
    assert browsers(desk, sign_in(desk, "alice"), id=bob) == []
    assert ask(desk, sign_in(desk, "carol"), BROWSERS, id=bob)["data"]["account"] is None


@pytest.mark.parametrize("major", [-1, 1000])
def test_a_version_that_no_engine_has_is_refused(desk: httpx.Client, plants: Plants, major: int) -> None:
    token = sign_in(desk, "bob")

    assert code(ask(desk, token, NOTE, op=str(uuid4()), major=major)) == "INVALID_INPUT"
    assert [each["browser"] for each in browsers(desk, token)] == [None]


def browsers(client: httpx.Client, token: str, **variables: object) -> list[dict[str, object]]:
    found: list[dict[str, object]] = ask(client, token, BROWSERS, **variables)["data"]["account"]["signIns"]
    return found


def mistype(client: httpx.Client, name: str) -> int:
    """Wrong passwords until there is a wait; gives the answer of the right one then."""
    for _ in range(6):
        client.post("/auth/sign-in", json={"username": name, "password": "wrong"})
    return client.post("/auth/sign-in", json={"username": name, "password": PASSWORD}).status_code


def test_an_administrator_releases_the_sign_in_of_somebody_of_their_site_and_of_nobody_else(
    phone: httpx.Client, desk: httpx.Client, root: Viewer, plants: Plants, sqlite_database: Database
) -> None:
    token, bob = sign_in(desk, "root"), str(plants.bob.person_id)
    assert ask(desk, token, SLOWED, id=bob)["data"]["account"] == {"isSignInSlowed": False}
    assert mistype(phone, "bob") == 429
    assert ask(desk, token, SLOWED, id=bob)["data"]["account"] == {"isSignInSlowed": True}

    for name, code in (("alice", "NOT_ALLOWED"), ("carol", "NOT_FOUND")):
        refused = ask(desk, sign_in(desk, name), RELEASE, op=str(uuid4()), id=bob)
        assert refused["errors"][0]["extensions"]["code"] == code
    far = ask(desk, token, RELEASE, op=str(uuid4()), id=str(plants.carol.person_id))
    assert far["errors"][0]["extensions"]["code"] == "NOT_FOUND"

    released = ask(desk, token, RELEASE, op=str(uuid4()), id=bob)

    assert released["data"]["releaseSignIn"] == {"isSignInSlowed": False}
    assert sign_in(phone, "bob")
    rows = sqlite_database.read(
        lambda s: s.exec(select(AuditRow.by).where(AuditRow.kind == "SIGN_IN_UNLOCKED")).all()
    )
    assert rows == [root.person_id]
