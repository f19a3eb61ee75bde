"""Photos through the whole application: sent with the token, shown by the cookie, foreign to other sites."""

import hashlib

import httpx

from tests.support import pictures
from tests.support.http_site import bearer, sign_in


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
