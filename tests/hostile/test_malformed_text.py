"""Text that no keyboard types: refused by a code, wherever it comes in."""

import base64
import json
from uuid import UUID, uuid4

import httpx
import jwt
import pytest

from backend.core.errors import Refused
from backend.core.http.tokens import ALGORITHM
from backend.core.paging import decode
from tests.support.http_site import SECRET, Site, ask, bearer, sign_in, socket
from tests.support.plants import Plants

REPORT = """mutation ($i: ReportHazardInput!) { reportHazard(input: $i) { id } }"""
LONE = '"\\ud800"'
NESTED = "[" * 50_000
PING = '{"type":"ping","payload":{"a":null}}'
DEEP = "[" * 900 + "]" * 900


def wish(**content: str) -> str:
    """The JSON of an input; the values are JSON already."""
    fields = {
        "operationId": json.dumps(str(uuid4())),
        "category": '"FIRE"',
        "description": '"x"',
        "photos": "[]",
        "capturedAt": '"2026-11-24T12:00:00Z"',
        **content,
    }
    inside = ",".join(f'"{name}":{value}' for name, value in fields.items())
    return f'{{"query":{json.dumps(REPORT)},"variables":{{"i":{{{inside}}}}}}}'


@pytest.mark.parametrize(
    "body",
    [
        wish(description=LONE),
        wish(operationId=LONE),
        wish(areaId=LONE),
        wish(category=LONE),
        wish(photos=DEEP),
        wish(photos=NESTED),
        '{"query":"{ home { \\ud800 } }"}',
        '{"query":"{ __typename }","operationName":"\\udfff"}',
        '{"query":"{ __typename }","variables":{"\\ud800":1}}',
        '{"query":"{ __typename }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"\\ud800"}}}',
        '{"query":"{ __typename }","variables":' + '{"a":' * 900 + "1" + "}" * 901,
        NESTED,
        '{"query":"' + "{a" * 1900 + "}" * 1900 + '"}',
    ],
)
def test_graphql_refuses_it(site: Site, client: httpx.Client, stumbles: list[str], body: str) -> None:
    headers = {**bearer(sign_in(client, "bob")), "content-type": "application/json"}

    answer = client.post("/graphql", content=body, headers=headers)

    assert answer.status_code in (200, 400)
    codes = [each["extensions"]["code"] for each in answer.json()["errors"]]
    assert set(codes) <= {"INVALID_INPUT", "QUERY_TOO_DEEP", "QUERY_TOO_COMPLEX"}
    assert stumbles == []


def test_a_surrogate_as_bytes_is_refused_too(site: Site, client: httpx.Client, stumbles: list[str]) -> None:
    headers = {**bearer(sign_in(client, "bob")), "content-type": "application/json"}

    answer = client.post("/graphql", content=b'{"query":"{ \xed\xa0\x80 }"}', headers=headers)

    assert (answer.status_code, stumbles) == (400, [])


@pytest.mark.parametrize(
    "body", [f'{{"username":{LONE},"password":"x"}}', f'{{"username":"x","password":{LONE}}}', NESTED, DEEP]
)
def test_sign_in_refuses_it(client: httpx.Client, stumbles: list[str], body: str) -> None:
    answer = client.post("/auth/sign-in", content=body, headers={"content-type": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_INPUT")
    assert stumbles == []


@pytest.mark.parametrize("message", [NESTED, DEEP, PING.replace("null", LONE), "{", "5", "[]"])
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_a_socket_is_closed_over_it(
    site: Site, client: httpx.Client, stumbles: list[str], message: str, is_signed_in: bool
) -> None:
    with socket(site, sign_in(client, "bob")) as phone:
        if is_signed_in:
            phone.receive()
        phone.send_text(message)
        assert phone.closed()[0] == 4400
    assert stumbles == []


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": 10**18},
        {"exp": -(10**18)},
        {"exp": 10**400},
        {"exp": "soon"},
        {"exp": None},
        {"sid": 5},
        {"sid": [1]},
        {"nbf": 10**18},
        {"iat": 10**18, "nbf": "x"},
    ],
)
def test_a_token_that_says_nonsense_is_no_token(
    client: httpx.Client, plants: Plants, stumbles: list[str], claims: dict[str, object]
) -> None:
    usual = {
        "sub": str(plants.bob.person_id),
        "sid": str(UUID(int=1)),
        "use": "access",
        "iat": 1,
        "exp": 2**33,
    }
    token = jwt.encode({**usual, "iat": 1, "exp": 2**33, **claims}, SECRET, algorithm=ALGORITHM)

    answer = ask(client, token, "{ viewer { person { id } } }")

    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert stumbles == []


@pytest.mark.parametrize("text", [f"[{LONE}]", NESTED, DEEP, "5", "[1]", "{}"])
def test_a_cursor_of_nonsense_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        decode(base64.urlsafe_b64encode(text.encode()).decode(), UUID)


def test_a_cursor_that_is_no_text_is_refused() -> None:
    with pytest.raises(Refused):
        decode("\ud800", str)
