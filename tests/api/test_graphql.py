"""How /graphql answers, whatever the schema: a small one of its own with a bug, a refusal and lists."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest
import strawberry
from structlog.testing import capture_logs

from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.graphql.executor import build_schema
from backend.core.session import Session
from backend.core.viewer import Viewer
from tests.support import http_site
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, ask, bearer, sign_in
from tests.support.plants import Plants
from tests.support.refusals import answered_code

calls: list[list[int]] = []
refusals: list[str] = []


def squares(_session: Session, _viewer: Viewer, keys: Sequence[int]) -> dict[int, int]:
    calls.append(sorted(keys))
    return {key: key * key for key in keys if key < 100}


@strawberry.type
class Item:
    number: int

    @strawberry.field
    async def square(self, info: Info) -> int:
        return await info.context.load(squares, self.number)

    @strawberry.field
    async def next(self) -> "Item":
        return Item(number=self.number + 1)

    @strawberry.field
    async def items(self) -> "list[Item]":
        return [Item(number=1)]

    @strawberry.field
    async def page(self, first: int = 20) -> "list[Item]":
        return [Item(number=each) for each in range(first)]


@strawberry.type
class Query:
    @strawberry.field
    async def item(self, number: int = 1) -> Item:
        return Item(number=number)

    @strawberry.field
    async def numbers(self, first: int = 20) -> list[Item]:
        return [Item(number=each) for each in range(first)]

    @strawberry.field
    async def bug(self) -> int:
        raise ValueError("the password is swordfish")

    @strawberry.field
    async def refusal(self) -> int:
        refusals.append("refused")
        raise Refused(ErrorCode.NOT_FOUND, "no such thing")


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def touch(self) -> bool:
        return True


schema = build_schema(query=Query, mutation=Mutation)
KNOWN = "query Known { item { number } }"
KNOWN_SHA256 = hashlib.sha256(KNOWN.encode()).hexdigest()


@pytest.fixture
def persisted_file(tmp_path: Path) -> Path:
    path = tmp_path / "persisted.json"
    path.write_text(json.dumps({KNOWN_SHA256: KNOWN}))
    return path


@pytest.fixture
def site(
    sqlite_database: Database, clock: FakeClock, tmp_path: Path, plants: Plants, persisted_file: Path
) -> Iterator[Site]:
    with http_site.site(
        sqlite_database, clock, tmp_path, schema=schema, persisted_file=persisted_file
    ) as found:
        yield found


@pytest.fixture
def closed_site(
    sqlite_database: Database, clock: FakeClock, tmp_path: Path, plants: Plants, persisted_file: Path
) -> Iterator[Site]:
    """As in production: only persisted operations."""
    with http_site.site(
        sqlite_database, clock, tmp_path, schema=schema, persisted_file=persisted_file, is_production=True
    ) as found:
        yield found


@pytest.fixture
def token(client: httpx.Client) -> str:
    return sign_in(client, "alice")


def persisted(sha256: str, **parts: Any) -> dict[str, Any]:
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": sha256}}, **parts}


def test_a_bug_is_masked_and_logged_under_the_id_the_client_gets(client: httpx.Client, token: str) -> None:
    with capture_logs() as logs:
        answer = client.post("/graphql", json={"query": "{ bug }"}, headers=bearer(token))

    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["extensions"]["requestId"] == answer.headers["x-request-id"]
    assert "swordfish" not in answer.text
    (entry,) = [each for each in logs if each["event"] == "graphql_error"]
    assert "swordfish" in entry["error"]
    assert isinstance(entry["exc_info"], ValueError)


def test_a_refusal_keeps_its_code_and_path(client: httpx.Client, token: str) -> None:
    (error,) = ask(client, token, "{ refusal }")["errors"]

    assert (error["extensions"], error["path"]) == ({"code": "NOT_FOUND"}, ["refusal"])


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("{", {}),
        ("{ nothing }", {}),
        ("query ($n: Int!) { item(number: $n) { number } }", {"n": "one"}),
        ("query ($n: Int!) { item(number: $n) { number } }", {}),
        ("subscription { x }", {}),
        ("fragment F on Item { number }", {}),
    ],
)
def test_a_document_that_cannot_run_is_invalid_input(
    client: httpx.Client, token: str, query: str, variables: dict[str, object]
) -> None:
    answer = client.post(
        "/graphql",
        json={"query": query, "variables": variables},
        headers={**bearer(token), "accept": "application/graphql-response+json"},
    )

    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("application/graphql-response+json")
    assert "data" not in answer.json()
    assert answered_code(answer.json()) == "INVALID_INPUT"


def test_outsiders_may_ask_for_nothing(client: httpx.Client) -> None:
    for query in (
        "{ __schema { queryType { name } } }",
        "{ item { number } }",
        "{ ...on Query { bug } }",
        "mutation { touch }",
    ):
        answer = client.post("/graphql", json={"query": query})
        assert (answer.status_code, answered_code(answer.json())) == (401, "UNAUTHENTICATED")


def test_what_objects_of_one_level_ask_for_is_loaded_in_one_call(client: httpx.Client, token: str) -> None:
    calls.clear()

    answer = ask(client, token, "{ numbers(first: 3) { square next { square } } }")

    assert [each["square"] for each in answer["data"]["numbers"]] == [0, 1, 4]
    assert len(calls) <= 2
    assert sorted(key for call in calls for key in call) == [0, 1, 2, 3]


def test_what_must_be_there_and_is_not_is_a_bug(client: httpx.Client, token: str) -> None:
    assert answered_code(ask(client, token, "{ item(number: 100) { square } }")) == "INTERNAL"


def test_a_known_document_is_run_by_its_hash(client: httpx.Client, token: str) -> None:
    for body in (persisted(KNOWN_SHA256), persisted(KNOWN_SHA256, query="")):
        answer = client.post("/graphql", json=body, headers=bearer(token))
        assert answer.json() == {"data": {"item": {"number": 1}}}


def test_the_same_is_answered_to_a_document_that_ran_before(client: httpx.Client, token: str) -> None:
    query = "query Numbers($first: Int!) { numbers(first: $first) { number square } }"
    for variables in ({"first": 3}, {"first": 1}, {"first": "many"}, {}):
        body = {"query": query, "variables": variables}
        first, again = (client.post("/graphql", json=body, headers=bearer(token)) for _ in range(2))
        assert (again.status_code, again.content) == (first.status_code, first.content)


def test_a_refused_query_is_asked_twice_and_no_more(client: httpx.Client, token: str) -> None:
    ask(client, token, "{ refusal }")
    refusals.clear()

    ask(client, token, "{ refusal }")

    assert len(refusals) == 2


def test_an_unknown_hash_is_said_to_be_unknown(client: httpx.Client, token: str) -> None:
    answer = client.post("/graphql", json=persisted("0" * 64), headers=bearer(token))

    assert answered_code(answer.json()) == "OPERATION_UNKNOWN"


@pytest.mark.parametrize("wrong", ["x", {"version": 2, "sha256Hash": KNOWN_SHA256}, {"version": 1}])
def test_a_malformed_hash_is_invalid_input(client: httpx.Client, token: str, wrong: object) -> None:
    body = {"extensions": {"persistedQuery": wrong}}

    assert answered_code(client.post("/graphql", json=body, headers=bearer(token)).json()) == "INVALID_INPUT"


def test_in_production_only_persisted_operations_run(closed_site: Site) -> None:
    with closed_site.client() as client:
        token = sign_in(client, "alice")

        assert ask(client, token, KNOWN) == {"data": {"item": {"number": 1}}}
        assert answered_code(ask(client, token, "{ item { number } }")) == "OPERATION_UNKNOWN"
        assert answered_code(ask(client, None, KNOWN)) == "UNAUTHENTICATED"


def nested(levels: int) -> str:
    return "{ item " + "{ next " * (levels - 2) + "{ number }" + " }" * (levels - 2) + " }"


def spread(times: int) -> str:
    """A document whose fragments double what they ask for, each time."""
    rows = [f"fragment F{n} on Item {{ ...F{n + 1} next {{ ...F{n + 1} }} }}" for n in range(times)]
    return "{ item { ...F0 } } " + " ".join(rows) + f" fragment F{times} on Item {{ number }}"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        (nested(12), None),
        (nested(13), "QUERY_TOO_DEEP"),
        ("{ " + " ".join(f"a{n}: touch" for n in range(30)) + " }", "INVALID_INPUT"),
        ("{ " + " ".join(f"a{n}: item {{ number }}" for n in range(30)) + " }", None),
        ("{ " + " ".join(f"a{n}: item {{ number }}" for n in range(31)) + " }", "QUERY_TOO_COMPLEX"),
        ("{ item { " + "number " * 50 + "} }", None),
        ("{ item { " + "number " * 4000 + "} }", "QUERY_TOO_COMPLEX"),
        ("{ numbers(first: 2) { page(first: 2) { number } } }", None),
        (
            "query ($n: Int!) { numbers(first: $n) { page(first: $n) { page(first: 2) { number } } } }",
            "QUERY_TOO_COMPLEX",
        ),
        ("{ item { items { items { items { items { items { number } } } } } } }", "QUERY_TOO_COMPLEX"),
        (spread(10), None),
        (spread(13), "QUERY_TOO_DEEP"),
        (spread(200), "QUERY_TOO_COMPLEX"),
    ],
    ids=range(13),
)
def test_how_much_a_document_may_ask_for(
    client: httpx.Client, token: str, query: str, code: str | None
) -> None:
    answer = ask(client, token, query, n=2)

    codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
    assert (code in codes) if code else not codes


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"content": b"{}", "headers": {"content-type": "text/plain"}}, 415),
        ({"content": b"{}", "headers": {"content-type": "application/json; charset=utf-16"}}, 415),
        ({"json": {"query": "{ item { number } }"}, "headers": {"accept": "text/html"}}, 406),
        ({"json": [{"query": "{ item { number } }"}]}, 400),
        ({"json": {"query": 1}}, 400),
        ({"json": {"query": "{ item { number } }", "variables": []}}, 400),
        ({"content": b"[" * 100_000, "headers": {"content-type": "application/json"}}, 400),
        ({"json": {"query": "#" * 300_000}}, 400),
    ],
    ids=range(8),
)
def test_what_is_no_request_is_refused_before_it_is_read(
    client: httpx.Client, token: str, request_: dict[str, Any], status: int
) -> None:
    headers = {**bearer(token), **request_.pop("headers", {})}

    answer = client.post("/graphql", headers=headers, **request_)

    assert answer.status_code == status
    assert answered_code(answer.json()) == "INVALID_INPUT"


def test_only_post_is_answered(client: httpx.Client) -> None:
    answer = client.get("/graphql", params={"query": "{ __typename }"}, headers={"accept": "text/html"})

    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


def test_a_long_answer_is_packed(client: httpx.Client, token: str) -> None:
    answer = client.post(
        "/graphql", json={"query": "{ numbers(first: 100) { number } }"}, headers=bearer(token)
    )

    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.json()["data"]["numbers"]) == 100
