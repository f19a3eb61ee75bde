import re
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path

import httpx
import pytest
from argon2 import Type

from backend.core.database import Database
from backend.core.http.tokens import Tokens, Use
from backend.core.http.unknown_names import UnknownNames
from backend.people.commands import ON_ITS_WAY
from tests.support import cheap_hashes, http_site
from tests.support.fakes import FakeClock
from tests.support.http_site import SECRET, Site, ask, bearer, sign_in
from tests.support.plants import PASSWORD, Plants

VIEWER = "{ viewer { person { name { en } } } }"


def name_of(client: httpx.Client, token: str) -> str | None:
    data = ask(client, token, VIEWER).get("data")
    return data["viewer"]["person"]["name"]["en"] if data else None


def test_the_right_password_opens_the_api(client: httpx.Client) -> None:
    assert name_of(client, sign_in(client, "alice")) == "alice"


def test_an_access_token_lasts_a_quarter_of_an_hour(client: httpx.Client, clock: FakeClock) -> None:
    token = sign_in(client, "alice")

    clock.advance(timedelta(minutes=14, seconds=59))
    assert name_of(client, token) == "alice"
    clock.advance(timedelta(seconds=1))
    assert name_of(client, token) is None


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(client: httpx.Client) -> None:
    answers = [
        client.post("/auth/sign-in", json={"username": name, "password": "wrong"})
        for name in ("alice", "nobody")
    ]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["code"] == "WRONG_CREDENTIALS"


def test_a_failure_under_an_unknown_name_leaves_its_address_in_the_log_and_not_the_name(
    client: httpx.Client, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("hunter2-was-my-password", "hunter2-was-my-password", "alice"):
        client.post("/auth/sign-in", json={"username": name, "password": "wrong"})

    said = "".join(capsys.readouterr())
    lines = [line for line in said.splitlines() if "sign_in_unknown_name" in line]
    assert len(lines) == 1, "one line per minute and address, and none for a name that somebody has"
    assert "127.0.0.1" in lines[0]
    assert "hunter2" not in said


def test_unknown_names_of_each_address_have_a_line_and_a_digest_of_their_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    names = UnknownNames()

    names.note("zhang.san", "10.0.0.5")
    names.note("zhang.san", "10.0.0.6")
    names.note("li.si", "10.0.0.7")
    names.note("li.si", "10.0.0.7")

    lines = [line for line in "".join(capsys.readouterr()).splitlines() if "sign_in_unknown_name" in line]
    digests = [re.search(r"name_digest\W+(\w+)", line) for line in lines]
    assert [f"10.0.0.{last}" in line for last, line in zip((5, 6, 7), lines, strict=True)] == [True] * 3
    assert len({found.group(1) for found in digests if found}) == 2


@pytest.mark.parametrize(
    "request_",
    [
        {"content": b'{"username":"alice","password":"x"}', "headers": {"content-type": "text/plain"}},
        {"data": {"username": "alice", "password": "x"}},
        {"content": b"{", "headers": {"content-type": "application/json"}},
        {"json": ["alice"]},
        {"json": {"username": "alice"}},
        {"json": {"username": "alice", "password": "x" * 5000}},
    ],
)
def test_what_is_no_sign_in_is_refused(client: httpx.Client, request_: dict[str, object]) -> None:
    answer = client.post("/auth/sign-in", **request_)  # type: ignore[arg-type]

    assert answer.status_code == 400
    assert answer.json()["code"] == "INVALID_INPUT"


def test_the_cookies_are_out_of_reach_for_scripts_and_other_sites(client: httpx.Client) -> None:
    cookies = cookies_of(client)

    assert {name: (morsel["path"], morsel["samesite"]) for name, morsel in cookies.items()} == {
        "anhuan_refresh": ("/auth", "strict"),
        "anhuan_media": ("/photos", "strict"),
        "anhuan_device": ("/auth", "strict"),
    }
    assert all(morsel["httponly"] for morsel in cookies.values())
    assert not any(morsel["secure"] for morsel in cookies.values())


def test_over_tls_the_cookies_are_secure(
    sqlite_database: Database, clock: FakeClock, tmp_path: Path, plants: Plants
) -> None:
    with http_site.site(sqlite_database, clock, tmp_path, has_tls=True) as site, site.client() as client:
        cookies = cookies_of(client)

    assert all(morsel["secure"] for morsel in cookies.values())


def cookies_of(client: httpx.Client) -> SimpleCookie:
    answer = client.post("/auth/sign-in", json={"username": "alice", "password": PASSWORD})
    found = SimpleCookie()
    for line in answer.headers.get_list("set-cookie"):
        found.load(line)
    return found


def test_each_refresh_gives_a_new_token_for_the_cookie(client: httpx.Client) -> None:
    sign_in(client, "alice")
    first = client.cookies["anhuan_refresh"]

    answer = client.post("/auth/refresh")

    assert answer.status_code == 200
    assert client.cookies["anhuan_refresh"] != first
    assert name_of(client, answer.json()["accessToken"]) == "alice"


def test_a_refresh_whose_answer_was_lost_may_be_repeated(client: httpx.Client) -> None:
    sign_in(client, "alice")
    old = client.cookies["anhuan_refresh"]
    client.post("/auth/refresh")

    assert refresh_with(client, old).status_code == 200


def test_a_page_that_is_loaded_again_and_again_stays_signed_in(client: httpx.Client) -> None:
    """Answers to pages that are gone still set their cookies, in any order."""
    sign_in(client, "alice")
    old = client.cookies["anhuan_refresh"]
    first = refresh_with(client, old).cookies["anhuan_refresh"]
    second = refresh_with(client, old).cookies["anhuan_refresh"]
    third = refresh_with(client, second).cookies["anhuan_refresh"]

    fourth = refresh_with(client, first).cookies["anhuan_refresh"]
    assert refresh_with(client, old).status_code == 200

    for cookie in (fourth, third):
        assert refresh_with(client, cookie).status_code == 200


def test_whoever_signs_out_is_out_whatever_is_still_on_its_way(client: httpx.Client) -> None:
    sign_in(client, "alice")
    old = client.cookies["anhuan_refresh"]
    client.post("/auth/refresh")
    newest = client.cookies["anhuan_refresh"]
    client.post("/auth/sign-out")

    assert [refresh_with(client, cookie).status_code for cookie in (old, newest)] == [401, 401]


def test_a_stolen_cookie_ends_the_sign_in_of_both(client: httpx.Client, clock: FakeClock) -> None:
    token = sign_in(client, "alice")
    old = client.cookies["anhuan_refresh"]
    client.post("/auth/refresh")
    client.post("/auth/refresh")
    newest = client.cookies["anhuan_refresh"]
    clock.advance(ON_ITS_WAY + timedelta(seconds=1))

    stolen = refresh_with(client, old)

    assert (stolen.status_code, stolen.json()["code"]) == (401, "SESSION_REVOKED")
    assert refresh_with(client, newest).status_code == 401
    assert name_of(client, token) is None


def test_a_cookie_that_is_stolen_at_once_ends_it_as_soon_as_both_go_on(
    client: httpx.Client, clock: FakeClock
) -> None:
    token = sign_in(client, "alice")
    old = client.cookies["anhuan_refresh"]
    own = refresh_with(client, old).cookies["anhuan_refresh"]
    thiefs = refresh_with(client, old).cookies["anhuan_refresh"]
    clock.advance(timedelta(minutes=10))
    assert refresh_with(client, own).status_code == 200
    clock.advance(ON_ITS_WAY + timedelta(seconds=1))

    assert refresh_with(client, thiefs).status_code == 401
    assert name_of(client, token) is None


def refresh_with(client: httpx.Client, cookie: str) -> httpx.Response:
    client.cookies.clear()
    return client.post("/auth/refresh", headers={"cookie": f"anhuan_refresh={cookie}"})


def test_without_a_cookie_there_is_nothing_to_refresh(client: httpx.Client) -> None:
    answer = client.post("/auth/refresh")

    assert (answer.status_code, answer.json()["code"]) == (401, "UNAUTHENTICATED")


def test_signing_out_ends_this_device_only(site: Site) -> None:
    with site.client() as phone, site.client() as tablet:
        tokens = sign_in(phone, "alice"), sign_in(tablet, "alice")

        assert phone.post("/auth/sign-out").status_code == 204

        assert name_of(phone, tokens[0]) is None
        assert name_of(tablet, tokens[1]) == "alice"
        assert "anhuan_refresh" not in phone.cookies


def test_signing_out_everywhere_ends_every_access_token_at_once(site: Site) -> None:
    with site.client() as phone, site.client() as tablet:
        tokens = sign_in(phone, "alice"), sign_in(tablet, "alice")

        assert phone.post("/auth/sign-out-everywhere", headers=bearer(tokens[0])).status_code == 204

        assert name_of(tablet, tokens[1]) is None
        assert tablet.post("/auth/refresh").status_code == 401


def test_signing_out_everywhere_needs_a_token(client: httpx.Client) -> None:
    sign_in(client, "alice")

    assert client.post("/auth/sign-out-everywhere").status_code == 401


def test_a_page_of_another_site_can_use_no_cookie(site: Site, client: httpx.Client) -> None:
    sign_in(client, "alice")

    assert client.post("/auth/refresh", headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post("/auth/refresh", headers={"origin": site.address}).status_code == 200


def test_the_token_for_pictures_opens_nothing_else(
    client: httpx.Client, plants: Plants, clock: FakeClock
) -> None:
    sign_in(client, "alice")
    media = client.cookies["anhuan_media"]

    assert Tokens(SECRET, clock).read(Use.MEDIA, media) is not None
    assert name_of(client, media) is None


@pytest.mark.parametrize("token", ["x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
def test_a_token_that_is_not_ours_is_nobody(client: httpx.Client, token: str) -> None:
    answer = client.post("/graphql", json={"query": VIEWER}, headers={"authorization": f"Bearer {token}"})

    assert answer.status_code == 401
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_the_plan_picture_is_for_people_of_the_site(client: httpx.Client, plants: Plants) -> None:
    path = f"/photos/plans/{plants.north}.svg"
    assert client.get(path).status_code == 401

    sign_in(client, "alice")
    plan = client.get(path)
    assert (plan.status_code, plan.headers["content-type"]) == (200, "image/svg+xml")
    assert client.get(path, headers={"if-none-match": plan.headers["etag"]}).status_code == 304

    sign_in(client, "carol")
    assert client.get(path).status_code == 404


def test_a_password_is_hashed_as_the_standard_recommends() -> None:
    """RFC 9106, second recommended option: argon2id, 3 passes over 64 MiB in 4 lanes."""
    given = cheap_hashes.OF_THE_PRODUCT()

    assert given.type is Type.ID
    assert (given.time_cost, given.memory_cost, given.parallelism) == (3, 64 * 1024, 4)
