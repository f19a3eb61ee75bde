"""Everything that is held about a person, in one file: no table is missing, nobody else, and no secret."""

import io
import json
from datetime import date, timedelta
from typing import Any
from zipfile import ZipFile

import httpx
import pyotp
import pytest
from sqlmodel import col, select

from backend.core import words
from backend.core.database import Database
from backend.core.graphql.context import OWN_DATA_TRIES, OWN_DATA_WITHIN
from backend.core.tables import AuditRow
from backend.core.viewer import Viewer
from backend.people.directory.rules import AddressKind
from backend.people.directory.store import Staff
from backend.people.held import queries as held
from backend.people.held.rules import is_secret, kind_of, moment_of
from backend.people.tables import PersonRow, SessionRow
from backend.risks.revisions.rules import Call, Team
from backend.risks.rules import Owner
from tests.hostile.matrix.objects import furnished
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, bearer, sign_in
from tests.support.plants import PASSWORD, Plants
from tests.support.risks import Register, content


def taken(client: httpx.Client, token: str, language: str = "zh") -> tuple[dict[str, Any], str]:
    """The JSON and the page of a person's file."""
    headers = {**bearer(token), "accept-language": language}
    answer = client.get("/export/my-data.zip", headers=headers)
    assert answer.status_code == 200, answer.text
    with ZipFile(io.BytesIO(answer.content)) as archive:
        [page] = [name for name in archive.namelist() if name.endswith(".html")]
        return json.loads(archive.read("data.json")), archive.read(page).decode()


def test_every_table_that_names_people_is_in_it_and_has_words() -> None:
    tables = held.held_tables()
    wanted = {
        *(f"held.table.{each.table.name}" for each in tables),
        *(f"held.as.{each.column}" for each in tables),
        *(f"{group}.{each.kind}" for each in tables for group in ("HeldKind", "HeldKept")),
    }

    assert {"people", "person_addresses", "sign_ins", "audit", "evidence", "deliveries"} <= {
        each.table.name for each in tables
    }
    assert not [key for key in sorted(wanted) if key not in words.WORDS], "word them in people.held.json"


def test_no_column_that_opens_something_or_names_somebody_else_is_shown() -> None:
    shown = {column for each in held.held_tables() for column in each.columns}
    people = {each.column for each in held.held_tables()} - {"id"}

    assert not {each for each in shown if is_secret(each)}
    assert shown.isdisjoint({"sealed_secret", "token_hash", "replaced_by", "mentions", "cause", "details"})
    for each in held.held_tables():
        assert people.isdisjoint(set(each.columns) & {key.parent.name for key in each.table.foreign_keys})


def test_a_row_says_when_by_the_time_beside_who() -> None:
    times = ["made_at", "decided_at", "asked_at"]

    assert [moment_of(each, times) for each in ("decided_by", "asked_by", "owner_id")] == [
        "decided_at",
        "asked_at",
        "made_at",
    ]
    assert (moment_of("by", ["at"]), moment_of("person_id", [])) == ("at", None)
    assert kind_of("backend.cases.evidence.tables") == "CASES"
    assert kind_of("backend.people.accounts.tables") == "PEOPLE_ACCOUNTS"


def test_the_file_holds_what_a_person_did_and_what_was_done_about_them(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    furnished(sqlite_database, plants)

    def address(tx: Any) -> None:
        member = tx.get(Staff).get(plants.bob.person_id, plants.north)
        tx.get(Staff).put_addresses(member.person_id, {AddressKind.PHONE: "13800001111"})

    sqlite_database.transact(address)
    data, page = taken(client, sign_in(client, "bob"))
    tables = {each["table"] for each in data["held"]}

    assert data["person"]["username"] == "bob"
    assert {"people", "memberships", "person_addresses", "sign_ins", "audit", "hazard_reports"} <= tables
    assert "13800001111" in page
    assert "联系方式" in page
    acts = [each for each in data["held"] if each["table"] == "audit"]
    assert {"SIGNED_IN", "OWN_DATA_TAKEN"} <= {each["row"]["kind"] for each in acts}


def test_nobody_else_is_in_it(client: httpx.Client, sqlite_database: Database, plants: Plants) -> None:
    """Alice triages and answers what others report: she sees what she did, and not who reported it."""
    furnished(sqlite_database, plants)
    data, _ = taken(client, sign_in(client, "alice"))
    reports = [each for each in data["held"] if each["table"] == "hazard_reports"]
    others = {str(each.person_id) for each in (plants.bob, plants.dora, plants.erik, plants.carol)}
    plain = [each for each in data["held"] if each["table"] != "audit"]

    assert reports
    assert not any("reported_by" in each["row"] for each in reports)
    assert not [each for each in plain if others & set(map(str, each["row"].values()))]


@pytest.mark.both_databases("ids inside JSON are found by the text of it")
def test_who_is_named_inside_what_the_register_says_finds_it_and_sees_nobody_else(
    database: Database, plants: Plants
) -> None:
    """Bob assessed it and is called; alice wrote it, erik assessed it with him; carol is of another site."""
    register = Register.begun(database, plants)
    of = content(
        plants,
        owner=Owner(plants.department),
        team=Team((plants.erik.person_id, plants.bob.person_id), date(2026, 11, 20)),
        calls=(Call(None, "", None, plants.bob.person_id),),
    )
    register.hold(of)
    [inside] = [each for each in held.held_tables() if each.inside]

    def named(viewer: Viewer) -> list[dict[str, Any]]:
        return database.read(lambda session: list(held.rows(session, viewer, inside)))

    def counted(viewer: Viewer) -> int:
        kinds = database.read(lambda session: held.kinds(session, viewer))
        return sum(each.count for each in kinds if each.kind == "RISKS")

    [of_bob], [of_erik] = named(plants.bob), named(plants.erik)
    assert (of_bob["named_in"], of_erik["named_in"]) == (["team", "calls"], ["team"])
    assert of_bob["title_zh"] == of.title.zh
    assert "content" not in of_bob
    assert str(plants.erik.person_id) not in json.dumps(of_bob, default=str)
    assert (named(plants.alice), named(plants.carol)) == ([], [])
    assert (counted(plants.bob), counted(plants.erik), counted(plants.carol)) == (1, 1, 0)


def test_the_page_says_where_inside_the_register_somebody_is_named(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    calls = (Call(None, "", None, plants.bob.person_id),)
    Register.begun(sqlite_database, plants).hold(content(plants, calls=calls))
    _, page = taken(client, sign_in(client, "bob"))

    assert "风险修订 · 内容提到您" in page
    assert "提到您之处: 负责; 叫谁" in page


def test_no_secret_of_theirs_is_in_it(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    token = sign_in(client, "bob")
    headers = bearer(token)
    begun = client.post("/auth/account/second-factor/begin", json={}, headers=headers).json()
    code = pyotp.TOTP(begun["secret"]).at(clock())
    added = client.post(
        "/auth/account/second-factor/add", json={"secret": begun["secret"], "code": code}, headers=headers
    ).json()
    data, page = taken(client, token)
    whole = json.dumps(data) + page

    def digests(session: Any) -> list[str]:
        person = session.get_one(PersonRow, plants.bob.person_id)
        tokens = session.exec(select(SessionRow.token_hash).where(SessionRow.person_id == person.id))
        return [person.password_hash, *tokens]

    secrets = [begun["secret"], *added["recoveryCodes"], *sqlite_database.read(digests)]
    assert not [each for each in secrets if each in whole]


def test_it_is_given_to_who_has_shown_the_password_lately_and_is_on_record(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    token = sign_in(client, "bob")
    clock.advance(timedelta(minutes=11))
    refused = client.get("/export/my-data.zip", headers=bearer(token)).json()["code"]
    client.post("/auth/account/prove", json={"password": PASSWORD}, headers=bearer(token))
    _, page = taken(client, token, "en")
    anonymous = client.get("/export/my-data.zip")

    kinds = sqlite_database.read(lambda s: list(s.exec(select(AuditRow.kind).order_by(col(AuditRow.id)))))
    assert (refused, anonymous.status_code) == ("STEP_UP_NEEDED", 401)
    assert kinds.count("OWN_DATA_TAKEN") == 1
    assert "What north plant holds about you" in page


@pytest.mark.parametrize("name", ["alice", "bob", "carol"])
def test_the_list_counts_what_the_file_holds(
    client: httpx.Client, site: Site, sqlite_database: Database, plants: Plants, name: str
) -> None:
    token = sign_in(client, name)
    data, _ = taken(client, token)
    viewer = {"alice": plants.alice, "bob": plants.bob, "carol": plants.carol}[name]
    counted = sqlite_database.read(lambda session: held.kinds(session, viewer))
    found: dict[str, int] = {}
    for each in data["held"]:
        found[each["kind"]] = found.get(each["kind"], 0) + 1

    assert {each.kind: each.count for each in counted} == found


def test_who_asks_all_day_is_refused_for_a_while_and_nobody_else_is(
    client: httpx.Client, clock: FakeClock, plants: Plants
) -> None:
    bob = bearer(sign_in(client, "bob"))

    def ask(headers: dict[str, str]) -> dict[str, Any]:
        answer = client.post("/graphql", json={"query": "{ heldAboutMe { kind count } }"}, headers=headers)
        return dict(answer.json())

    for _ in range(OWN_DATA_TRIES):
        assert "errors" not in ask(bob)
        clock.advance(timedelta(seconds=2))  # the same answer is not counted again
    refused = ask(bob)["errors"][0]["extensions"]["code"]
    assert refused == "TOO_MANY_ATTEMPTS"
    assert client.get("/export/my-data.zip", headers=bob).status_code == 429
    assert "errors" not in ask(bearer(sign_in(client, "alice")))

    clock.advance(OWN_DATA_WITHIN)
    assert "errors" not in ask(bearer(sign_in(client, "bob")))
