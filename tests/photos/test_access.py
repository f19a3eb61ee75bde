"""Photos through the whole application: sent with the token, shown by the cookie, foreign to other sites."""

import hashlib

import httpx

from tests.support import pictures
from tests.support.http_site import bearer, sign_in


def test_who_sends_what_somebody_else_has_sent_learns_nothing_of_it(client: httpx.Client) -> None:
    known, fresh = pictures.jpeg(), pictures.jpeg(quality=80)

    def send(name: str, data: bytes) -> tuple[int, dict[str, object], set[str]]:
        """The answer without what is the sender's own: the name of the photo that they sent."""
        token, sha256 = sign_in(client, name), hashlib.sha256(data).hexdigest()
        answer = client.put(f"/photos/{sha256}", content=data, headers=bearer(token))
        said = answer.json()
        assert said.pop("sha256") == sha256
        return answer.status_code, said, set(answer.headers)

    send("bob", known)

    for another in ("alice", "carol"):  # of the same site, and of another one
        assert send(another, known) == send(another, fresh)


def test_a_photo_is_sent_with_the_token_and_shown_by_the_cookie(client: httpx.Client) -> None:
    data = pictures.jpeg()
    path = f"/photos/{hashlib.sha256(data).hexdigest()}"
    token = sign_in(client, "bob")

    assert client.put(path, content=data).status_code == 401
    answers = [client.put(path, content=data, headers=bearer(token)) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 200]
    shown = client.get(path, params={"size": 320})
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    assert shown.headers["content-security-policy"] == "sandbox; default-src 'none'"

    sign_in(client, "carol")
    assert client.get(path, params={"size": 320}).status_code == 404
