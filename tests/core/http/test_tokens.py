"""A token opens what its sign-in opens, for its person and for no longer than the key that signed it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import httpx
import jwt
import pytest

from backend.core.http.tokens import LASTS, Tokens, Use
from backend.core.keys import is_key, new_key
from backend.core.token_keys import TAKES_OVER_WITHIN, TokenKeys, rotated
from tests.support.fakes import FakeClock
from tests.support.http_site import SECRET, ask, sign_in
from tests.support.plants import Plants

VIEWER = "{ viewer { person { name { en } } } }"
LONGEST = max(LASTS.values())
FOREVER = timedelta(days=3650)


def turned(text: str, clock: FakeClock) -> str:
    """The ring after a rotation, when every process has the new one."""
    ring = rotated(text, now=clock(), lasts=LONGEST)
    clock.advance(TAKES_OVER_WITHIN + timedelta(seconds=1))
    return ring


def forged(key: str, *, ring: str, issued_at: datetime, lasts: timedelta) -> str:
    """A token that somebody who has this key made without us."""
    found = next(each for each in TokenKeys.of(ring).keys if each.secret == key)
    claims = {
        "sub": str(uuid4()),
        "sid": str(uuid4()),
        "use": Use.ACCESS,
        "iat": int(issued_at.timestamp()),
        "exp": int((issued_at + lasts).timestamp()),
    }
    return jwt.encode(claims, key, algorithm="HS256", headers={"kid": found.key_id})


def test_a_sign_in_of_one_person_opens_nothing_as_another(
    client: httpx.Client, plants: Plants, clock: FakeClock
) -> None:
    tokens = Tokens(SECRET, clock)
    own = tokens.read(Use.ACCESS, sign_in(client, "alice"))
    assert own is not None
    bob: UUID = plants.bob.person_id

    stolen, _ = tokens.issue(Use.ACCESS, bob, own.family_id)

    assert ask(client, stolen, VIEWER)["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_after_a_rotation_the_old_key_verifies_until_its_last_token_ends(clock: FakeClock) -> None:
    old = new_key()
    token, _ = Tokens(old, clock).issue(Use.MEDIA, uuid4(), uuid4())

    ring = turned(old, clock)

    tokens = Tokens(ring, clock)
    assert tokens.read(Use.MEDIA, token) is not None
    fresh, _ = tokens.issue(Use.MEDIA, uuid4(), uuid4())
    assert jwt.get_unverified_header(fresh)["kid"] != jwt.get_unverified_header(token)["kid"]
    assert Tokens(old, clock).read(Use.MEDIA, fresh) is None
    clock.advance(LONGEST)
    assert tokens.read(Use.MEDIA, token) is None


@pytest.mark.parametrize("lasts", [timedelta(minutes=15), FOREVER])
def test_a_retired_key_makes_no_new_tokens(clock: FakeClock, lasts: timedelta) -> None:
    old = new_key()
    ring = turned(old, clock)

    now = forged(old, ring=ring, issued_at=clock(), lasts=lasts)
    backdated = forged(old, ring=ring, issued_at=clock() - timedelta(hours=1), lasts=FOREVER)

    assert [Tokens(ring, clock).read(Use.ACCESS, each) for each in (now, backdated)] == [None, None]


def test_a_rotation_at_once_leaves_no_old_key(clock: FakeClock) -> None:
    assert is_key(rotated(new_key(), now=clock(), lasts=LONGEST, at_once=True))


def test_a_key_whose_tokens_have_ended_leaves_the_ring_with_the_next_rotation(clock: FakeClock) -> None:
    first = new_key()
    ring = turned(turned(first, clock), clock)
    assert len(TokenKeys.of(ring).keys) == 3

    clock.advance(LONGEST)

    assert first not in turned(ring, clock)


@pytest.mark.parametrize(
    "ring", ["short", f"{'k' * 40},{'o' * 40}", f"{'k' * 40},{'o' * 40}@soon", f"{'k' * 40},{'k' * 40}@1"]
)
def test_a_ring_that_says_nothing_clear_is_refused(ring: str, clock: Callable[[], datetime]) -> None:
    with pytest.raises(ValueError, match="key"):
        Tokens(ring, clock)
